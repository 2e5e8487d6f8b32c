"""What a save says besides the record's own fields: key, parent, status, answers to questions, reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import g, request

from registry.actions.records import Intent
from registry.errors import Invalid, Problem
from registry.fields.layout import ANSWERS, COMPLETE, DRAFT
from registry.i18n import gettext as _
from registry.queries import records
from registry.rules.check import questions_of
from registry.schemas.build import Loaded, load
from registry.schemas.reading import LONGEST_ANSWER, LONGEST_REASON, Gate, Source, Unreadable, read_words
from registry.web.api import bodies
from registry.web.api.resources import Resource
from registry.web.clock import today

KEY_HEADER = "Idempotency-Key"
KEY_LENGTH = 64
RECORD_ID = r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,63}"
"""The keys that a sender may choose: they stand in addresses as they are."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A save as it was sent: the place and key of a new record, what is in it, what is wanted."""

    loaded: Loaded
    intent: Intent
    parent_id: str = ""
    record_id: str = ""


def names_of(resource: Resource, *, is_new: bool) -> tuple[str, ...]:
    """The members of a body that are no fields of the record."""
    if not resource.record.clinical:
        return ("reason",)
    place = ("id", resource.record.parent_id) if is_new else ()
    return (*place, "status", ANSWERS, "reason")


def read_new(resource: Resource) -> Sent:
    """A new record as it was sent. Invalid when it is not said where it belongs."""
    members, loaded = _read(resource, is_new=True)
    parent_id = members.text(resource.record.parent_id) if resource.record.parent else ""
    if resource.record.parent and not parent_id:
        members.note(resource.record.parent_id, "required", _("Say to which record this belongs."))
        raise Invalid(_("Some points need correcting."), (*members.problems, *loaded.problems))
    is_complete = members.status() is True if resource.record.clinical else True
    return _sent(members, loaded, is_complete, parent_id=parent_id, record_id=members.record_id())


def read_change(resource: Resource, *, version: int | None) -> Sent:
    """A change as it was sent: what is absent stays as it is, the status too."""
    members, loaded = _read(resource, is_new=False)
    return _sent(members, loaded, members.status(), version=version)


def read_reason() -> str:
    """The reason of a void or restore, which is all that its body holds."""
    body = bodies.read_body()
    members = Members({"reason": body.pop("reason", None)})
    reason = members.text("reason", longest=LONGEST_REASON)
    for name in body:
        members.note(name, "unknown", _("There is no field of this name."))
    if members.problems:
        raise Invalid(_("Some points need correcting."), members.problems)
    return reason


def read_key() -> str:
    """The key under which a repeated save is the same save; "" when none was sent."""
    key = request.headers.get(KEY_HEADER, "")
    if KEY_HEADER in request.headers and not re.fullmatch(rf"[!-~]{{1,{KEY_LENGTH}}}", key):
        text = _("Give 1 to %(length)s letters, digits or signs, without spaces.") % {"length": KEY_LENGTH}
        raise Invalid(_("Some points need correcting."), [Problem(KEY_HEADER, "unreadable", text)])
    return key


def _read(resource: Resource, *, is_new: bool) -> tuple[Members, Loaded]:
    body = bodies.read_body()
    own = {name: body.pop(name) for name in names_of(resource, is_new=is_new) if name in body}
    fields, problems = bodies.typed(resource.fields, body)
    gate = Gate(Source.JSON, today(), records.finder(g.session))
    loaded = load(resource.fields, fields, gate)
    return Members(own, resource.kind), replace(loaded, problems=(*problems, *loaded.problems))


def _sent(members: Members, loaded: Loaded, is_complete: bool | None, **place: Any) -> Sent:
    version = place.pop("version", None)
    intent = Intent(
        complete=is_complete,
        reason=members.text("reason", longest=LONGEST_REASON),
        version=version,
        answers=members.answers(),
        key=read_key(),
        body=bodies.digest(),
        strict=True,
    )
    return Sent(replace(loaded, problems=(*members.problems, *loaded.problems)), intent, **place)


@dataclass(slots=True)
class Members:
    """The members of a body besides the fields, read one by one; what is wrong gathers in `problems`."""

    given: Mapping[str, Any]
    kind: str = ""
    problems: list[Problem] = field(default_factory=list)

    def note(self, name: str, code: str, text: str) -> None:
        self.problems.append(Problem(name, code, text))

    def text(self, name: str, *, longest: int = KEY_LENGTH) -> str:
        """A text, "" when it is absent or null."""
        return self._text(name, self.given.get(name), longest)

    def status(self) -> bool | None:
        """Whether complete is asked for; None when nothing is."""
        status = self.given.get("status")
        if "status" in self.given and status not in (DRAFT, COMPLETE):
            self.note("status", "unreadable", _("Give draft or complete."))
        return None if "status" not in self.given else status == COMPLETE

    def record_id(self) -> str:
        """The key that the sender chose; "" when the registry shall."""
        chosen = self.given.get("id")
        if "id" in self.given and not (isinstance(chosen, str) and re.fullmatch(RECORD_ID, chosen)):
            text = _("Give up to 64 letters, digits and . _ : ~ - beginning with a letter or digit.")
            self.note("id", "unreadable", text)
            return ""
        return chosen or ""

    def answers(self) -> dict[str, str]:
        """Answers by the code of their question; an empty one takes the stored one away."""
        given = self.given.get(ANSWERS, {})
        if not isinstance(given, dict):
            self.note(ANSWERS, "object", _("Give an object: the answer by the code of its question."))
            return {}
        return {code: self._answer(code, given[code]) for code in given}

    def _answer(self, code: str, value: object) -> str:
        if code not in questions_of(self.kind):
            self.note(ANSWERS, "unknown", _("There is no question “%(code)s” here.") % {"code": code[:40]})
            return ""
        return self._text(f"{ANSWERS}-{code}", value, LONGEST_ANSWER)

    def _text(self, name: str, value: object, longest: int) -> str:
        if value is None:
            return ""
        try:
            text = read_words(value, longest=longest)
        except Unreadable as refused:
            self.note(name, "unreadable", str(refused))
            return ""
        return text
