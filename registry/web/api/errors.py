"""What the API answers when it does not do what it was asked: one JSON shape, with the sentences of the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Response

from registry.errors import Problem, RegistryError
from registry.i18n import N_
from registry.web.api import wire

SENTENCES: Mapping[int, str] = {
    400: N_("This request cannot be read. Nothing was changed."),
    404: N_("There is nothing at this address."),
    405: N_("This address does not take this method. The Allow header names those it takes."),
    413: N_("This is more than the registry takes at once. Nothing was saved."),
    415: N_("Send JSON, as Content-Type: application/json."),
    500: N_("The registry failed here. Read the record before you send it again."),
    503: N_("The registry is not available right now. Nothing was saved. Send it again in a moment."),
}
"""What is said where no sentence is nearer."""


class Malformed(RegistryError):
    """What was sent is not JSON."""


class WrongType(RegistryError):
    """What was sent does not say that it is JSON."""

    status = 415


class Unconditional(RegistryError):
    """A change that does not say which version it changes."""

    status = 428


def refusal(
    status: int,
    text: str,
    *,
    problems: Iterable[Problem] = (),
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    """The answer of a refused request; `more` stands beside the usual members."""
    listed, by_field = list(problems), defaultdict[str, list[str]](list)
    for problem in listed:
        by_field[problem.field].append(problem.text)
    document = {
        "code": status,
        "status": HTTPStatus(status).phrase,
        "message": text,
        "errors": by_field,
        "problems": [{"field": p.field, "code": p.code, "text": p.text} for p in listed],
    }
    return wire.answer(document | more, status, headers=headers)
