"""Every way of reading and writing that the session knows stays within the centres of its scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import delete, exists, func, insert, literal, select, union, union_all, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, sessionmaker

from registry.access.permissions import ROLES
from registry.access.scope import Scope, enter
from registry.db import RegistrySession, writing
from registry.errors import NotFound
from registry.models.audit import AuditEntry
from registry.models.course import Course
from registry.models.patient import Patient, PatientSerial
from registry.models.place import Centre
from registry.models.toxicity import Toxicity
from registry.models.user import User
from tests.migrated import at_centres, at_console, patient
from tests.scope.places import furnish

Maker = sessionmaker[RegistrySession]
Read = Callable[[RegistrySession], Any]


@pytest.fixture
def alice(maker: Maker) -> Iterator[RegistrySession]:
    """A session of a clinician of centre A."""
    furnish(maker)
    with at_centres(maker, "A") as session:
        yield session


def ids(statement: Any) -> Read:
    return lambda session: sorted(session.scalars(statement), key=str)


def one(statement: Any) -> Read:
    return lambda session: session.scalar(statement)


def _subquery() -> Any:
    return select(Patient.id).subquery().c.id


OTHERS = aliased(Patient)
READS: dict[str, tuple[Read, Any]] = {
    "rows": (lambda session: sorted(row.id for row in session.scalars(select(Patient))), ["A1", "A2"]),
    "one column": (ids(select(Patient.id)), ["A1", "A2"]),
    "count": (one(select(func.count()).select_from(Patient)), 2),
    "count of a column": (one(select(func.count(Patient.id))), 2),
    "alias": (ids(select(OTHERS.id)), ["A1", "A2"]),
    "get": (lambda session: session.get(Patient, "B1"), None),
    "where": (one(select(Patient.number).where(Patient.id == "B1")), None),
    "join": (ids(select(Toxicity.id).join(Course, Course.id == Toxicity.course_id)), ["A-toxicity"]),
    "join from outside": (
        ids(select(Patient.id).select_from(Centre).join(Patient, Patient.centre_id == Centre.id)),
        ["A1", "A2"],
    ),
    "join to an alias": (
        ids(select(OTHERS.id).select_from(Centre).join(OTHERS, OTHERS.centre_id == Centre.id)),
        ["A1", "A2"],
    ),
    "outer join": (
        ids(select(Course.id).select_from(Patient).outerjoin(Course).where(Course.id.is_not(None))),
        ["A-course"],
    ),
    "subquery": (ids(select(_subquery())), ["A1", "A2"]),
    "count of a subquery": (one(select(func.count()).select_from(select(Patient).subquery())), 2),
    "alias of a subquery": (ids(select(aliased(Patient, select(Patient).subquery()).id)), ["A1", "A2"]),
    "common table expression": (ids(select(select(Patient.id).cte().c.id)), ["A1", "A2"]),
    "exists": (one(select(exists().where(Patient.id == "B1"))), False),
    "exists of a select": (one(select(select(Patient.id).where(Patient.id == "B1").exists())), False),
    "exists in a condition": (one(select(literal(1)).where(exists().where(Patient.id == "B1"))), None),
    "scalar subquery": (one(select(select(func.count(Patient.id)).scalar_subquery())), 2),
    "in": (ids(select(Centre.id).where(Centre.id.in_(select(Patient.centre_id)))), ["A"]),
    "union": (ids(union(select(Patient.id), select(Course.id))), ["A-course", "A1", "A2"]),
    "union in a subquery": (
        ids(select(union_all(select(Patient.id), select(Toxicity.id)).subquery().c.id)),
        ["A-toxicity", "A1", "A2"],
    ),
    "from a statement": (
        lambda s: sorted(r.id for r in s.scalars(select(Patient).from_statement(select(Patient)))),
        ["A1", "A2"],
    ),
    "group": (
        lambda s: [
            tuple(row)
            for row in s.execute(select(Toxicity.term_text, func.count()).group_by(Toxicity.term_text))
        ],
        [("A", 1)],
    ),
    "older query": (lambda session: session.query(Patient).count(), 2),
    "refresh": (lambda session: session.get_one(Patient, "A1", populate_existing=True).id, "A1"),
    "counter": (ids(select(PatientSerial.centre_id)), ["A"]),
    "centres": (ids(select(Centre.id)), ["A"]),
    "trail": (ids(select(AuditEntry.centre_id).distinct()), ["A"]),
    "users": (ids(select(User.id)), ["A-user"]),
}


@pytest.mark.parametrize("way", READS)
def test_a_read_shows_no_other_centre(alice: RegistrySession, way: str) -> None:
    read, expected = READS[way]
    assert read(alice) == expected


def test_reads_see_everything_at_the_console(maker: Maker) -> None:
    """The same reads find the other centre's rows when they may: none of them is empty for another reason."""
    furnish(maker)
    with at_console(maker) as session:
        unchanged = {way for way, (read, expected) in READS.items() if read(session) == expected}
    assert unchanged == {"refresh"}


def test_one_session_after_the_other_sees_its_own(maker: Maker) -> None:
    """Statements are compiled once and used by all: the centres must not be part of what is kept."""
    furnish(maker)
    seen = []
    for centres in (("A",), ("B",), ("A", "B"), (), ("B",)):
        with at_centres(maker, *centres) as session:
            seen.append(sorted(session.scalars(select(Patient.id))))
    assert seen == [["A1", "A2"], ["B1", "B2"], ["A1", "A2", "B1", "B2"], [], ["B1", "B2"]]


def test_a_session_that_nobody_entered_sees_nothing(maker: Maker) -> None:
    furnish(maker)
    with maker() as session:
        assert [read(session) for read in (READS["one column"][0], READS["trail"][0], READS["users"][0])] == [
            [],
            [],
            [],
        ]


def test_an_administrator_sees_users_and_centres_and_no_patient(maker: Maker) -> None:
    furnish(maker)
    with maker() as session:
        enter(session, Scope("root@tests.invalid", ROLES["administrator"], frozenset(), "root"))
        assert list(session.scalars(select(Patient.id))) == []
        assert list(session.scalars(select(AuditEntry.id))) == []
        assert sorted(session.scalars(select(User.id))) == ["A-user", "B-user"]
        assert sorted(session.scalars(select(Centre.id))) == ["A", "B"]


def patients(maker: Maker) -> dict[str, tuple[str, str | None]]:
    with at_console(maker) as session:
        return {row.id: (row.centre_id, row.sex) for row in session.scalars(select(Patient))}


UNTOUCHED = {"A1": ("A", None), "A2": ("A", None), "B1": ("B", None), "B2": ("B", None)}


def save(session: RegistrySession, *rows: Any) -> None:
    with writing(session):
        session.add_all(rows)


def run(session: RegistrySession, statement: Any, given: Any = None) -> Any:
    with writing(session):
        return session.execute(statement, given)


def test_a_bulk_update_changes_own_rows_only(alice: RegistrySession, maker: Maker) -> None:
    assert run(alice, update(Patient).values(sex="male")).rowcount == 2
    assert run(alice, update(Patient).where(Patient.id == "B1").values(sex="male")).rowcount == 0
    assert patients(maker) == UNTOUCHED | {"A1": ("A", "male"), "A2": ("A", "male")}


def test_a_bulk_deletion_meets_no_foreign_row(alice: RegistrySession, engine: Any) -> None:
    """Own rows meet the refusal of the database; on PostgreSQL the right is lacking at once."""
    if engine.dialect.name == "sqlite":
        assert run(alice, delete(Patient).where(Patient.id == "B1")).rowcount == 0
        with pytest.raises(IntegrityError, match="Nothing is deleted from patient"):
            run(alice, delete(Patient))


ROW = {"id": "new", "number": "N-new", "version": 1, "answers": {}, "questions": [], "missing": {}}


def test_an_insert_of_own_rows_passes(alice: RegistrySession, maker: Maker) -> None:
    run(alice, insert(Patient), [ROW | {"centre_id": "A"}])
    save(alice, patient("newer", "A"))
    assert set(patients(maker)) == {*UNTOUCHED, "new", "newer"}


def _move(session: RegistrySession) -> None:
    row = session.get_one(Patient, "A1")
    with writing(session):
        row.centre_id = "B"


def _upsert(session: RegistrySession) -> Any:
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(Patient).on_conflict_do_update(index_elements=["id"], set_={"sex": "male"})


FOREIGN_WRITES: dict[str, tuple[type[Exception], Callable[[RegistrySession], Any]]] = {
    "add": (NotFound, lambda session: save(session, patient("new", "B"))),
    "move": (NotFound, _move),
    "insert": (NotFound, lambda session: run(session, insert(Patient), [ROW | {"centre_id": "B"}])),
    "insert of both": (
        NotFound,
        lambda session: run(
            session, insert(Patient), [ROW | {"centre_id": "A"}, ROW | {"id": "x", "centre_id": "B"}]
        ),
    ),
    "insert with values": (
        NotFound,
        lambda session: run(session, insert(Patient).values(**ROW, centre_id="B")),
    ),
    "insert from a select": (
        NotFound,
        lambda session: run(
            session,
            insert(PatientSerial).from_select(["centre_id", "last"], select(literal("B"), literal(1))),
        ),
    ),
    "upsert": (
        RuntimeError,
        lambda session: run(session, _upsert(session), [ROW | {"id": "B1", "centre_id": "A"}]),
    ),
    "bulk move": (RuntimeError, lambda session: run(session, update(Patient).values(centre_id="B"))),
    "bulk move by parameters": (
        RuntimeError,
        lambda session: run(session, update(Patient), {"centre_id": "B"}),
    ),
    "update by key": (
        RuntimeError,
        lambda session: run(session, update(Patient), [{"id": "B1", "version": 1, "sex": "male"}]),
    ),
    "older bulk save": (RuntimeError, lambda session: session.bulk_save_objects([patient("new", "B")])),
    "older bulk insert": (
        RuntimeError,
        lambda session: session.bulk_insert_mappings(Patient, [ROW | {"centre_id": "B"}]),
    ),
    "older bulk update": (
        RuntimeError,
        lambda session: session.bulk_update_mappings(Patient, [{"id": "B1", "sex": "male"}]),
    ),
    "under a foreign patient": (
        IntegrityError,
        lambda session: save(
            session, Course(id="x", patient_id="B1", centre_id="A", answers={}, questions=[])
        ),
    ),
}


@pytest.mark.parametrize("way", FOREIGN_WRITES)
def test_a_write_reaches_no_other_centre(alice: RegistrySession, maker: Maker, way: str) -> None:
    error, write = FOREIGN_WRITES[way]
    with pytest.raises(error):
        write(alice)
    alice.rollback()
    assert patients(maker) == UNTOUCHED
    with at_console(maker) as session:
        assert sorted(session.scalars(select(Course.id))) == ["A-course", "B-course"]


def test_a_row_found_before_the_scope_became_narrower_is_not_written(maker: Maker) -> None:
    furnish(maker)
    with at_console(maker) as session:
        row = session.get_one(Patient, "B1")
        enter(session, Scope("alice", ROLES["clinician"], frozenset({"A"}), "alice"))
        row.centre_id = "A"
        with pytest.raises(NotFound):
            save(session)
    assert patients(maker) == UNTOUCHED
