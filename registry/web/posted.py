"""What a posted form means: its controls as the schema reads them, its reason and answers, its fingerprint."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from registry.access.permissions import Role, may, right_to_write
from registry.errors import Problem
from registry.fields.base import Field, FieldSet, Kind
from registry.fields.catalogue import KINDS, embedded
from registry.schemas.reading import LONGEST_ANSWER, LONGEST_REASON, Unreadable, read_words
from registry.terminology import codes
from registry.terminology.words import fold

Typed = Mapping[str, Sequence[str]]
"""A posted form as it was typed: control name -> values."""

WORDS = "_typed"
"""What a search box adds to the name of its control: the words in it, beside the hidden code."""

REASON, ANSWER = "reason", "answer-"
"""The controls whose words go beside the record: why it changes, and the answer to the question of a rule."""

NOT_FIELDS = frozenset({"csrf_token", "draft_form"})
"""Names in a post that are no part of what was typed."""


def typed_rows(below: type[FieldSet], typed: Typed) -> list[int]:
    """The places of the embedded rows that a post holds: those with anything in them and not taken away."""
    start = below.record.name + "-"
    places = {
        int(parts[1])
        for name in typed
        if name.startswith(start) and re.fullmatch(r"[0-9]{1,2}", (parts := name.split("-"))[1])
    }
    return sorted(place for place in places if _holds(f"{start}{place}-", typed))


def _holds(prefix: str, typed: Typed) -> bool:
    if any(typed.get(prefix + "remove", ())):
        return False
    return any(any(found) for name, found in typed.items() if name.startswith(prefix))


def given(kind: str, typed: Typed, role: Role) -> dict[str, Any]:
    """A posted form as the schema reads it. A page sends its whole form: what is not there is empty."""
    sent = _given(KINDS[kind], typed, "", role)
    below = embedded(kind)
    if below is not None and any(
        may(role, right_to_write(kind, field.desk)) for field in below.fields.values()
    ):
        rows = []
        for place in typed_rows(below, typed):
            prefix = f"{below.record.name}-{place}-"
            row = _given(below, typed, prefix, role)
            row_id = next(iter(typed.get(prefix + "id", ())), "")
            # Whoever does not enter records writes on the rows that are there, and makes none.
            if row_id or may(role, right_to_write(kind)):
                rows.append(row | ({"id": row_id} if row_id else {}))
        sent[below.record.name] = rows
    return sent


def _given(fields: type[FieldSet], typed: Typed, prefix: str, role: Role) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for declared in fields.fields.values():
        if declared.generated or not may(role, right_to_write(fields.record.name, declared.desk)):
            continue
        name = prefix + declared.name
        if declared.identifier and name not in typed:
            continue
        found = [text for text in typed.get(name, ()) if text]
        if declared.kind is Kind.CHOICES:
            sent[declared.name] = found
        else:
            sent[declared.name] = _searched(declared, name, typed) or (found[0] if found else "")
        if declared.missing:
            sent[declared.missing_name] = next(iter(typed.get(name + "_missing", ())), "")
    return sent


def _searched(declared: Field, name: str, typed: Typed) -> str:
    """What stands in a search box when it no longer matches its hidden code (or there is no script): the words win."""
    words = next(iter(typed.get(name + WORDS, ())), None)
    code = next(iter(typed.get(name, ())), "")
    if words is None or declared.kind not in (Kind.CODED, Kind.REFERENCE):
        return ""
    if code and declared.kind is Kind.CODED and _names(declared.source, code, words):
        return code
    return words


def _names(source: str, code: str, words: str) -> bool:
    label = codes.label(source, code)
    return fold(words) in (fold(label.fr), fold(label.en))


def one(typed: Typed, name: str) -> str:
    """The value of a control that is sent once; "" when it is not there."""
    return next(iter(typed.get(name, ())), "")


def version_in(typed: Typed) -> int | None:
    """The version that the form was opened with; None for what cannot be one."""
    text = one(typed, "version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def answers_in(typed: Typed) -> dict[str, str]:
    """The answers to questions in a post, by rule code, as they were typed."""
    return {name.removeprefix(ANSWER): one(typed, name) for name in typed if name.startswith(ANSWER)}


def words_in(typed: Typed) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The reason and the answers by control name, as they can be kept; and what is wrong with the others."""
    words, problems = {}, []
    for name in typed:
        if name == REASON or name.startswith(ANSWER):
            longest = LONGEST_REASON if name == REASON else LONGEST_ANSWER
            try:
                words[name] = read_words(one(typed, name), longest=longest)
            except Unreadable as refused:
                problems.append(Problem(name, "unreadable", str(refused)))
    return words, tuple(problems)


def digest(typed: Typed) -> str:
    """What was sent, as a fingerprint, for the key that makes a repeated save the same save."""
    content = {name: list(found) for name, found in typed.items() if name not in NOT_FIELDS}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()
