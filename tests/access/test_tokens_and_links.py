"""AUT-8 and the API's tokens: what is handed over works once or until it expires, and is stored as a fingerprint."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from registry.access import keys, links, passwords, tokens
from registry.db import RegistrySession, writing
from registry.models.base import now
from registry.models.user import ApiToken, User, UserLink
from tests.accounts.site import user_of
from tests.people import World

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
BASE_URL = "https://registry.example"


def at(**after: float) -> time_machine.travel:
    return time_machine.travel(START + dt.timedelta(**after), tick=False)


@pytest.fixture
def session(sqlite_world: World) -> Iterator[RegistrySession]:
    with sqlite_world.session() as session:
        yield session


@pytest.fixture
def user(session: RegistrySession) -> User:
    return user_of(session, "clinician")


@pytest.fixture
def token(session: RegistrySession, user: User) -> str:
    with at(), writing(session):
        return tokens.mint(session, user, read_only=True)


def issue(session: RegistrySession, user: User, lasting: dt.timedelta = links.RESET) -> str:
    """The last part of the address of a new link."""
    with at(), writing(session):
        link = links.issue(session, user, base_url=BASE_URL, lasting=lasting)
    assert link.expires_at == START + lasting
    assert str(link) == link.url
    assert link.url.startswith(f"{BASE_URL}/link/")
    return link.url.removeprefix(f"{BASE_URL}/link/")


def works(session: RegistrySession, text: str, **after: float) -> bool:
    with at(**after):
        return links.find(session, text) is not None


# tokens


def test_a_token_opens_its_account_for_ninety_days(session: RegistrySession, user: User, token: str) -> None:
    with at(days=89.9):
        found = tokens.find(session, token)
    assert found is not None
    assert (found[0].read_only, found[1].id) == (True, user.id)
    with at(days=90):
        assert tokens.find(session, token) is None


def test_a_token_is_stored_as_a_fingerprint(session: RegistrySession, token: str) -> None:
    row = session.scalars(select(ApiToken)).one()
    assert row.id == keys.fingerprint(token)
    assert token.startswith("registry_")
    assert token.removeprefix("registry_") not in str(vars(row))


@pytest.mark.parametrize("made_up", ["", "registry_", "registry_x", "\x00", "\ud800"])
def test_a_made_up_token_opens_nothing(session: RegistrySession, token: str, made_up: str) -> None:
    assert tokens.find(session, made_up) is None


def test_a_token_ends_with_its_account_or_when_it_is_ended(
    session: RegistrySession, user: User, token: str
) -> None:
    with at(days=1), writing(session):
        user.disabled_at = now()
    with at(days=1):
        assert tokens.find(session, token) is None
    with at(days=1), writing(session):
        user.disabled_at = None
        assert tokens.end(session, user_id="somebody else") == 0
        assert tokens.end(session, user_id=user.id, only=keys.fingerprint(token)) == 1
    with at(days=1):
        assert tokens.find(session, token) is None


# links


@pytest.mark.parametrize(
    ("lasting", "last"), [(links.RESET, {"minutes": 59.9}), (links.SET_UP, {"days": 6.99})]
)
def test_a_link_expires(
    session: RegistrySession, user: User, lasting: dt.timedelta, last: dict[str, float]
) -> None:
    text = issue(session, user, lasting)
    assert works(session, text, **last)
    assert not works(session, text, seconds=lasting.total_seconds())


def test_the_lifetimes_are_sixty_minutes_and_seven_days() -> None:
    assert dt.timedelta(minutes=60) == links.RESET
    assert dt.timedelta(days=7) == links.SET_UP


def test_a_link_works_once(session: RegistrySession, user: User) -> None:
    text = issue(session, user)
    with at(minutes=1):
        found = links.find(session, text)
        assert found is not None
        with writing(session):
            assert links.use(session, found[0])
            assert not links.use(session, found[0])
    assert not works(session, text, minutes=1)
    assert links.has_chosen(session, user)


def test_a_new_link_ends_the_one_before(session: RegistrySession, user: User) -> None:
    first, second = issue(session, user), issue(session, user)
    assert [works(session, text, minutes=1) for text in (first, second)] == [False, True]


def test_whatever_changes_the_password_ends_the_link(session: RegistrySession, user: User) -> None:
    text = issue(session, user)
    with writing(session):
        user.password_hash = passwords.make_hash("vague orange tambour 59")
    assert not works(session, text, minutes=1)


def test_a_link_of_a_disabled_account_does_not_work(session: RegistrySession, user: User) -> None:
    text = issue(session, user)
    with writing(session):
        user.disabled_at = now()
    assert not works(session, text, minutes=1)


def test_a_link_is_bound_to_its_person(session: RegistrySession, user: User) -> None:
    key = issue(session, user).rpartition(".")[2]
    other = user_of(session, "administrator")
    for made_up in (f"{other.id}.{key}", key, f".{key}", f"{user.id}.", user.id, "", "\x00.\x00"):
        assert not works(session, made_up, minutes=1)


def test_a_link_is_stored_as_a_fingerprint(session: RegistrySession, user: User) -> None:
    key = issue(session, user).rpartition(".")[2]
    row = session.scalars(select(UserLink)).one()
    assert len(key) == 43
    assert key not in str(vars(row))


def test_who_has_a_password_has_chosen_one(session: RegistrySession, user: User) -> None:
    with writing(session):
        user.password_hash = None
    assert not links.has_chosen(session, user)
    issue(session, user)
    issue(session, user)  # withdraws the first, which is not the same as using it
    assert not links.has_chosen(session, user)
