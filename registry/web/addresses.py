"""Addresses of our own: where somebody may be sent, where each role begins, and which kinds of record have a form."""

import unicodedata
from urllib.parse import unquote, urlsplit

from flask import abort, current_app, g, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from registry.access.permissions import Permission, Role, may
from registry.fields.catalogue import KINDS

STARTS = (
    (Permission.READ, "patients.index"),
    (Permission.SUMMARIES, "drugs.index"),
    (Permission.MANAGE_USERS, "users.index"),
    (Permission.OWN_ACCOUNT, "account.index"),
)


def home_of(role: Role) -> str:
    """The first page of a role: its patients, else the drugs, else what it manages."""
    start = next((endpoint for permission, endpoint in STARTS if may(role, permission)), "account.sign_in")
    return url_for(start)


def on_form(kind: str) -> str:
    """The kind, if it has a page of its own here; 404 otherwise."""
    fields = KINDS.get(kind)
    if fields is None or fields.record.embedded or not fields.record.clinical:
        abort(404)
    return kind


def own_page(target: str) -> str:
    """The target if it is a page of this site, else the first page of whoever is signed in.

    Anything that a browser could read as another site is refused: //host, /\\host, a scheme, control characters.
    """
    return target if is_own_page(target) else home_of(g.scope.role)


def is_own_page(target: str) -> bool:
    """Whether the target is a path here that answers to GET."""
    if not target.startswith("/") or target[1:2] in ("/", "\\") or len(target) > 2000:
        return False
    if any(unicodedata.category(sign)[0] in "CZ" or sign == "\\" for sign in target):
        return False
    return _answers_get(unquote(urlsplit(target).path))


def form_page() -> str:
    """The page of the form that was just sent: where the browser says it was, else the address it was sent to."""
    referrer = urlsplit(request.referrer or "")
    asked = f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path
    if referrer.netloc == request.host and is_own_page(asked):
        return asked
    return request.path if is_own_page(request.path) else ""


def _answers_get(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(path, method="GET"))
    except RequestRedirect:
        return True
    except HTTPException:
        return False
