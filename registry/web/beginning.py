"""What a new form begins with: values of its address, and what follows from the patient's other records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request

from registry import i18n
from registry.fields.base import Desk
from registry.fields.catalogue import KINDS, embedded
from registry.queries import prefill, records, surroundings
from registry.schemas.reading import Gate, Source, Unreadable, read
from registry.web.clock import today

LAB = "lab"
"""In the address of a new toxicity: the laboratory result that it is made of."""


Rows = tuple[tuple[str, Mapping[str, Any], Mapping[str, str]], ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first embedded rows, as a form holds them, and the labels of what was filled in."""

    rows: Rows = ()
    labels: tuple[str, ...] = ()


def begin(kind: str, row: Any, parent_id: str) -> Beginning:
    """Fill a blank row that is not stored with what is known beforehand."""
    around = surroundings.under(g.session, kind, parent_id)
    known = prefill.of(g.session, kind, around, source=request.args.get(LAB, ""))
    fields, given = KINDS[kind].fields, dict(_given(kind))
    values = {name: value for name, value in {**known.values, **given}.items() if value is not None}
    for name, value in values.items():
        setattr(row, name, value)
    below = embedded(kind)
    lines = known.rows if below else ()
    rows: Rows = tuple(("", {n: line.get(n) for n in below.fields}, {}) for line in lines) if below else ()
    labels = [i18n.say(fields[name].label) for name in fields if name in values and name not in given]
    if rows and below:
        labels.append(i18n.say(below.record.label))
    return Beginning(rows, tuple(labels))


def _given(kind: str) -> Iterator[tuple[str, Any]]:
    """The values of the address that are values of their field; anything else in it is left aside."""
    gate = Gate(Source.FILE, today(), records.finder(g.session))
    for name, field in KINDS[kind].fields.items():
        if name not in request.args or field.generated or field.identifier or field.desk is not Desk.ENTRY:
            continue
        try:
            yield name, read(field, request.args[name][: field.max_length], gate)
        except Unreadable:
            continue
