"""ACC-3, ACC-9, DIS: what a role reads holds no text of rows it must not see, no typed words without the right to
text, nothing of a patient who objected in numbers and exports; and reading changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import MetaData, create_engine, select

from registry.access.permissions import ROLES, Rows
from tests.people import World
from tests.walk import ground as grounds
from tests.walk import policy
from tests.walk.ground import CENTRES, WORDS, canary
from tests.walk.policy import Place, Step
from tests.walk.seen import Forbidden, Reading, centres_of, text_of
from tests.walk.test_routes import Ids
from tests.walk.visitors import Visitor, visitor

QUERIES = {
    "patients.index": ("show=all", "show=all&q=canar", "show=all&sort=number", "show=todo&due=draft"),
    "patients.show": ("months=3",),
    "drugs.index": ("show=all", "q=dabra", "centres=all"),
    "drugs.show": ("subset=combination&cut_off=2026-01-01", "centres=all"),
    "api_drugs.summary": ("audience=centres", "audience=public"),
    "drugs.behind": ("output=toxicity_any", "output=treated"),
    "records.search": ("q=canar", "q=a"),
    "users.index": ("q=canar", "state=active"),
    "journal.index": ("person=canar", "kind=signed_in&since=2020-01-01&until=2020-12-31"),
    "api.list": ("status=any&page_size=200",),
}
"""What is asked of an address besides the bare one: lists in full, searches for the beginning of a canary."""

UNSEEN = frozenset({"user_session", "event"})
"""Tables that tell of reading itself."""


@pytest.mark.parametrize("name", ROLES)
def test_what_a_role_reads_is_its_own_and_reading_changes_nothing(
    site: Flask, ground: World, name: str
) -> None:
    who = visitor(site, ground, name)
    ids = Ids(ground, site, who)
    asked = [(*found, address) for found in addresses(site, ids) for address in asked_of(*found)]
    before = content(ground.url)
    readings = [read(who, *one) for one in asked]
    assert changed(before, content(ground.url)) == []
    forbidden = Forbidden.of(who, ground)
    faults = {f"{reading.address}: {fault}" for reading in readings for fault in forbidden.found_in(reading)}
    assert not faults, "\n".join(sorted(faults))
    assert marks_seen(who, readings)


def addresses(app: Flask, ids: Ids) -> Iterator[tuple[Step, Place, str]]:
    """Every address that answers GET, for records of every place."""
    for step in policy.steps(app):
        if step.method == "GET" and step.rule.endpoint != "static":
            for place in policy.places(step):
                found = {name: ids.of(named, place) for name, named in step.names.items()}
                yield step, place, step.address(found)


def asked_of(step: Step, _place: Place, address: str) -> Iterator[str]:
    """The address bare, and with each of its queries."""
    endpoint = step.rule.endpoint
    bare, _mark, needed = address.partition("?")
    for query in ("", *QUERIES.get("api.list" if endpoint.endswith(".list") else endpoint, ())):
        yield f"{bare}?{'&'.join(part for part in (needed, query) if part)}".rstrip("?")


def read(who: Visitor, step: Step, place: Place, _bare: str, address: str) -> Reading:
    answer = who.send("GET", address)
    return Reading(address, step.rule.endpoint, place, answer.status_code, text_of(answer.data))


@pytest.mark.parametrize("name", ["coordinator", "clinician", "analyst"])
def test_a_patient_who_objected_is_told_as_a_number_and_nothing_else(
    site: Flask, ground: World, name: str
) -> None:
    """The flow says how many objected; the numbers are those of the others."""
    who = visitor(site, ground, name)
    centres = len(list(centres_of(who)))
    rows = who.send("GET", "/api/v1/drugs/trametinib/summary").json["outputs"]
    counted = {row["output"]: row["n"] for row in rows if row["subset"] == "all" and row["category"] == "all"}
    assert (counted["objected"], counted["registered"], counted["toxicity_any"]) == (
        centres,
        centres,
        centres,
    )


def test_lists_over_several_patients_leave_objections_out(site: Flask, ground: World) -> None:
    program = visitor(site, ground, "coordinator")
    with ground.session() as session:
        objected = grounds.names(session, objected=True)
    for address in ("diagnoses", "courses", "assessments", "toxicities"):
        text = program.send("GET", f"/api/v1/{address}?status=any&page_size=200").text
        assert not [name for name in objected if name in text], address


def marks_seen(who: Visitor, readings: list[Reading]) -> bool:
    """Whether the marks of the own rows are found: else nothing is hidden because there is nothing."""
    served = "\n".join(reading.text for reading in readings if reading.status == 200)
    centres = CENTRES if who.role.rows is Rows.NONE else tuple(centres_of(who))
    has_words = served.count(WORDS) > 10 or not (who.role.reads_text and who.role.rows is not Rows.NONE)
    return has_words and all(served.count(canary(centre)) > 1 for centre in centres)


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [table for table in before if before[table] != after[table]]


def content(url: str) -> dict[str, str]:
    """A fingerprint of the rows of every table but those that tell of reading."""
    engine, tables = create_engine(url), MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {
            table.name: sorted(str(tuple(row)) for row in connection.execute(select(table)))
            for table in tables.sorted_tables
            if table.name not in UNSEEN
        }
    engine.dispose()
    return {name: hashlib.sha256(json.dumps(rows).encode()).hexdigest() for name, rows in found.items()}
