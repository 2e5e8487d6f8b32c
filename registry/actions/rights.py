"""What the changes of a save ask of whoever sends it: each field the right of its desk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from registry.access.permissions import Permission, may, right_to, right_to_write
from registry.access.scope import scope_in
from registry.actions.merging import Line, Merged, changes
from registry.db import RegistrySession
from registry.errors import Forbidden
from registry.fields.base import Desk, FieldSet, Kind
from registry.fields.catalogue import KINDS, embedded
from registry.i18n import gettext as _
from registry.rules.check import desk_of, questions_of


def need(session: RegistrySession, permission: Permission) -> None:
    """Forbidden for whoever has not this right."""
    if not may(scope_in(session).role, permission):
        raise Forbidden(_("Your role does not allow this."))


def check(
    session: RegistrySession, kind: str, row: Any, merged: Merged, status: str, *, drugs: Collection[str]
) -> None:
    """Each changed field needs the right of its desk, but for one that no longer applies and so became empty; a new
    status needs the right to mark complete. drugs: those of the course, with which rows come and go."""
    fields = KINDS[kind].fields
    needed = {
        right_to_write(kind, fields[name].desk)
        for name in changes(KINDS[kind], row, merged.values, merged.missing)
        if fields[name].applies(merged.values)
    }
    if merged.dropped or any(line.row is None for line in merged.lines):
        needed.add(right_to_write(kind))
    if below := embedded(kind):
        needed |= {right for line in merged.lines for right in _of_line(below, line)}
        needed |= {
            right
            for dropped in merged.dropped
            if getattr(dropped, "drug", None) in drugs
            for right in of_other_desks(below, dropped)
        }
    if status != row.status:
        needed.add(right_to(kind, Permission.COMPLETE))
    for permission in needed:
        need(session, permission)


def check_answers(session: RegistrySession, kind: str, row: Any, answers: Mapping[str, str]) -> None:
    """An answer needs the right of the desk whose field the question is about."""
    stored = getattr(row, "answers", None) or {}
    for code in questions_of(kind):
        if answers.get(code) != stored.get(code):
            need(session, right_to_write(kind, desk_of(kind, code)))


def of_other_desks(fields: type[FieldSet], row: Any) -> Iterator[Permission]:
    """The rights of the desks besides entry that have written in a stored row: without them it is not taken away,
    nor made to tell of another drug."""
    for name, field in fields.fields.items():
        is_written = getattr(row, name) is not None or name in (row.missing or {})
        if field.desk is not Desk.ENTRY and is_written:
            yield right_to_write(fields.record.name, field.desk)


def is_of_another(fields: type[FieldSet], changed: Collection[str]) -> bool:
    """Whether changes make a row tell of another record, such as another drug."""
    return any(fields.fields[name].kind is Kind.REFERENCE for name in changed)


def _of_line(below: type[FieldSet], line: Line) -> Iterator[Permission]:
    """The rights that the changes of an embedded row ask for; a new one asks for those of all it holds."""
    held = {name for name, value in line.values.items() if value is not None} | set(line.missing)
    changed = held if line.row is None else changes(below, line.row, line.values, line.missing)
    for name in changed:
        if below.fields[name].applies(line.values):
            yield right_to_write(below.record.name, below.fields[name].desk)
    if line.row is not None and is_of_another(below, changed):
        yield from of_other_desks(below, line.row)
