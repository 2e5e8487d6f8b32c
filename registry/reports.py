"""The report on a drug: a dossier made now, with the coordinators' own texts, written to a file and told to the trail.

Below the pages and the console, above reading and writing, like registry.dossiers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from exports import names
from exports.has.dossier import DRAFT, FINAL, Dossier
from exports.report.parts import Report
from exports.report.report import write_report
from exports.report.texts import check_texts
from registry import dossiers
from registry.access import events
from registry.actions import exports
from registry.actions.report_texts import save_texts
from registry.db import RegistrySession
from registry.queries import drugs
from registry.queries.report_texts import texts_of
from registry.summaries.dossier import DossierRequest

REPORT = "report"


def keep_texts(
    session: RegistrySession, drug: str, texts: Mapping[str, object], *, language: str
) -> Mapping[str, str]:
    """Keep texts of a file, by place, and return all that are kept now: the next report begins with them."""
    found = drugs.by_name(session, drug)
    save_texts(session, drug=found.id, language=language, texts=check_texts(texts))
    return texts_of(session, drug=found.id, language=language)


def export_report(
    session: RegistrySession,
    request: DossierRequest,
    target: Path,
    *,
    today: dt.date,
    template: Path | None = None,
) -> tuple[Dossier, Report]:
    """Write the report as .docx or .pdf, with the texts that are kept, and tell the trail what left."""
    dossier = dossiers.make_dossier(session, request, today=today)
    kept = texts_of(session, drug=drugs.by_name(session, request.drug).id, language=request.language)
    report = write_report(dossier, target, texts=kept, language=request.language, template=template)
    told = dossiers.told_of(dossier) | {"status": status_of(report), "format": target.suffix.lower()}
    exports.log(session, events.EXPORTED_REPORT, **told)
    return dossier, report


def status_of(report: Report) -> str:
    """PROJET or DEFINITIF: a report whose places are not all written is a draft, whatever its dossier is."""
    return DRAFT if report.is_draft else FINAL


def file_name(dossier: Dossier, report: Report, *, day: dt.date, ending: str) -> str:
    """Drug, what it is and for whom, period, status, and the day it was made."""
    meta = dossier.meta
    return names.file_name(
        meta.drug,
        what=f"{REPORT}-{meta.recipient}",
        start=meta.start,
        end=meta.end,
        status=status_of(report),
        day=day,
        ending=ending,
    )
