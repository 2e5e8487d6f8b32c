"""The door: one decision before every request. Who is it, on whose rows do they work, may they come in?

Every view is marked: `@requires(Permission.X)` (one of several is enough) or `@open_door`. `check_marked` stops the
application at start if one is not. Pages know people by the cookie of their session, the API by a bearer token and by
nothing else. The account is read at each request, so a changed role or a closed account counts at once.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from flask import session as cookie
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import sessionmaker
from werkzeug.exceptions import MethodNotAllowed, RequestEntityTooLarge, SecurityError

from config import Config
from registry.access import sessions, tokens
from registry.access.permissions import Permission, may
from registry.access.person import Person
from registry.access.programs import API_DOCUMENT, REDCAP_REFUSAL, is_api, is_redcap, sent_token
from registry.access.scope import NOBODY, enter
from registry.access.sessions import Found, Limits
from registry.db import RegistrySession
from registry.errors import Forbidden, RegistryError
from registry.i18n import LANGUAGES, speak
from registry.i18n import gettext as _

LOG = logging.getLogger(__name__)
STATIC = "static"
SAFE_METHODS = ("GET", "HEAD")
URLENCODED = "application/x-www-form-urlencoded"
DRAFT = "draft_form"
"""The hidden input that names the draft of a form."""

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "registry_door"


class UnmarkedView(Exception):
    """A view that says of nobody that they may come in."""


class NotSignedIn(RegistryError):
    """Nobody is signed in. `lost_user` had a session that ran out, and now sends a form that can be kept."""

    status = 401

    def __init__(self, text: str, *, lost_user: str = "") -> None:
        super().__init__(text)
        self.lost_user = lost_user


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in: whoever has one of the permissions, or everybody."""

    permissions: frozenset[Permission] = frozenset()
    is_open: bool = False


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Mark a view, or all methods of a MethodView: whoever has one of these permissions may come in."""
    if not permissions:
        raise ValueError("name at least one permission, or mark an open door")
    return lambda view: _mark(view, Door(frozenset(permissions)))


def open_door(view: View) -> View:
    """Mark a view that everybody may see, signed in or not."""
    return _mark(view, Door(is_open=True))


def _mark(view: View, door: Door) -> View:
    if _MARK in vars(view):
        raise ValueError(f"{view!r} is marked twice: the second mark would open or shut the first door too")
    setattr(view, _MARK, door)
    return view


def door_of(view: Any, method: str) -> Door | None:
    """How a view is marked for a method; None if it is not."""
    view_class = getattr(view, "view_class", None)
    if view_class is None:
        return getattr(view, _MARK, None)
    handler = getattr(view_class, method.lower(), None) or (
        method == "HEAD" and getattr(view_class, "get", None)
    )
    return getattr(handler, _MARK, None) or getattr(view_class, _MARK, None)


def check_marked(app: Flask) -> None:
    """Raise UnmarkedView, naming each view that has no mark, its address and its file."""
    unmarked = {
        f"{method} {rule.rule} ({view.__module__}.{view.__qualname__})"
        for rule in app.url_map.iter_rules()
        if (view := app.view_functions.get(rule.endpoint))
        for method in (rule.methods or set()) - {"OPTIONS"}
        if door_of(view, method) is None
    }
    if unmarked:
        views = ", ".join(sorted(unmarked))
        raise UnmarkedView(f"Put @requires(Permission.X) or @open_door on: {views}.")


def install(app: Flask, database: sessionmaker[RegistrySession], *, config: Config) -> None:
    """Build the door into the application: safe settings, sessions, tokens, forms, and the decision itself."""
    app.extensions["registry.sessions"] = database
    app.extensions["registry.config"] = config
    _harden(app, config)
    _build_forms(app)
    _build_login(app)
    app.before_request(guard)
    app.teardown_request(_close)
    if STATIC in app.view_functions:
        open_door(app.view_functions[STATIC])


def _harden(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        TRUSTED_HOSTS=list(config.hosts),
        MAX_CONTENT_LENGTH=config.max_body,
        SESSION_COOKIE_NAME="__Host-registry" if config.production else "registry",
        SESSION_COOKIE_SECURE=config.production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )


def _build_forms(app: Flask) -> None:
    """Tokens in forms, checked by `guard` at the right moment: after it is known who sends the form."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        # A form may stay open as long as its session does.
        WTF_CSRF_TIME_LIMIT=None,
        # Hospital proxies strip Referer; the __Host- cookie closes the hole that this check was made for.
        WTF_CSRF_SSL_STRICT=False,
    )
    CSRFProtect(app)


def _build_login(app: Flask) -> None:
    manager = LoginManager(app)
    # Its own protection compares addresses, which change on hospital networks; the row of the session is what counts.
    manager.session_protection = None
    manager.user_loader(_by_cookie)
    manager.request_loader(lambda _request: _by_token())


def guard() -> None:
    """The decision. What it raises is told as a page or as JSON by whoever handles errors."""
    _greet()
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception
    if request.method != "OPTIONS" and request.endpoint == STATIC:
        return
    _recognise()
    if request.method == "OPTIONS":
        raise MethodNotAllowed(sorted(_methods() - {"OPTIONS"}))
    if request.endpoint is not None:
        _decide(door_of(current_app.view_functions[request.endpoint], request.method))


def _methods() -> set[str]:
    """What the address that was asked answers to."""
    return set((request.url_rule and request.url_rule.methods) or ())


def _greet() -> None:
    """A clean start: nothing that an earlier request left in this thread or context counts."""
    for name in ("_login_user", "csrf_token", "lost", "asked"):
        g.pop(name, None)
    g.scope = NOBODY
    g.request_id = uuid.uuid4().hex
    speak(_preferred())


def _preferred() -> str:
    """The first language of the browser that we speak, whatever the region: fr-CA is French."""
    wanted = (tag.partition("-")[0].casefold() for tag, quality in request.accept_languages if quality > 0)
    return next((tag for tag in wanted if tag in LANGUAGES), "en")


def _recognise() -> None:
    """Open the session of this request and let it work as whoever sends it."""
    g.session = current_app.extensions["registry.sessions"]()
    enter(g.session, NOBODY, request=g.request_id)
    g.asked = False
    if current_user.is_authenticated:
        g.scope = sessions.scope_for(g.session, current_user.user)
        enter(g.session, g.scope, request=g.request_id)
        speak(current_user.user.language)
    elif not is_api() and "language" in cookie:
        speak(cookie["language"])


def _decide(door: Door | None) -> None:
    if door is None:
        raise UnmarkedView(f"Put @requires(Permission.X) or @open_door on {request.endpoint}.")
    if not door.is_open and not current_user.is_authenticated:
        raise _not_signed_in()
    if not is_api():
        _limit_form()
        current_app.extensions["csrf"].protect()
    if door.is_open:
        return
    if not any(may(g.scope.role, permission) for permission in door.permissions):
        raise Forbidden(REDCAP_REFUSAL if is_redcap() else _("Your role does not have this right."))
    if current_user.read_only and request.method not in SAFE_METHODS and not is_redcap():
        raise Forbidden(_("This token reads only."))


def _limit_form() -> None:
    """Hold a plain form to the limits of one in parts, which werkzeug's parser of plain ones does not know.

    Without a Content-Length it would also cut a longer one at the limit, and take what is left as if that were all.
    """
    if request.mimetype == URLENCODED:
        longest = request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
        body = request.get_data()
        if len(body) >= longest or body.count(b"&") >= current_app.config["MAX_FORM_PARTS"]:
            raise RequestEntityTooLarge


def limits() -> Limits:
    """How long sessions live here."""
    config: Config = current_app.extensions["registry.config"]
    return Limits(dt.timedelta(minutes=config.idle_minutes), dt.timedelta(hours=config.session_hours))


def _by_cookie(key: str) -> Person | None:
    """The person of a living session. A session that ran out is remembered, in case it sends a form to be kept."""
    if (is_api() and request.path != API_DOCUMENT) or _was_asked():
        return None
    found = sessions.find(g.session, key, limits=limits())
    if found is None or not found.alive:
        g.lost = found
        return None
    _refresh(found)
    return Person(found.user, key=key, found=found)


def _was_asked() -> bool:
    """Whether it was asked before who this is, or nobody is to be asked: a page about trouble must not ask again."""
    was_asked: bool = g.get("asked", True)
    g.asked = True
    return was_asked


def _refresh(found: Found) -> None:
    """Who only reads goes on when nothing can be written."""
    try:
        sessions.refresh(g.session, found.row)
    except OperationalError as error:
        g.session.rollback()
        LOG.warning("A session could not be noted as in use: %s", error.orig)


def _by_token() -> Person | None:
    if is_redcap():
        _limit_form()
    token = sent_token() if is_api() else ""
    if not token or _was_asked():
        return None
    found = tokens.find(g.session, token)
    return Person(found[1], read_only=found[0].read_only) if found else None


def _not_signed_in() -> NotSignedIn:
    if is_redcap():
        return NotSignedIn(REDCAP_REFUSAL)
    if is_api():
        return NotSignedIn(_("Send a valid token as Authorization: Bearer …"))
    return NotSignedIn(_("Sign in to go on."), lost_user=_lost_user())


def _lost_user() -> str:
    """Whose session ran out while they filled in the form that now arrives; "" if there is nothing to keep."""
    lost: Found | None = g.get("lost")
    if lost is None or lost.row.ended_at is not None or not sessions.is_active(lost.user):
        return ""
    if request.method in SAFE_METHODS or not request.form.get(DRAFT):
        return ""
    try:
        current_app.extensions["csrf"].protect()
    except CSRFError:
        return ""
    return lost.user.id


def _close(_error: BaseException | None) -> None:
    session: RegistrySession | None = g.pop("session", None)
    if session is not None:
        session.close()
