"""Who sits at this browser: the person as flask-login knows them, and the cookie that says so."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import ClassVar

from flask import current_app, g
from flask import session as cookie
from flask_login import login_user, logout_user

from registry.access.sessions import Found
from registry.i18n import language
from registry.models.user import User


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, in the words of flask-login. `found` is the session; the API has a token instead."""

    user: User
    key: str = ""
    found: Found | None = None
    read_only: bool = False

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.key


def admit(user: User, *, key: str) -> None:
    """Let this browser in: a new cookie, nothing of the one before.

    The token of its forms belongs to the person, not to the session: a form that was open when the session ran out
    can be sent after signing in again, by the same person and by nobody else.
    """
    cookie.clear()
    login_user(Person(user, key=key))
    cookie["csrf_token"] = _form_key(user)
    g.pop("csrf_token", None)


def dismiss() -> None:
    """Forget who this browser was, but for the language and the token of its forms: see `admit`."""
    logout_user()
    cookie["language"] = language()


def made_the_form(user: User) -> bool:
    """Whether the form that was sent, its token known to be right, was made for this person."""
    return hmac.compare_digest(str(cookie.get("csrf_token", "")), _form_key(user))


def _form_key(user: User) -> str:
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"forms of {user.id}".encode(), hashlib.sha256).hexdigest()
