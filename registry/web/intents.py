"""What a posted form says besides the fields of its record: what its buttons ask for, reason, answers, version, key."""

from __future__ import annotations

from collections.abc import Iterator

from flask import g

from registry.access.permissions import Permission, may
from registry.actions.records import Intent
from registry.errors import Problem
from registry.schemas.reading import LONGEST_ANSWER, LONGEST_REASON, Unreadable, read_words
from registry.web.posted import Typed, digest

ANSWER = "answer-"
REASON = "reason"
LONGEST_KEY = 64


def intent_of(form: str, typed: Typed) -> Intent:
    """What the buttons and hidden inputs of the form ask for. What cannot be read is told by `problems_of`."""
    enters = may(g.scope.role, Permission.ENTER) or may(g.scope.role, Permission.MANAGE_DRUGS)
    words = dict(_readable(typed))
    return Intent(
        complete=one(typed, "status") == "complete" if enters else None,
        reason=words.pop(REASON, ""),
        version=read_version(one(typed, "version")),
        answers={name.removeprefix(ANSWER): text for name, text in words.items()},
        key=one(typed, "idempotency_key")[:LONGEST_KEY],
        body=digest(typed),
        form=form,
    )


def problems_of(typed: Typed) -> tuple[Problem, ...]:
    """What is wrong with the reason and the answers, as they were typed."""
    return tuple(_unreadable(typed))


def read_version(text: str) -> int | None:
    """The version that a form was opened with; None for what cannot be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def one(typed: Typed, name: str) -> str:
    """The value of a control that is sent once."""
    return next(iter(typed.get(name, ())), "")


def _words(typed: Typed) -> Iterator[tuple[str, int]]:
    """(name, longest) of every control that takes words for the trail."""
    for name in typed:
        if name == REASON:
            yield name, LONGEST_REASON
        elif name.startswith(ANSWER):
            yield name, LONGEST_ANSWER


def _readable(typed: Typed) -> Iterator[tuple[str, str]]:
    for name, longest in _words(typed):
        try:
            yield name, read_words(one(typed, name), longest=longest)
        except Unreadable:
            continue


def _unreadable(typed: Typed) -> Iterator[Problem]:
    for name, longest in _words(typed):
        try:
            read_words(one(typed, name), longest=longest)
        except Unreadable as refused:
            yield Problem(name, "unreadable", str(refused))
