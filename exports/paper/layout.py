"""A paper form as a pure description: which boxes, in which order, with which words. Nothing is drawn here.

`blank(kind)` is the form that a centre writes on; `filled(kind, record)` is a record in words. Both come from the
declarations alone, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from exports.paper import writing
from exports.paper.parts import Box, Cells, Document, Entry, Form, Part, Table
from exports.paper.words import (
    BLANK,
    BOOKLET,
    CENTRE,
    DAY,
    DICTIONARY,
    ENTERED_BY,
    FILLED_BY,
    FILLED_ON,
    IF_KNOWN,
    MONTH,
    NEEDED,
    NO_ROWS,
    PAGE,
    PATIENT,
    PRINTED,
    REGISTRY,
    SOURCE,
    STATES,
    VISIT_DATE,
    WITHOUT_TEXT,
    YEAR,
)
from registry import dictionary
from registry.fields.base import MISSING_LABELS, MISSING_LETTERS, Desk, Field, FieldSet, Missing, Section
from registry.fields.catalogue import KINDS, children
from registry.fields.layout import ROWS_AT
from registry.i18n import language, say

MOST_COLUMNS = 5
LINES, BLOCKS = 3, 2
"""Rows to write on: lines of a table, or blocks where it has more columns than fit. More go on another sheet."""
TOP_KINDS = ("patient", "centre")
"""Parents that the head of every form names already."""


@dataclass(frozen=True, slots=True)
class Row:
    """Values of a record or of an embedded row, already in words, by field name.

    shown: the words, with their unit; missing: the reason where there is no value; applying: the names of the fields
    that have a meaning in it.
    """

    shown: Mapping[str, str]
    missing: Mapping[str, Missing]
    applying: frozenset[str]


@dataclass(frozen=True, slots=True)
class Record:
    """A record to print.

    about: what the parent is, in words; rows: embedded rows by kind; with_text: typed words may be printed; when: the
    moment of printing, in words.
    """

    id: str
    version: int
    status: str
    number: str
    centre: str
    about: str
    values: Row
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    with_text: bool = False
    by: str = ""
    when: str = ""


def kinds() -> tuple[str, ...]:
    """The kinds that have a form of their own, parents before children."""
    return tuple(
        kind for kind, fields in KINDS.items() if fields.record.clinical and not fields.record.embedded
    )


def booklet() -> Document:
    """All blank forms, one after the other."""
    return _document(say(BOOKLET), tuple(_blank(kind) for kind in kinds()))


def blank(kind: str) -> Document:
    """The form to be written on."""
    form = _blank(kind)
    return _document(form.title, (form,))


def filled(kind: str, record: Record) -> Document:
    """A record in words."""
    form = _filled(kind, record)
    return _document(" ".join(filter(None, (form.title, record.number))), (form,))


def _document(title: str, forms: tuple[Form, ...]) -> Document:
    cells = Cells(say(DAY), say(MONTH), say(YEAR), say(IF_KNOWN), "," if language() == "fr" else ".")
    version = say(DICTIONARY).format(version=dictionary.VERSION)
    return Document(title, language(), say(REGISTRY), version, say(PAGE), cells, forms)


def _blank(kind: str) -> Form:
    record = KINDS[kind].record
    parts = _numbered(kind, _blank_parts(kind), _blank_tables(kind))
    entries = [entry for part in parts for entry in _entries(part)]
    return Form(
        title=say(record.label),
        mark=say(BLANK),
        is_loud=False,
        head=tuple(_blank_head(kind)),
        parts=parts,
        legend=_legend(kind),
        signatures=tuple(_signatures()),
        notes=(*((say(NEEDED),) if any(e.needed for e in entries) else ()), say(SOURCE)),
    )


def _filled(kind: str, record: Record) -> Form:
    printed = say(PRINTED).format(when=record.when, by=record.by, version=record.version, record=record.id)
    return Form(
        title=say(KINDS[kind].record.label),
        mark=say(STATES[record.status]) if record.status in STATES else "",
        is_loud=record.status in STATES,
        head=tuple(_filled_head(kind, record)),
        parts=_numbered(kind, _filled_parts(kind, record), _filled_tables(kind, record)),
        notes=(printed, *(() if record.with_text else (say(WITHOUT_TEXT),))),
    )


def _numbered(kind: str, parts: Iterator[Part], tables: Iterator[Part]) -> tuple[Part, ...]:
    """The sections with the embedded rows among them, numbered as on the page."""
    found, below = list(parts), list(tables)
    place = ROWS_AT.get(kind, len(found))
    numbers = count(1)
    return tuple(replace(part, number=next(numbers)) for part in (*found[:place], *below, *found[place:]))


def _entries(part: Part) -> tuple[Entry, ...]:
    return part.entries + (part.table.columns if part.table else ())


def rows_of(kind: str) -> tuple[type[FieldSet], ...]:
    """The kinds entered inside the form of this one."""
    return tuple(fields for fields in children(kind) if fields.record.embedded)


def is_asked(field: Field) -> bool:
    """Whether a centre is asked for it: not given by the registry, not written at another desk, not retired."""
    return not field.generated and field.desk is Desk.ENTRY and not field.retired


def _blank_parts(kind: str) -> Iterator[Part]:
    for section, fields in KINDS[kind].sections:
        entries = tuple(writing.entry(kind, f) for f in fields if is_asked(f))
        if entries:
            yield _part(section, entries)


def _part(section: Section, entries: tuple[Entry, ...]) -> Part:
    return Part(0, say(section.title), say(section.help) if section.help else "", entries)


def _blank_tables(kind: str) -> Iterator[Part]:
    for fields in rows_of(kind):
        name = fields.record.name
        columns = tuple(writing.entry(name, f) for f in fields.fields.values() if is_asked(f))
        is_wide = len(columns) > MOST_COLUMNS
        table = Table(columns, lines=BLOCKS if is_wide else LINES, is_wide=is_wide)
        yield Part(0, say(fields.record.plural), "", table=table)


def _filled_parts(kind: str, record: Record) -> Iterator[Part]:
    for section, fields in KINDS[kind].sections:
        entries = tuple(
            _printed(f, record.values)
            for f in fields
            if _is_printed(f, record.with_text) and f.name in record.values.applying
        )
        if entries:
            yield _part(section, entries)


def _filled_tables(kind: str, record: Record) -> Iterator[Part]:
    for fields in rows_of(kind):
        printed = [f for f in fields.fields.values() if _is_printed(f, record.with_text)]
        rows = tuple(
            tuple(_printed(f, row) for f in printed) for row in record.rows.get(fields.record.name, ())
        )
        columns = tuple(Entry(say(f.label), Box.PRINTED) for f in printed)
        table = Table(columns, rows=rows, nothing=say(NO_ROWS), is_wide=len(columns) > MOST_COLUMNS)
        yield Part(0, say(fields.record.plural), "", table=table)


def _is_printed(field: Field, with_text: bool) -> bool:
    return not field.generated and (with_text or not field.is_text)


def _printed(field: Field, row: Row) -> Entry:
    """A field in words: its value, or the reason for having none."""
    value = row.shown.get(field.name, "")
    reason = row.missing.get(field.name)
    return Entry(
        label=say(field.label),
        box=Box.PRINTED,
        value=value or (say(MISSING_LABELS[reason]) if reason else ""),
        is_reason=not value and reason is not None,
    )


def _blank_head(kind: str) -> Iterator[Entry]:
    parent = KINDS[kind].record.parent
    yield Entry(say(PATIENT), Box.LINE)
    yield Entry(say(CENTRE), Box.LINE)
    if parent not in TOP_KINDS:
        yield Entry(say(KINDS[parent].record.label), Box.LINE)
    yield Entry(say(VISIT_DATE), Box.DATE)


def _filled_head(kind: str, record: Record) -> Iterator[Entry]:
    yield Entry(say(PATIENT), Box.PRINTED, value=record.number)
    yield Entry(say(CENTRE), Box.PRINTED, value=record.centre)
    if record.about:
        yield Entry(say(KINDS[KINDS[kind].record.parent].record.label), Box.PRINTED, value=record.about)


def _signatures() -> Iterator[Entry]:
    for who in (FILLED_BY, ENTERED_BY):
        yield Entry(say(who), Box.LINE)
        yield Entry(say(FILLED_ON), Box.DATE)


def _legend(kind: str) -> tuple[str, ...]:
    """The letters of the reasons that this form has, in words."""
    asked = [f for fields in (KINDS[kind], *rows_of(kind)) for f in fields.fields.values() if is_asked(f)]
    used = {reason for f in asked for reason in f.missing}
    return tuple(
        f"{say(MISSING_LETTERS[reason])} {say(MISSING_LABELS[reason]).lower()}"
        for reason in Missing
        if reason in used
    )
