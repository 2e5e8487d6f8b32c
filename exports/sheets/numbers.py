"""Every further number of the summary, by theme: use, response rates, times, toxicity, review, data, life, signals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from exports.basis import Basis
from exports.reasons import why_not
from exports.style import Style
from exports.workbook import Column, Line, Sheet
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.catalogue import (
    OUTPUTS,
    READING_LABELS,
    SUBSET_LABELS,
    UNIT_LABELS,
    By,
    Output,
)
from registry.summaries.catalogue.baseline import BASELINE
from registry.summaries.catalogue.response import RESPONSE_RATES
from registry.summaries.catalogue.review import REMARKABLE, REVIEW
from registry.summaries.catalogue.safety import CONSEQUENCES, NUMBERS, RATES
from registry.summaries.catalogue.times import TIMES
from registry.summaries.catalogue.use import USE
from registry.summaries.labels import category_label, population_label
from registry.summaries.populations import ALL
from registry.summaries.table import Row

COLUMNS = (
    Column(T("Chiffre", "Number"), Style.WORDS, 42),
    Column(T("Détail", "Detail"), Style.WORDS, 34),
    Column(T("Traitement", "Treatment"), width=15),
    Column(T("Lecture", "Reading"), width=20),
    Column(T("n", "n"), Style.COUNT, 9),
    Column(T("N", "N"), Style.COUNT, 9),
    Column(T("Valeur", "Value"), Style.NUMBER, 12),
    Column(T("Borne basse", "Lower bound"), Style.NUMBER, 12),
    Column(T("Borne haute", "Upper bound"), Style.NUMBER, 12),
    Column(T("Unité", "Unit"), width=18),
    Column(T("Non calculable", "Not calculable"), Style.WORDS, 26),
    Column(T("Population (N)", "Population (N)"), Style.WORDS, 26),
    Column(T("Paramètres", "Parameters"), Style.WORDS, 40),
    Column(T("Identifiant", "Identifier")),
)

NOTE = T(
    "n sur N de la population ; valeur non arrondie, dans son unité ; une case vide sans raison n’a pas lieu d’être "
    "remplie.",
    "n of N of the population; unrounded value, in its unit; a cell that is empty without a reason has nothing to say.",
)

ELSEWHERE = frozenset(
    {"orr", "bor", "best_response_agrees", "reviewed", "registered", "treated", "not_treated", "evaluable"}
    | {"not_evaluable", "objected", "drafts", "beneath_drafts"}
)
"""Outputs with a sheet or a line of their own."""


def _quality() -> Mapping[str, Output]:
    """What has no other theme: the quality of the data, coverage and declarations."""
    themed = {name for chosen in _THEMED.values() for name in chosen}
    return {
        name: output
        for name, output in OUTPUTS.items()
        if name not in themed and name not in ELSEWHERE and not name.startswith(("toxicity", "threshold"))
    }


_LIFE = {name: output for name, output in OUTPUTS.items() if output.by is By.QUESTIONNAIRE or "ctdna" in name}
_SIGNALS = {name: output for name, output in OUTPUTS.items() if name.startswith("signal")}
_SAFETY = {**CONSEQUENCES, **NUMBERS, **RATES}
_THEMED: Mapping[T, Mapping[str, Output]] = MappingProxyType(
    {
        T("Patients et usage", "Patients and use"): {**BASELINE, **USE},
        T("Réponses", "Responses"): {
            **RESPONSE_RATES,
            **{name: output for name, output in REMARKABLE.items() if name not in _LIFE},
        },
        T("Durées", "Times"): TIMES,
        T("Toxicité, suites et taux", "Toxicity, outcomes and rates"): _SAFETY,
        T("Qualité de vie, ADN tumoral", "Quality of life, ctDNA"): _LIFE,
        T("Relecture", "Review"): REVIEW,
        T("Signaux", "Signals"): _SIGNALS,
    }
)
THEMES: Mapping[T, Mapping[str, Output]] = MappingProxyType(
    {**_THEMED, T("Qualité des données", "Data quality"): _quality()}
)
"""The sheets and the outputs of each."""


def makers() -> Iterator[Callable[[Basis], Sheet]]:
    """What makes each sheet of these, in order."""
    return (partial(make, name=name, outputs=outputs) for name, outputs in THEMES.items())


def make(basis: Basis, *, name: T, outputs: Mapping[str, Output]) -> Sheet:
    """The sheet of a theme: every row of its outputs, as the summary has them."""
    lines = [_line(row) for row in basis.summary.rows if row.output in outputs]
    return Sheet(say(name), COLUMNS, lines, title=say(name), notes=(basis.scope_line, say(NOTE)), keys=2)


def _line(row: Row) -> Line:
    what, reason = OUTPUTS[row.output], why_not(row)
    values = (
        say(what.title),
        "" if what.by is By.NOTHING else say(category_label(row.output, row.category)),
        say(SUBSET_LABELS[row.subset]),
        say(READING_LABELS[row.reading]) if row.reading else "",
        row.n,
        row.N,
        row.value,
        row.low,
        row.high,
        say(UNIT_LABELS[row.unit]),
        say(reason) if reason else "",
        say(population_label(row)) if row.population else "",
        row.parameters,
        row.output,
    )
    return Line(values, strong=row.category == ALL and what.by is not By.NOTHING)
