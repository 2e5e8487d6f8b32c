"""Registered, treated and evaluable patients, with the reasons in between."""

from __future__ import annotations

from collections.abc import Iterator

from exports.basis import Basis
from exports.style import Style
from exports.workbook import Column, Line, Sheet
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS, READING_LABELS, SUBSET_LABELS
from registry.summaries.labels import category_label
from registry.summaries.populations import ALL, SUBSETS

NAME = T("Populations", "Populations")

FLOW = ("registered", "not_treated", "treated", "not_evaluable", "evaluable", "objected")
"""The outputs in the order of the flow."""

COLUMNS = (
    Column(T("Étape", "Step")),
    Column(T("Raison", "Reason")),
    Column(T("Lecture", "Reading")),
    *(Column(SUBSET_LABELS[subset], Style.COUNT, 15) for subset in SUBSETS),
    Column(T("Identifiant", "Identifier")),
)


def make(basis: Basis) -> Sheet:
    lines = [line for output in FLOW for line in _lines(basis, output)]
    return Sheet(say(NAME), COLUMNS, lines, title=say(NAME), notes=(basis.scope_line, say(_NOTE)), keys=2)


_NOTE = T(
    "Patients. Le premier traitement décide : monothérapie ou association.",
    "Patients. The first treated course decides: monotherapy or combination.",
)


def _lines(basis: Basis, output: str) -> Iterator[Line]:
    """One line per category of the output, with its number in each subset."""
    what = OUTPUTS[output]
    for row in basis.summary.select(output):
        found = (basis.summary.find(output, subset=subset, category=row.category) for subset in SUBSETS)
        reason = "" if row.category == ALL else say(category_label(output, row.category))
        reading = say(READING_LABELS[row.reading]) if row.reading else ""
        counts = tuple(other.n if other else None for other in found)
        values = (say(what.title), reason, reading, *counts, output)
        yield Line(values, strong=row.category == ALL)
