"""The data dictionary: every field in words, made from the declarations and nothing else.

`entries` has a row per field, `codes` a row per code of every list, `record_kinds` a row per kind of record;
`to_markdown` is docs/dictionary.md, which a test compares with the declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from registry.fields.base import (
    ANY,
    MISSING_LABELS,
    Field,
    FieldSet,
    Is,
    Kind,
    Privacy,
    RecordKind,
    T,
    ValueSet,
)
from registry.fields.catalogue import KINDS
from registry.fields.layout import STATUSES, columns
from registry.schemes import catalogue as schemes
from registry.schemes.base import Scheme
from registry.terminology import ctcae, diagnoses, responses
from registry.terminology.laboratory.analytes import ANALYTES, Analyte
from registry.terminology.laboratory.units import UNITS

VERSION = "1.0"
"""Of the dictionary: what `since` and `retired` of a field refer to."""

NOTHING = T("", "")

TYPES: Mapping[Kind, T] = MappingProxyType(
    {
        Kind.TEXT: T("texte", "text"),
        Kind.LONG_TEXT: T("texte long", "long text"),
        Kind.INTEGER: T("nombre entier", "whole number"),
        Kind.DECIMAL: T("nombre décimal", "decimal number"),
        Kind.DATE: T("date, AAAA-MM-JJ", "date, YYYY-MM-DD"),
        Kind.PARTIAL_DATE: T("date, AAAA-MM-JJ, AAAA-MM ou AAAA", "date, YYYY-MM-DD, YYYY-MM or YYYY"),
        Kind.MONTH: T("mois, AAAA-MM", "month, YYYY-MM"),
        Kind.CHOICE: T("un code", "one code"),
        Kind.CHOICES: T("codes séparés par « ; »", "codes separated by “;”"),
        Kind.CODED: T("code d’une terminologie", "code of a terminology"),
        Kind.REFERENCE: T("renvoi à un enregistrement", "reference to a record"),
    }
)
"""What stands in a file for each kind of value."""

PRIVACY: Mapping[Privacy, T] = MappingProxyType(
    {
        Privacy.NONE: T("neutre", "neutral"),
        Privacy.INDIRECT: T("identifie indirectement", "identifies indirectly"),
        Privacy.FREE_TEXT: T("texte libre", "free text"),
        Privacy.REPORT: T("compte rendu, jamais transmis", "report, never passed on"),
    }
)
"""How near a value comes to the person."""

TERMINOLOGIES: Mapping[str, T] = MappingProxyType(
    {
        "ctcae": T(f"termes CTCAE {ctcae.VERSION}", f"CTCAE {ctcae.VERSION} terms"),
        "iccc3": T("groupes ICCC-3", "ICCC-3 groups"),
        "criterion": T("critères de réponse", "response criteria"),
        "response": T("codes de réponse du critère choisi", "response codes of the chosen criterion"),
        "scheme": T("régimes d’accès par pays", "access schemes by country"),
        "analyte": T("analyses de laboratoire", "laboratory tests"),
        "lab_unit": T("unités de laboratoire", "laboratory units"),
        "icdo3_morphology": T("codes de morphologie CIM-O-3", "ICD-O-3 morphology codes"),
        "icdo3_topography": T("codes de topographie CIM-O-3", "ICD-O-3 topography codes"),
    }
)
"""The lists a CODED field takes its codes from."""

REQUIRED = T("obligatoire", "required")
EXPECTED = T("attendu", "expected")
OPTIONAL = T("facultatif", "optional")
GENERATED = T("donné par le registre", "given by the registry")
"""Needed to complete the record; chased when empty, never blocking; neither; never typed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A field in words. Texts that do not apply are empty. `list` names the value set or the terminology."""

    kind: RecordKind
    name: str
    label: T
    help: T
    type: T
    unit: T
    list: str
    values: T
    applies: T
    missing: T
    need: T
    privacy: T
    core: bool
    standard: str
    since: str
    retired: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a list in words, with what else is known of it."""

    list: str
    code: str
    label: T
    detail: T = NOTHING
    retired: bool = False


def record_kinds() -> tuple[type[FieldSet], ...]:
    """The kinds of record in the order of files: parents before children."""
    return tuple(KINDS.values())


def entries() -> tuple[Entry, ...]:
    """Every field of every kind, in the order of the forms."""
    return tuple(_entry(fields, field) for fields in KINDS.values() for field in fields.fields.values())


def codes() -> Iterator[Code]:
    """Every code that a field may hold: value sets in the order of their first use, then terminologies."""
    for values in value_sets():
        yield from (Code(values.name, c.code, c.label, retired=c.retired) for c in values)
    yield from (_term(term) for term in ctcae.terms().values())
    yield from (Code("iccc3", group.code, group.name) for group in diagnoses.iccc3().values())
    yield from (_scheme(scheme) for scheme in schemes.SCHEMES.values())
    yield from (_analyte(analyte) for analyte in ANALYTES.values())
    yield from (Code("lab_unit", code, words) for code, words in UNITS.items())
    for criterion in responses.criteria().values():
        yield Code("criterion", criterion.key, criterion.name, criterion.disease)
    for criterion in responses.criteria().values():
        yield from (_response(criterion, code) for code in criterion.codes)


def value_sets() -> tuple[ValueSet, ...]:
    """The closed lists of the declarations, each once, in the order of their first use."""
    used = (field.values for fields in KINDS.values() for field in fields.fields.values() if field.values)
    return tuple({values.name: values for values in used}.values())


def _entry(fields: type[FieldSet], field: Field) -> Entry:
    return Entry(
        kind=fields.record,
        name=field.name,
        label=field.label,
        help=field.help or NOTHING,
        type=TYPES[field.kind],
        unit=field.unit or NOTHING,
        list=field.values.name if field.values else field.source,
        values=_values(field),
        applies=_condition(fields, field.when) if field.when else NOTHING,
        missing=_listed((reason.value, MISSING_LABELS[reason]) for reason in field.missing),
        need=_with_doubt(field),
        privacy=PRIVACY[field.privacy],
        core=field.core,
        standard=field.standard,
        since=field.since,
        retired=field.retired,
    )


def _with_doubt(field: Field) -> T:
    """What is needed, and whether the field itself is still to be confirmed."""
    need = _need(field)
    return T(f"{need.fr}, à confirmer", f"{need.en}, to be confirmed") if field.to_confirm else need


def _need(field: Field) -> T:
    if field.generated:
        return GENERATED
    if field.required:
        return REQUIRED
    return EXPECTED if field.expected else OPTIONAL


def _values(field: Field) -> T:
    """What the field may hold: its codes, its limits, or the list it draws from."""
    if field.values:
        return _listed((choice.code, choice.label) for choice in field.values)
    if field.kind is Kind.CODED:
        return TERMINOLOGIES[field.source]
    if field.kind is Kind.REFERENCE:
        record = KINDS[field.source].record
        return T(f"un enregistrement « {record.name} »", f"a “{record.name}” record")
    if field.kind in (Kind.INTEGER, Kind.DECIMAL):
        low, high = f"{field.minimum:.15g}", f"{field.maximum:.15g}"
        return T(f"de {low} à {high}", f"{low} to {high}")
    return NOTHING


def _condition(fields: type[FieldSet], condition: Is) -> T:
    cause = fields.fields[condition.field]
    words = [_word(cause, code) for code in condition.codes]
    return T(
        f"si « {cause.label.fr} » : {' ou '.join(word.fr for word in words)}",
        f"if “{cause.label.en}”: {' or '.join(word.en for word in words)}",
    )


def _word(field: Field, code: str) -> T:
    if code in ("", ANY):
        return T("rempli", "filled in") if code else T("vide", "empty")
    return field.values.label(code) if field.values else T(code, code)


def _listed(pairs: Iterable[tuple[str, T]]) -> T:
    """`code = words`, separated by semicolons, in both languages."""
    texts = [T(f"{code} = {words.fr}", f"{code} = {words.en}") for code, words in pairs]
    return T("; ".join(text.fr for text in texts), "; ".join(text.en for text in texts))


def _term(term: ctcae.Term) -> Code:
    soc = ctcae.SOCS[term.soc]
    grades = ", ".join(map(str, term.grades))
    nature = T("biologique", "laboratory") if term.laboratory else T("clinique", "clinical")
    detail = T(f"{soc.fr}; {nature.fr}; grades {grades}", f"{soc.en}; {nature.en}; grades {grades}")
    return Code("ctcae", term.key, term.name, detail)


def _scheme(scheme: Scheme) -> Code:
    country = schemes.COUNTRIES[scheme.country].label
    detail = T(f"{country.fr}; {scheme.local}", f"{country.en}; {scheme.local}")
    return Code("scheme", scheme.code, scheme.label, detail, retired=scheme.is_legacy)


def _analyte(analyte: Analyte) -> Code:
    units = ", ".join(analyte.units)
    return Code("analyte", analyte.code, analyte.name, T(units, units))


def _response(criterion: responses.Criterion, code: responses.ResponseCode) -> Code:
    counts = T(f"compte comme {code.category}", f"counts as {code.category}") if code.category else NOTHING
    return Code(f"response, {criterion.key}", code.code, code.label, counts)


def to_markdown() -> str:
    """docs/dictionary.md: the fields of each kind, then the value sets. Terminologies are in the workbook."""
    lines = [_INTRODUCTION]
    for fields in record_kinds():
        lines += _kind_section(fields)
    lines += ["", "## Value sets"]
    for values in value_sets():
        lines += ["", f"### {values.name}", "", *_table(("Code", "French", "English"), _set_rows(values))]
    return "\n".join(lines) + "\n"


_INTRODUCTION = f"""# Data dictionary

Version {VERSION}. Made from the declarations in `registry/fields/`; do not edit it here. The workbook of
`registry export dictionary --out FILE.xlsx` holds the same in French and English, with the codes of every
terminology.

In files every record has `id`, `version` and `status` ({", ".join(STATUSES)}) before its fields, then the
id of its parent. `<field>_missing` stands beside each field that allows a reason for having no value, and
`answers` holds the answers to questions as JSON. Several codes in one cell are separated by `;`.

A required field is needed to mark a record complete; an expected one is asked for when it is empty and never
blocks. Core fields belong to the mandated protocol, the others to the registry alone."""


def _kind_section(fields: type[FieldSet]) -> list[str]:
    record = fields.record
    parent = f" Parent: `{record.parent}`." if record.parent else ""
    return [
        "",
        f"## {record.name}: {record.label.en} / {record.label.fr}",
        "",
        f"{len(columns(fields))} columns in files.{parent}",
        "",
        *_table(_HEADINGS, (_cells(entry) for entry in entries() if entry.kind == record)),
    ]


_CELLS: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "Field": lambda e: f"`{e.name}`",
        "French": lambda e: e.label.fr,
        "English": lambda e: e.label.en,
        "Type": lambda e: "; ".join(filter(None, (e.type.en, e.unit.en))),
        "Values": lambda e: _link(e.list) if _is_value_set(e.list) else e.values.en,
        "Applies": lambda e: e.applies.en,
        "Needed": lambda e: f"{e.need.en}, core" if e.core else e.need.en,
        "Missing": lambda e: e.missing.en,
        "Privacy": lambda e: e.privacy.en,
        "Standard": lambda e: e.standard,
        "Since": lambda e: f"{e.since} to {e.retired}" if e.retired else e.since,
        "Help": lambda e: e.help.en,
    }
)
_HEADINGS = tuple(_CELLS)


def _cells(entry: Entry) -> tuple[str, ...]:
    return tuple(cell(entry) for cell in _CELLS.values())


def _is_value_set(name: str) -> bool:
    return any(values.name == name for values in value_sets())


def _link(name: str) -> str:
    return f"[{name}](#{name})"


def _set_rows(values: ValueSet) -> Iterator[tuple[str, ...]]:
    return ((f"`{c.code}`" + (" (retired)" if c.retired else ""), c.label.fr, c.label.en) for c in values)


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [_line(headings), _line("---" for _ in headings), *map(_line, rows)]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
