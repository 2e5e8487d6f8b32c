"""One line of a pharmacovigilance report, and how the values of a case become lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from registry import i18n
from registry.fields.base import T
from registry.fields.toxicity import ToxicityFields
from registry.rules.base import Record
from registry.rules.case_facts import E2B, CaseFacts, DrugFacts, Measure
from registry.rules.narrative import choice_words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is entered: a record by kind and id, or a new one under a parent; the field in its form."""

    kind: str
    record_id: str = ""
    parent_id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. element, code: in E2B(R3). is_needed: the report is not complete without it. part: of the MINIMUM.
    drug: the one of several that it is about."""

    label: T
    value: str
    element: str
    place: Place
    code: str = ""
    is_needed: bool = False
    part: str = ""
    drug: str = ""

    @property
    def is_lacking(self) -> bool:
        return self.is_needed and not self.value


@dataclass(frozen=True, slots=True)
class Chapter:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...]


AGE_GROUPS = {
    "2": T("Nourrisson", "Infant"),
    "3": T("Enfant", "Child"),
    "4": T("Adolescent", "Adolescent"),
    "5": T("Adulte", "Adult"),
    "6": T("Personne âgée", "Elderly"),
}
"""The age groups of D.2.3 that a month of birth can tell."""


def own(case: CaseFacts, field: str = "") -> Place:
    return Place("toxicity", case.id, field=field)


def label_of(name: str) -> T:
    return ToxicityFields.fields[name].label


def answer(case: CaseFacts, name: str, element: str, *, needed: bool = False, part: str = "") -> Line:
    """A single answer of the toxicity, with its code."""
    code = case.toxicity.get(name) or ""
    words = choice_words("toxicity", name, code) or code
    sent = E2B.get(name, {}).get(code, "")
    return Line(label_of(name), words, element, own(case, name), sent, is_needed=needed, part=part)


def typed(case: CaseFacts, name: str, element: str) -> Line:
    return Line(label_of(name), case.toxicity.get(name) or "", element, own(case, name))


def days_words(days: int | None) -> str:
    """0 jour, 1 jour, 39 jours; 1 day, 39 days."""
    if days is None:
        return ""
    unit = T("jour", "day") if days == 1 else T("jours" if days > 1 else "jour", "days")
    return f"{i18n.show_number(days)}\u00a0{i18n.say(unit)}"


def group_words(code: str) -> str:
    return i18n.say(AGE_GROUPS[code]) if code else ""


def measure_words(found: Measure | None, unit: str) -> str:
    return f"{i18n.show_number(found.value)}\u00a0{unit} ({i18n.show_date(found.on)})" if found else ""


def rows_words(rows: Sequence[Record], kind: str, name: str) -> str:
    return "; ".join(
        ", ".join(filter(None, (choice_words(kind, name, row.get(name)), row.get("name")))) for row in rows
    )


def name_of(drug: DrugFacts) -> str:
    words = i18n.say(drug.name)
    return words[:1].upper() + words[1:]
