"""What went wrong, told where it was asked: a page for people, JSON for the API, a short JSON for scripts.

No answer says more than its sentence: neither a query, nor a path, nor what another hospital has.
"""

import logging
from collections.abc import Iterable
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as BaseResponse

from registry.access import events
from registry.access.gate import DRAFT, SAFE_METHODS, STATIC, NotSignedIn
from registry.access.programs import is_api, is_redcap
from registry.actions import drafts
from registry.db import writing
from registry.errors import Forbidden, Invalid, Problem, RegistryError
from registry.i18n import N_, language
from registry.i18n import gettext as _
from registry.web.addresses import form_page
from registry.web.api import errors as api_errors
from registry.web.redcap import answers as redcap

LOG = logging.getLogger(__name__)
RETRY_SECONDS = 5

TITLES = {
    400: N_("This request cannot be read"),
    401: N_("Sign in"),
    403: N_("You do not have this right"),
    404: N_("There is no such page"),
    405: N_("This address cannot do that"),
    409: N_("Somebody saved this meanwhile"),
    413: N_("This is too large"),
    422: N_("This cannot be taken as it is"),
    500: N_("Something went wrong here"),
    503: N_("The registry is not available right now"),
}
SENTENCES = {
    400: N_("Nothing was changed. Go back, reload the page and try again."),
    404: N_("The address is wrong, or what it showed is not among the records you may see."),
    405: N_("Nothing was changed. Go back and use the links and buttons of the page."),
    413: N_(
        "Nothing was saved: what you sent has more than the registry takes at once. Send a smaller file."
    ),
    500: N_(
        "What was saved before is safe; what you just sent may not be saved. Go back and look before you repeat it."
    ),
    503: N_("What was saved before is safe; what you just sent is not saved. Try again in a moment."),
}
STALE_FORM = N_(
    "Nothing was saved: the form belongs to another sign-in. Sign in with the account that opened it, then save again."
)


def install(app: Flask) -> None:
    """Answer every failure. Called last, so that no extension answers in its own words."""
    app.register_error_handler(RegistryError, on_refusal)
    app.register_error_handler(NotSignedIn, on_nobody)
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(StaleDataError, on_stale)
    app.register_error_handler(DataError, on_unstorable)
    for trouble in (OperationalError, InterfaceError, InternalError, PoolTimeout):
        app.register_error_handler(trouble, on_database_trouble)


def on_refusal(error: RegistryError) -> BaseResponse:
    """A sentence of ours, under its status; a refused right is noted."""
    if isinstance(error, Forbidden):
        _note_refusal()
    problems = error.problems if isinstance(error, Invalid) else ()
    return _answer(error.status, error.text, problems=problems)


def on_nobody(error: NotSignedIn) -> BaseResponse:
    """Lead to the sign-in; a form that arrives too late is kept for its person and offered again."""
    if is_redcap():
        return _answer(Forbidden.status, error.text)
    if is_api():
        return _answer(error.status, error.text, headers={"WWW-Authenticate": "Bearer"})
    is_kept = _keep_form(error.lost_user) if error.lost_user else False
    if _is_script():
        return _answer(error.status, error.text, is_kept=is_kept, csrf_token=generate_csrf())
    if request.method in SAFE_METHODS:
        asked = request.full_path if request.query_string else request.path
        return redirect(url_for("account.sign_in", next=asked))
    page = render_template("pages/sign_in.html", next_page=form_page(), is_kept=is_kept, is_lost=True)
    return Response(page, error.status)


def on_http(error: HTTPException) -> BaseResponse:
    """What flask refuses, and what nobody expected: that is logged by flask and not told."""
    if error.code is None or error.code < 400:
        return error.get_response()
    allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    headers = {"Allow": allowed} if error.code == 405 else {}
    if isinstance(error, SecurityError) or request.endpoint == STATIC:
        return Response(f"{error.code} {error.name}\n", error.code, headers, mimetype="text/plain")
    text = _(STALE_FORM) if isinstance(error, CSRFError) else _sentence(error.code)
    return _answer(error.code, text, headers=headers)


def on_stale(_error: StaleDataError) -> BaseResponse:
    """Two saves at the same moment: the second is told."""
    return _answer(
        409,
        _("Nothing was overwritten: somebody saved this at the same moment. Look at it again, then save."),
    )


def on_unstorable(_error: DataError) -> BaseResponse:
    """A value that the database has no way to hold or compare, such as a NUL in an address."""
    return _answer(400, _sentence(400))


def on_database_trouble(error: Exception) -> BaseResponse:
    """The database is away, locked or full: nothing is lost that was told saved, and trying again helps."""
    # Not the whole error: it repeats what was to be written.
    LOG.error("The database does not answer: %s", error.orig if isinstance(error, DBAPIError) else error)
    return _answer(503, _sentence(503), headers={"Retry-After": str(RETRY_SECONDS)})


def _sentence(status: int) -> str:
    known = api_errors.SENTENCES if is_api() else SENTENCES
    return _(known.get(status, known[400]))


def _is_script() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _answer(
    status: int,
    text: str,
    *,
    headers: dict[str, str] | None = None,
    problems: Iterable[Problem] = (),
    **more: Any,
) -> BaseResponse:
    if is_redcap():
        answer = redcap.refusal(status, text)
        answer.headers.update(headers or {})
        return answer
    if is_api():
        return api_errors.refusal(status, text, problems=problems, headers=headers)
    title = _(TITLES.get(status, TITLES[400 if status < 500 else 500]))
    reference = g.get("request_id", "")
    if _is_script():
        places = [{"field": p.field, "code": p.code, "text": p.text} for p in problems]
        response: BaseResponse = jsonify({"message": text, "status": status, "problems": places, **more})
    else:
        page = _trouble if status >= 500 else _page
        response = Response(page(title=title, text=text, reference=reference))
    response.status_code = status
    response.headers.update(headers or {})
    return response


def _page(**words: str) -> str:
    return render_template("pages/error.html", **words)


def _trouble(**words: str) -> str:
    """A page that needs nothing: no database, no reader, no layout."""
    return current_app.jinja_env.get_template("pages/trouble.html").render(language=language(), **words)


def _keep_form(user_id: str) -> bool:
    typed = {name: request.form.getlist(name) for name in request.form}
    try:
        drafts.keep(g.session, user_id=user_id, form=request.form[DRAFT], typed=typed)
    except Invalid:
        return False
    return True


def _note_refusal() -> None:
    try:
        g.session.rollback()
        with writing(g.session):
            events.note(g.session, events.REFUSED, method=request.method, endpoint=request.endpoint or "")
    except SQLAlchemyError as error:
        LOG.error("A refusal could not be noted: %s", type(error).__name__)
