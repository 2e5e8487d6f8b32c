"""Toxicity: patients and events, worst grades, overall and by organ class and term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.basis import Basis
from exports.style import Style
from exports.workbook import Column, Line, Sheet
from registry.fields.base import T
from registry.fields.values import GRADE
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS, SUBSET_LABELS
from registry.summaries.labels import category_label, soc_of
from registry.summaries.populations import ALL, SUBSETS
from registry.summaries.table import Row, Summary
from registry.summaries.toxicity import FLAGS
from registry.terminology.ctcae import SOCS

NAME = T("Toxicité", "Toxicity")
NO_SUCH_GRADE = "/"

EVENTS = {
    output: f"{output}_events" if output != "toxicity_any" else "toxicity_events"
    for output, _flag in FLAGS
    if output != "toxicity_grade3"
}
"""The output that counts the events of the same sort as one that counts patients."""

MISSING = ("toxicity_seriousness_missing", "toxicity_causality_missing")
"""Events whose answer is missing, and which count as the definitions say."""

COLUMNS = (
    Column(T("Traitement", "Treatment"), width=15),
    Column(T("Classe d’organe", "Organ class"), Style.WORDS, 42),
    Column(T("Terme", "Term"), Style.WORDS, 32),
    *(Column(T(f"Grade {code}", f"Grade {code}"), Style.COUNT, 9) for code in GRADE.codes),
    Column(T("Patients", "Patients"), Style.COUNT, 10),
    Column(T("Patients traités (N)", "Treated patients (N)"), Style.COUNT, 11),
    Column(T("% des traités", "% of treated"), Style.PERCENT, 10),
    Column(T("Borne basse (%)", "Lower bound (%)"), Style.PERCENT, 10),
    Column(T("Borne haute (%)", "Upper bound (%)"), Style.PERCENT, 10),
    Column(T("Événements", "Events"), Style.COUNT, 13),
    Column(T("Identifiant", "Identifier")),
)


def make(basis: Basis) -> Sheet:
    lines = [line for subset in SUBSETS for line in _lines(basis.summary, subset)]
    notes = (basis.scope_line, say(_NOTE), basis.parameters_line("toxicity_threshold"))
    return Sheet(say(NAME), COLUMNS, lines, title=say(NAME), notes=notes, keys=3)


_NOTE = T(
    "Patients traités, par leur pire grade dans la ligne ; un patient compte une fois par ligne, les lignes ne "
    "s’additionnent pas. Début le jour de la première prise ou après.",
    "Treated patients, by their worst grade within the row; a patient counts once per row, so rows do not add up. "
    "Onset on or after the first dose.",
)


def _lines(summary: Summary, subset: str) -> Iterator[Line]:
    """The overview, then each organ class followed by its terms. A subset lists only what occurred in it."""
    for output, _flag in FLAGS:
        yield from _overview(summary, subset, output)
    for output in MISSING:
        yield from _missing(summary, subset, output)
    terms = summary.select("toxicity_term", subset=subset)
    for soc in summary.select("toxicity_soc", subset=subset):
        if soc.n or subset == ALL:
            yield _table_line(summary, soc, soc.category, "")
            for term in terms:
                if soc_of(term.category) == soc.category and (term.n or subset == ALL):
                    yield _table_line(summary, term, soc.category, term.category)


def _overview(summary: Summary, subset: str, output: str) -> Iterator[Line]:
    """One sort of toxicity; the worst grades stand beside any toxicity."""
    row = summary.find(output, subset=subset)
    if row:
        events = summary.find(EVENTS[output], subset=subset) if output in EVENTS else None
        any_grade = output == "toxicity_any"
        worst = {found.category: found.n for found in summary.select("toxicity_worst_grade", subset=subset)}
        counts = [worst.get(code) if any_grade else None for code in GRADE.codes]
        yield _line(row, say(OUTPUTS[output].title), "", counts, events, strong=any_grade)


def _missing(summary: Summary, subset: str, output: str) -> Iterator[Line]:
    """The number of events alone."""
    row = summary.find(output, subset=subset)
    if row:
        blank = [None] * (len(COLUMNS) - 5)
        title = say(OUTPUTS[output].title)
        yield Line((say(SUBSET_LABELS[subset]), title, "", *blank, row.n, output))


def _table_line(summary: Summary, row: Row, soc: str, term: str) -> Line:
    """An organ class, or one of its terms; a grade that the term does not have is marked."""
    grades = [
        summary.find(f"{row.output}_grade_{code}", subset=row.subset, category=row.category)
        for code in GRADE.codes
    ]
    counts = [found.n if found else NO_SUCH_GRADE for found in grades]
    events = summary.find(f"{row.output}_events", subset=row.subset, category=row.category)
    words = say(category_label(row.output, term)) if term else say(_ALL_TERMS)
    return _line(row, say(_soc(soc)), words, counts, events, strong=not term)


_ALL_TERMS = T("Tous les termes", "All terms")


def _soc(soc: str) -> T:
    return SOCS.get(soc) or category_label("toxicity_soc", soc)


def _line(
    row: Row, soc: str, term: str, grades: Sequence[int | str | None], events: Row | None, *, strong: bool
) -> Line:
    values = (
        say(SUBSET_LABELS[row.subset]),
        soc,
        term,
        *grades,
        row.n,
        row.N,
        row.value,
        row.low,
        row.high,
        events.n if events else None,
        row.output,
    )
    return Line(values, strong=strong)
