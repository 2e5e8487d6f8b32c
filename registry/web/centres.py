"""Countries and centres: the list, a new one, another name."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.actions import places
from registry.errors import Invalid, Problem
from registry.fields.place import CentreFields, CountryFields
from registry.i18n import gettext as _
from registry.i18n import language
from registry.queries import users
from registry.web.problems import told

bp = Blueprint("centres", __name__)

P = Permission
Answer = str | Response | tuple[str, int]
Typed = Mapping[str, str]
NOTHING: Typed = {}


@bp.get("/centres")
@requires(P.MANAGE_CENTRES)
def index() -> Answer:
    return _page()


@bp.post("/centres")
@requires(P.MANAGE_CENTRES)
def add_centre() -> Answer:
    typed = _typed("centre_id", "name")
    try:
        centre = places.add_centre(g.session, centre_id=typed["centre_id"].upper(), name=typed["name"])
    except Invalid as refused:
        return _page(typed, refused.problems), refused.status
    flash(_("Centre %(centre)s is added.") % {"centre": centre.id})
    return redirect(url_for("centres.index"), 303)


@bp.post("/countries")
@requires(P.MANAGE_CENTRES)
def add_country() -> Answer:
    typed = _typed("country_id", "language")
    try:
        country = places.add_country(
            g.session, country_id=typed["country_id"].upper(), language=typed["language"] or None
        )
    except Invalid as refused:
        return _page(typed, refused.problems), refused.status
    flash(_("Country %(country)s is added.") % {"country": country_words(country.id)})
    return redirect(url_for("centres.index"), 303)


@bp.get("/centres/<centre_id>")
@requires(P.MANAGE_CENTRES)
def show(centre_id: str) -> Answer:
    return _centre_page(centre_id)


@bp.post("/centres/<centre_id>")
@requires(P.MANAGE_CENTRES)
def rename(centre_id: str) -> Answer:
    typed = _typed("name", "reason")
    version = request.form.get("version", type=int)
    try:
        centre = places.rename_centre(g.session, centre_id=centre_id, version=version, **typed)
    except Invalid as refused:
        return _centre_page(centre_id, typed, refused.problems), refused.status
    flash(_("Centre %(centre)s is renamed.") % {"centre": centre.id})
    return redirect(url_for("centres.index"), 303)


def country_words(country_id: str) -> str:
    """The name of a country in the reader's language; its letters where there is none."""
    from babel import Locale

    return str(Locale.parse(language()).territories.get(country_id, country_id))


def _page(typed: Typed = NOTHING, problems: Iterable[Problem] = ()) -> str:
    return render_template(
        "pages/centres.html",
        lines=users.centre_lines(g.session),
        countries=users.countries(g.session),
        country_words=country_words,
        languages=CountryFields.language.values,
        typed=typed,
        **told(problems),
    )


def _centre_page(centre_id: str, typed: Typed = NOTHING, problems: Iterable[Problem] = ()) -> str:
    return render_template(
        "pages/centre.html",
        centre=users.centre(g.session, centre_id),
        country_words=country_words,
        label=CentreFields.name.label,
        typed=typed,
        **told(problems),
    )


def _typed(*names: str) -> dict[str, str]:
    return {name: request.form.get(name, "").strip() for name in names}
