"""A dossier made from the records as they stand now, written to a file and told to the trail.

Below the pages and the console, above reading and writing, like registry.snapshots.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, BinaryIO

import config as settings
from exports import names
from exports.has.build import build_dossier
from exports.has.dossier import Dossier
from exports.has.workbook import write_has_workbook
from exports.records import Progress
from registry.access import events
from registry.actions import exports
from registry.db import RegistrySession, reading
from registry.models.base import now
from registry.queries.dossier import read_dossier
from registry.summaries.dossier import DossierRequest

WORKBOOK = "dossier"


def make_dossier(session: RegistrySession, request: DossierRequest, *, today: dt.date) -> Dossier:
    """The dossier of a request. Invalid or NotFound, with a sentence, where none can be made."""
    with reading(session):
        basis = read_dossier(session, request, today=today, now=now(), threshold=settings.threshold())
    return build_dossier(basis)


def export_has(
    session: RegistrySession, request: DossierRequest, target: Path | BinaryIO, *, today: dt.date
) -> Dossier:
    """Write the workbook and tell the trail what left; a path appears whole or not at all."""
    dossier = make_dossier(session, request, today=today)
    send_dossier(session, dossier, target)
    return dossier


def send_dossier(
    session: RegistrySession, dossier: Dossier, target: Path | BinaryIO, *, progress: Progress | None = None
) -> None:
    """The same for a dossier that was just made."""
    write_has_workbook(dossier, target, progress=progress)
    exports.log(session, events.EXPORTED_DOSSIER, **told_of(dossier))


def told_of(dossier: Dossier) -> dict[str, Any]:
    """What the trail keeps of an exported dossier: which drug and period, for whom, how many rows, which bytes."""
    meta = dossier.meta
    return {
        "drug": meta.drug,
        "cut_off": meta.end.isoformat(),
        "start": meta.start.isoformat(),
        "recipient": meta.recipient,
        "schemes": list(meta.schemes),
        "indication": meta.indication,
        "status": meta.status,
        "rows": {table.name: len(table.lines) for table in dossier.tables},
        "sha256": meta.fingerprint,
    }


def file_name(dossier: Dossier, *, day: dt.date) -> str:
    """Drug, what it is and for whom, period, status, and the day it was made."""
    meta = dossier.meta
    return names.file_name(
        meta.drug,
        what=f"{WORKBOOK}-{meta.recipient}",
        start=meta.start,
        end=meta.end,
        status=meta.status,
        day=day,
        ending=".xlsx",
    )
