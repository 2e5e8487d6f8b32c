"""The import: read, plan, check, and only then write, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from registry.access.permissions import Permission, may
from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.errors import Forbidden
from registry.fields.catalogue import KINDS, embedded
from registry.i18n import gettext as _
from registry.intake import checking, sources, writing
from registry.intake.lines import Line, Reader
from registry.intake.merging import Merger
from registry.intake.numbering import Claims
from registry.intake.outlook import CHUNK, Outlook, chunks
from registry.intake.planning import Bundle, Planner
from registry.intake.references import References
from registry.intake.report import Remarks, Report, Tally
from registry.intake.tables import Table, tables
from registry.schemas.reading import Gate, Source

UPLOAD_LIMIT = 10 * 1024**2
"""Bytes of a file that comes through the browser."""

Progress = Callable[[str, int], None]
"""Hears what is being done and how many lines of it are."""


def import_path(
    session: RegistrySession,
    path: Path,
    *,
    on: dt.date,
    dry_run: bool = False,
    reason: str = "",
    progress: Progress | None = None,
    limit: int | None = None,
) -> Report:
    """Import a folder of CSV files, a CSV file or a workbook, under the rights and rows of the session.

    on: today, for the rules. dry_run: everything but the writing. reason: needed when stored records change. limit: the
    largest file in bytes. ImportRefused for files that cannot be read at all; all else stands in the report.
    """
    if not may(scope_in(session).role, Permission.IMPORT):
        raise Forbidden(_("Your role does not allow this."))
    trial = _Import(session, on=on, progress=progress or (lambda _stage, _done: None))
    with sources.opened(path, limit=limit) as sheets:
        found = tables(sheets, trial.problems)
        if not trial.problems.total:
            trial.read(found)
    trial.check()
    if not dry_run:
        trial.ask_reason(reason.strip())
    is_written = not dry_run and not trial.problems.total and trial.has_news
    if is_written:
        trial.write(reason.strip())
    return trial.report(is_written=is_written)


class _Import:
    """One import on its way."""

    def __init__(self, session: RegistrySession, *, on: dt.date, progress: Progress) -> None:
        self.problems, self._notices = Remarks(), Remarks()
        self._session, self._on, self._progress = session, on, progress
        self._outlook, self._references = Outlook(session), References(session)
        self._tallies = {kind: Tally() for kind in KINDS}
        self._claims = Claims(self._notices)
        self._questions = 0
        gate = Gate(Source.FILE, on, self._references.find)
        self._readers = {kind: Reader(kind, gate, self.problems) for kind in KINDS}
        self._planner = Planner(
            outlook=self._outlook,
            merger=Merger(
                {kind: reader.seen for kind, reader in self._readers.items()}, self._claims, self.problems
            ),
            role=scope_in(session).role,
            on=on,
            problems=self.problems,
            notices=self._notices,
            tallies=self._tallies,
        )

    @property
    def has_news(self) -> bool:
        return any(self._outlook.records.values())

    @property
    def _changes_stored(self) -> int:
        return sum(
            not record.is_new for records in self._outlook.records.values() for record in records.values()
        )

    def read(self, found: dict[str, list[Table]]) -> None:
        """Read and plan all lines, parents before children, embedded lines with their records."""
        for kind, fields in KINDS.items():
            if not fields.record.embedded:
                for bundles in chunks(self._bundles(kind, found), CHUNK):
                    self._planner.plan(kind, bundles)
        self._claims.settle(self._session, self._outlook.records["patient"].values())

    def check(self) -> None:
        """Run the rules on what is new or changed."""
        for kind in KINDS:
            self._questions += checking.check(kind, self._outlook, on=self._on, problems=self.problems)

    def ask_reason(self, reason: str) -> None:
        """Stored records change only with a reason."""
        if self._changes_stored and not reason:
            changed = _("Stored records change (%(n)s): give the reason.") % {"n": self._changes_stored}
            self.problems.add(None, 0, changed)

    def write(self, reason: str) -> None:
        writing.write(
            self._session, self._outlook, reason=reason, tallies=self._tallies, progress=self._progress
        )

    def report(self, *, is_written: bool) -> Report:
        return Report(
            tallies={kind: tally for kind, tally in self._tallies.items() if tally.total},
            problems=self.problems.first(),
            problem_total=self.problems.total,
            notices=self._notices.first(),
            notice_total=self._notices.total,
            questions=self._questions,
            needs_reason=bool(self._changes_stored),
            is_written=is_written,
        )

    def _bundles(self, kind: str, found: dict[str, list[Table]]) -> Iterator[Bundle]:
        """Each record with the lines embedded in it; at the end those whose record the files do not hold."""
        below = embedded(kind)
        rows = self._rows(below.record.name, found) if below else {}
        for line in self._lines(kind, found):
            yield Bundle(line.id, line, tuple(rows.pop(line.id, ())))
        for parent_id, lines in rows.items():
            yield Bundle(parent_id, None, tuple(lines))

    def _rows(self, kind: str, found: dict[str, list[Table]]) -> dict[str, list[Line]]:
        """The lines of an embedded kind by record: the one they name, or the one they are stored under."""
        by_parent: defaultdict[str, list[Line]] = defaultdict(list)
        for lines in chunks(self._lines(kind, found), CHUNK):
            nameless = self._outlook.stored(kind, [line.id for line in lines if line.parent_id is None])
            above = KINDS[kind].record.parent_id
            for line in lines:
                stored = nameless.get(line.id)
                by_parent[line.parent_id or (getattr(stored, above) if stored else "")].append(line)
        return by_parent

    def _lines(self, kind: str, found: dict[str, list[Table]]) -> Iterator[Line]:
        reader = self._readers[kind]
        for done, line in enumerate(chain.from_iterable(map(reader.read, found[kind])), start=1):
            self._refer(line)
            if not done % CHUNK:
                self._progress(_("Checking %(kind)s") % {"kind": kind}, done)
            yield line

    def _refer(self, line: Line) -> None:
        """Later lines may refer to the drugs and countries of the files."""
        if line.origin.sheet.kind == "country":
            self._references.add_country(line.id)
        elif line.origin.sheet.kind == "drug":
            values = line.loaded.values
            self._references.add_drug(line.id, (values.get("inn"), values.get("inn_fr")))
