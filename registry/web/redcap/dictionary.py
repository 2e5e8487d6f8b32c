"""The data dictionary of the project, as REDCap writes one: variables, their export names, instruments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from exports.exchange.columns import Type
from registry.dictionary import TYPES
from registry.fields.base import ANY, Is, Kind, Privacy
from registry.fields.catalogue import KINDS
from registry.i18n import say
from registry.web.redcap.tables import Table
from registry.web.redcap.variables import Instrument, Variable

METADATA = (
    "field_name",
    "form_name",
    "section_header",
    "field_type",
    "field_label",
    "select_choices_or_calculations",
    "field_note",
    "text_validation_type_or_show_slider_number",
    "text_validation_min",
    "text_validation_max",
    "identifier",
    "branching_logic",
    "required_field",
    "custom_alignment",
    "question_number",
    "matrix_group_name",
    "matrix_ranking",
    "field_annotation",
)
_VALIDATIONS = {Type.DATE: "date_ymd", Type.INTEGER: "integer", Type.DECIMAL: "number"}
_NOTED = frozenset((Kind.PARTIAL_DATE, Kind.MONTH))
"""Kinds that REDCap has no validation for: the note says how they are written."""


def metadata(instruments: Iterable[Instrument], wanted: frozenset[str] | None) -> Table:
    """A row per variable. wanted: the names to give, None for all."""
    rows = (
        _row(variable, headers.get(variable.name, ""), known)
        for instrument in instruments
        for known in [frozenset(variable.name for variable in instrument.variables)]
        for headers in [_headers(instrument)]
        for variable in instrument.variables
        if wanted is None or variable.name in wanted
    )
    return Table(METADATA, rows)


def export_field_names(instruments: Iterable[Instrument], only: str) -> Table:
    """A row per column of an export: each check box is one."""
    rows = (row for instrument in instruments for row in _export_names(instrument) if only in ("", row[0]))
    return Table(("original_field_name", "choice_value", "export_field_name"), rows)


def instrument_names(instruments: Iterable[Instrument]) -> Table:
    rows = ((instrument.kind, say(instrument.label)) for instrument in instruments)
    return Table(("instrument_name", "instrument_label"), rows)


def repeating(instruments: Iterable[Instrument]) -> Table:
    """The instruments that repeat; their instances have no label of their own."""
    rows = ((instrument.kind, "") for instrument in instruments if instrument.repeats)
    return Table(("form_name", "custom_form_label"), rows)


def choices(variable: Variable) -> str:
    """`code, words | code, words`: a bar in the words would part them."""
    return " | ".join(f"{code}, {say(words).replace('|', '/')}" for code, words in variable.choices.items())


def label(variable: Variable) -> str:
    return say(variable.column.label)


def _row(variable: Variable, header: str, known: frozenset[str]) -> tuple[str, ...]:
    field = variable.field
    limits = _limits(variable)
    cells = {
        "field_name": variable.name,
        "form_name": variable.kind,
        "section_header": header,
        "field_type": _type(variable),
        "field_label": label(variable),
        "select_choices_or_calculations": choices(variable),
        "field_note": _note(variable),
        "text_validation_type_or_show_slider_number": _validation(variable),
        "text_validation_min": limits[0],
        "text_validation_max": limits[1],
        "identifier": "y" if field and field.privacy is not Privacy.NONE and not variable.is_reason else "",
        "branching_logic": _branching(variable, known),
        "required_field": "y" if field and field.required and not variable.is_reason else "",
        "field_annotation": field.standard if field and not variable.is_reason else "",
    }
    return tuple(cells.get(name, "") for name in METADATA)


def _headers(instrument: Instrument) -> Mapping[str, str]:
    """The title of each section, by the first variable that stands in it."""
    headers: dict[str, str] = {}
    names = {v.field.name: v.name for v in reversed(instrument.variables) if v.field}
    for section, fields in KINDS[instrument.kind].sections:
        first = next((names[field.name] for field in fields if field.name in names), None)
        if first:
            headers[first] = say(section.title)
    return headers


def _type(variable: Variable) -> str:
    if variable.several:
        return "checkbox"
    if variable.choices:
        return "radio" if variable.field and variable.field.values and not variable.is_reason else "dropdown"
    return "notes" if variable.field and variable.field.kind is Kind.LONG_TEXT else "text"


def _validation(variable: Variable) -> str:
    return "" if variable.choices else _VALIDATIONS.get(variable.column.type, "")


def _limits(variable: Variable) -> tuple[str, str]:
    field = variable.field
    if field is None or variable.is_reason or field.minimum is None or field.maximum is None:
        return "", ""
    return f"{field.minimum:.15g}", f"{field.maximum:.15g}"


def _note(variable: Variable) -> str:
    field = variable.field
    if field is None or variable.is_reason:
        return ""
    kind = TYPES[field.kind] if field.kind in _NOTED else None
    return " · ".join(say(text) for text in (field.unit, kind, field.help) if text)


def _branching(variable: Variable, known: frozenset[str]) -> str:
    """When the variable has a meaning; "" where the cause is not among the variables of this reader."""
    condition = variable.field.when if variable.field else None
    if condition is None or f"{variable.kind}_{condition.field}" not in known:
        return ""
    return " or ".join(_tests(variable.kind, condition))


def _tests(kind: str, condition: Is) -> Iterator[str]:
    cause, name = KINDS[kind].fields[condition.field], f"{kind}_{condition.field}"
    for code in condition.codes:
        if code == ANY:
            yield f"[{name}] <> ''"
        elif cause.kind is Kind.CHOICES:
            yield f"[{name}({code})] = '1'"
        else:
            yield f"[{name}] = '{code}'"


def _export_names(instrument: Instrument) -> Iterator[tuple[str, str, str]]:
    for variable in instrument.variables:
        codes = variable.choices if variable.several else ("",)
        yield from ((variable.name, code, name) for code, name in zip(codes, variable.columns, strict=True))
    yield (instrument.complete, "", instrument.complete)
