"""A small drug to freeze: what is recorded, and a dossier with one aggregate and two numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from exports.has.dossier import Column, Dossier, Line, Meta, Number, Table
from registry import snapshots
from registry.db import RegistrySession
from registry.fields.base import T
from registry.models.snapshot import Snapshot
from registry.summaries.dossier import DossierBasis, DossierRequest
from tests import make

REQUEST = DossierRequest(
    "trametinib", dt.date(2025, 1, 1), dt.date(2025, 12, 31), schemes=("AAC", "HORS_AMM"), language="en"
)
TODAY = make.ON


def small_dossier(basis: DossierBasis) -> Dossier:
    """Who is treated and who has a toxicity, with the records counted."""
    request = basis.request
    counted = {
        kind: tuple(sorted(basis.records[kind].loc[basis.records[kind]["status"] == "complete", "id"]))
        for kind in ("patient", "toxicity")
    }
    columns = (
        Column("population", T("Population", "Population")),
        Column("cumulative", T("Cumul", "Cumulative"), "count"),
    )
    lines = tuple(
        Line((kind, len(ids)), kind=kind, period=ids, cumulative=ids) for kind, ids in counted.items()
    )
    numbers = tuple(
        Number(
            "cumulative", name, "all", "all", len(ids), None, None, None, None, "patients", "P3", "", "", ids
        )
        for name, ids in (("registered", counted["patient"]), ("toxicity_any", counted["toxicity"]))
    )
    table = Table("01_POPULATIONS", T("Populations", "Populations"), columns, lines, is_aggregate=True)
    meta = Meta(
        basis.frames.drug,
        basis.drug_names,
        request.start,
        request.end,
        request.chosen_schemes,
        request.indication,
        request.recipient,
        request.language,
        versions=basis.versions,
        made=basis.made.isoformat(),
        by=basis.by,
    )
    return Dossier(meta, (table,), numbers).sealed()


def treated(session: RegistrySession, centre: str = "FR-001") -> tuple[Any, Any, Any]:
    """A patient, a course of trametinib and a toxicity."""
    of = make.patient(session, centre)
    make.diagnosis(session, of)
    course = make.course(session, of, access_scheme="AAC")
    return of, course, make.toxicity(session, course)


def frozen(session: RegistrySession, reason: str = "third report") -> Snapshot:
    return snapshots.freeze(session, REQUEST, reason=reason, today=TODAY, build=small_dossier)
