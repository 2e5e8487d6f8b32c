"""Records as JSON: the columns of files, with lists and numbers as such, and drugs by INN."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.fields.base import Field, FieldSet, Kind
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import ANSWERS, IDENTITY
from registry.queries import pages
from registry.rules.base import Level
from registry.rules.check import Finding

Document = dict[str, Any]

PLACES = ("centre_id", "patient_id", "course_id", "toxicity_id")
"""The columns that say where a record stands."""


def answer(document: Any, status: int = 200, *, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer, its members in the order they were written in."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    # A lone surrogate in a name that we repeat to its sender has no UTF-8; this writes it as JSON's own \udXXX.
    body = text.encode("utf-8", "backslashreplace")
    return Response(body, status, headers, mimetype="application/json")


def records_of(session: RegistrySession, kind: str, rows: Sequence[Any]) -> list[Document]:
    """Rows as documents, each with its embedded rows."""
    below = embedded(kind)
    under = pages.rows_of_all(session, kind, [row.id for row in rows])
    lines = [(below.record.name, line) for held in under.values() for line in held] if below else []
    inns = pages.inns_of(session, [*((kind, row) for row in rows), *lines])
    writer = Writer(inns, scope_in(session).role.reads_text)
    return [writer.record(kind, row, under.get(row.id, ())) for row in rows]


@dataclass(frozen=True, slots=True)
class Writer:
    """How one reader sees records: `inns` by drug id; without text, typed words are left out."""

    inns: Mapping[str, str]
    with_text: bool

    def record(self, kind: str, row: Any, lines: Sequence[Any]) -> Document:
        head = {name: getattr(row, name) for name in (*IDENTITY, *PLACES) if hasattr(row, name)}
        document = head | dict(self._members(KINDS[kind], row))
        below = embedded(kind)
        if below is not None:
            document[below.record.name] = [
                {"id": line.id, **dict(self._members(below, line))} for line in lines
            ]
        if hasattr(row, ANSWERS) and self.with_text:
            document[ANSWERS] = row.answers
        return document

    def value(self, field: Field, value: Any) -> Any:
        """A stored value as JSON has it."""
        if field.kind is Kind.REFERENCE and field.source == "drug":
            return self.inns.get(value)
        return value.isoformat() if isinstance(value, dt.date) else value

    def _members(self, fields: type[FieldSet], row: Any) -> Iterator[tuple[str, Any]]:
        for name, field in fields.fields.items():
            if field.is_text and not self.with_text:
                continue
            yield name, self.value(field, getattr(row, name))
            if field.missing:
                yield field.missing_name, row.missing.get(name)


def findings_of(found: Sequence[Finding], answers: Mapping[str, str]) -> Document:
    """The questions that the rules ask, each with its answer, and the notes."""
    asked = [_finding(f) | {"answer": answers.get(f.code)} for f in found if f.level is Level.ASK]
    return {"questions": asked, "notes": [_finding(f) for f in found if f.level is Level.NOTE]}


def _finding(finding: Finding) -> Document:
    words = {"code": finding.code, "level": finding.level.value}
    return words | {"field": finding.field, "text": finding.text}
