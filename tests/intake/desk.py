"""A desk for imports in tests: files written from plain rows, imported as somebody, and what is stored afterwards."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from exports.records import Table, write_records
from migrations import run
from registry.access.permissions import ROLES
from registry.access.scope import Scope, console, enter
from registry.db import RegistrySession, connect, sessions
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import columns
from registry.intake.load import import_path
from registry.intake.report import Report
from registry.models.audit import AuditEntry, Event
from registry.models.catalogue import MODELS
from registry.queries import layout
from registry.web.api.examples import NEW
from tests.people import WORLD
from tests.servers import Template, database

ON = dt.date(2026, 11, 23)
"""Today, in these tests."""

EMPTY = Template("migrated", lambda url: (run.upgrade(url), None)[1])
"""The tables, and nothing in them."""

Row = Mapping[str, object]

PATIENT = {"id": "p1", "centre_id": "FR-001", "status": "complete", "birth_month": "2015-03", "sex": "female"}
COURSE = {
    "id": "c1",
    "patient_id": "p1",
    "status": "complete",
    "board_date": "2024-12-20",
    "first_dose": "2025-01-02",
}
COURSE_DRUG = {"id": "cd1", "course_id": "c1", "status": "complete", "drug": "trametinib"}
ASSESSMENT = {
    "id": "a1",
    "course_id": "c1",
    "status": "complete",
    "visit": "baseline",
    "assessed_on": "2024-12-20",
    "criterion": "RECIST_1_1",
}
RESPONSE = ASSESSMENT | {"id": "a2", "visit": "on_treatment", "assessed_on": "2025-03-20", "response": "PR"}
TOXICITY = {
    "id": "t1",
    "course_id": "c1",
    "status": "complete",
    "term": "rash_acneiform",
    "nature": "clinical",
    "grade": "2",
    "onset": "2025-02-10",
    "seriousness": "none",
}
TOXICITY_DRUG = {"id": "td1", "toxicity_id": "t1", "drug": "trametinib", "causality": "related"}

COURSE_FILES: Mapping[str, Sequence[Row]] = {
    "patient": [PATIENT],
    "course": [COURSE],
    "course_drug": [COURSE_DRUG],
}
FILES: Mapping[str, Sequence[Row]] = {
    **COURSE_FILES,
    "diagnosis": [
        {"id": "d1", "patient_id": "p1", "status": "complete", "category": "cns", "name": "low-grade glioma"}
    ],
    "assessment": [ASSESSMENT, RESPONSE],
    "toxicity": [TOXICITY],
    "toxicity_drug": [TOXICITY_DRUG],
}
"""One patient with records of the kinds that the summaries count."""


def every_kind() -> dict[str, list[dict[str, object]]]:
    """One patient with a complete record of each kind, from the examples of the API."""
    files: dict[str, list[dict[str, object]]] = {}
    for kind, body in NEW.items():
        if kind != "drug":
            parent = KINDS[kind].record.parent
            place = {f"{parent}_id": "FR-001" if parent == "centre" else f"{parent}1"}
            _lay(files, kind, body | place | {"id": f"{kind}1"})
    return files


def _lay(files: dict[str, list[dict[str, object]]], kind: str, body: Mapping[str, Any]) -> None:
    """Lay a body into the files of its kind and of its rows, as files write it."""
    below = embedded(kind)
    name = below.record.name if below else ""
    cells = {
        n: ";".join(value) if isinstance(value, list) else value for n, value in body.items() if n != name
    }
    files.setdefault(kind, []).append(cells)
    for number, row in enumerate(body.get(name, ()), start=1):
        _lay(files, name, row | {"id": f"{name}{number}", f"{kind}_id": body["id"]})


def write_csv(path: Path, rows: Sequence[Row], names: Sequence[str] = ()) -> Path:
    """A CSV file with the columns that the rows have, or those named."""
    header = names or tuple(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_folder(folder: Path, files: Mapping[str, Sequence[Row]]) -> Path:
    """A new folder with a CSV file per kind."""
    folder.mkdir()
    for kind, rows in files.items():
        write_csv(folder / f"{kind}.csv", rows)
    return folder


def write_workbook(path: Path, files: Mapping[str, Sequence[Row]]) -> Path:
    """A workbook with a sheet per kind and every column of the layout, as exports write it."""
    tables = []
    for kind, rows in files.items():
        names = columns(KINDS[kind])
        tables.append(Table(kind, names, iter([tuple(row.get(name) for name in names) for row in rows])))  # type: ignore[misc]
    write_records(path, tables)
    return path


@dataclass
class Desk:
    """A database, and the folder in which its files are written."""

    url: str
    maker: sessionmaker[RegistrySession]
    folder: Path
    files: int = 0

    def session(self, role: str = "", centre: str = "FR-001") -> RegistrySession:
        """A session at the console, or of a role at a centre."""
        session = self.maker()
        enter(session, scope_of(role, centre) if role else console("tests"))
        return session

    def load(
        self,
        source: Path | Mapping[str, Sequence[Row]],
        *,
        role: str = "",
        centre: str = "FR-001",
        **more: Any,
    ) -> Report:
        """Import a path, or a folder written from rows."""
        if not isinstance(source, Path):
            self.files += 1
            source = write_folder(self.folder / f"files-{self.files}", source)
        with self.session(role, centre) as session:
            return import_path(session, source, **({"on": ON} | more))

    def stored(self, kind: str, record_id: str) -> Any:
        with self.session() as session:
            return session.get(MODELS[kind], record_id)

    def count(self, kind: str) -> int:
        with self.session() as session:
            return session.scalar(select(func.count()).select_from(MODELS[kind])) or 0

    def trail(self, kind: str, record_id: str) -> list[AuditEntry]:
        with self.session() as session:
            mine = (AuditEntry.table == kind, AuditEntry.row == record_id)
            return list(session.scalars(select(AuditEntry).where(*mine).order_by(AuditEntry.id)))

    def trail_length(self) -> int:
        with self.session() as session:
            return session.scalar(select(func.count()).select_from(AuditEntry)) or 0

    def events(self) -> list[Event]:
        with self.session() as session:
            return list(session.scalars(select(Event).where(Event.kind == "import").order_by(Event.id)))

    def export(self, target: Path) -> Path:
        """Every record, as `registry export records` writes it."""
        with self.session() as session:
            write_records(target, [_table(session, kind) for kind in KINDS])
        return target


def _table(session: RegistrySession, kind: str) -> Table:
    rows = layout.layout_rows(session, kind, with_text=True, with_objected=True)
    return Table(kind, layout.layout_columns(kind, with_text=True), rows)


def scope_of(role: str, centre: str) -> Scope:
    """The scope of a role at a centre; roles that see all do so here too."""
    chosen = ROLES[role]
    everywhere = chosen.rows == "all"
    return Scope(
        f"{role}@tests.invalid", chosen, None if everywhere else frozenset({centre}), role, centre[:2]
    )


@contextmanager
def opened(kind: str, folder: Path, *, like: Template = WORLD) -> Iterator[Desk]:
    """A desk at a new database: with three centres and two drugs, or empty."""
    with database(kind, like=like) as url:
        engine = connect(url)
        yield Desk(url, sessions(engine), folder)
        engine.dispose()


def contents(path: Path) -> Mapping[str, bytes]:
    """The bytes of an export: by file name, or of the one workbook."""
    return (
        {file.name: file.read_bytes() for file in path.iterdir()}
        if path.is_dir()
        else {"": path.read_bytes()}
    )


def reasons(report: Report) -> list[tuple[str, int, str, str]]:
    """The problems as (file, line, column, reason)."""
    return [(remark.file, remark.line, remark.column, remark.reason) for remark in report.problems]


def places(report: Report) -> list[tuple[str, int, str, str]]:
    """The problems as (file, line, column, value)."""
    return [(remark.file, remark.line, remark.column, remark.value) for remark in report.problems]
