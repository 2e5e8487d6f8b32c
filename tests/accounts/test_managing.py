"""Who may give which rights to whom, and that each account has the place its role asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from registry.access import events as kinds
from registry.access import links, sessions, tokens
from registry.access.permissions import ROLES, Permission, Rows, may
from registry.access.scope import enter
from registry.access.sessions import Limits
from registry.actions import users
from registry.db import RegistrySession, writing
from registry.errors import Conflict, Forbidden, Invalid, NotFound, RegistryError
from registry.models.audit import AuditEntry
from registry.models.user import User
from tests.accounts.site import BASE_URL, at_console, events, user_of
from tests.people import World

LIMITS = Limits(dt.timedelta(minutes=30), dt.timedelta(hours=12))
MANAGERS = [name for name, role in ROLES.items() if may(role, Permission.MANAGE_USERS)]
OF_CENTRES = ["clinician", "data_entry", "pharmacist"]


@pytest.fixture
def session(sqlite_world: World) -> Iterator[RegistrySession]:
    with sqlite_world.session() as session:
        yield session


def act_as(session: RegistrySession, role: str, centre: str = "FR-001") -> User:
    """Let the session work as that person."""
    at_console(session)
    user = user_of(session, role, centre)
    enter(session, sessions.scope_for(session, user))
    return user


def place_of(role: str, centre: str = "FR-001") -> dict[str, str]:
    match ROLES[role].rows:
        case Rows.CENTRE:
            return {"centre_id": centre}
        case Rows.COUNTRY:
            return {"country_id": centre[:2]}
        case _:
            return {}


def outcome(session: RegistrySession, role: str, **place: str) -> str:
    """ "" when the account is added, else the kind of refusal and the field it names."""
    try:
        users.add(session, email=f"new-{role}@tests.invalid", role=role, base_url=BASE_URL, **place)
    except Invalid as refused:
        return refused.problems[0].field
    except RegistryError as refused:
        return type(refused).__name__
    return ""


def test_the_managers_are_these() -> None:
    assert MANAGERS == ["national_coordinator", "coordinator", "administrator"]


@pytest.mark.parametrize("manager", ["console", "coordinator", "administrator"])
def test_who_manages_everybody_gives_every_role(session: RegistrySession, manager: str) -> None:
    if manager != "console":
        act_as(session, manager)
    assert [outcome(session, role, **place_of(role)) for role in ROLES] == [""] * len(ROLES)


def test_a_national_coordinator_gives_the_roles_of_own_centres(session: RegistrySession) -> None:
    act_as(session, "national_coordinator")
    given = {role: outcome(session, role, **place_of(role, "FR-002")) for role in ROLES}
    assert given == {role: "" if role in OF_CENTRES else "Forbidden" for role in ROLES}
    assert outcome(session, "pharmacist", centre_id="ES-001") == "centre_id"
    assert outcome(session, "pharmacist", centre_id="ES-999") == "centre_id"


@pytest.mark.parametrize("nobody", [role for role in ROLES if role not in MANAGERS])
def test_nobody_else_manages_anything(session: RegistrySession, nobody: str) -> None:
    own = act_as(session, nobody)
    assert outcome(session, "pharmacist", centre_id="FR-001") == "Forbidden"
    for user_id in (own.id, "no such id"):
        with pytest.raises((Forbidden, NotFound)):
            users.disable(session, user_id=user_id)


@pytest.mark.parametrize("manager", MANAGERS)
def test_nobody_manages_the_own_account(session: RegistrySession, manager: str) -> None:
    own = act_as(session, manager)
    before = (own.role, own.disabled_at, own.password_hash)
    for act in (
        lambda: users.change(session, user_id=own.id, role="coordinator"),
        lambda: users.disable(session, user_id=own.id),
        lambda: users.reset(session, user_id=own.id, base_url=BASE_URL),
        lambda: users.invite(session, user_id=own.id, base_url=BASE_URL),
        lambda: users.token(session, user_id=own.id),
        lambda: users.set_language(session, user_id=own.id, language="fr"),
        lambda: users.end_sessions(session, user_id=own.id),
    ):
        with pytest.raises(Forbidden, match="Nobody manages the own account"):
            act()
    assert (own.role, own.disabled_at, own.password_hash) == before


def test_accounts_of_elsewhere_do_not_exist_for_a_national_coordinator(session: RegistrySession) -> None:
    foreign = [user_of(session, "clinician", "ES-001").id, user_of(session, "coordinator").id, "no such id"]
    session.expunge_all()
    act_as(session, "national_coordinator")
    texts = set()
    for user_id in foreign:
        with pytest.raises(NotFound) as refused:
            users.disable(session, user_id=user_id)
        texts.add(refused.value.text)
    assert texts == {"There is no such account."}


def test_a_national_coordinator_moves_people_between_own_centres_only(session: RegistrySession) -> None:
    clinician = user_of(session, "clinician").id
    act_as(session, "national_coordinator")
    assert users.change(session, user_id=clinician, centre_id="FR-002").centre_id == "FR-002"
    with pytest.raises(Invalid):
        users.change(session, user_id=clinician, centre_id="ES-001")
    with pytest.raises(Forbidden):
        users.change(session, user_id=clinician, role="national_coordinator", country_id="FR")


@pytest.mark.parametrize(
    ("role", "place", "field"),
    [
        ("clinician", {}, "centre_id"),
        ("clinician", {"centre_id": "FR-001", "country_id": "FR"}, "country_id"),
        ("clinician", {"centre_id": "FR-999"}, "centre_id"),
        ("data_entry", {"country_id": "FR"}, "centre_id"),
        ("national_coordinator", {}, "country_id"),
        ("national_coordinator", {"country_id": "XX"}, "country_id"),
        ("national_coordinator", {"country_id": "FR", "centre_id": "FR-001"}, "centre_id"),
        ("reviewer", {"centre_id": "FR-001"}, "centre_id"),
        ("administrator", {"country_id": "FR"}, "country_id"),
        ("king", {}, "role"),
        ("", {}, "role"),
    ],
)
def test_role_and_place_must_agree(
    session: RegistrySession, role: str, place: dict[str, str], field: str
) -> None:
    assert outcome(session, role, **place) == field


def test_a_place_that_the_new_role_has_no_use_for_is_left_behind(session: RegistrySession) -> None:
    user = user_of(session, "clinician")
    for role, place in (("pharmacist", ("FR-001", None)), ("auditor", (None, None))):
        users.change(session, user_id=user.id, role=role)
        assert (user.role, user.centre_id, user.country_id) == (role, *place)
    with pytest.raises(Invalid, match="needs a country"):
        users.change(session, user_id=user.id, role="national_coordinator")


@pytest.mark.parametrize("email", ["", "bob", "bob@", "@b", "a b@c", "x" * 255 + "@b"])
def test_an_account_needs_an_address(session: RegistrySession, email: str) -> None:
    with pytest.raises(Invalid) as refused:
        users.add(session, email=email, role="auditor", base_url=BASE_URL)
    assert refused.value.problems[0].field == "email"


def test_one_address_is_one_account(session: RegistrySession) -> None:
    users.add(session, email="Bob@Chu.example", role="auditor", base_url=BASE_URL)
    for spelling in ("bob@chu.example", " BOB@CHU.EXAMPLE ", "ｂｏｂ@chu.example"):
        with pytest.raises(Invalid, match="already") as refused:
            users.add(session, email=spelling, role="analyst", base_url=BASE_URL)
        assert refused.value.problems[0].code == "taken"
    assert session.scalars(select(User.role).where(User.email == "bob@chu.example")).all() == ["auditor"]


def test_a_new_account_speaks_the_language_of_its_country(session: RegistrySession) -> None:
    asked = [
        ("a@b", {"role": "clinician", "centre_id": "FR-001"}, "fr"),
        ("c@d", {"role": "clinician", "centre_id": "ES-001"}, "en"),
        ("e@f", {"role": "national_coordinator", "country_id": "FR"}, "fr"),
        ("g@h", {"role": "auditor"}, "en"),
        ("i@j", {"role": "auditor", "language": "fr"}, "fr"),
    ]
    for email, post, language in asked:
        assert users.add(session, email=email, base_url=BASE_URL, **post).user.language == language
    with pytest.raises(Invalid):
        users.add(session, email="k@l", role="auditor", language="xx", base_url=BASE_URL)


def test_a_stale_change_is_a_conflict(session: RegistrySession) -> None:
    user = user_of(session, "clinician")
    read = user.version
    users.change(session, user_id=user.id, centre_id="FR-002", version=read)
    with pytest.raises(Conflict):
        users.change(session, user_id=user.id, centre_id="FR-001", version=read)
    assert user.centre_id == "FR-002"


def test_a_reset_ends_the_password_and_all_sessions(session: RegistrySession) -> None:
    user = user_of(session, "clinician")
    with writing(session):
        keys = [sessions.start(session, user, agent="") for _ in range(2)]
    link = users.reset(session, user_id=user.id, base_url=BASE_URL)
    assert user.password_hash is None
    assert not any(sessions.find(session, key, limits=LIMITS).alive for key in keys)
    assert link.url.startswith(f"{BASE_URL}/link/")


def test_disabling_ends_everything_and_enabling_revives_nothing(session: RegistrySession) -> None:
    user = user_of(session, "clinician")
    token = users.token(session, user_id=user.id)
    with writing(session):
        key = sessions.start(session, user, agent="")
    link = users.reset(session, user_id=user.id, base_url=BASE_URL).url.rpartition("/")[2]
    users.disable(session, user_id=user.id)
    with pytest.raises(Invalid, match="disabled"):
        users.token(session, user_id=user.id)
    with pytest.raises(Invalid, match="disabled"):
        users.reset(session, user_id=user.id, base_url=BASE_URL)
    users.enable(session, user_id=user.id)
    assert tokens.find(session, token) is None
    assert links.find(session, link) is None
    assert not sessions.find(session, key, limits=LIMITS).alive


def test_a_set_up_link_is_given_until_a_password_was_chosen(session: RegistrySession) -> None:
    first = users.add(session, email="bob@chu.example", role="auditor", base_url=BASE_URL)
    second = users.invite(session, user_id=first.user.id, base_url=BASE_URL)
    assert links.find(session, first.url.rpartition("/")[2]) is None
    assert links.find(session, second.url.rpartition("/")[2]) is not None
    with pytest.raises(Invalid, match="reset link"):
        users.invite(session, user_id=user_of(session, "clinician").id, base_url=BASE_URL)


def test_a_reset_ends_the_tokens_too(session: RegistrySession) -> None:
    clinician = user_of(session, "clinician")
    token = users.token(session, user_id=clinician.id)
    assert tokens.find(session, token) is not None
    users.reset(session, user_id=clinician.id, base_url=BASE_URL)
    assert tokens.find(session, token) is None


def test_every_change_of_an_account_is_in_the_trail(world: World) -> None:
    """On both databases, with who did it and without the password."""
    session = world.session()
    act_as(session, "coordinator")
    link = users.add(
        session, email="bob@chu.example", role="clinician", centre_id="FR-001", base_url=BASE_URL
    )
    users.change(session, user_id=link.user.id, role="pharmacist")
    users.disable(session, user_id=link.user.id)
    at_console(session)
    mine = (AuditEntry.table == "user_account", AuditEntry.row == link.user.id)
    trail = session.scalars(select(AuditEntry).where(*mine).order_by(AuditEntry.id)).all()
    assert [entry.operation.lower() for entry in trail] == ["insert", "update", "update"]
    assert {entry.actor for entry in trail} == {"coordinator-fr-001@tests.invalid"}
    assert [entry.new["role"] for entry in trail if entry.new] == ["clinician", "pharmacist", "pharmacist"]
    assert not any("argon2" in str(entry.new) for entry in trail)
    changes = events(world, kinds.ROLE_CHANGED)
    assert [event.detail["after"] for event in changes] == ["clinician FR-001", "pharmacist FR-001"]
