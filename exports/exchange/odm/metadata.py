"""The definitions of an ODM file, from the declarations: events, forms, groups, items, code lists, units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from exports.exchange.columns import Column
from exports.exchange.odm.structure import (
    DATA_TYPES,
    EVENTS,
    REFERENCE,
    STUDY,
    event_of,
    form_oid,
    forms,
    group_oid,
    groups,
    item_oid,
    items_of,
    list_oid,
    metadata_oid,
    unit_oid,
)
from exports.exchange.words import entries
from registry import dictionary
from registry.fields.base import Field, RecordKind, T
from registry.fields.catalogue import KINDS, embedded

NAME = "Registry of medicines given to children with cancer outside their licence"
TEXT = "text"
_EVENT_NAMES = {"patient": T("Patient", "Patient"), "course": T("Traitement", "Course")}


def study(*, with_text: bool) -> Any:
    """The Study element, as an odmlib object."""
    from odmlib.odm_1_3_2 import model as odm

    made = odm.Study(OID=STUDY)
    made.GlobalVariables = odm.GlobalVariables(
        StudyName=odm.StudyName(_content=NAME),
        StudyDescription=odm.StudyDescription(_content=f"Data dictionary {dictionary.VERSION}"),
        ProtocolName=odm.ProtocolName(_content=STUDY),
    )
    columns = {record.name: tuple(items_of(record.name, with_text=with_text)) for record in groups()}
    used = [column for found in columns.values() for column in found]
    made.BasicDefinitions = odm.BasicDefinitions(MeasurementUnit=list(_units(odm, used)))
    made.MetaDataVersion.append(_version(odm, columns))
    return made


def _version(odm: Any, columns: dict[str, tuple[Column, ...]]) -> Any:
    made = odm.MetaDataVersion(
        OID=metadata_oid(dictionary.VERSION), Name=f"Data dictionary {dictionary.VERSION}"
    )
    made.Protocol = odm.Protocol(
        StudyEventRef=[
            odm.StudyEventRef(StudyEventOID=oid, OrderNumber=number, Mandatory="Yes" if number == 1 else "No")
            for number, oid in enumerate(EVENTS.values(), start=1)
        ]
    )
    made.StudyEventDef = [_event(odm, name) for name in EVENTS]
    made.FormDef = [_form(odm, record) for record in forms()]
    made.ItemGroupDef = [_group(odm, KINDS[kind].record, found) for kind, found in columns.items()]
    made.ItemDef = [_item(odm, kind, column) for kind, found in columns.items() for column in found]
    lists = dict.fromkeys(c.list for found in columns.values() for c in found if _codes(c))
    made.CodeList = [_code_list(odm, name) for name in lists]
    return made


def _event(odm: Any, name: str) -> Any:
    found = [record.name for record in forms() if event_of(record.name) == name]
    return odm.StudyEventDef(
        OID=EVENTS[name],
        Name=_EVENT_NAMES[name].en,
        Repeating="Yes" if name == "course" else "No",
        Type="Common" if name == "patient" else "Unscheduled",
        Description=_said(odm, odm.Description, _EVENT_NAMES[name]),
        FormRef=[
            odm.FormRef(FormOID=form_oid(kind), OrderNumber=number, Mandatory="Yes" if kind == name else "No")
            for number, kind in enumerate(found, start=1)
        ],
    )


def _form(odm: Any, record: RecordKind) -> Any:
    rows = embedded(record.name)
    kinds = [record.name, *([rows.record.name] if rows else [])]
    return odm.FormDef(
        OID=form_oid(record.name),
        Name=record.label.en,
        Repeating="No" if record.name in EVENTS else "Yes",
        Description=_said(odm, odm.Description, record.label),
        ItemGroupRef=[
            odm.ItemGroupRef(
                ItemGroupOID=group_oid(kind),
                OrderNumber=number,
                Mandatory="Yes" if kind == record.name else "No",
            )
            for number, kind in enumerate(kinds, start=1)
        ],
    )


def _group(odm: Any, record: RecordKind, columns: Iterable[Column]) -> Any:
    return odm.ItemGroupDef(
        OID=group_oid(record.name),
        Name=record.name,
        Repeating="Yes" if record.embedded or record.name in REFERENCE else "No",
        IsReferenceData="Yes" if record.name in REFERENCE else "No",
        Description=_said(odm, odm.Description, record.label),
        ItemRef=[
            odm.ItemRef(
                ItemOID=item_oid(record.name, column.name),
                OrderNumber=number,
                Mandatory="Yes" if _is_mandatory(record.name, column) else "No",
            )
            for number, column in enumerate(columns, start=1)
        ],
    )


def _is_mandatory(kind: str, column: Column) -> bool:
    field = _field(kind, column)
    return column.name in ("id", "version", "status") or bool(field and field.required and not field.when)


def _field(kind: str, column: Column) -> Field | None:
    return KINDS[kind].fields.get(column.name)


def _item(odm: Any, kind: str, column: Column) -> Any:
    field = _field(kind, column)
    made = odm.ItemDef(
        OID=item_oid(kind, column.name),
        Name=column.name,
        DataType=_data_type(column, field),
        Question=_said(odm, odm.Question, column.label),
    )
    if field and field.help:
        made.Description = _said(odm, odm.Description, field.help)
    if column.several:
        made.Comment = f"Codes of the list {list_oid(column.list)}, joined by a semicolon."
    if column.unit:
        made.MeasurementUnitRef.append(odm.MeasurementUnitRef(MeasurementUnitOID=unit_oid(column.unit.en)))
    if field:
        made.RangeCheck = list(_range(odm, field))
    if _codes(column) and not column.several:
        made.CodeListRef = odm.CodeListRef(CodeListOID=list_oid(column.list))
    if field and field.standard:
        made.Alias.append(odm.Alias(Context="standard", Name=field.standard))
    return made


def _data_type(column: Column, field: Field | None) -> str:
    if field:
        return DATA_TYPES.get(field.kind, TEXT)
    return "integer" if column.name == "version" else TEXT


def _range(odm: Any, field: Field) -> Iterator[Any]:
    for comparator, bound in (("GE", field.minimum), ("LE", field.maximum)):
        if bound is not None:
            value = odm.CheckValue(_content=f"{bound:.15g}")
            yield odm.RangeCheck(Comparator=comparator, SoftHard="Hard", CheckValue=[value])


def _codes(column: Column) -> bool:
    """Whether the list of a column is closed and short enough to stand in the file."""
    return bool(column.list and entries(column.list))


def _code_list(odm: Any, name: str) -> Any:
    made = odm.CodeList(OID=list_oid(name), Name=name, DataType=TEXT)
    for code, label in entries(name).items():
        made.CodeListItem.append(odm.CodeListItem(CodedValue=code, Decode=_said(odm, odm.Decode, label)))
    return made


def _units(odm: Any, columns: Iterable[Column]) -> Iterator[Any]:
    for unit in {column.unit.en: column.unit for column in columns if column.unit}.values():
        yield odm.MeasurementUnit(OID=unit_oid(unit.en), Name=unit.en, Symbol=_said(odm, odm.Symbol, unit))


def _said(odm: Any, element: Any, words: T) -> Any:
    """An element that holds a text in both languages."""
    made = element()
    for language, text in (("en", words.en), ("fr", words.fr)):
        made.TranslatedText.append(odm.TranslatedText(_content=text, lang=language))
    return made
