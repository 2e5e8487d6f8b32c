"""The exports that can be made in the background. A new one is one entry here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import config as settings
from exports.exchange.formats import Layout
from exports.exchange.writing import Order
from exports.has.build import build_dossier
from exports.has.workbook import write_has_workbook
from registry import dossiers, reports, snapshots
from registry.access.permissions import Permission
from registry.db import RegistrySession
from registry.errors import NotFound
from registry.fields.base import T
from registry.i18n import gettext as _
from registry.jobs.progress import Progress
from registry.queries.layout import count_records
from registry.record_files import export_download, export_records
from registry.summaries.dossier import DossierRequest

Arguments = Mapping[str, Any]
Write = Callable[[RegistrySession, Arguments, Path, Progress], str]


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of export.

    permission: who may ask for it. suffix: the ending of its file. write(session, arguments, target, progress): makes
    the file, tells the trail, and returns the name under which the owner receives it. The session works as the owner;
    the arguments are what was asked for: codes and days.
    """

    name: str
    label: T
    permission: Permission
    suffix: str
    write: Write


def find(name: str, kinds: Mapping[str, ExportKind] | None = None) -> ExportKind:
    """The kind of that name."""
    known = KINDS if kinds is None else kinds
    if name not in known:
        raise NotFound(_("There is no such export."))
    return known[name]


def arguments_of(request: DossierRequest) -> dict[str, Any]:
    """A request for a dossier as the arguments of a job."""
    given = asdict(request)
    days = {name: given[name].isoformat() for name in ("start", "end")}
    return {**given, **days, "schemes": list(request.schemes)}


def request_of(arguments: Arguments) -> DossierRequest:
    """The request that `arguments_of` wrote."""
    days: dict[str, Any] = {name: dt.date.fromisoformat(arguments[name]) for name in ("start", "end")}
    beside = {name: arguments[name] for name in ("drug", "indication", "recipient", "language")}
    return DossierRequest(**beside, **days, schemes=tuple(arguments["schemes"]))


def _records(session: RegistrySession, _arguments: Arguments, target: Path, progress: Progress) -> str:
    progress.expect(count_records(session))
    export_records(session, target, with_objected=False, progress=progress)
    return f"records-{_today().isoformat()}.xlsx"


def _research(session: RegistrySession, arguments: Arguments, target: Path, progress: Progress) -> str:
    """format, and layout where the standard does not arrange the records."""
    layout = Layout(arguments["layout"]) if arguments.get("layout") else None
    order = Order(arguments["format"], layout, made=dt.datetime.now(dt.UTC))
    progress.expect(count_records(session))
    made = export_download(session, target.parent, order, progress=progress)
    name = f"{made.stem}-{_today().isoformat()}{made.suffix}"
    made.replace(target)
    return name


def _dossier(session: RegistrySession, arguments: Arguments, target: Path, progress: Progress) -> str:
    today = _today()
    progress(_("The records are read and counted"), 0)
    made = dossiers.make_dossier(session, request_of(arguments), today=today)
    progress.expect(sum(len(table.lines) for table in made.tables))
    dossiers.send_dossier(session, made, target, progress=progress)
    return dossiers.file_name(made, day=today)


def _report(session: RegistrySession, arguments: Arguments, target: Path, progress: Progress) -> str:
    today = _today()
    progress(_("The records are read and counted"), 0)
    asked, own = request_of(arguments), settings.report_template()
    dossier, report = reports.export_report(session, asked, target, today=today, template=own)
    return reports.file_name(dossier, report, day=today, ending=target.suffix)


def _freeze(session: RegistrySession, arguments: Arguments, target: Path, progress: Progress) -> str:
    """A request, and reason: why. The file is the workbook of the new freeze."""
    progress(_("The records are read and counted"), 0)
    asked, why = request_of(arguments), arguments["reason"]
    row = snapshots.freeze(session, asked, reason=why, today=_today(), build=build_dossier)
    frozen = snapshots.open_freeze(session, row).dossier
    progress.expect(sum(len(table.lines) for table in frozen.tables))
    write_has_workbook(frozen, target, progress=progress)
    return snapshots.file_name(row, what=f"{dossiers.WORKBOOK}-{row.recipient}", ending=target.suffix)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


P = Permission
KINDS: Mapping[str, ExportKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            ExportKind(
                "records",
                T("Toutes les fiches, disposition de l’import", "All records, in the layout of the import"),
                P.EXPORT_RECORDS,
                ".xlsx",
                _records,
            ),
            ExportKind(
                "research",
                T("Données pour analystes", "Data for analysts"),
                P.EXPORT_RECORDS,
                "",
                _research,
            ),
            ExportKind(
                "dossier",
                T("Dossier pour la HAS et l’ANSM", "Dossier for HAS and ANSM"),
                P.EXPORT_DRUG,
                ".xlsx",
                _dossier,
            ),
            ExportKind("report_docx", T("Rapport (Word)", "Report (Word)"), P.EXPORT_DRUG, ".docx", _report),
            ExportKind("report_pdf", T("Rapport (PDF)", "Report (PDF)"), P.EXPORT_DRUG, ".pdf", _report),
            ExportKind("freeze", T("Gel des données", "Data freeze"), P.FREEZE, ".xlsx", _freeze),
        )
    }
)
