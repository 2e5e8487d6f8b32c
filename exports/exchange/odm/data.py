"""The ODM file: definitions, locations, reference data, then one patient after the other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from exports.cells import CellRefused
from exports.exchange.odm.metadata import study
from exports.exchange.odm.structure import (
    COURSE,
    EVENTS,
    PATIENT,
    REFERENCE,
    STUDY,
    event_of,
    form_oid,
    forms,
    group_oid,
    groups,
    item_oid,
    items_of,
    metadata_oid,
)
from exports.exchange.source import Case, Row, Source
from registry import dictionary
from registry.fields.catalogue import KINDS, embedded
from registry.i18n import gettext

Count = Callable[[], None]

_ABOUT = f"StudyOID={quoteattr(STUDY)} MetaDataVersionOID={quoteattr(metadata_oid(dictionary.VERSION))}"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Group:
    """A kind of record as it is read: its columns, and (place, name, start of the element) of each item."""

    kind: str
    names: tuple[str, ...]
    items: tuple[tuple[int, str, str], ...]

    def place(self, name: str) -> int:
        return self.names.index(name)


def write_odm(path: Path, source: Source, *, made: dt.datetime, count: Count) -> None:
    """Write the file. made: the moment that it names as its creation; count hears of each patient."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_head(made))
        file.write(ET.tostring(study(with_text=source.with_text).to_xml(), encoding="unicode"))
        file.writelines(_locations(source, made))
        file.writelines(_reference(source))
        _write_subjects(file, source, count)
        file.write("</ODM>\n")


def _head(made: dt.datetime) -> Iterator[str]:
    moment = made.astimezone(dt.UTC).isoformat(timespec="seconds")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" ODMVersion="1.3.2"'
    yield f' FileType="Snapshot" FileOID="registry.{moment}" CreationDateTime="{moment}"'
    yield ' SourceSystem="registry" Granularity="All">\n'


def _locations(source: Source, made: dt.datetime) -> Iterator[str]:
    yield f'\n<AdminData StudyOID="{STUDY}">\n'
    for key, name in source.rows("centre", ("id", "name")):
        yield f'<Location OID={quoteattr(key)} Name={_value(name or key, f"centre, {key}, name")} LocationType="Site">'
        yield f'<MetaDataVersionRef {_ABOUT} EffectiveDate="{made.date().isoformat()}"/></Location>\n'
    yield "</AdminData>\n"


def _reference(source: Source) -> Iterator[str]:
    yield f"<ReferenceData {_ABOUT}>\n"
    for kind in REFERENCE:
        group = _group(kind, with_text=source.with_text)
        for row in source.rows(kind, group.names):
            yield _group_data(group, row)
    yield "</ReferenceData>\n"


def _write_subjects(file: TextIO, source: Source, count: Count) -> None:
    found = [record.name for record in groups() if record.clinical]
    parts = {kind: _group(kind, with_text=source.with_text) for kind in found}
    names = {kind: part.names for kind, part in parts.items()}
    file.write(f"<ClinicalData {_ABOUT}>\n")
    for case in source.cases(names):
        file.writelines(_subject(case, parts))
        count()
    file.write("</ClinicalData>\n")


def _subject(case: Case, parts: Mapping[str, _Group]) -> Iterator[str]:
    (patient,) = case.rows[PATIENT]
    centre = patient[parts[PATIENT].place("centre_id")]
    yield f"<SubjectData SubjectKey={quoteattr(case.patient_id)}><SiteRef LocationOID={quoteattr(centre)}/>"
    held = _forms_by_event(case, parts)
    yield f'<StudyEventData StudyEventOID="{EVENTS[PATIENT]}">'
    yield from held.pop("", ())
    yield "</StudyEventData>"
    for course, found in held.items():
        yield f'<StudyEventData StudyEventOID="{EVENTS[COURSE]}" StudyEventRepeatKey={quoteattr(course)}>'
        yield from found
        yield "</StudyEventData>"
    yield "</SubjectData>\n"


def _forms_by_event(case: Case, parts: Mapping[str, _Group]) -> dict[str, list[str]]:
    """The forms of a patient by the key of their course, "" for those of the patient, in catalogue order."""
    held: dict[str, list[str]] = {"": []}
    course_of: dict[str, str] = {}
    for record in forms():
        part = parts[record.name]
        rows = _embedded(case, parts, record.name)
        for row in case.rows.get(record.name, ()):
            course = course_of[row[0]] = _course(part, row, course_of)
            held.setdefault(course, []).append(_form(part, row, rows.get(row[0], ())))
    return held


def _course(part: _Group, row: Row, course_of: Mapping[str, str]) -> str:
    if part.kind == COURSE:
        return str(row[0])
    if event_of(part.kind) == PATIENT:
        return ""
    parent = str(row[part.place(KINDS[part.kind].record.parent_id)])
    return course_of[parent]


def _embedded(case: Case, parts: Mapping[str, _Group], kind: str) -> Mapping[str, list[str]]:
    """The embedded rows of the records of a kind, as item groups by the key of the record."""
    found: dict[str, list[str]] = {}
    rows = embedded(kind)
    if rows:
        part = parts[rows.record.name]
        above = part.place(rows.record.parent_id)
        for row in case.rows.get(part.kind, ()):
            found.setdefault(row[above], []).append(_group_data(part, row))
    return found


def _form(part: _Group, row: Row, rows: Iterable[str]) -> str:
    key = "" if part.kind in EVENTS else f" FormRepeatKey={quoteattr(row[0])}"
    form = f'<FormData FormOID="{form_oid(part.kind)}"{key}>'
    return "".join((form, _group_data(part, row), *rows, "</FormData>"))


def _group(kind: str, *, with_text: bool) -> _Group:
    items = tuple(column.name for column in items_of(kind, with_text=with_text))
    record = KINDS[kind].record
    above = ("centre_id", record.parent_id) if record.clinical else ()
    names = tuple(dict.fromkeys((*items, *above)))
    placed = tuple(
        (n, name, f'<ItemData ItemOID="{item_oid(kind, name)}" Value=') for n, name in enumerate(items)
    )
    return _Group(kind, names, placed)


def _group_data(group: _Group, row: Row) -> str:
    record = KINDS[group.kind].record
    repeats = record.embedded or not record.clinical
    key = f" ItemGroupRepeatKey={quoteattr(row[0])}" if repeats else ""
    items = "".join(
        f"{start}{_value(row[place], f'{group.kind}, {row[0]}, {name}')}/>"
        for place, name, start in group.items
        if row[place] is not None
    )
    return f'<ItemGroupData ItemGroupOID="{group_oid(group.kind)}"{key}>{items}</ItemGroupData>'


def _value(value: Any, where: str) -> str:
    """A value as an attribute. A character that XML has not is refused."""
    if isinstance(value, str):
        if not value.isprintable() and _NOT_IN_XML.search(value):
            sentence = gettext("%(where)s: a control character cannot stand in XML. Choose CSV or Parquet.")
            raise CellRefused(sentence % {"where": where})
        return quoteattr(value)
    if isinstance(value, float):
        return f'"{Decimal(repr(value)):f}"'
    return f'"{value}"'
