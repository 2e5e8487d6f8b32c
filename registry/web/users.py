"""The accounts that the reader manages: list, add, change, disable, give a new link."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registry.access.gate import limits, requires
from registry.access.permissions import ROLES, Permission, Rows, grantable
from registry.actions import users as manage
from registry.errors import Invalid, Problem
from registry.i18n import gettext as _
from registry.i18n import ngettext, say
from registry.models.user import User
from registry.queries import users
from registry.web.centres import country_words
from registry.web.problems import told

bp = Blueprint("users", __name__)

P = Permission
PAGE = 50
Answer = str | Response | tuple[str, int]


@bp.get("/users")
@requires(P.MANAGE_USERS)
def index() -> Answer:
    words, chosen = request.args.get("q", "")[:100], request.args.get("state", "")
    found = [line for line in users.lines(g.session) if users.matches(line, words)]
    shown = [line for line in found if chosen not in users.STATES or line.state == chosen]
    pages = max(1, -(-len(shown) // PAGE))
    page = min(pages, request.args.get("page", 1, type=int) or 1)
    start = max(0, page - 1) * PAGE
    return render_template(
        "pages/users.html",
        lines=shown[start : start + PAGE],
        total=len(shown),
        page=max(1, page),
        addresses=[_list_address(words, chosen, number) for number in range(1, pages + 1)],
        words=words,
        chips=_chips(found, words, chosen),
        roles=ROLES,
    )


def _chips(found: list[users.UserLine], words: str, chosen: str) -> list[tuple[str, str, bool, int]]:
    labels = {
        "": _("All"),
        users.ACTIVE: _("In use"),
        users.INVITED: _("No password yet"),
        users.DISABLED: _("Disabled"),
    }
    return [
        (
            label,
            _list_address(words, state),
            state == chosen,
            sum(state in ("", line.state) for line in found),
        )
        for state, label in labels.items()
    ]


def _list_address(words: str, state: str, page: int = 1) -> str:
    return url_for("users.index", q=words or None, state=state or None, page=page if page > 1 else None)


@bp.get("/users/new")
@requires(P.MANAGE_USERS)
def new() -> Answer:
    return _page(None, {})


@bp.post("/users/new")
@requires(P.MANAGE_USERS)
def add() -> Answer:
    typed = _typed("email", "role", "centre_id", "country_id", "language")
    try:
        link = manage.add(g.session, base_url=_base_url(), **typed)
    except Invalid as refused:
        return _page(None, typed, refused.problems), refused.status
    return _link_page(link)


@bp.get("/users/<user_id>")
@requires(P.MANAGE_USERS)
def show(user_id: str) -> Answer:
    user = users.by_id(g.session, user_id)
    return _page(user, _values(user))


@bp.post("/users/<user_id>")
@requires(P.MANAGE_USERS)
def change(user_id: str) -> Answer:
    typed = _typed("role", "centre_id", "country_id")
    version = request.form.get("version", type=int)
    try:
        user = manage.change(g.session, user_id=user_id, version=version, **typed)
    except Invalid as refused:
        return _page(users.by_id(g.session, user_id), typed, refused.problems), refused.status
    flash(_("Saved. The new rights of %(email)s count from the next click.") % {"email": user.email})
    return redirect(url_for("users.show", user_id=user.id), 303)


@bp.post("/users/<user_id>/disable")
@requires(P.MANAGE_USERS)
def disable(user_id: str) -> Response:
    user = manage.disable(g.session, user_id=user_id)
    flash(_("%(email)s is disabled: sessions, links and tokens have ended.") % {"email": user.email})
    return redirect(url_for("users.show", user_id=user_id), 303)


@bp.post("/users/<user_id>/enable")
@requires(P.MANAGE_USERS)
def enable(user_id: str) -> Response:
    user = manage.enable(g.session, user_id=user_id)
    flash(_("%(email)s may sign in again.") % {"email": user.email})
    return redirect(url_for("users.show", user_id=user_id), 303)


@bp.post("/users/<user_id>/link")
@requires(P.MANAGE_USERS)
def new_link(user_id: str) -> Answer:
    """A set-up link for who never chose a password, a reset link for everybody else."""
    user = users.by_id(g.session, user_id)
    give = manage.reset if users.has_chosen_password(g.session, user) else manage.invite
    return _link_page(give(g.session, user_id=user_id, base_url=_base_url()))


@bp.post("/users/<user_id>/sessions/end")
@requires(P.MANAGE_USERS)
def end_sessions(user_id: str) -> Response:
    ended = manage.end_sessions(g.session, user_id=user_id)
    flash(ngettext("%(num)d session is ended.", "%(num)d sessions are ended.", ended) % {"num": ended})
    return redirect(url_for("users.show", user_id=user_id), 303)


def _page(user: User | None, values: dict[str, Any], problems: Iterable[Problem] = ()) -> str:
    """The form of an account, new or not; it offers what the reader may give."""
    given = grantable(g.scope.role)
    return render_template(
        "pages/user.html",
        user=user,
        state=users.state_of(user) if user else "",
        is_own=user is not None and user.id == g.scope.user_id,
        is_managed=user is None or (user.id != g.scope.user_id and user.role in given),
        has_chosen=user is not None and users.has_chosen_password(g.session, user),
        sessions=users.sessions_of(g.session, user, limits=limits()) if user else (),
        values=values,
        all_roles=ROLES,
        **_choices(given),
        **told(problems),
    )


def _choices(given: tuple[str, ...]) -> dict[str, Any]:
    """What the form offers: the roles that the reader may give, and the places for those that have one."""
    offered = [ROLES[name] for name in given]
    return {
        "role_options": [(role.name, say(role.label)) for role in offered],
        "centre_options": [
            (centre.id, f"{centre.id} · {centre.name}") for centre in users.centres(g.session)
        ],
        "country_options": [
            (country.id, country_words(country.id)) for country in users.countries(g.session)
        ],
        "centre_roles": [role.name for role in offered if role.rows is Rows.CENTRE],
        "country_roles": [role.name for role in offered if role.rows is Rows.COUNTRY],
    }


def _link_page(link: Any) -> str:
    """The link, shown this once: whoever manages accounts hands it over, as the registry sends no mail."""
    return render_template("pages/user_link.html", link=link, user=link.user)


def _values(user: User) -> dict[str, Any]:
    return {"role": user.role, "centre_id": user.centre_id, "country_id": user.country_id}


def _typed(*names: str) -> dict[str, str]:
    return {name: request.form.get(name, "").strip() for name in names}


def _base_url() -> str:
    url: str = current_app.extensions["registry.config"].base_url
    return url
