"""What the database counts for all drugs at once is what the summary of each drug says, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import func, select

from migrations import run
from registry import console
from registry.access.permissions import ROLES
from registry.access.scope import Scope, enter
from registry.db import RegistrySession, connect, sessions
from registry.models.toxicity import Toxicity
from registry.queries import drugs
from registry.queries.all_drugs import WorstGrades, count_worst_grades
from registry.queries.all_responses import measure_response_rates
from registry.queries.frames import frames_of
from registry.summaries.drug import summarise
from registry.summaries.table import Summary
from registry.terminology.ctcae import terms
from tests import make
from tests.people import World, config_for
from tests.servers import Template, database

PATIENTS, MOST = 90, 6
EARLIER = dt.date(make.ON.year - 1, 3, 15)


def fill(url: str) -> None:
    run.upgrade(url)
    engine = connect(url)
    with World(url, sessions(engine)).session() as session, TemporaryDirectory() as folder:
        config = config_for(url, Path(folder))
        console.fill_demo(session, config, patients=PATIENTS, seed=11, on=make.ON, progress=None)
    engine.dispose()


DEMO = Template("all-drugs", fill)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def session(request: pytest.FixtureRequest) -> Iterator[RegistrySession]:
    with database(request.param, like=DEMO) as url:
        engine = connect(url)
        with World(url, sessions(engine)).session() as session:
            yield session
        engine.dispose()


@pytest.mark.parametrize("cut_off", [make.ON, EARLIER])
def test_all_drugs_at_once_are_each_drug_alone(session: RegistrySession, cut_off: dt.date) -> None:
    alone = summaries(session, cut_off)
    assert rates(session, cut_off, alone) == {drug: rate_of(summary) for drug, summary in alone.items()}
    assert worst(session, cut_off, alone) == {line for found in alone.values() for line in lines_of(found)}


def test_a_centre_counts_its_own(session: RegistrySession) -> None:
    centre = session.scalars(
        select(Toxicity.centre_id).group_by(Toxicity.centre_id).order_by(func.count().desc())
    ).first()
    assert centre is not None
    everywhere = sum(line.patients for line in count_worst_grades(session, cut_off=make.ON))
    enter(session, Scope("tests", ROLES["clinician"], frozenset({centre})))

    alone = summaries(session, make.ON)
    assert rates(session, make.ON, alone) == {drug: rate_of(summary) for drug, summary in alone.items()}
    assert worst(session, make.ON, alone) == {line for found in alone.values() for line in lines_of(found)}
    assert 0 < sum(line.patients for line in count_worst_grades(session, cut_off=make.ON)) < everywhere


Rate = tuple[int, int]


def rates(session: RegistrySession, cut_off: dt.date, of: Container[str]) -> dict[str, Rate]:
    found = measure_response_rates(session, cut_off=cut_off)
    return {line.drug: (line.responders, line.evaluable) for line in found if line.drug in of}


def worst(session: RegistrySession, cut_off: dt.date, of: Container[str]) -> set[WorstGrades]:
    """The lines that a summary has as rows: with a grade, and of no term whose text tells its lines apart."""
    found = count_worst_grades(session, cut_off=cut_off)
    return {line for line in found if line.drug in of and line.grade and not terms()[line.term].other}


def summaries(session: RegistrySession, cut_off: dt.date) -> dict[str, Summary]:
    """The summaries of the most used drugs, by INN."""
    used = [line.drug for line in drugs.listed(session).lines[:MOST] if line.patients]
    return {drug.inn: summarise(frames_of(session, drug), cut_off=cut_off) for drug in used}


def rate_of(summary: Summary) -> Rate:
    row = summary.find("orr")
    assert row is not None
    return row.n, row.N or 0


def lines_of(summary: Summary) -> Iterator[WorstGrades]:
    for grade in range(1, 6):
        for row in summary.select(f"toxicity_term_grade_{grade}"):
            if row.n and ": " not in row.category and not terms()[row.category].other:
                yield WorstGrades(summary.drug, terms()[row.category].soc, row.category, grade, row.n)
