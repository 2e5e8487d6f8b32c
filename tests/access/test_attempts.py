"""AUT-4: five failures in fifteen minutes, counted for all processes, and nobody is kept out for longer."""

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from registry.access import attempts
from registry.db import RegistrySession, writing
from registry.models.user import SignInAttempt
from tests.people import World

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
EMAIL = "bob@chu.example"


def at(minutes: float) -> time_machine.travel:
    return time_machine.travel(START + dt.timedelta(minutes=minutes), tick=False)


def fail(session: RegistrySession, minutes: float, email: str = EMAIL) -> bool:
    """One wrong try; whether it was let through."""
    with at(minutes):
        return attempts.reserve(session, email=email) is not None


@pytest.fixture
def session(world: World) -> Iterator[RegistrySession]:
    with world.session() as session:
        yield session


def test_the_sixth_failure_waits_and_the_window_slides(session: RegistrySession) -> None:
    assert [fail(session, minute) for minute in (0, 1, 2, 3, 4)] == [True] * 5
    assert not fail(session, 5)
    assert not fail(session, 14.9)
    assert fail(session, 15.1)  # the failure of minute 0 has left the window
    assert not fail(session, 15.2)
    assert fail(session, 16.1)


def test_tries_while_locked_do_not_prolong_the_lock(session: RegistrySession) -> None:
    assert all(fail(session, 0) for _ in range(5))
    assert not any(fail(session, minute) for minute in (1, 5, 10, 14))
    assert fail(session, 15.1)


def test_others_are_not_locked(session: RegistrySession) -> None:
    assert all(fail(session, 0) for _ in range(5))
    assert fail(session, 1, "alice@chu.example")


def test_a_right_password_starts_the_count_anew(session: RegistrySession) -> None:
    assert all(fail(session, 0) for _ in range(4))
    with at(1):
        attempt = attempts.reserve(session, email=EMAIL)
        assert attempt is not None
        with writing(session):
            attempts.succeed(session, attempt)
    assert [fail(session, 2) for _ in range(6)] == [True] * 5 + [False]


def test_a_new_password_forgives(session: RegistrySession) -> None:
    assert all(fail(session, 0) for _ in range(5))
    with at(1), writing(session):
        attempts.forgive(session, email=EMAIL)
    assert fail(session, 1)


def test_a_clock_that_was_years_ahead_locks_nobody_out(session: RegistrySession) -> None:
    assert all(fail(session, 60 * 24 * 730) for _ in range(5))
    assert fail(session, 0)


def test_twenty_tries_at_once_are_five(world: World) -> None:
    let_through: list[bool] = []
    together = threading.Barrier(20)

    def guess() -> None:
        with world.session() as own:
            together.wait()
            let_through.append(attempts.reserve(own, email=EMAIL) is not None)

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(let_through) == [False] * 15 + [True] * 5


def test_old_tries_are_forgotten(session: RegistrySession) -> None:
    fail(session, 0)
    fail(session, 60 * 23)
    with at(60 * 24 + 1), writing(session):
        attempts.purge(session)
    kept = session.scalars(select(SignInAttempt.at)).all()
    assert kept == [START + dt.timedelta(hours=23)]
