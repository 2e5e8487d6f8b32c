"""Run the rules of a record kind, and say what a record still needs to be complete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from registry import i18n
from registry.errors import Problem
from registry.fields.base import Desk, Field, FieldSet, Kind
from registry.fields.catalogue import KINDS, embedded
from registry.i18n import gettext as _
from registry.rules import (
    access_request,
    alteration,
    assessment,
    board,
    concomitant,
    consent,
    course,
    ctdna,
    declaration,
    diagnosis,
    dose_period,
    drug,
    follow_up,
    history,
    initiation,
    lab_result,
    patient,
    patient_around,
    prior_line,
    questionnaire,
    special_situation,
    subsequent,
    toxicity,
    toxicity_grade,
)
from registry.rules.base import Case, Level, Rule

RULES: tuple[Rule, ...] = (
    *drug.RULES,
    *patient.RULES,
    *patient_around.RULES,
    *consent.RULES,
    *diagnosis.RULES,
    *alteration.RULES,
    *history.RULES,
    *prior_line.RULES,
    *concomitant.RULES,
    *board.RULES,
    *access_request.RULES,
    *course.RULES,
    *initiation.RULES,
    *dose_period.RULES,
    *follow_up.RULES,
    *lab_result.RULES,
    *assessment.RULES,
    *ctdna.RULES,
    *toxicity.RULES,
    *toxicity_grade.RULES,
    *declaration.RULES,
    *questionnaire.RULES,
    *subsequent.RULES,
    *special_situation.RULES,
)

_BY_KIND: dict[str, list[Rule]] = defaultdict(list)
for _rule in RULES:
    _BY_KIND[_rule.kind].append(_rule)

NEEDS_ROW = frozenset({"course"})
"""Kinds that are complete only with at least one embedded row."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold here, in the reader's words."""

    code: str
    level: Level
    field: str
    text: str

    @property
    def problem(self) -> Problem:
        return Problem(self.field, self.code, self.text)


def findings(kind: str, case: Case) -> tuple[Finding, ...]:
    """Every rule of the kind that the case breaks, in the order of the rules."""
    return tuple(
        Finding(rule.code, rule.level, rule.field, _words(rule, case.record))
        for rule in _BY_KIND.get(kind, ())
        if rule.broken(case)
    )


def needs_of(kind: str) -> tuple[str, ...]:
    """The kinds of the patient's records that the rules of a kind read around its own."""
    return tuple(dict.fromkeys(needed for rule in _BY_KIND.get(kind, ()) for needed in rule.needs))


def questions_of(kind: str) -> Mapping[str, Rule]:
    """The questions that the rules of a kind may ask, by code."""
    return {rule.code: rule for rule in _BY_KIND.get(kind, ()) if rule.level is Level.ASK}


def desk_of(kind: str, code: str) -> Desk:
    """Who answers a question: whoever writes the field where it stands."""
    field = KINDS[kind].fields.get(questions_of(kind)[code].field)
    return field.desk if field else Desk.ENTRY


def lacking(kind: str, case: Case) -> tuple[Problem, ...]:
    """What the record lacks to be complete: required fields that apply and are empty, and required rows."""
    return tuple(_lacking(kind, case))


def _lacking(kind: str, case: Case) -> Iterator[Problem]:
    fields = KINDS[kind]
    yield from _empty(fields, case.record, "")
    rows = embedded(kind)
    if rows is None:
        return
    if kind in NEEDS_ROW and not case.rows:
        yield Problem(f"{rows.record.name}-0-drug", "required", _("Add at least one drug."))
    for place, row in enumerate(case.rows):
        yield from _empty(rows, row, f"{rows.record.name}-{place}-")


def _empty(fields: type[FieldSet], record: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for field in fields.required(record):
        if record.get(field.name) in (None, "", []) and not field.generated:
            yield Problem(path + field.name, "required", _needed(field))


def _needed(field: Field) -> str:
    label = i18n.say(field.label)
    if field.kind in (Kind.CHOICE, Kind.CHOICES, Kind.CODED, Kind.REFERENCE):
        return _("%(label)s: choose.") % {"label": label}
    return _("%(label)s: fill in.") % {"label": label}


def _words(rule: Rule, record: Mapping[str, Any]) -> str:
    return i18n.say(rule.text).format_map(_Shown(rule.kind, record))


class _Shown(dict[str, str]):
    """The values of a record as its reader writes them, for the texts of rules."""

    def __init__(self, kind: str, record: Mapping[str, Any]) -> None:
        super().__init__()
        self.fields, self.record = KINDS[kind].fields, record

    def __missing__(self, name: str) -> str:
        value = self.record.get(name)
        if value is not None and self.fields[name].kind in (Kind.DATE, Kind.PARTIAL_DATE, Kind.MONTH):
            return i18n.show_date(value)
        return "" if value is None else str(value)
