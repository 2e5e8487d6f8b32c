"""What a request asks for, read from its form: lists in four spellings, yes and no in three."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from registry.web.redcap.refusals import bad
from registry.web.redcap.tables import TYPES

Form = MultiDict[str, str]
_Meant = TypeVar("_Meant")

_IN_BRACKETS = re.compile(r"\[\d*\]$")
_TRUE, _FALSE = ("true", "1"), ("false", "0", "")
_DELIMITERS = {",": ",", ";": ";", "|": "|", "^": "^", "tab": "\t", "\t": "\t", "": ","}
_MARKS = {".": ".", "comma": ",", ",": ",", "": "."}
_INSTANTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. Lists are empty and texts "" where nothing is asked; instants are UTC."""

    content: str
    format: str
    delimiter: str
    decimal: str
    is_eav: bool
    as_labels: bool
    label_headers: bool
    box_labels: bool
    with_group: bool
    records: tuple[str, ...]
    fields: tuple[str, ...]
    forms: tuple[str, ...]
    events: tuple[str, ...]
    logic: str
    since: dt.datetime | None
    until: dt.datetime | None
    field: str
    report: str


def read(form: Form) -> Asked:
    """The request in the form. Refused, naming the parameter, where a value means nothing."""
    labels = {"raw": False, "label": True, "": False}
    return Asked(
        content=_text(form, "content"),
        format=_meant(form, "format", {name: name for name in TYPES} | {"": "xml"}),
        delimiter=_meant(form, "csvDelimiter", _DELIMITERS),
        decimal=_meant(form, "decimalCharacter", _MARKS),
        is_eav=_meant(form, "type", {"flat": False, "eav": True, "": False}),
        as_labels=_meant(form, "rawOrLabel", labels),
        label_headers=_meant(form, "rawOrLabelHeaders", labels),
        box_labels=_yes(form, "exportCheckboxLabel"),
        with_group=_yes(form, "exportDataAccessGroups"),
        records=_list(form, "records"),
        fields=_list(form, "fields"),
        forms=_list(form, "forms"),
        events=_list(form, "events"),
        logic=_text(form, "filterLogic"),
        since=_instant(form, "dateRangeBegin"),
        until=_instant(form, "dateRangeEnd"),
        field=_text(form, "field"),
        report=_text(form, "report_id"),
    )


def return_format(form: Form) -> str:
    """The format in which a refusal is told: that of errors, else that of the answer, else XML."""
    named = (form.get(name, "").strip().lower() for name in ("returnFormat", "format"))
    return next((name for name in named if name in TYPES), "xml")


def is_change(form: Form) -> bool:
    """Whether the request would write: it brings data, or names an action other than to export."""
    return "data" in form or _text(form, "action").lower() not in ("", "export", "list")


def _text(form: Form, name: str) -> str:
    return form.get(name, "").strip()


def _meant(form: Form, name: str, meanings: Mapping[str, _Meant]) -> _Meant:
    # A tab between columns would not survive strip().
    text = form.get(name, "").strip(" ").lower()
    if text not in meanings:
        raise bad(name)
    return meanings[text]


def _yes(form: Form, name: str) -> bool:
    return _meant(form, name, dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False))


def _list(form: Form, name: str) -> tuple[str, ...]:
    """`name=a,b`, `name[0]=a`, `name[1]=a` and `name[]=a`, each value once."""
    found: list[str] = []
    for key, value in form.items(multi=True):
        if key == name:
            found += value.split(",")
        elif key.startswith(name) and _IN_BRACKETS.fullmatch(key[len(name) :]):
            found.append(value)
    return tuple(dict.fromkeys(value.strip() for value in found if value.strip()))


def _instant(form: Form, name: str) -> dt.datetime | None:
    text = _text(form, name)
    for pattern in _INSTANTS if text else ():
        try:
            return dt.datetime.strptime(text, pattern).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
    if text:
        raise bad(name)
    return None
