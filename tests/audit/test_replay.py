"""The trail is complete: after any sequence of operations, replaying it gives the tables."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import sessionmaker

from migrations import trail
from registry.db import RegistrySession, writing
from registry.models.course import Course, CourseDrug
from registry.models.patient import Patient
from registry.models.toxicity import Toxicity
from registry.models.user import User
from tests.audit.entries import replayed, stored
from tests.migrated import add_places, at_console, patient, see_all

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
PATIENT = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["male", "female", None]),
        "information_date": st.dates(dt.date(1900, 1, 1), dt.date(9999, 12, 31)) | st.none(),
        "missing": st.dictionaries(TEXT, TEXT, max_size=2),
        "answers": st.dictionaries(TEXT, TEXT, max_size=2),
        "questions": st.lists(TEXT, max_size=2),
        "status": st.sampled_from(["draft", "complete", "void"]),
    },
)
OPERATION = st.one_of(
    st.tuples(st.just("patient"), PATIENT),
    st.tuples(st.just("change"), PATIENT),
    st.tuples(st.just("everybody"), PATIENT),
    st.tuples(st.just("course"), st.floats(allow_nan=False, allow_infinity=False) | st.none()),
    st.tuples(
        st.just("toxicity"), st.lists(st.sampled_from(["death", "disability"]), min_size=1) | st.none()
    ),
    st.tuples(st.just("user"), TEXT | st.none()),
    st.tuples(st.just("failure"), PATIENT),
)


class World:
    """Does one operation after the other, each in a transaction of its own."""

    def __init__(self, session: RegistrySession) -> None:
        self.session = session
        self.number = 0

    def do(self, operation: str, value: Any) -> None:
        self.number += 1
        with suppress(ZeroDivisionError), writing(self.session, reason=operation):
            getattr(self, operation)(value)

    def last(self) -> Patient | None:
        return self.session.scalars(select(Patient).order_by(Patient.id.desc()).limit(1)).first()

    def patient(self, value: dict[str, Any]) -> None:
        self.session.add(patient(f"p{self.number:06d}", "AB"[self.number % 2]))
        self.session.flush()
        self.change(value)

    def change(self, value: dict[str, Any]) -> None:
        row = self.last()
        for name in value if row else ():
            setattr(row, name, value[name])

    def everybody(self, value: dict[str, Any]) -> None:
        if value:
            self.session.execute(update(Patient).values(**value))

    def failure(self, value: dict[str, Any]) -> None:
        self.patient(value)
        self.session.flush()
        raise ZeroDivisionError

    def course(self, dose: float | None) -> None:
        if row := self.last():
            place = {"patient_id": row.id, "centre_id": row.centre_id}
            course = Course(id=f"c{self.number}", **place, answers={}, questions=[])
            drug = CourseDrug(id=f"d{self.number}", course_id=course.id, **place, starting_dose=dose)
            self.session.add_all([course, drug])

    def toxicity(self, seriousness: list[str] | None) -> None:
        if course := self.session.scalars(select(Course).order_by(Course.id.desc()).limit(1)).first():
            place = {"patient_id": course.patient_id, "centre_id": course.centre_id, "course_id": course.id}
            self.session.add(
                Toxicity(id=f"t{self.number}", **place, seriousness=seriousness, answers={}, questions=[])
            )

    def user(self, password_hash: str | None) -> None:
        name = f"u{self.number}"
        self.session.add(User(id=name, email=name, role="auditor", password_hash=password_hash or None))


def test_a_replay_gives_the_tables(engine: Engine, maker: sessionmaker[RegistrySession]) -> None:
    with at_console(maker) as session:
        add_places(session)
        world = World(session)

        @settings(max_examples=40)
        @given(st.lists(OPERATION, min_size=1, max_size=12))
        def holds(operations: list[tuple[str, Any]]) -> None:
            for operation, value in operations:
                world.do(operation, value)
            session.commit()
            assert replayed(engine) == stored(engine)

        holds()
    with engine.connect() as connection:
        see_all(connection)
        assert set(trail.differences(connection).values()) == {0}
    assert world.number > 100
