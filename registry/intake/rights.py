"""Which rights a new or changed record asks, column by column."""

from __future__ import annotations

from collections.abc import Iterator

from registry.access.permissions import Permission, right_to, right_to_write
from registry.actions.merging import changes
from registry.actions.rights import is_of_another, of_other_desks
from registry.fields.catalogue import KINDS
from registry.fields.layout import ANSWERS, DRAFT, VOID
from registry.intake.outlook import Record


def needed(record: Record) -> Iterator[tuple[str, Permission]]:
    """(column, permission) of everything that the record brings or changes."""
    kind = record.kind
    written = _written(record)
    if record.is_new:
        yield "", right_to_write(kind)
    elif KINDS[kind].record.embedded and (record.status == VOID or is_of_another(KINDS[kind], written)):
        yield from (("", right) for right in of_other_desks(KINDS[kind], record.row))
    for name in sorted(written):
        field = KINDS[kind].fields[name]
        # What no longer applies became empty by itself.
        if record.is_new or field.applies(record.values):
            yield name, right_to_write(kind, field.desk)
    if not record.is_new and record.answers != (getattr(record.row, ANSWERS, None) or {}):
        yield ANSWERS, right_to_write(kind)
    yield from _of_status(record)


def _written(record: Record) -> set[str]:
    """The fields that get another value or reason than they have."""
    fields = KINDS[record.kind]
    if not record.is_new:
        return changes(fields, record.row, record.values, record.missing)
    return {name for name in fields.fields if record.values.get(name) is not None or name in record.missing}


def _of_status(record: Record) -> Iterator[tuple[str, Permission]]:
    before = DRAFT if record.is_new else record.row.status
    if record.status != before:
        voids = VOID in (before, record.status)
        yield "status", right_to(record.kind, Permission.VOID if voids else Permission.COMPLETE)
