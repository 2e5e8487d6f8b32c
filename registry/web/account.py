"""Signing in and out, one-time links, and the own account: language, password, open sessions, API tokens."""

from flask import Blueprint, current_app, flash, g, jsonify, redirect, render_template, request, url_for
from flask import session as cookie
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from registry.access import links, passwords, sessions
from registry.access.gate import limits, open_door, requires
from registry.access.permissions import PERMISSION_LABELS, Permission, may
from registry.access.person import admit, dismiss, made_the_form
from registry.actions import account
from registry.errors import Invalid, NotFound, Problem
from registry.i18n import LANGUAGES, ngettext, speak
from registry.i18n import gettext as _
from registry.intake import uploads
from registry.models.base import now
from registry.models.user import User, UserLink
from registry.queries import users
from registry.web import agents
from registry.web.addresses import own_page
from registry.web.problems import told

bp = Blueprint("account", __name__)

P = Permission
Answer = str | Response | tuple[str | Response, int]


@bp.get("/sign-in")
@open_door
def sign_in() -> Answer:
    if current_user.is_authenticated:
        return redirect(own_page(request.args.get("next", "")))
    return render_template("pages/sign_in.html", next_page=request.args.get("next", ""))


@bp.post("/sign-in")
@open_door
def enter() -> Answer:
    """Sign in. A form that waits for it, its person signing in again above it, gets a short answer, not a page."""
    signed_in = account.sign_in(
        g.session,
        email=request.form.get("email", ""),
        password=request.form.get("password", ""),
        agent=request.user_agent.string,
        address=request.remote_addr or "",
    )
    if signed_in is None:
        return _refuse_sign_in()
    uploads.forget_old(current_app.extensions["registry.config"].instance)
    if request.headers.get("X-Requested-With") == "fetch":
        return _go_on(signed_in)
    admit(signed_in.user, key=signed_in.key)
    g.scope = sessions.scope_for(g.session, signed_in.user)
    return redirect(own_page(request.form.get("next", "")), 303)


def _refuse_sign_in() -> Answer:
    text = _(
        "The email address or the password is not right, or there were too many tries: then wait 15 minutes."
    )
    if request.headers.get("X-Requested-With") == "fetch":
        return jsonify({"message": text}), 401
    page = render_template(
        "pages/sign_in.html",
        next_page=request.form.get("next", ""),
        email=request.form.get("email", ""),
        refusal=text,
    )
    return page, 401


def _go_on(signed_in: account.SignedIn) -> Answer:
    """Let the open form go on, unless somebody else opened it: what they typed is theirs."""
    if not made_the_form(signed_in.user):
        account.sign_out(g.session, user_id=signed_in.user.id, key=signed_in.key)
        return jsonify(
            {"message": _("Another account opened this form. Sign in with that one, or open a new page.")}
        ), 409
    admit(signed_in.user, key=signed_in.key)
    return jsonify({"csrf_token": generate_csrf()})


@bp.post("/sign-out")
@open_door
def sign_out() -> Response:
    if current_user.is_authenticated:
        account.sign_out(g.session, user_id=current_user.user.id, key=current_user.key)
    dismiss()
    flash(_("You are signed out."))
    return redirect(url_for("account.sign_in"), 303)


@bp.get("/session/extend")
@requires(P.OWN_ACCOUNT)
def extend() -> Response:
    """Use the session, so that it goes on; how many seconds it has."""
    found = current_user.found
    sessions.refresh(g.session, found.row, every=sessions.AT_ONCE)
    until = sessions.until(found.row, limits=limits())
    return jsonify({"seconds": max(0, int((until - now()).total_seconds()))})


@bp.post("/language")
@open_door
def language() -> Response:
    """Choose the language of the pages: for good when signed in, else for this browser."""
    code = request.form.get("language", "")
    if current_user.is_authenticated:
        account.speak(g.session, language=code)
    elif code in LANGUAGES:
        cookie["language"] = code
    return redirect(own_page(request.form.get("next", "")), 303)


@bp.get(f"{links.PATH}/<text>")
@open_door
def link(text: str) -> Answer:
    """The page where a one-time link leads; looking at it does not use it up."""
    return _link_page(*_greeted(text))


@bp.post(f"{links.PATH}/<text>")
@open_door
def choose_password(text: str) -> Answer:
    row, user = _greeted(text)
    password = request.form.get("password", "")
    try:
        _refuse_unequal(password)
        account.choose_password(g.session, link=text, password=password)
    except Invalid as refused:
        return _link_page(row, user, refused.problems), refused.status
    dismiss()
    flash(_("Your password is set. Sign in with it."))
    return redirect(url_for("account.sign_in"), 303)


def _greeted(text: str) -> tuple[UserLink, User]:
    """The link and its person, who is spoken to in the language of the account."""
    found = links.find(g.session, text)
    if found is None:
        raise NotFound(account.dead_link())
    if "language" not in cookie:
        speak(found[1].language)
    return found


def _link_page(row: UserLink, user: User, problems: tuple[Problem, ...] = ()) -> str:
    return render_template(
        "pages/link.html",
        email=user.email,
        minimum=passwords.minimum(user.role),
        expires_at=row.expires_at,
        **told(problems),
    )


def _refuse_unequal(password: str) -> None:
    if password != request.form.get("again", ""):
        text = _("The two passwords differ. Type the same password twice.")
        raise Invalid(text, [Problem("again", "unequal", text)])


@bp.get("/account")
@requires(P.OWN_ACCOUNT)
def index() -> Answer:
    return _page()


@bp.post("/account/password")
@requires(P.OWN_ACCOUNT)
def change_password() -> Answer:
    new = request.form.get("password", "")
    try:
        _refuse_unequal(new)
        ended = account.change_password(
            g.session, current=request.form.get("current_password", ""), new=new, key=current_user.key
        )
    except Invalid as refused:
        return _page(refused.problems), refused.status
    flash(_("Your password is changed.") + " " + _ended(ended))
    return redirect(url_for("account.index"), 303)


@bp.post("/account/sessions/<session_id>/end")
@requires(P.OWN_ACCOUNT)
def end_session(session_id: str) -> Response:
    account.end_session(g.session, session_id=session_id)
    flash(_ended(1))
    return redirect(url_for("account.index"), 303)


@bp.post("/account/sessions/end-others")
@requires(P.OWN_ACCOUNT)
def end_other_sessions() -> Response:
    flash(_ended(account.end_other_sessions(g.session, key=current_user.key)))
    return redirect(url_for("account.index"), 303)


@bp.post("/account/tokens/<token_id>/end")
@requires(P.OWN_ACCOUNT)
def end_token(token_id: str) -> Response:
    account.end_token(g.session, token_id=token_id)
    flash(_("The token opens nothing any more."))
    return redirect(url_for("account.index"), 303)


def _page(problems: tuple[Problem, ...] = ()) -> str:
    user = current_user.user
    return render_template(
        "pages/account.html",
        user=user,
        role=g.scope.role,
        rights=[label for permission, label in PERMISSION_LABELS.items() if may(g.scope.role, permission)],
        sessions=users.sessions_of(g.session, user, limits=limits()),
        here=current_user.found.row.id,
        agent_in_words=agents.in_words,
        tokens=users.own_tokens(g.session),
        minimum=passwords.minimum(user.role),
        **told(problems),
    )


def _ended(number: int) -> str:
    if not number:
        return _("No other session was open.")
    return ngettext("%(num)d session is ended.", "%(num)d sessions are ended.", number) % {"num": number}
