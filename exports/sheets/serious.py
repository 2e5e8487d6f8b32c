"""The serious toxicities one by one: what happened, what was done, to whom it was declared and how fast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports.basis import Basis, day_of, records
from exports.style import Style
from exports.workbook import Column, Line, Sheet
from registry.fields.base import T, ValueSet
from registry.fields.declaration import RECIPIENT
from registry.fields.values import ACTION, CAUSALITY, OUTCOME, SERIOUSNESS, YES_NO
from registry.i18n import say
from registry.summaries.catalogue import SUBSET_LABELS
from registry.summaries.catalogue.baseline import AGE_CLASS
from registry.summaries.catalogue.quality import CLOCK
from registry.summaries.labels import category_label
from registry.summaries.populations import UNKNOWN, choose_treated
from registry.summaries.serious import list_serious

NAME = T("Liste toxicités graves", "List of serious toxicities")

COLUMNS = (
    Column(T("Patient", "Patient")),
    Column(T("Centre", "Centre")),
    Column(T("Âge", "Age"), width=16),
    Column(T("Traitement", "Treatment"), width=15),
    Column(T("Toxicité", "Toxicity"), Style.WORDS, 32),
    Column(T("Grade", "Grade"), Style.COUNT, 8),
    Column(T("Début", "Onset"), Style.DATE),
    Column(T("Jour de traitement", "Day of treatment"), Style.COUNT, 12),
    Column(T("Critères de gravité", "Seriousness criteria"), Style.WORDS, 34),
    Column(T("Imputabilité par médicament", "Causality by drug"), Style.WORDS, 34),
    Column(T("Mesure par médicament", "Action by drug"), Style.WORDS, 34),
    Column(T("Évolution", "Outcome"), Style.WORDS, 24),
    Column(T("Déclarée à", "Declared to"), Style.WORDS, 30),
    Column(T("Déclarée le", "Declared on"), Style.DATE),
    Column(T("Délai depuis", "Delay from"), Style.WORDS, 26),
    Column(T("Délai (jours)", "Delay (days)"), Style.COUNT, 10),
    Column(T("En retard", "Overdue"), width=10),
    Column(T("Identifiant de la toxicité", "Toxicity identifier")),
)

NOTE = T(
    "Toxicités des patients traités qui remplissent au moins un critère de gravité. Le jour 1 est celui de la première "
    "prise.",
    "Toxicities of treated patients that meet at least one criterion of seriousness. Day 1 is that of the first dose.",
)


def make(basis: Basis) -> Sheet:
    summary = basis.summary
    found = list_serious(
        basis.frames,
        events=basis.events,
        treated=choose_treated(basis.counted),
        cut_off=summary.cut_off,
        parameters=summary.parameters,
    )
    lines = [line_of(record, with_text=basis.context.with_text) for record in records(found)]
    return Sheet(say(NAME), COLUMNS, lines, title=say(NAME), notes=(basis.scope_line, say(NOTE)), keys=1)


def line_of(record: Mapping[str, Any], *, with_text: bool) -> Line:
    """A line of `list_serious` in words, one cell for each of COLUMNS."""
    return Line(
        (
            record["number"],
            record["centre_id"],
            _word(AGE_CLASS, record["age_class"]),
            say(SUBSET_LABELS[record["subset"]]),
            _term(record["label"], with_text=with_text),
            record["grade"],
            day_of(record["onset"]),
            record["onset_day"],
            _words(SERIOUSNESS, record["criteria"]),
            _per_drug(CAUSALITY, record["causality"]),
            _per_drug(ACTION, record["action"]),
            _word(OUTCOME, record["outcome"]),
            _words(RECIPIENT, record["declared_to"]),
            day_of(record["declared_on"]),
            _word(CLOCK, record["clock"]),
            record["delay"],
            say(YES_NO.label("yes" if record["overdue"] else "no")),
            record["toxicity_id"],
        )
    )


def _term(label: str, *, with_text: bool) -> str:
    """The term as in the table by terms; typed words only where they may leave."""
    return say(category_label("toxicity_term", label if with_text else label.partition(": ")[0]))


def _word(values: ValueSet, code: str | None) -> str:
    return say(values.label(code)) if code and code != UNKNOWN else ""


def _words(values: ValueSet, codes: str | None) -> str:
    return "; ".join(_word(values, code) for code in (codes or "").split(";") if code)


def _per_drug(values: ValueSet, said: str | None) -> str:
    """Drug: answer, for each drug of the course."""
    parts = (part.partition(": ") for part in (said or "").split("; ") if part)
    return "; ".join(f"{drug}: {_word(values, code)}" for drug, _colon, code in parts)
