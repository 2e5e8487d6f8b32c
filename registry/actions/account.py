"""What people do with their own account: sign in and out, choose a password, a language, end sessions and tokens."""

from dataclasses import dataclass

from sqlalchemy import select

from registry.access import attempts, emails, events, keys, links, passwords, sessions, tokens
from registry.access.scope import enter, scope_in
from registry.actions import drafts, repeats
from registry.db import RegistrySession, writing
from registry.errors import Forbidden, Invalid, NotFound, Problem
from registry.i18n import LANGUAGES
from registry.i18n import gettext as _
from registry.models.user import User


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in that succeeded: whose it is, and the key of the new session for the cookie."""

    user: User
    key: str


def sign_in(
    session: RegistrySession, *, email: str, password: str, agent: str = "", address: str = ""
) -> SignedIn | None:
    """A new session for the right password, else None.

    An unknown address, a wrong password and a locked address get the same answer after the same work. What is no
    address is not stored at all: somebody may have typed a password there.
    """
    typed = emails.normalise(email)
    is_email = emails.is_email(typed)
    user = _active(session, typed) if is_email else None
    attempt = attempts.reserve(session, email=typed) if is_email else None
    is_right = passwords.verify(password, user.password_hash if user and attempt else None)
    with writing(session):
        if user and attempt and is_right:
            attempts.succeed(session, attempt)
            events.note(session, events.SIGNED_IN, actor=user.email, address=address)
            _purge(session)
            return SignedIn(user, sessions.start(session, user, agent=agent))
        kind = events.SIGN_IN_FAILED if attempt or not is_email else events.SIGN_IN_LOCKED
        events.note(session, kind, actor=user.email if user else "", address=address)
    return None


def sign_out(session: RegistrySession, *, user_id: str, key: str) -> None:
    """End the session of this key: the cookie opens nothing any more, wherever a copy of it lies."""
    with writing(session):
        if sessions.end(session, user_id=user_id, only=keys.fingerprint(key)):
            events.note(session, events.SIGNED_OUT)


def choose_password(session: RegistrySession, *, link: str, password: str) -> User:
    """Use a one-time link up: the new password counts, every session of the person ends."""
    found = links.find(session, link)
    if found is None:
        raise NotFound(dead_link())
    row, user = found
    passwords.refuse_weak(password, email=user.email, role=user.role)
    password_hash = passwords.make_hash(password)
    enter(session, sessions.scope_for(session, user), request=session.info.get("request", ""))
    with writing(session):
        if not links.use(session, row):
            raise NotFound(dead_link())
        _set_password(session, user, password_hash)
        sessions.end(session, user_id=user.id)
        attempts.forgive(session, email=user.email)
    return user


def dead_link() -> str:
    """What is said of a link that does not work, whatever the cause."""
    return _("This link was used already or has expired. Ask whoever sent it for a new one.")


def change_password(session: RegistrySession, *, current: str, new: str, key: str) -> int:
    """Change the own password; how many other sessions ended with it.

    The current password is asked, and guessed no more often than at sign-in: an unattended browser is not enough.
    """
    user = own(session)
    passwords.refuse_weak(new, email=user.email, role=user.role)
    attempt = attempts.reserve(session, email=user.email)
    if not passwords.verify(current, user.password_hash if attempt else None) or attempt is None:
        text = _(
            "This is not your current password, or there were too many tries. Try again, or wait 15 minutes."
        )
        raise Invalid(text, [Problem("current_password", "wrong", text)])
    password_hash = passwords.make_hash(new)
    with writing(session):
        attempts.succeed(session, attempt)
        _set_password(session, user, password_hash)
        return sessions.end(session, user_id=user.id, but=keys.fingerprint(key))


def speak(session: RegistrySession, *, language: str) -> None:
    """Choose the language of the own pages."""
    if language not in LANGUAGES:
        raise Invalid(_("This language is not offered."))
    user = own(session)
    with writing(session):
        user.language = language


def end_session(session: RegistrySession, *, session_id: str) -> None:
    """End one of the own sessions."""
    with writing(session):
        if not sessions.end(session, user_id=own(session).id, only=session_id):
            raise NotFound(_("This session has ended already."))


def end_other_sessions(session: RegistrySession, *, key: str) -> int:
    """End all own sessions but this one; how many ended."""
    with writing(session):
        return sessions.end(session, user_id=own(session).id, but=keys.fingerprint(key))


def end_token(session: RegistrySession, *, token_id: str) -> None:
    """End one of the own API tokens."""
    with writing(session):
        if not tokens.end(session, user_id=own(session).id, only=token_id):
            raise NotFound(_("This token has ended already."))


def own(session: RegistrySession) -> User:
    """The account of the person of the session."""
    user = session.scalar(select(User).where(User.id == scope_in(session).user_id))
    if user is None:
        raise Forbidden(_("Only a signed-in person has an account."))
    return user


def _active(session: RegistrySession, email: str) -> User | None:
    user = session.scalar(select(User).where(User.email == email).execution_options(**sessions.BEFORE_SCOPE))
    return user if user and sessions.is_active(user) else None


def _set_password(session: RegistrySession, user: User, password_hash: str) -> None:
    user.password_hash = password_hash
    links.withdraw(session, user)
    events.note(session, events.PASSWORD_CHOSEN, actor=user.email)


def _purge(session: RegistrySession) -> None:
    """Somebody who signs in sweeps up what has had its time: no clockwork is needed for it."""
    drafts.purge(session)
    repeats.forget_old(session)
    attempts.purge(session)
    sessions.purge(session)
