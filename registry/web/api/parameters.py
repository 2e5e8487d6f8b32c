"""The query of an address, read strictly: unknown and repeated parameters are refused, numbers are digits."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import request

from registry.errors import Invalid, Problem
from registry.fields.base import T
from registry.fields.layout import COMPLETE, DRAFT, STATUSES
from registry.i18n import gettext as _
from registry.queries.pages import Asked
from registry.schemas.reading import Unreadable, clean
from registry.web.api.resources import Resource

PAGE_SIZE, LARGEST_PAGE = 50, 200
LAST_PAGE = 1_000_000
ANY = "any"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query: what it takes (JSON Schema), what it means, and how its text is read."""

    name: str
    schema: dict[str, Any]
    text: T
    read: Callable[[str], Any]
    example: str = ""


def whole_number(largest: int) -> Callable[[str], int]:
    """A reader of whole numbers from 1."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,7}", text) or not 1 <= int(text) <= largest:
            raise Unreadable(_("Give a whole number from 1 to %(largest)s.") % {"largest": largest})
        return int(text)

    return read


def _statuses(text: str) -> tuple[str, ...]:
    if text not in (*STATUSES, ANY):
        raise Unreadable(_("“%(code)s” is not one of the choices.") % {"code": text[:40]})
    return STATUSES if text == ANY else (text,)


def _instant(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise Unreadable(_("Give an instant with its zone, such as 2026-10-31T18:40:00Z."))


def _key(text: str) -> str:
    key = clean(text)
    if not key:
        raise Unreadable(_("Give text."))
    return key


PAGE = Parameter(
    "page",
    {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
    T("Numéro de la page.", "Number of the page."),
    whole_number(LAST_PAGE),
)
SIZE = Parameter(
    "page_size",
    {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
    T("Fiches par page.", "Records on a page."),
    whole_number(LARGEST_PAGE),
)
STATUS = Parameter(
    "status",
    {"type": "string", "enum": [*STATUSES, ANY]},
    T(
        "État des fiches ; sans ce paramètre, les brouillons et les complètes.",
        "Status of the records; without it, drafts and complete ones.",
    ),
    _statuses,
)
SINCE = Parameter(
    "updated_since",
    {"type": "string", "format": "date-time"},
    T(
        "Seulement les fiches modifiées depuis cet instant.",
        "Only the records that changed since this instant.",
    ),
    _instant,
)


def _column(name: str) -> Parameter:
    text = T(
        f"Seulement les fiches dont `{name}` a cette valeur.", f"Only the records whose `{name}` is this."
    )
    return Parameter(name, {"type": "string", "minLength": 1}, text, _key)


def of_list(resource: Resource) -> tuple[Parameter, ...]:
    """The parameters of the list of a resource."""
    clinical = (STATUS, SINCE) if resource.record.clinical else (STATUS,)
    return (PAGE, SIZE, *clinical, *map(_column, resource.filters))


def asked_list(resource: Resource) -> Asked:
    """What the query asks of a list. Invalid with what is wrong."""
    given = read(of_list(resource))
    return Asked(
        columns={name: given[name] for name in resource.filters if name in given},
        statuses=given.get(STATUS.name, (DRAFT, COMPLETE)),
        since=given.get(SINCE.name),
        page=given.get(PAGE.name, 1),
        page_size=given.get(SIZE.name, PAGE_SIZE),
    )


def read(parameters: tuple[Parameter, ...]) -> dict[str, Any]:
    """The given parameters by name. Invalid with every one that cannot be taken."""
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Any] = {}
    problems = list(_read_into(values, known))
    if problems:
        raise Invalid(_("Some points need correcting."), problems)
    return values


def _read_into(values: dict[str, Any], known: dict[str, Parameter]) -> Iterator[Problem]:
    for name, texts in request.args.lists():
        if name not in known:
            text = _("There is no such parameter here. It takes: %(known)s.") % {"known": ", ".join(known)}
            yield Problem(name, "unknown_parameter", text)
        elif len(texts) > 1:
            yield Problem(name, "repeated", _("The parameter %(name)s is given twice.") % {"name": name})
        else:
            try:
                values[name] = known[name].read(texts[0])
            except Unreadable as refused:
                yield Problem(name, "unreadable", str(refused))
