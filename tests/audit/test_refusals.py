"""What is written stays: the trail and the events as they are, records for ever, keys and filing as they were."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import sessionmaker

from migrations import tables
from migrations.tables import METADATA
from registry.db import RegistrySession, writing
from registry.models.audit import Event
from registry.models.course import Course
from tests.migrated import add_places, at_console, patient, see_all
from tests.migrations.schema import ROWS, fill, value


def refused(engine: Engine, statement: str) -> str:
    """The sentence with which the database refuses a statement."""
    with engine.connect().execution_options(writer=True) as connection:
        see_all(connection)
        with pytest.raises(DBAPIError) as error:
            connection.execute(text(statement))
    return str(error.value.orig)


@pytest.fixture
def filled(owner: Engine) -> Engine:
    """The owner of a database with rows in every table."""
    with owner.connect().execution_options(writer=True) as connection, connection.begin():
        fill(connection)
    return owner


CHANGES = {
    "audit": [
        "UPDATE audit SET actor = 'somebody else'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 1",
    ],
    "event": ["UPDATE event SET kind = 'nothing'", "DELETE FROM event"],
    "terminology_entry": ["UPDATE terminology_entry SET name = 'another'", "DELETE FROM terminology_entry"],
    "snapshot": ["UPDATE snapshot SET cut_off = '2020-01-01'", "DELETE FROM snapshot WHERE id = 'id-1'"],
    "snapshot_patient": [
        "UPDATE snapshot_patient SET patient_id = 'id-2' WHERE patient_id = 'id-1'",
        "DELETE FROM snapshot_patient",
    ],
}


@pytest.mark.parametrize("table", sorted(tables.APPEND_ONLY))
def test_even_the_owner_cannot_change_what_was_written(filled: Engine, table: str) -> None:
    for statement in CHANGES[table]:
        assert f"What is written in {table} stays as it is." in refused(filled, statement)


@pytest.mark.parametrize("table", sorted(tables.APPEND_ONLY))
def test_nothing_is_emptied_or_replaced(filled: Engine, table: str) -> None:
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "postgresql": f"TRUNCATE {table} CASCADE",
    }
    assert "stays as it is" in refused(filled, statement[filled.dialect.name])


@pytest.mark.parametrize("table", sorted(tables.SUCCEEDED))
def test_a_release_stays_as_it_was_but_for_which_is_current(filled: Engine, table: str) -> None:
    assert f"Nothing is deleted from {table}." in refused(filled, f"DELETE FROM {table}")
    for column in METADATA.tables[table].columns:
        if column.name != "current":
            changed = "2000-01-01" if column.name == "loaded_at" else "9"
            said = refused(filled, f"UPDATE {table} SET {column.name} = '{changed}'")
            assert f"A row of {table} keeps its key." in said, column.name
    with filled.connect().execution_options(writer=True) as connection, connection.begin():
        see_all(connection)
        superseded = update(METADATA.tables[table]).values(current=False)
        assert connection.execute(superseded).rowcount == ROWS


def test_the_application_has_no_right_to_write_the_trail(filled: Engine, engine: Engine) -> None:
    """On SQLite there are no rights; there the triggers alone stand."""
    if engine.dialect.name == "sqlite":
        assert "stays as it is" in refused(engine, "DELETE FROM audit")
        return
    forged = "INSERT INTO audit (at, actor, table_name, row_id, operation) VALUES (now(), 'x', 'drug', 'y', 'INSERT')"
    for statement in (*CHANGES["audit"], *CHANGES["event"], "TRUNCATE audit", "TRUNCATE event", forged):
        assert "permission denied" in refused(engine, statement)
    assert "permission denied for table audit_context" in refused(engine, "SELECT * FROM audit_context")
    assert "must be owner" in refused(engine, "DROP TRIGGER wall_audit ON patient")
    assert "must be owner" in refused(engine, "ALTER TABLE patient DISABLE TRIGGER wall_audit")
    assert "permission denied for schema" in refused(engine, "CREATE TABLE mine (id integer)")


@pytest.mark.parametrize("table", sorted(tables.AUDITED))
def test_no_record_and_no_right_is_ever_deleted(filled: Engine, table: str) -> None:
    assert f"Nothing is deleted from {table}." in refused(filled, f'DELETE FROM "{table}"')
    if filled.dialect.name == "postgresql":
        assert f"Nothing is deleted from {table}." in refused(filled, f'TRUNCATE "{table}" CASCADE')


@pytest.mark.parametrize("table", sorted(tables.AUDITED))
def test_a_row_keeps_its_key(filled: Engine, table: str) -> None:
    (column,) = METADATA.tables[table].primary_key.columns
    first, other = value(column, 0), value(column, 1 if column.foreign_keys else 9)
    sentence = refused(
        filled, f"UPDATE \"{table}\" SET {column.name} = '{other}' WHERE {column.name} = '{first}'"
    )
    assert f"A row of {table} keeps its key." in sentence


def test_what_passes_may_go(engine: Engine, filled: Engine) -> None:
    with engine.connect().execution_options(writer=True) as connection, connection.begin():
        for table in sorted(tables.PASSING):
            assert connection.execute(delete(METADATA.tables[table])).rowcount == ROWS


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_replacing_a_record_is_a_deletion_too(filled: Engine) -> None:
    again = insert(METADATA.tables["drug"]).prefix_with("OR REPLACE")
    row = {column.name: value(column, 0) for column in METADATA.tables["drug"].columns}
    with (
        filled.connect().execution_options(writer=True) as connection,
        pytest.raises(IntegrityError, match=r"Nothing is deleted from drug\."),
    ):
        connection.execute(again.values(**row))


def test_a_record_is_filed_under_the_centre_and_patient_of_its_parent(
    engine: Engine, maker: sessionmaker[RegistrySession]
) -> None:
    with at_console(maker) as session:
        add_places(session)
        with writing(session):
            session.add_all([patient("alice", "A"), patient("bob", "B"), patient("carol", "A")])
            session.flush()
            session.add(Course(id="c", patient_id="alice", centre_id="A", answers={}, questions=[]))
    apart = "belongs to the centre and the patient of its parent."
    course = (
        "INSERT INTO course (id, patient_id, centre_id, version, status, missing, answers, questions) VALUES "
    )
    other = "'draft', '{}', '{}', '[]'"
    assert apart in refused(engine, f"{course} ('x', 'alice', 'B', 1, {other})")
    assert apart in refused(engine, "UPDATE course SET centre_id = 'B'")
    assert apart in refused(engine, "UPDATE course SET patient_id = 'bob'")
    toxicity = course.replace("INTO course (id,", "INTO toxicity (course_id, id,")
    assert apart in refused(engine, f"{toxicity} ('c', 't', 'carol', 'A', 1, {other})")
    assert apart in refused(engine, f"{toxicity} ('nowhere', 't', 'alice', 'A', 1, {other})")
    with engine.connect().execution_options(writer=True) as connection, connection.begin():
        see_all(connection)
        connection.execute(text(f"{toxicity} ('c', 't', 'alice', 'A', 1, {other})"))
        connection.execute(update(METADATA.tables["course"]).values(patient_id="alice"))


def test_events_are_added_by_whoever_works(maker: sessionmaker[RegistrySession]) -> None:
    with at_console(maker) as session:
        with writing(session):
            session.add(Event(actor="cli:tests", kind="export", detail={"rows": 12}))
        assert [(event.kind, event.detail) for event in session.scalars(select(Event))] == [
            ("export", {"rows": 12})
        ]
