"""SES-1, SES-2, SES-6, ACC-7: what keeps a session alive and what ends it, on the server alone."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from registry.access import keys, sessions
from registry.access.permissions import Rows
from registry.access.sessions import Limits
from registry.db import RegistrySession, writing
from registry.models.base import now
from registry.models.place import Centre
from registry.models.user import User, UserSession
from tests.accounts.site import user_of
from tests.people import World

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
LIMITS = Limits(idle=dt.timedelta(minutes=30), whole=dt.timedelta(hours=12))


def at(minutes: float) -> time_machine.travel:
    return time_machine.travel(START + dt.timedelta(minutes=minutes), tick=False)


def is_alive(session: RegistrySession, key: str, minutes: float) -> bool:
    with at(minutes):
        found = sessions.find(session, key, limits=LIMITS)
    assert found is not None
    return found.alive


def use(session: RegistrySession, key: str, minutes: float) -> None:
    with at(minutes):
        found = sessions.find(session, key, limits=LIMITS)
        assert found is not None
        sessions.refresh(session, found.row)


@pytest.fixture
def session(sqlite_world: World) -> Iterator[RegistrySession]:
    with sqlite_world.session() as session:
        yield session


@pytest.fixture
def user(session: RegistrySession) -> User:
    return user_of(session, "clinician")


@pytest.fixture
def key(session: RegistrySession, user: User) -> str:
    with at(0), writing(session):
        return sessions.start(session, user, agent="Firefox")


def test_a_session_dies_after_thirty_unused_minutes(session: RegistrySession, key: str) -> None:
    assert is_alive(session, key, 0)
    assert is_alive(session, key, 29.9)
    assert not is_alive(session, key, 30)


def test_a_session_that_is_used_lives_for_twelve_hours_and_no_longer(
    session: RegistrySession, key: str
) -> None:
    for minute in range(20, 12 * 60, 20):
        use(session, key, minute)
    assert is_alive(session, key, 12 * 60 - 0.1)
    assert not is_alive(session, key, 12 * 60)


def test_use_is_noted_at_most_once_a_minute(session: RegistrySession, key: str) -> None:
    def seen(minutes: float) -> float:
        use(session, key, minutes)
        row = session.scalars(select(UserSession)).one()
        return (row.seen_at - START).total_seconds()

    assert [seen(minutes) for minutes in (0.5, 0.9, 1, 1.5, 2.1)] == [0, 0, 60, 60, 126]


def test_an_ended_session_is_not_revived_by_use(session: RegistrySession, user: User, key: str) -> None:
    with at(1):
        found = sessions.find(session, key, limits=LIMITS)
        with writing(session):
            sessions.end(session, user_id=user.id)
    assert found is not None
    with at(3):
        sessions.refresh(session, found.row)
    assert not is_alive(session, key, 3)


def test_the_key_is_random_and_not_stored(session: RegistrySession, user: User, key: str) -> None:
    with writing(session):
        other = sessions.start(session, user, agent="")
    stored = session.scalars(select(UserSession.id)).all()
    assert len(key) == len(other) == 43  # 32 bytes in base 64
    assert key != other
    assert set(stored) == {keys.fingerprint(key), keys.fingerprint(other)}


@pytest.mark.parametrize("made_up", ["", "x", "' or 1=1", "\x00", "é" * 400, "\ud800"])
def test_a_made_up_key_opens_nothing(session: RegistrySession, key: str, made_up: str) -> None:
    assert sessions.find(session, made_up, limits=LIMITS) is None


def test_a_disabled_person_has_no_session(session: RegistrySession, user: User, key: str) -> None:
    with writing(session):
        user.disabled_at = now()
    assert not is_alive(session, key, 1)


def test_somebody_without_a_password_has_no_session(session: RegistrySession, user: User, key: str) -> None:
    with writing(session):
        user.password_hash = None
    assert not is_alive(session, key, 1)


def test_ending_one_all_and_all_others(session: RegistrySession, user: User, key: str) -> None:
    stranger = user_of(session, "reviewer")
    with at(0), writing(session):
        second, third = (sessions.start(session, user, agent="") for _ in range(2))
        foreign = sessions.start(session, stranger, agent="")
        assert sessions.end(session, user_id=user.id, only=keys.fingerprint(foreign)) == 0
        assert sessions.end(session, user_id=user.id, only=keys.fingerprint(second)) == 1
        assert sessions.end(session, user_id=user.id, but=keys.fingerprint(key)) == 1
    assert [is_alive(session, k, 1) for k in (key, second, third, foreign)] == [True, False, False, True]
    with at(1), writing(session):
        assert sessions.end(session, user_id=user.id) == 1
        assert sessions.end(session, user_id=user.id) == 0
    assert [is_alive(session, k, 1) for k in (key, foreign)] == [False, True]


def test_open_sessions_are_listed_last_used_first(session: RegistrySession, user: User, key: str) -> None:
    with at(10), writing(session):
        second = sessions.start(session, user, agent="")
    with at(20):
        listed = sessions.open_of(session, user, limits=LIMITS)
    assert [row.id for row in listed] == [keys.fingerprint(second), keys.fingerprint(key)]
    with at(35):
        listed = sessions.open_of(session, user, limits=LIMITS)
    assert [row.id for row in listed] == [keys.fingerprint(second)]


def test_sessions_of_long_ago_are_forgotten(session: RegistrySession, user: User, key: str) -> None:
    with at(60 * 24 * 30 + 1), writing(session):
        sessions.start(session, user, agent="")
        sessions.purge(session)
    assert (
        session.scalars(select(UserSession.id).where(UserSession.id == keys.fingerprint(key))).first() is None
    )
    assert len(session.scalars(select(UserSession)).all()) == 1


def test_a_country_is_its_centres_of_this_moment(session: RegistrySession) -> None:
    user = user_of(session, "national_coordinator")
    assert sessions.scope_for(session, user).centres == {"FR-001", "FR-002"}
    with writing(session):
        session.add(Centre(id="FR-003", country_id="FR", name="Centre D", status="complete", missing={}))
    scope = sessions.scope_for(session, user)
    assert scope.centres == {"FR-001", "FR-002", "FR-003"}
    assert scope.role.rows is Rows.COUNTRY
