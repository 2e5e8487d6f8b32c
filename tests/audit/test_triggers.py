"""Who, when, what, old, new, why: for every audited table and every column, by whatever way the change comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, Table, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import sessionmaker

from migrations import tables
from migrations.tables import METADATA
from registry.db import RegistrySession, writing
from registry.models.base import now
from registry.models.course import Course, CourseDrug
from registry.models.patient import Patient, PatientSerial
from registry.models.place import Centre, Country
from registry.models.toxicity import Toxicity
from registry.models.user import ApiToken, SignInAttempt, User
from tests.audit.entries import entries
from tests.migrated import add_places, at_console, patient, see_all
from tests.migrations.schema import ROWS, allowed, fill, value

Maker = sessionmaker[RegistrySession]


@pytest.fixture
def session(maker: Maker) -> Iterator[RegistrySession]:
    with at_console(maker) as session:
        yield session


@pytest.fixture
def alice(session: RegistrySession) -> Patient:
    """A patient of centre A, with a course."""
    add_places(session)
    with writing(session):
        row = patient("alice", "A", sex="female")
        session.add(row)
        session.flush()
        session.add(Course(id="course", patient_id="alice", centre_id="A", answers={}, questions=[]))
    return row


def test_every_audited_table_has_an_entry_per_row_and_no_other_has(owner: Engine) -> None:
    with owner.connect().execution_options(writer=True) as connection, connection.begin():
        fill(connection)
        audit = METADATA.tables["audit"]
        found = connection.execute(select(audit.c.table_name, audit.c.row_id, audit.c.operation)).all()
    assert len(found) == ROWS * len(tables.AUDITED)
    assert {(table, operation) for table, _, operation in found} == {
        (table, "INSERT") for table in tables.AUDITED
    }


@pytest.mark.parametrize("name", sorted(tables.AUDITED))
def test_every_column_is_in_the_trail_with_its_old_and_new_value(owner: Engine, name: str) -> None:
    table, audit = METADATA.tables[name], METADATA.tables["audit"]
    placed = {*tables.linking(table).replace('"', "").split(", "), *tables.key(table)}
    with owner.connect().execution_options(writer=True) as connection, connection.begin():
        fill(connection)
        first = [column == value(column, 0) for column in table.primary_key]
        for column in table.columns:
            if column.name in placed:
                continue
            connection.execute(update(table).where(*first).values({column: _another(column)}))
            entry = connection.execute(select(audit).order_by(audit.c.id.desc()).limit(1)).one()
            changed = {key for key in entry.new if entry.new[key] != entry.old[key]}
            assert (entry.table_name, entry.operation) == (name, "UPDATE")
            if column.name in tables.secrets(table):
                assert (entry.old[column.name], entry.new[column.name], changed) == ("set", "set", set())
            else:
                assert changed == {column.name}


def _another(column: Column[Any]) -> Any:
    if codes := allowed(column):
        return codes[1]
    made = value(column, 1 if column.foreign_keys else 7)
    return [made] if column.type.python_type is list else made


def test_an_entry_holds_the_whole_row(session: RegistrySession, alice: Patient) -> None:
    with writing(session, reason="read the chart again"):
        session.add(
            Toxicity(
                id="t1",
                patient_id="alice",
                course_id="course",
                centre_id="A",
                term="rash_acneiform",
                grade="2",
                onset="2025-02",
                seriousness=["death", "disability"],
                missing={"end": "unknown"},
                answers={"R1": "déjà vu"},
                questions=["R1"],
            )
        )
    (entry,) = entries(session, "toxicity")
    assert (entry.actor, entry.reason, entry.request) == ("cli:tests", "read the chart again", "request-1")
    assert (entry.row, entry.centre_id, entry.operation, entry.old) == ("t1", "A", "INSERT", None)
    expected = {column.name: None for column in METADATA.tables["toxicity"].columns} | {
        "id": "t1",
        "patient_id": "alice",
        "course_id": "course",
        "centre_id": "A",
        "term": "rash_acneiform",
        "grade": "2",
        "onset": "2025-02",
        "seriousness": "death;disability",
        "missing": {"end": "unknown"},
        "answers": {"R1": "déjà vu"},
        "questions": ["R1"],
        "version": 1,
        "status": "draft",
    }
    assert entry.new == expected


def test_dates_instants_numbers_and_truths_are_exact(session: RegistrySession, alice: Patient) -> None:
    moment = dt.datetime(2026, 3, 29, 2, 30, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    with writing(session):
        session.add(
            CourseDrug(
                id="cd", patient_id="alice", course_id="course", centre_id="A", starting_dose=0.1 + 0.2
            )
        )
        course = session.get_one(Course, "course")
        course.first_dose = dt.date(2026, 2, 28)
        session.add(User(id="u", email="u@tests.invalid", role="auditor", created_at=moment))
        session.flush()
        session.add(ApiToken(id="k", user_id="u", read_only=True, expires_at=moment))
    (dose,), (token,) = entries(session, "course_drug"), entries(session, "api_token")
    assert dose.new is not None
    assert token.new is not None
    assert dose.new["starting_dose"] == 0.30000000000000004
    assert entries(session, "course")[-1].new["first_dose"] == "2026-02-28"  # type: ignore[index]
    assert token.new["read_only"] is True
    assert dt.datetime.fromisoformat(token.new["expires_at"]) == moment
    assert token.new["expires_at"].endswith("+00:00")


def test_any_finite_number_comes_back_as_it_was(
    session: RegistrySession, alice: Patient, engine: Engine
) -> None:
    with writing(session):
        session.add(CourseDrug(id="cd", patient_id="alice", course_id="course", centre_id="A"))
    dose, audit = METADATA.tables["course_drug"], METADATA.tables["audit"]

    with engine.connect().execution_options(writer=True) as connection:
        see_all(connection)

        @given(st.floats(allow_nan=False, allow_infinity=False))
        def holds(number: float) -> None:
            connection.execute(update(dose).values(starting_dose=None))
            connection.execute(update(dose).values(starting_dose=number))
            new = connection.scalar(select(audit.c.new).order_by(audit.c.id.desc()).limit(1))
            assert float(new["starting_dose"]) == number

        holds()


def test_a_password_is_set_or_not_and_nothing_more(session: RegistrySession) -> None:
    with writing(session):
        session.add(User(id="u", email="u@tests.invalid", role="auditor"))
    with writing(session):
        session.get_one(User, "u").password_hash = "$argon2id$one"
    with writing(session):
        session.get_one(User, "u").password_hash = "$argon2id$two"
    told = [
        (entry.old and entry.old["password_hash"], entry.new["password_hash"]) for entry in entries(session)
    ]  # type: ignore[index]
    assert told == [(None, None), (None, "set"), ("set", "set")]
    assert "argon2id" not in str([(entry.old, entry.new) for entry in entries(session)])


def test_an_update_that_changes_nothing_leaves_no_entry(session: RegistrySession, alice: Patient) -> None:
    held = len(entries(session))
    with writing(session):
        session.execute(update(Patient).values(sex=Patient.sex, missing={}))
    assert len(entries(session)) == held


def test_bulk_statements_leave_an_entry_per_row(session: RegistrySession) -> None:
    add_places(session)
    rows = [
        {
            "id": f"p{n}",
            "number": f"n{n}",
            "centre_id": "A",
            "version": 1,
            "answers": {},
            "questions": [],
            "missing": {},
        }
        for n in range(50)
    ]
    with writing(session):
        session.execute(insert(Patient), rows)
    with writing(session, reason="all at once"):
        session.execute(update(Patient).values(sex="male"))
    found = entries(session, "patient")
    assert [entry.operation for entry in found] == ["INSERT"] * 50 + ["UPDATE"] * 50
    assert {entry.reason for entry in found[50:]} == {"all at once"}


def test_a_centre_belongs_to_itself_and_a_country_to_nobody(session: RegistrySession) -> None:
    add_places(session)
    with writing(session):
        session.add(PatientSerial(centre_id="A", last=1))
        session.add(User(id="u", email="u@tests.invalid", role="clinician", centre_id="B"))
    told = {(entry.table, entry.row): entry.centre_id for entry in entries(session)}
    assert told == {
        ("country", "FR"): None,
        ("centre", "A"): "A",
        ("centre", "B"): "B",
        ("patient_serial", "A"): "A",
        ("user_account", "u"): "B",
    }


def test_what_is_no_record_and_no_right_leaves_no_entry(session: RegistrySession) -> None:
    with writing(session):
        session.add(SignInAttempt(email="u@tests.invalid", succeeded=False))
    assert entries(session) == []


def test_the_instant_is_the_databases_in_utc(session: RegistrySession) -> None:
    before = now().replace(microsecond=0)
    with writing(session):
        session.add(Country(id="FR"))
    (entry,) = entries(session)
    assert entry.at.utcoffset() == dt.timedelta(0)
    assert before <= entry.at <= now()


def test_who_writes_by_another_way_does_not_write_under_the_last_name(
    session: RegistrySession, owner: Engine, alice: Patient
) -> None:
    with owner.connect().execution_options(writer=True) as connection, connection.begin():
        see_all(connection)
        connection.execute(text("UPDATE patient SET sex = 'male' WHERE id = 'alice'"))
    entry = entries(session, "patient")[-1]
    assert (entry.actor, entry.reason, entry.request) == ("unknown", None, None)


def _save(session: RegistrySession, *, reason: str) -> None:
    with writing(session, reason=reason):
        session.execute(update(Patient).values(sex="male"))
        session.add(Centre(id="C", country_id="nowhere"))


def test_a_failed_write_leaves_neither_entry_nor_name(
    session: RegistrySession, owner: Engine, alice: Patient
) -> None:
    held = len(entries(session))
    with pytest.raises(IntegrityError):
        _save(session, reason="never")
    assert len(entries(session)) == held
    with writing(session):
        session.add(Centre(id="C", country_id="FR"))
    assert entries(session)[-1].reason is None


def test_two_names_in_turn_are_told_apart(maker: Maker) -> None:
    first, second = at_console(maker), maker()
    second.info.update(first.info, actor="bob@tests.invalid", request="request-2")
    with writing(first, reason="one"):
        first.add(Country(id="FR"))
    with writing(second, reason="two"):
        second.add(Country(id="ES"))
    told = [(entry.row, entry.actor, entry.reason, entry.request) for entry in entries(first)]
    assert told == [
        ("FR", "cli:tests", "one", "request-1"),
        ("ES", "bob@tests.invalid", "two", "request-2"),
    ]
    first.close()
    second.close()


def test_the_tables_that_are_compared_are_those_of_the_models() -> None:
    assert all(isinstance(METADATA.tables[name], Table) for name in tables.AUDITED)
    assert not tables.AUDITED & tables.PASSING
    kept = tables.AUDITED | tables.APPEND_ONLY | tables.SUCCEEDED
    assert kept | tables.PASSING | {tables.AUDIT_CONTEXT} == tables.KNOWN
