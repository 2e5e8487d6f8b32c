"""Numbers that are kept are never stale: whatever is saved, by whomever, is on the next page."""

from __future__ import annotations

import datetime as dt

import pytest

from registry.db import RegistrySession, writing
from registry.models.drug import Drug
from registry.queries import drugs, kept
from registry.queries.drug_overview import glance
from registry.summaries.parameters import DEFAULTS
from registry.summaries.table import Summary
from tests import make
from tests.people import World
from tests.web.drug_site import NUMBERS_OF, Site


def summary(session: RegistrySession) -> Summary:
    """The numbers as a request makes them: a site of tests puts its own in place, which never makes any twice."""
    drug = drugs.by_name(session, "trametinib")
    return NUMBERS_OF(session, drug, cut_off=make.ON, parameters=DEFAULTS).summary


def registered(session: RegistrySession) -> int:
    row = summary(session).find("registered")
    assert row is not None
    return row.n


def test_what_is_saved_is_seen_at_once(own_site: Site) -> None:
    with own_site.world.session() as session:
        before = registered(session)
        assert summary(session) is summary(session)
        course = make.course(session, make.patient(session), drugs=("trametinib",))

        assert registered(session) == before + 1
        make.toxicity(session, course, grade="4")
        worst = summary(session).find("toxicity_worst_grade", category="4")
        assert worst is not None
        assert worst.n == 1


def test_the_list_sees_it_too(own_site: Site) -> None:
    with own_site.world.session() as session:
        before = glance(session, cut_off=make.ON)["trametinib"]
        assert glance(session, cut_off=make.ON)["trametinib"] is before
        make.course(session, make.patient(session), drugs=("trametinib",))

        assert glance(session, cut_off=make.ON)["trametinib"].registered == before.registered + 1


def test_choices_are_kept_apart(own_site: Site) -> None:
    with own_site.world.session() as session:
        drug = drugs.by_name(session, "trametinib")
        today, earlier = (
            NUMBERS_OF(session, drug, cut_off=day, parameters=DEFAULTS).summary
            for day in (make.ON, dt.date(2024, 1, 1))
        )
        assert today.cut_off == make.ON
        assert earlier.find("registered") != today.find("registered")


def test_little_is_kept() -> None:
    shelf = kept.Shelf(2)
    for name in ("one", "two", "three"):
        shelf.put(name, 1, name)

    assert [shelf.take(name, 1) for name in ("one", "two", "three")] == [None, "two", "three"]
    assert shelf.take("three", 2) is None


def test_nothing_is_kept_while_somebody_writes(own_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a stamp the numbers are made again each time."""
    monkeypatch.setattr(drugs, "stamp_of", lambda _session: None)
    with own_site.world.session() as session:
        assert summary(session) is not summary(session)


def test_the_stamp_rises_with_what_is_saved(world: World) -> None:
    with world.session() as session:
        before = kept.stamp_of(session)
        make.patient(session)
        after = kept.stamp_of(session)
        assert before is not None
        assert after is not None
        assert after > before


def test_there_is_no_stamp_while_a_number_of_the_trail_is_out(world: World) -> None:
    """On PostgreSQL another transaction may end later with a lower number; SQLite lets one write at a time."""
    with world.session() as writer, world.session() as reader:
        drug = writer.get(Drug, "trametinib")
        assert drug is not None
        with writing(writer, reason="a new target"):
            drug.target = "MEK"
            writer.flush()
            found = kept.stamp_of(reader)
        assert (found is None) == (writer.get_bind().dialect.name == "postgresql")
        reader.commit()
        assert kept.stamp_of(reader) is not None
