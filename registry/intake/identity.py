"""Which ids are allowed, and how the columns that every record has are read: version, state, answers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from registry import numbers
from registry.fields.layout import STATUSES
from registry.i18n import gettext as _
from registry.schemas.reading import LONGEST_ANSWER, Unreadable, clean
from registry.terminology.countries import countries

LAST_VERSION = 2**31 - 1

_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_DRUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ().,'/+-]{0,63}")
_PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"country": re.compile("[A-Z]{2}"), "centre": numbers.CENTRE, "drug": _DRUG}
)
_RULE = re.compile(r"[A-Z]{2,5}-[0-9]{2,3}")


def read_id(kind: str, text: str) -> str:
    """The id of a record. Raises Unreadable."""
    if not text:
        raise Unreadable(_("Give each record an id of its own: the same record keeps it for ever."))
    if not _PATTERNS.get(kind, _ID).fullmatch(text) or (kind == "country" and text not in countries()):
        raise Unreadable(_allowed(kind))
    return text


def _allowed(kind: str) -> str:
    match kind:
        case "country":
            return _("The id of a country is its two letters in ISO 3166, such as FR.")
        case "centre":
            return _("The id of a centre is two capital letters, a hyphen and three digits, such as FR-012.")
        case "drug":
            return _("The id of a drug is its INN, such as dabrafenib.")
        case _:
            return _("An id has 1 to 64 letters, digits, points, hyphens, underscores or colons.")


def read_version(text: str) -> int | None:
    """The version that the line was made from; None where there is none. Raises Unreadable."""
    if not text:
        return None
    if not re.fullmatch("[1-9][0-9]{0,9}", text) or int(text) > LAST_VERSION:
        raise Unreadable(_("Give a whole number, as the export wrote it."))
    return int(text)


def read_status(text: str) -> str:
    """The state, "" where there is none. Raises Unreadable."""
    if text and text not in STATUSES:
        raise Unreadable(_("The state is one of: %(names)s.") % {"names": ", ".join(STATUSES)})
    return text


def read_answers(text: str) -> dict[str, str]:
    """The answers to questions by code of the rule, from JSON. Raises Unreadable."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(words, str) for words in found.values()):
        raise Unreadable(_('Give the answers as JSON, such as {"COU-07": "Yes, checked."}.'))
    if not all(map(_RULE.fullmatch, found)) or any(len(words) > LONGEST_ANSWER for words in found.values()):
        raise Unreadable(
            _("Each answer has the code of a rule, such as COU-07, and at most 4,000 characters.")
        )
    answers = {code: clean(words, lines=True) for code, words in found.items()}
    return {code: words for code, words in answers.items() if words}
