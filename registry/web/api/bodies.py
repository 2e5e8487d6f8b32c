"""The body of a request: strict JSON, its members by name, each of the JSON type that its declaration asks for.

Values themselves are read by registry.schemas, as those of the pages and of files are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from registry.errors import Invalid, Problem
from registry.fields.base import Field, FieldSet, Kind
from registry.fields.catalogue import embedded
from registry.i18n import gettext as _
from registry.web.api.errors import Malformed, WrongType

LARGEST = 256 * 1024
"""Bytes of a body: many times the longest record."""
MOST_ROWS = 50
NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
TEXTS = (Kind.TEXT, Kind.LONG_TEXT)

Body = dict[str, Any]


def read_body() -> Body:
    """The object that was sent. Malformed, with a sentence, when it is none or says something twice."""
    if request.mimetype != "application/json":
        raise WrongType(_("Send JSON, as Content-Type: application/json."))
    request.max_content_length = LARGEST
    data = request.get_data()
    if len(data) >= LARGEST:
        # In chunks, without a Content-Length: what is longer was cut there.
        raise RequestEntityTooLarge
    try:
        text = data.decode()
        body = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError):
        raise Malformed(_("This is not JSON that can be read. Nothing was changed.")) from None
    if not isinstance(body, dict):
        raise _refused([Problem("", "object", _("Send a JSON object."))])
    return body


def _refuse_constant(name: str) -> None:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(name)


def _without_repeats(pairs: list[tuple[str, Any]]) -> Body:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed(_("A name stands twice in one object. Nothing was changed."))
    return found


def digest() -> str:
    """What was asked, as a fingerprint: under the same key, anything else is a mistake."""
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.get_data()).hexdigest()


def typed(fields: type[FieldSet], body: Body) -> tuple[Body, tuple[Problem, ...]]:
    """The body with what is of a wrong JSON type emptied, and what was wrong. Invalid when rows are no rows."""
    checked = dict(body)
    problems = list(_check_types(fields, checked, ""))
    below = embedded(fields.record.name)
    if below is not None and below.record.name in body:
        rows = _rows(below.record.name, body[below.record.name])
        for place, row in enumerate(rows):
            problems += _check_types(below, row, f"{below.record.name}-{place}-")
        checked[below.record.name] = rows
    return checked, tuple(problems)


def _rows(name: str, given: object) -> list[Body]:
    if not isinstance(given, list) or len(given) > MOST_ROWS:
        raise _refused(
            [Problem(name, "list", _("Give a list of at most %(most)s rows.") % {"most": MOST_ROWS})]
        )
    problems = [
        Problem(f"{name}-{place}", "object", _("Give an object with at least one member."))
        for place, row in enumerate(given)
        if not isinstance(row, dict) or not row
    ]
    if problems:
        raise _refused(problems)
    return [dict(row) for row in given]


def _check_types(fields: type[FieldSet], body: Body, path: str) -> Iterator[Problem]:
    """Name what is of a wrong type, and empty it, so that it is not told twice."""
    if not isinstance(body.get("id", ""), str):
        body["id"] = ""
        yield Problem(path + "id", "unreadable", _("Give text."))
    for name, field in fields.fields.items():
        text = _wrong(field, body)
        if text:
            body[name] = None
            body.pop(field.missing_name, None)
            yield Problem(path + name, "unreadable", text)


def _wrong(field: Field, body: Mapping[str, Any]) -> str:
    """The sentence about a field that was not sent as its kind is; "" when all is well."""
    if field.generated and field.name in body:
        return _("The registry gives this itself: leave it out.")
    if field.missing and not isinstance(body.get(field.missing_name, None), (str, type(None))):
        return _("Give a reason, or null.")
    value = body.get(field.name)
    return "" if value is None else _wrong_type(field, value)


def _wrong_type(field: Field, value: object) -> str:
    if field.kind is Kind.CHOICES:
        is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return "" if is_list else _("Give a list of choices.")
    if field.kind in NUMBERS:
        return "" if isinstance(value, (int, float)) and not isinstance(value, bool) else _("Give a number.")
    if field.kind in TEXTS:
        return "" if isinstance(value, str) else _("Give text.")
    return "" if isinstance(value, str) and value.strip() else _("Give text, or null to leave it empty.")


def _refused(problems: list[Problem]) -> Invalid:
    return Invalid(_("Some points need correcting."), problems)
