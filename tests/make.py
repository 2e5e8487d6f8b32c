"""Records for tests, made through the same gate as everything else: `make.patient(world, centre="FR-001")`."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import Any

from registry.access.scope import console, enter
from registry.actions import places, records
from registry.actions.records import Intent
from registry.db import RegistrySession
from registry.fields.catalogue import KINDS
from registry.queries import records as found
from registry.schemas.build import load
from registry.schemas.reading import Gate, Source
from registry.web.api.examples import NEW

ON = dt.date(2026, 11, 23)
"""Today, for tests."""

DRUGS = ("trametinib", "dabrafenib")
"""The drugs that are listed."""


def gate(session: RegistrySession) -> Gate:
    return Gate(Source.JSON, ON, found.finder(session))


def record(
    session: RegistrySession,
    kind: str,
    parent: str,
    values: dict[str, Any],
    *,
    complete: bool = True,
    record_id: str = "",
) -> Any:
    """A record of any kind under its parent; complete unless said."""
    loaded = load(KINDS[kind], values, gate(session))
    intent = Intent(complete=complete, strict=True)
    return records.create(
        session, kind, parent_id=parent, loaded=loaded, intent=intent, on=ON, record_id=record_id
    ).row


def change(
    session: RegistrySession, kind: str, row: Any, values: dict[str, Any], *, reason: str = "typing error"
) -> Any:
    """A changed record, in the status it has."""
    loaded = load(KINDS[kind], values, gate(session))
    intent = Intent(complete=None, version=row.version, reason=reason, strict=True)
    return records.update(session, kind, row.id, loaded=loaded, intent=intent, on=ON).row


def example(kind: str) -> dict[str, Any]:
    """What the API's example of a kind says of its fields: it can be completed."""
    beside = {"status", KINDS[kind].record.parent_id}
    return {name: value for name, value in deepcopy(NEW[kind]).items() if name not in beside}


def places_and_drugs(session: RegistrySession) -> None:
    """Three centres in two countries and two drugs."""
    enter(session, console("tests"))
    places.add_country(session, country_id="FR")
    places.add_country(session, country_id="ES", language="en")
    for centre, name in (("FR-001", "Centre A"), ("FR-002", "Centre B"), ("ES-001", "Centre C")):
        places.add_centre(session, centre_id=centre, name=name)
    for inn in DRUGS:
        loaded = load(KINDS["drug"], {"inn": inn}, gate(session))
        records.create_drug(session, loaded=loaded, intent=Intent(complete=True), on=ON)


def patient(session: RegistrySession, centre: str = "FR-001", **values: Any) -> Any:
    return record(session, "patient", centre, {"birth_month": "2015-03", "sex": "female"} | values)


def diagnosis(session: RegistrySession, of: Any, **values: Any) -> Any:
    return record(session, "diagnosis", of.id, {"category": "cns", "name": "low-grade glioma"} | values)


def course(
    session: RegistrySession, of: Any, *, drugs: tuple[str, ...] = ("trametinib",), **values: Any
) -> Any:
    rows = [{"drug": drug} for drug in drugs]
    return record(
        session,
        "course",
        of.id,
        {"board_date": "2024-12-20", "first_dose": "2025-01-02", "course_drug": rows} | values,
    )


def assessment(session: RegistrySession, of: Any, **values: Any) -> Any:
    usual = {"visit": "baseline", "assessed_on": "2024-12-20", "criterion": "RECIST_1_1"}
    return record(session, "assessment", of.id, usual | values)


def response(session: RegistrySession, of: Any, code: str, on: str, **values: Any) -> Any:
    usual = {"visit": "on_treatment", "assessed_on": on, "criterion": "RECIST_1_1", "response": code}
    return record(session, "assessment", of.id, usual | values)


def toxicity(session: RegistrySession, of: Any, **values: Any) -> Any:
    usual = {
        "term": "rash_acneiform",
        "nature": "clinical",
        "grade": "2",
        "onset": "2025-02-10",
        "seriousness": ["none"],
    }
    return record(session, "toxicity", of.id, usual | values)
