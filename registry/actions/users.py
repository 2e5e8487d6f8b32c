"""Managing accounts: add, change, disable, give links and tokens. Who manages is bound by what the role may grant."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from registry.access import emails, events, links, sessions, tokens
from registry.access.links import Link
from registry.access.permissions import ROLES, Rows, grantable
from registry.access.scope import scope_in
from registry.db import RegistrySession, writing
from registry.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from registry.i18n import LANGUAGES
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.place import Centre, Country
from registry.models.user import User


@dataclass(frozen=True, slots=True)
class Post:
    """A role and where it is held: a centre, a country, or neither, as the role says."""

    role: str
    centre_id: str | None
    country_id: str | None


def add(
    session: RegistrySession,
    *,
    email: str,
    role: str,
    base_url: str,
    centre_id: str | None = None,
    country_id: str | None = None,
    language: str | None = None,
) -> Link:
    """A new account and the one-time link with which its person chooses a password, within 7 days."""
    address = emails.normalise(email)
    if not emails.is_email(address):
        raise _invalid(
            "email", "unreadable", _("This is not an email address. Write it like name@hospital.example.")
        )
    post = _post(session, role, centre_id or None, country_id or None)
    user = User(id=str(uuid.uuid4()), email=address, language=_language(session, language, post))
    _place(user, post)
    try:
        with writing(session):
            session.add(user)
            session.flush()
            events.note(session, events.ROLE_CHANGED, user=user.email, before="", after=_in_words(user))
            return links.issue(session, user, base_url=base_url, lasting=links.SET_UP)
    except IntegrityError:
        text = _("There is an account with this email address already.")
        raise _invalid("email", "taken", text) from None


def change(
    session: RegistrySession,
    *,
    user_id: str,
    role: str | None = None,
    centre_id: str | None = None,
    country_id: str | None = None,
    version: int | None = None,
) -> User:
    """Give somebody another role, centre or country; it counts from their next request.

    What is not given stays, where the role has a place for it. `version`: the one that was read, if it matters.
    """
    user = managed(session, user_id)
    if version not in (None, user.version):
        raise Conflict(
            _("Somebody changed this account while you were writing. Look at it again, then save.")
        )
    wanted = role or user.role
    rows = ROLES[wanted].rows if wanted in ROLES else Rows.NONE
    centre = centre_id or (user.centre_id if rows is Rows.CENTRE else None)
    country = country_id or (user.country_id if rows is Rows.COUNTRY else None)
    post = _post(session, wanted, centre, country)
    before = _in_words(user)
    with writing(session):
        _place(user, post)
        if _in_words(user) != before:
            events.note(session, events.ROLE_CHANGED, user=user.email, before=before, after=_in_words(user))
    return user


def set_language(session: RegistrySession, *, user_id: str, language: str) -> User:
    """Choose the language of somebody's pages; they may choose another."""
    user = managed(session, user_id)
    _refuse_language(language)
    with writing(session):
        user.language = language
    return user


def disable(session: RegistrySession, *, user_id: str) -> User:
    """Close an account: its sessions, links and tokens end at once."""
    user = managed(session, user_id)
    with writing(session):
        user.disabled_at = user.disabled_at or now()
        _end_everything(session, user)
    return user


def enable(session: RegistrySession, *, user_id: str) -> User:
    """Open a closed account again, with the password it had."""
    user = managed(session, user_id)
    with writing(session):
        user.disabled_at = None
    return user


def reset(session: RegistrySession, *, user_id: str, base_url: str) -> Link:
    """A one-time link to choose a new password within 60 minutes. The old password, all sessions and tokens end now."""
    user = managed(session, user_id)
    _refuse_disabled(user)
    with writing(session):
        user.password_hash = None
        session.flush()
        _end_everything(session, user)
        return links.issue(session, user, base_url=base_url, lasting=links.RESET)


def invite(session: RegistrySession, *, user_id: str, base_url: str) -> Link:
    """A new set-up link for somebody who has not chosen a first password yet; the earlier link ends."""
    user = managed(session, user_id)
    _refuse_disabled(user)
    if links.has_chosen(session, user):
        raise Invalid(_("This person has chosen a password already. Give a reset link instead."))
    with writing(session):
        return links.issue(session, user, base_url=base_url, lasting=links.SET_UP)


def token(
    session: RegistrySession,
    *,
    user_id: str,
    read_only: bool = False,
    days: int = tokens.DAYS,
    for_redcap: bool = False,
) -> str:
    """A bearer token for the API under the rights of this person, shown this once.

    for_redcap: one that programs made for REDCap take; it reads only.
    """
    user = managed(session, user_id)
    _refuse_disabled(user)
    with writing(session):
        return tokens.mint(session, user, read_only=read_only, days=days, for_redcap=for_redcap)


def end_sessions(session: RegistrySession, *, user_id: str) -> int:
    """End all sessions of a person; how many ended."""
    user = managed(session, user_id)
    with writing(session):
        return sessions.end(session, user_id=user.id)


def managed(session: RegistrySession, user_id: str) -> User:
    """The account, if whoever works here may manage it.

    NotFound outside the own rows. Forbidden for the own account (nobody raises own rights) and for roles that the
    manager could not give.
    """
    manager = scope_in(session)
    user = session.scalar(select(User).where(User.id == user_id))
    if user is None:
        raise NotFound(_("There is no such account."))
    if user.id == manager.user_id:
        raise Forbidden(_("Nobody manages the own account here: ask another manager of accounts."))
    if user.role not in grantable(manager.role):
        raise Forbidden(_("Your role does not manage accounts of this role."))
    return user


def _post(session: RegistrySession, role: str, centre_id: str | None, country_id: str | None) -> Post:
    """The role and its place, checked: known, given by who may, and the place that the role asks for and no other."""
    if role not in ROLES:
        raise _invalid("role", "unknown", _("There is no such role."))
    if role not in grantable(scope_in(session).role):
        raise Forbidden(_("Your role does not give this role."))
    rows = ROLES[role].rows
    if (rows is Rows.CENTRE) != bool(centre_id):
        needed, needless = _("This role needs a centre."), _("This role does not belong to a centre.")
        raise _invalid("centre_id", "centre", needless if centre_id else needed)
    if (rows is Rows.COUNTRY) != bool(country_id):
        needed, needless = _("This role needs a country."), _("This role does not belong to a country.")
        raise _invalid("country_id", "country", needless if country_id else needed)
    if centre_id and session.scalar(select(Centre.id).where(Centre.id == centre_id)) is None:
        raise _invalid("centre_id", "unknown", _("There is no such centre."))
    if country_id and session.scalar(select(Country.id).where(Country.id == country_id)) is None:
        raise _invalid("country_id", "unknown", _("There is no such country."))
    return Post(role, centre_id, country_id)


def _place(user: User, post: Post) -> None:
    user.role, user.centre_id, user.country_id = post.role, post.centre_id, post.country_id


def _language(session: RegistrySession, language: str | None, post: Post) -> str:
    """The language asked for, else that of the country, else English."""
    if language:
        _refuse_language(language)
        return language
    of_centre = select(Centre.country_id).where(Centre.id == post.centre_id)
    country_id = session.scalar(of_centre) if post.centre_id else post.country_id
    return session.scalar(select(Country.language).where(Country.id == country_id)) or "en"


def _refuse_language(language: str) -> None:
    if language not in LANGUAGES:
        raise _invalid("language", "unknown", _("This language is not offered."))


def _end_everything(session: RegistrySession, user: User) -> None:
    sessions.end(session, user_id=user.id)
    tokens.end(session, user_id=user.id)
    links.withdraw(session, user)


def _refuse_disabled(user: User) -> None:
    if user.disabled_at is not None:
        raise Invalid(_("This account is disabled. Open it again first."))


def _in_words(user: User) -> str:
    return " ".join(part for part in (user.role, user.centre_id or user.country_id) if part)


def _invalid(field: str, code: str, text: str) -> Invalid:
    return Invalid(text, [Problem(field, code, text)])
