"""The vocabulary of a declaration: Field, its kinds, value sets, conditions, and the FieldSet that holds them.

A field is declared once. The column, the marshmallow field, the control on the page, the dictionary row, the
header of a sheet and the value of the demonstration are all made from the declaration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class T:
    """A text in the two languages of the declarations. Further languages translate the English."""

    fr: str
    en: str


class Kind(StrEnum):
    """The kinds of value; each has one storage type, one control and one reading."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    MONTH = "month"
    CHOICE = "choice"
    CHOICES = "choices"
    CODED = "coded"
    REFERENCE = "reference"


class Privacy(StrEnum):
    """How near a value comes to the person. There is no default: forgetting it is an error.

    NONE: says nothing of who it is. INDIRECT: identifies together with others (birth month, dates, centre).
    FREE_TEXT: typed words, hidden from those who see data without text. REPORT: an imaging report, shown to the
    reviewer and the centre, in no company or public export.
    """

    NONE = "none"
    INDIRECT = "indirect"
    FREE_TEXT = "free_text"
    REPORT = "report"


class Desk(StrEnum):
    """Who writes a field: the centre that enters the record, the reviewer of its response, or pharmacovigilance."""

    ENTRY = "entry"
    REVIEW = "review"
    SAFETY = "safety"


class Missing(StrEnum):
    """Why a value is missing."""

    NOT_DONE = "not_done"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    REFUSED = "refused"


MISSING_LABELS: Mapping[Missing, T] = MappingProxyType(
    {
        Missing.NOT_DONE: T("Non fait", "Not done"),
        Missing.NOT_AVAILABLE: T("Non disponible", "Not available"),
        Missing.NOT_APPLICABLE: T("Non applicable", "Not applicable"),
        Missing.UNKNOWN: T("Ne sait pas", "Unknown"),
        Missing.REFUSED: T("Refus", "Refused"),
    }
)
"""The reasons in words."""

MISSING_LETTERS: Mapping[Missing, T] = MappingProxyType(
    {
        Missing.NOT_DONE: T("NF", "ND"),
        Missing.NOT_AVAILABLE: T("ND", "NAV"),
        Missing.NOT_APPLICABLE: T("NA", "NA"),
        Missing.UNKNOWN: T("NC", "UNK"),
        Missing.REFUSED: T("RF", "REF"),
    }
)
"""The letters used on paper and in listings."""

ANY_MISSING: tuple[Missing, ...] = tuple(Missing)
MEASURE_MISSING = (Missing.NOT_DONE, Missing.NOT_AVAILABLE)
FACT_MISSING = (Missing.NOT_AVAILABLE, Missing.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Choice:
    """One code of a value set with its words; `retired` codes are read but no longer offered."""

    code: str
    label: T
    retired: bool = False


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A closed list of codes. `exclusive` names a code that stands alone in a multiple choice."""

    name: str
    choices: tuple[Choice, ...]
    exclusive: str = ""

    def __contains__(self, code: object) -> bool:
        return any(choice.code == code for choice in self.choices)

    def __iter__(self) -> Iterator[Choice]:
        return iter(self.choices)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(choice.code for choice in self.choices)

    def label(self, code: str) -> T:
        """The words of a code; a code that is not of this set is shown as itself."""
        return next((c.label for c in self.choices if c.code == code), T(code, code))


def values(name: str, *choices: tuple[str, str, str], exclusive: str = "") -> ValueSet:
    """A value set from (code, French, English) triples."""
    return ValueSet(name, tuple(Choice(code, T(fr, en)) for code, fr, en in choices), exclusive)


ANY = "*"
"""In a condition: whatever the value, as long as there is one."""


@dataclass(frozen=True, slots=True)
class Is:
    """A condition: the named field of the same record holds one of these codes ("" for empty, ANY for a value)."""

    field: str
    codes: tuple[str, ...]

    def holds(self, record: Mapping[str, Any]) -> bool:
        """True when the record's value (or, in a multiple choice, one of them) is among the codes."""
        value = record.get(self.field)
        if ANY in self.codes:
            return value not in (None, "", [])
        if isinstance(value, (list, tuple)):
            return any(code in self.codes for code in value)
        return (value or "") in self.codes


def is_(field: str, *codes: str) -> Is:
    return Is(field, codes)


def given(field: str) -> Is:
    """The named field holds a value."""
    return Is(field, (ANY,))


@dataclass(frozen=True)
class Field:
    """One thing that is recorded.

    required: needed to mark the record complete (a draft may lack it). when: it applies only if the condition
    holds. missing: the reasons allowed in place of a value. core: part of the mandated protocol, else kept by
    the registry only. standard: its CDISC or E2B(R3) name. since, retired: dictionary versions. source: the
    terminology of a CODED field, the record kind of a REFERENCE. expected: chased when empty, never blocking.
    identifier: asked only where the law under which the country takes part allows it (registry.fields.place).
    to_confirm: no published source settles it yet; the dictionary says so.
    """

    kind: Kind
    label: T
    privacy: Privacy
    help: T | None = None
    values: ValueSet | None = None
    source: str = ""
    unit: T | None = None
    required: bool = False
    expected: bool = True
    when: Is | None = None
    missing: tuple[Missing, ...] = ()
    core: bool = False
    standard: str = ""
    since: str = "1.0"
    retired: str = ""
    desk: Desk = Desk.ENTRY
    minimum: float | None = None
    maximum: float | None = None
    max_length: int = 200
    generated: bool = False
    identifier: bool = False
    to_confirm: bool = False
    name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "name", name)

    def applies(self, record: Mapping[str, Any]) -> bool:
        """Whether the field has a meaning in this record."""
        return self.when is None or self.when.holds(record)

    @property
    def is_text(self) -> bool:
        """Typed words: what a reader without free text does not see."""
        return self.privacy in (Privacy.FREE_TEXT, Privacy.REPORT)

    @property
    def missing_name(self) -> str:
        """The column that holds the reason in files."""
        return f"{self.name}_missing"


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the form: the fields declared after it belong to it."""

    title: T
    help: T | None = None


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: its name, words (one, several, a new one), and place under its parent.

    embedded: entered inside the parent's form (the drugs of a course). clinical: belongs to a centre.
    single: at most one under its parent.
    """

    name: str
    label: T
    plural: T
    new: T
    parent: str = ""
    embedded: bool = False
    clinical: bool = True
    single: bool = False

    @property
    def parent_id(self) -> str:
        """The column that names the parent."""
        return f"{self.parent}_id" if self.parent else ""


class FieldSet:
    """The fields of one record kind, in the order of the form."""

    record: ClassVar[RecordKind]
    fields: ClassVar[Mapping[str, Field]]
    sections: ClassVar[tuple[tuple[Section, tuple[Field, ...]], ...]]

    def __init_subclass__(cls) -> None:
        body = tuple(vars(cls).values())
        cls.fields = MappingProxyType({f.name: f for f in body if isinstance(f, Field)})
        cls.sections = tuple(_sections(body, cls.record.label))

    @classmethod
    def required(cls, record: Mapping[str, Any]) -> Iterator[Field]:
        """The fields that this record needs to be complete."""
        return (f for f in cls.fields.values() if f.required and f.applies(record))


def _sections(body: Iterable[object], title: T) -> Iterator[tuple[Section, tuple[Field, ...]]]:
    section, held = Section(title), list[Field]()
    for item in body:
        if isinstance(item, Section):
            if held:
                yield section, tuple(held)
            section, held = item, []
        elif isinstance(item, Field):
            held.append(item)
    if held:
        yield section, tuple(held)


def text(label: T, *, privacy: Privacy, max_length: int = 200, **more: Any) -> Field:
    return Field(Kind.TEXT, label, privacy, max_length=max_length, **more)


def long_text(label: T, *, privacy: Privacy, max_length: int = 20_000, **more: Any) -> Field:
    return Field(Kind.LONG_TEXT, label, privacy, max_length=max_length, **more)


def integer(label: T, *, privacy: Privacy, minimum: int, maximum: int, **more: Any) -> Field:
    return Field(Kind.INTEGER, label, privacy, minimum=minimum, maximum=maximum, **more)


def decimal(label: T, *, privacy: Privacy, minimum: float, maximum: float, **more: Any) -> Field:
    return Field(Kind.DECIMAL, label, privacy, minimum=minimum, maximum=maximum, **more)


def date(label: T, *, privacy: Privacy = Privacy.INDIRECT, **more: Any) -> Field:
    return Field(Kind.DATE, label, privacy, max_length=10, **more)


def partial_date(label: T, *, privacy: Privacy = Privacy.INDIRECT, **more: Any) -> Field:
    return Field(Kind.PARTIAL_DATE, label, privacy, max_length=10, **more)


def month(label: T, *, privacy: Privacy = Privacy.INDIRECT, **more: Any) -> Field:
    return Field(Kind.MONTH, label, privacy, max_length=7, **more)


def choice(values: ValueSet, label: T, *, privacy: Privacy, **more: Any) -> Field:
    return Field(Kind.CHOICE, label, privacy, values=values, max_length=40, **more)


def choices(values: ValueSet, label: T, *, privacy: Privacy, **more: Any) -> Field:
    return Field(Kind.CHOICES, label, privacy, values=values, **more)


def coded(source: str, label: T, *, privacy: Privacy, **more: Any) -> Field:
    return Field(Kind.CODED, label, privacy, source=source, max_length=80, **more)


def reference(source: str, label: T, *, privacy: Privacy, **more: Any) -> Field:
    return Field(Kind.REFERENCE, label, privacy, source=source, max_length=64, **more)
