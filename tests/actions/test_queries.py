"""Queries: raised, answered, closed; rights, rows, versions and the trail; and what the summary of a drug says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from registry.access.permissions import ROLES
from registry.access.scope import Scope, enter
from registry.actions import queries
from registry.db import RegistrySession
from registry.errors import Conflict, Forbidden, Invalid, NotFound
from registry.models.audit import AuditEntry
from registry.models.query import Query
from registry.queries.completeness import count_completeness
from registry.queries.drugs import by_name, numbers_of
from registry.summaries.parameters import DEFAULTS
from registry.summaries.quality import summarise_completeness
from registry.summaries.table import Summary
from tests import make
from tests.people import World


def as_role(world: World, role: str, *centres: str) -> RegistrySession:
    session = world.maker()
    scope = Scope(f"{role}@tests.invalid", ROLES[role], frozenset(centres) if centres else None)
    enter(session, scope)
    return session


def treated(world: World, *, drug: str = "trametinib", centre: str = "FR-001", **values: Any) -> Any:
    """A toxicity of a new patient on a drug."""
    with world.session() as session:
        course = make.course(session, make.patient(session, centre=centre), drugs=(drug,))
        return make.toxicity(session, course, **values)


def summary_of(world: World, drug: str, cut_off: dt.date = make.ON) -> Summary:
    with world.session() as session:
        found = by_name(session, drug)
        return numbers_of(session, found, cut_off=cut_off, parameters=DEFAULTS).summary


def test_a_query_is_raised_answered_and_closed(world: World) -> None:
    toxicity = treated(world)
    with as_role(world, "reviewer") as session:
        raised = queries.raise_query(session, "toxicity", toxicity.id, field="grade", text=" Why 2? ")
        assert (raised.status, raised.text, raised.centre_id) == ("open", "Why 2?", "FR-001")
        assert (raised.patient_id, raised.course_id) == (toxicity.patient_id, toxicity.course_id)
        query, version = raised.id, raised.version
    with as_role(world, "data_entry", "FR-001") as session:
        answered = queries.answer(session, query, text="As in the chart.", version=version)
        assert (answered.status, answered.answered_by) == ("answered", "data_entry@tests.invalid")
        with pytest.raises(Conflict):
            queries.answer(session, query, text="Again.", version=version)
        version = answered.version
    with as_role(world, "reviewer") as session:
        assert queries.close(session, query, version=version).status == "closed"
        with pytest.raises(Conflict):
            queries.close(session, query, version=version + 1)
    with world.session() as session:
        trail = session.scalars(
            select(AuditEntry).where(AuditEntry.table == "query").order_by(AuditEntry.id)
        ).all()
        assert [(entry.operation, entry.actor.partition("@")[0]) for entry in trail] == [
            ("INSERT", "reviewer"),
            ("UPDATE", "data_entry"),
            ("UPDATE", "reviewer"),
        ]


def test_whose_right_it_is(world: World) -> None:
    toxicity = treated(world)
    for role in ("clinician", "data_entry", "pharmacist", "analyst", "auditor"):
        with as_role(world, role, "FR-001") as session, pytest.raises(Forbidden):
            queries.raise_query(session, "toxicity", toxicity.id, text="?")
    with as_role(world, "coordinator") as session:
        query = queries.raise_query(session, "toxicity", toxicity.id, text="?").id
    with as_role(world, "reviewer") as session, pytest.raises(Forbidden):
        queries.answer(session, query, text="!", version=1)
    with as_role(world, "clinician", "FR-001") as session, pytest.raises(Forbidden):
        queries.close(session, query, version=1)


def test_a_foreign_record_and_a_foreign_query_are_not_there(world: World) -> None:
    toxicity = treated(world)
    with as_role(world, "national_coordinator", "ES-001") as session, pytest.raises(NotFound):
        queries.raise_query(session, "toxicity", toxicity.id, text="?")
    with as_role(world, "coordinator") as session:
        query = queries.raise_query(session, "toxicity", toxicity.id, text="?").id
    with as_role(world, "clinician", "FR-002") as session:
        with pytest.raises(NotFound):
            queries.answer(session, query, text="!", version=1)
        assert session.scalars(select(Query)).all() == []


@pytest.mark.parametrize(
    ("kind", "field", "text"),
    [("toxicity", "", " "), ("toxicity", "nothing", "?"), ("toxicity", "", "x" * 2001)],
)
def test_what_is_no_query(sqlite_world: World, kind: str, field: str, text: str) -> None:
    toxicity = treated(sqlite_world)
    with sqlite_world.session() as session, pytest.raises(Invalid):
        queries.raise_query(session, kind, toxicity.id, field=field, text=text)


def test_open_queries_of_a_drug_by_age(world: World) -> None:
    """One on the course of the other drug is not its own; one on the patient as a whole is; a closed one is over."""
    toxicity, other = treated(world), treated(world, drug="dabrafenib")
    with world.session() as session:
        for kind, record in (
            ("toxicity", toxicity.id),
            ("patient", toxicity.patient_id),
            ("toxicity", other.id),
        ):
            queries.raise_query(session, kind, record, text="?")
        over = queries.raise_query(session, "toxicity", toxicity.id, text="?")
        queries.close(session, over.id, version=over.version)
        raised = over.raised_at.date()
    late = summary_of(world, "trametinib", raised + dt.timedelta(days=30))
    assert [(row.category, row.n) for row in late.select("queries_open")] == [("all", 2)]
    ages = {row.category: row.n for row in late.select("queries_open_age")}
    assert ages == {"0-29": 0, "30-89": 2, "90+": 0}
    early = summary_of(world, "trametinib", raised - dt.timedelta(days=1))
    assert early.select("queries_open")[0].n == 0


def test_completeness_is_counted_in_the_database(world: World) -> None:
    """Two toxicities of trametinib in one centre, one without its outcome; dabrafenib's is another drug's."""
    treated(world, outcome="recovered", end="2025-03-01")
    treated(world)
    treated(world, drug="dabrafenib", centre="FR-002")
    with world.session() as session:
        drug = by_name(session, "trametinib")
        of_drug, whole = count_completeness(session, drug=drug), count_completeness(session)

    def line(counts: Any, field: str) -> list[tuple[str, int, int]]:
        found = counts[(counts["kind"] == "toxicity") & (counts["field"] == field)].sort_values("centre_id")
        return [tuple(row) for row in found[["centre_id", "expected", "missing"]].to_numpy().tolist()]

    assert line(of_drug, "term") == [("FR-001", 2, 0)]
    assert line(of_drug, "outcome") == [("FR-001", 2, 1)]
    assert line(whole, "outcome") == [("FR-001", 2, 1), ("FR-002", 1, 1)]
    summary = summary_of(world, "trametinib")
    row = next(r for r in summary.select("completeness_field") if r.category == "toxicity.outcome")
    assert (row.n, row.N, row.value) == (1, 2, 50)
    every = summarise_completeness(of_drug, by=())
    total = summary.find("completeness")
    assert total is not None
    assert (total.n, total.N) == (every["expected"][0] - every["missing"][0], every["expected"][0])


def test_terms_of_a_drug_beside_the_others_counted_in_the_database(world: World) -> None:
    """Rash 2 and anaemia 1 on trametinib, rash 1 and anaemia 3 on dabrafenib.

    ROR (2 x 3) / (1 x 1) = 6, interval exp(ln 6 -+ 1.959964 x sqrt(1/2 + 1 + 1 + 1/3)) = 0.2215 to 162.5;
    PRR (2/3) / (1/4) = 2.667. A draft, a later onset and a patient who objects are out of all four.
    """
    for drug, rash, anaemia in (("trametinib", 2, 1), ("dabrafenib", 1, 3)):
        for term in ["rash_acneiform"] * rash + ["anemia"] * anaemia:
            treated(world, drug=drug, term=term)
    treated(world, onset="2026-11-23")
    with world.session() as session:
        course = make.course(session, make.patient(session))
        make.record(session, "toxicity", course.id, {"term": "rash_acneiform"}, complete=False)
        objecting = make.course(session, make.patient(session))
        make.toxicity(session, objecting)
        patient = session.get_one(type(make.patient(session)), objecting.patient_id)
        make.change(session, "patient", patient, {"objection": "yes", "objection_date": "2026-01-01"})
    summary = summary_of(world, "trametinib", dt.date(2026, 11, 1))

    odds, share = (summary.find(f"signal_term_{name}", category="rash_acneiform") for name in ("ror", "prr"))
    assert odds is not None
    assert share is not None
    assert (odds.n, odds.N, len(odds.patients)) == (2, 3, 2)
    assert "others=1/4" in odds.parameters
    assert odds.parameters.endswith("finding=not_more_often")
    assert odds.value == pytest.approx(6)
    assert (odds.low, odds.high) == (pytest.approx(0.2215, abs=1e-4), pytest.approx(162.53, abs=0.01))
    assert share.value == pytest.approx(8 / 3)
