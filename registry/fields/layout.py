"""The columns of a record in files: the layout that export writes and import reads."""

from types import MappingProxyType

from registry.fields.base import FieldSet

IDENTITY = ("id", "version", "status")
ANSWERS = "answers"

ROWS_AT = MappingProxyType({"course": 2, "toxicity": 3, "access_request": 2})
"""How many sections of a form stand before its embedded rows; where nothing is said they stand at the end."""

DRAFT, COMPLETE, VOID = "draft", "complete", "void"
STATUSES = (DRAFT, COMPLETE, VOID)


def columns(fields: type[FieldSet]) -> tuple[str, ...]:
    """Technical column names in file order.

    id, version, status; the parent's id; each field, followed by `<field>_missing` where a reason is allowed;
    the answers to questions (JSON) on clinical records that have a form of their own.
    """
    record = fields.record
    parent = (record.parent_id,) if record.parent else ()
    answers = (ANSWERS,) if record.clinical and not record.embedded else ()
    return (*IDENTITY, *parent, *_values(fields), *answers)


def _values(fields: type[FieldSet]) -> tuple[str, ...]:
    names: list[str] = []
    for field in fields.fields.values():
        names.append(field.name)
        if field.missing:
            names.append(field.missing_name)
    return tuple(names)
