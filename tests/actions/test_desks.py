"""What another desk wrote in an embedded row stays under its drug, whoever saves the record."""

from __future__ import annotations

from typing import Any

import pytest

from registry.access.permissions import ROLES
from registry.access.scope import Scope, enter
from registry.db import RegistrySession
from registry.errors import Forbidden
from registry.queries import records
from tests import make
from tests.people import World

DRUGS = ("trametinib", "dabrafenib")
CLINICIAN = Scope("clinician@tests.invalid", ROLES["clinician"], frozenset({"FR-001"}))


@pytest.fixture
def assessed(sqlite_world: World) -> Any:
    """A session of the clinician, and a toxicity of which pharmacovigilance assessed trametinib."""
    with sqlite_world.session() as session:
        course = make.course(session, make.patient(session), drugs=DRUGS)
        rows = [{"drug": "trametinib", "sponsor_causality": "unlikely"}, {"drug": "dabrafenib"}]
        toxicity = make.toxicity(session, course, toxicity_drug=rows)
        enter(session, CLINICIAN)
        yield session, toxicity


def rows_of(session: RegistrySession, toxicity: Any) -> list[dict[str, Any]]:
    rows = records.rows_of(session, "toxicity", toxicity.id)
    return [{"id": row.id, "drug": row.drug, "causality": row.causality} for row in rows]


def opinions(session: RegistrySession, toxicity: Any) -> dict[str, str | None]:
    return {row.drug: row.sponsor_causality for row in records.rows_of(session, "toxicity", toxicity.id)}


def test_a_row_that_another_desk_assessed_is_not_taken_away(assessed: Any) -> None:
    session, toxicity = assessed
    kept = [row for row in rows_of(session, toxicity) if row["drug"] == "dabrafenib"]
    with pytest.raises(Forbidden):
        make.change(session, "toxicity", toxicity, {"toxicity_drug": kept})
    with pytest.raises(Forbidden):
        make.change(session, "toxicity", toxicity, {"toxicity_drug": [{"drug": drug} for drug in DRUGS]})
    assert opinions(session, toxicity) == {"trametinib": "unlikely", "dabrafenib": None}


def test_an_assessment_does_not_move_to_another_drug(assessed: Any) -> None:
    session, toxicity = assessed
    one, two = rows_of(session, toxicity)
    swapped = [one | {"drug": two["drug"]}, two | {"drug": one["drug"]}]
    with pytest.raises(Forbidden):
        make.change(session, "toxicity", toxicity, {"toxicity_drug": swapped})
    assert opinions(session, toxicity) == {"trametinib": "unlikely", "dabrafenib": None}


def test_the_centre_writes_its_own_opinion_beside_it(assessed: Any) -> None:
    session, toxicity = assessed
    one, two = rows_of(session, toxicity)
    make.change(session, "toxicity", toxicity, {"toxicity_drug": [one | {"causality": "related"}, two]})
    assert opinions(session, toxicity) == {"trametinib": "unlikely", "dabrafenib": None}


def test_a_row_goes_with_its_drug(assessed: Any) -> None:
    """A drug that was entered by mistake leaves the course, and then the toxicity: nobody is held up."""
    session, toxicity = assessed
    course = records.get(session, "course", toxicity.course_id)
    make.change(session, "course", course, {"course_drug": [{"drug": "dabrafenib"}]})
    kept = [row for row in rows_of(session, toxicity) if row["drug"] == "dabrafenib"]
    make.change(session, "toxicity", toxicity, {"toxicity_drug": kept})
    assert opinions(session, toxicity) == {"dabrafenib": None}
