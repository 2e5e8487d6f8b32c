"""Countries and centres: add and rename. They are never deleted, as records name them."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from registry.access.permissions import Permission, may
from registry.access.scope import scope_in
from registry.actions.records import read_reason
from registry.db import RegistrySession, writing
from registry.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from registry.fields.base import FieldSet
from registry.fields.layout import COMPLETE
from registry.fields.place import CentreFields, CountryFields
from registry.i18n import LANGUAGES
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.place import Centre, Country
from registry.numbers import CENTRE
from registry.schemas.build import load
from registry.schemas.reading import Gate, Source

COUNTRY = re.compile(r"[A-Z]{2}")


def add_country(session: RegistrySession, *, country_id: str, language: str | None = None) -> Country:
    """A new country, by its ISO 3166 letters; the language of its new accounts is its own where we speak it."""
    _need_right(session)
    if not COUNTRY.fullmatch(country_id):
        raise _invalid("country_id", "unreadable", _("A country is two capital letters, such as FR."))
    values = _read(CountryFields, {"language": language or _spoken_in(country_id)})
    country = Country(id=country_id, status=COMPLETE, missing={}, **values)
    _store(session, country, "country_id", _("This country is in the list already."))
    return country


def add_centre(session: RegistrySession, *, centre_id: str, name: str) -> Centre:
    """A new centre; its country is the beginning of its id."""
    _need_right(session)
    if not CENTRE.fullmatch(centre_id):
        raise _invalid(
            "centre_id", "unreadable", _("A centre is its country and three digits, such as FR-012.")
        )
    country_id = centre_id.partition("-")[0]
    if session.scalar(select(Country.id).where(Country.id == country_id)) is None:
        text = _("Country %(country)s is not in the list: add it first.") % {"country": country_id}
        raise _invalid("centre_id", "country", text)
    values = _read(CentreFields, {"name": name})
    centre = Centre(id=centre_id, country_id=country_id, status=COMPLETE, missing={}, **values)
    _store(session, centre, "centre_id", _("This centre is in the list already."))
    return centre


def rename_centre(
    session: RegistrySession, *, centre_id: str, name: str, reason: str, version: int | None = None
) -> Centre:
    """Give a centre another name, with a reason for the trail."""
    _need_right(session)
    centre = session.scalar(select(Centre).where(Centre.id == centre_id))
    if centre is None:
        raise NotFound(_("There is no such centre."))
    if version not in (None, centre.version):
        raise Conflict(_("Somebody changed this centre while you were writing. Look at it again, then save."))
    values = _read(CentreFields, {"name": name})
    words = read_reason(reason)
    if not words:
        raise _invalid("reason", "required", _("Say why the name changes: it is kept in the trail."))
    with writing(session, reason=words):
        centre.name = values["name"]
    return centre


def _need_right(session: RegistrySession) -> None:
    if not may(scope_in(session).role, Permission.MANAGE_CENTRES):
        raise Forbidden(_("Your role does not manage centres."))


def _read(declarations: type[FieldSet], given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values as declared, each of them required here. Invalid with what is wrong."""
    loaded = load(declarations, given, Gate(Source.PAGE, now().date()))
    empty = [
        Problem(name, "required", _("Fill this in.")) for name in given if loaded.values.get(name, "") is None
    ]
    problems = (*loaded.problems, *empty)
    if problems:
        raise Invalid(problems[0].text, problems)
    return loaded.values


def _store(session: RegistrySession, row: Country | Centre, field: str, taken: str) -> None:
    model = type(row)
    if session.scalar(select(model.id).where(model.id == row.id)) is not None:
        raise _invalid(field, "taken", taken)
    try:
        with writing(session):
            session.add(row)
    except IntegrityError:
        raise _invalid(field, "taken", taken) from None


def _spoken_in(country_id: str) -> str:
    from babel.languages import get_official_languages

    spoken = get_official_languages(country_id, de_facto=True)
    return next((language for language in spoken if language in LANGUAGES), "en")


def _invalid(field: str, code: str, text: str) -> Invalid:
    return Invalid(text, [Problem(field, code, text)])
