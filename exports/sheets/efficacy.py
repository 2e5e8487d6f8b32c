"""Response: rate and best response by reading, subset and diagnosis, with exact intervals."""

from __future__ import annotations

from collections.abc import Iterator

from exports.basis import Basis
from exports.style import Style
from exports.workbook import Column, Line, Sheet
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS, READING_LABELS, SUBSET_LABELS, By
from registry.summaries.labels import category_label, population_label
from registry.summaries.parameters import READINGS
from registry.summaries.populations import ALL, SUBSETS
from registry.summaries.table import Row, Summary

NAME = T("Efficacité", "Efficacy")

SHOWN = ("orr", "bor", "best_response_agrees", "reviewed")
"""The outputs in the order of the sheet."""

COLUMNS = (
    Column(T("Critère de jugement", "Output")),
    Column(T("Groupe ou réponse", "Group or response")),
    Column(T("Traitement", "Treatment")),
    Column(T("Lecture", "Reading")),
    Column(T("n", "n"), Style.COUNT),
    Column(T("N", "N"), Style.COUNT),
    Column(T("%", "%"), Style.PERCENT, 9),
    Column(T("Borne basse (%)", "Lower bound (%)"), Style.PERCENT, 11),
    Column(T("Borne haute (%)", "Upper bound (%)"), Style.PERCENT, 11),
    Column(T("Population (N)", "Population (N)")),
    Column(T("Identifiant", "Identifier")),
)


def make(basis: Basis) -> Sheet:
    lines = [_line(row) for row in rows(basis.summary)]
    notes = (basis.scope_line, say(_NOTE), basis.parameters_line("orr"))
    return Sheet(say(NAME), COLUMNS, lines, title=say(NAME), notes=notes, keys=2)


_NOTE = T(
    "n sur N patients de la population ; intervalles exacts (Clopper et Pearson).",
    "n of N patients of the population; exact intervals (Clopper and Pearson).",
)


def rows(summary: Summary) -> Iterator[Row]:
    """The rows of the sheet: the chosen reading and all patients first."""
    readings = sorted(READINGS, key=lambda reading: reading != summary.parameters.reading)
    for output in SHOWN:
        for reading in readings:
            for subset in SUBSETS:
                yield from summary.select(output, subset=subset, reading=reading)


def _line(row: Row) -> Line:
    values = (
        say(OUTPUTS[row.output].title),
        say(category_label(row.output, row.category)),
        say(SUBSET_LABELS[row.subset]),
        say(READING_LABELS[row.reading]),
        row.n,
        row.N,
        row.value,
        row.low,
        row.high,
        say(population_label(row)),
        row.output,
    )
    return Line(values, strong=row.category == ALL and OUTPUTS[row.output].by is not By.NOTHING)
