"""08_TOLERANCE_SYNTHESE: patients and toxicities of each sort; 09_EI_SOC_PT: by organ class and term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exports.has.aggregates import (
    COUNTED,
    SOURCE,
    SUFFIX,
    Aggregator,
    Entry,
    make_table,
    share,
    whole,
)
from exports.has.columns import NONE
from exports.has.counts import AT_LEAST, EQUAL, PATIENTS, ROWS, VALUES, Condition, Source
from exports.has.dossier import CUMULATIVE, PERIOD, SPANS, Column, Line, Table, Value
from exports.has.sheets.populations import yes
from exports.has.sheets.reactions import NAMES, SERIOUS
from registry.fields.base import T
from registry.fields.toxicity import EXPECTEDNESS
from registry.fields.values import GRADE, OUTCOME, YES_NO
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.labels import category_label, soc_of

OVERVIEW, CLASSES = "08_TOLERANCE_SYNTHESE", "09_EI_SOC_PT"
STATS = (*COUNTED, "evenements", "graves", "non_graves")
DATED = "date_debut_ei"
ONSET = T(
    "Période : toxicités dont le début est dans la période, chez tous les patients traités jusqu’à sa fin.",
    "Period: toxicities with onset in the period, in all patients treated up to its end.",
)


def _flag(column: str) -> Condition:
    return (column, EQUAL, yes())


SORTS: Mapping[str, str] = {
    "toxicity_any": "",
    "toxicity_related": "liee",
    "toxicity_serious": "grave",
    "toxicity_threshold": "seuil",
    "toxicity_stop": "arret",
    "toxicity_reduction": "reduction",
    "toxicity_interruption": "interruption",
    "toxicity_death": "deces",
}
"""Outputs of patients with a toxicity of some sort, and the column that says which these are."""


def counted(*where: Condition, sheets: tuple[str, ...] = NAMES, counts: str = PATIENTS) -> Source:
    """Toxicities that count: with onset on or after the first dose of a treated patient."""
    return Source(sheets, (_flag("comptee"), *where), counts, DATED)


def make_overview(aggregator: Aggregator, *, sizes: Mapping[str, int]) -> Table:
    """Patients with a toxicity of each sort, and these toxicities."""
    entries = aggregator.keep(_overview(aggregator))
    title = T("Tolérance, synthèse", "Safety overview")
    notes = (
        ONSET,
        T(
            "Grave : un des six critères, quel que soit le grade.",
            "Serious: any of the six criteria, whatever the grade.",
        ),
    )
    return make_table(OVERVIEW, title, STATS, entries, sizes=sizes, notes=notes, population="P3")


def _overview(aggregator: Aggregator) -> Iterator[Entry]:
    for output, column in SORTS.items():
        source = counted(_flag(column)) if column else counted()
        found = aggregator.shared(OUTPUTS[output].title, _patients(), source, output=output)
        yield with_events(aggregator, found)
    severe = counted(("ctcae_grade", AT_LEAST, "3"))
    found = aggregator.shared(OUTPUTS["toxicity_grade3"].title, _patients(), severe, output="toxicity_grade3")
    yield with_events(aggregator, found)
    for code in GRADE.codes:
        source = counted(("ctcae_grade", EQUAL, code))
        found = aggregator.shared(
            OUTPUTS["toxicity_by_grade"].title,
            say(GRADE.label(code)),
            source,
            output="toxicity_by_grade",
            category=code,
        )
        yield with_events(aggregator, found)
    yield from _by_answer(aggregator)
    yield from _declared(aggregator)


def _patients() -> str:
    return say(T("Patients", "Patients"))


def with_events(aggregator: Aggregator, entry: Entry) -> Entry:
    """The line with the toxicities themselves, serious and not."""
    rows = replace(entry.source, counts=ROWS)
    numbers = {}
    for span, held in entry.numbers.items():
        numbers[span] = {
            **held,
            "evenements": whole(aggregator.counter.count(rows, span).n),
            "graves": whole(aggregator.counter.count(rows.only(_flag("grave")), span).n),
            "non_graves": whole(aggregator.counter.count(rows.only(_not("grave")), span).n),
        }
    return replace(entry, numbers=numbers)


def _not(column: str) -> Condition:
    return (column, EQUAL, say(YES_NO.label("no")))


def _by_answer(aggregator: Aggregator) -> Iterator[Entry]:
    """Patients by expectedness and by outcome of their toxicities."""
    for variable, column, values in (
        (T("Attendue ou non", "Expected or not"), "attendu", EXPECTEDNESS),
        (T("Évolution", "Outcome"), "evolution", OUTCOME),
    ):
        for choice in values:
            source = counted((column, EQUAL, say(choice.label)))
            numbers = {
                span: share(aggregator.counter.count(source, span).n, _treated(aggregator)) for span in SPANS
            }
            yield with_events(aggregator, aggregator.entry(variable, say(choice.label), source, numbers))


def _treated(aggregator: Aggregator) -> int:
    """The patients treated up to the cut-off, over whom toxicities of both spans are counted."""
    row = aggregator.row(CUMULATIVE, "toxicity_any")
    return (row.N or 0) if row else 0


def _declared(aggregator: Aggregator) -> Iterator[Entry]:
    """Serious toxicities declared, in time, overdue, and the delay; N: serious toxicities."""
    serious = say(T("Toxicités graves", "Serious toxicities"))
    for output, column in (
        ("declared", "declaree"),
        ("declared_in_time", "declaree_a_temps"),
        ("declaration_overdue", "declaration_en_retard"),
    ):
        source = counted(_flag(column), sheets=(SERIOUS,), counts=ROWS)
        yield aggregator.shared(OUTPUTS[output].title, serious, source, output=output)
    for statistic in ("median", "min", "max"):
        source = counted(sheets=(SERIOUS,), counts=f"{VALUES}delai_envoi_j")
        yield _delay(aggregator, source, statistic)


def _delay(aggregator: Aggregator, source: Source, statistic: str) -> Entry:
    """A statistic of the delay stands under n, in days, as the label says."""
    numbers: dict[str, Mapping[str, Value]] = {}
    for span in SPANS:
        row = aggregator.row(span, "declaration_delay", statistic)
        numbers[span] = {"n": whole(row.value)} if row and row.value is not None else {}
    words = category_label("declaration_delay", statistic)
    title = OUTPUTS["declaration_delay"].title
    variable = T(f"{title.fr} (jours)", f"{title.en} (days)")
    return aggregator.entry(variable, say(words), source, numbers)


MEASURED: Mapping[str, tuple[T, str]] = {
    "n_patients": (T("Patients", "Patients"), "count"),
    "pct": (T("% des traités", "% of treated"), "percent"),
    "n_ei": (T("Toxicités", "Toxicities"), "count"),
    "graves": (T("dont graves", "of which serious"), "count"),
    "non_graves": (T("dont non graves", "of which not serious"), "count"),
    **{
        f"grade_{code}": (
            T(f"Patients, grade max. {code}", f"Patients, worst grade {code}"),
            "count",
        )
        for code in GRADE.codes
    },
    "lies": (T("dont liées", "of which related"), "count"),
    "inattendus": (T("dont inattendues", "of which unexpected"), "count"),
    "deces": (T("dont mortelles", "of which fatal"), "count"),
}
"""The numbers of each class and term, in the period and up to the cut-off."""


def make_classes(aggregator: Aggregator, *, coded: bool) -> Table:
    """One line per organ class and per term, in the international order. coded: a MedDRA is loaded."""
    treated = _treated(aggregator)
    columns = (
        Column("soc", T("Classe d’organe (SOC)", "Organ class (SOC)"), "words"),
        Column("pt", T("Terme", "Term"), "words"),
        *(
            Column(f"{name}_{SUFFIX[span]}", _headed(label, span, treated), look)
            for span in SPANS
            for name, (label, look) in MEASURED.items()
        ),
        *SOURCE,
    )
    waiting = T(
        "Termes et classes du CTCAE v5.0 ; codage MedDRA en attente.",
        "Terms and classes of CTCAE v5.0; MedDRA coding awaited.",
    )
    added = T(
        "Graves, liées, inattendues, mortelles : lignes où grave, liee, attendu (« Inattendue »), deces le disent.",
        "Serious, related, unexpected, fatal: rows where grave, liee, attendu (“Unexpected”), deces say so.",
    )
    notes = (ONSET, added) if coded else (ONSET, waiting, added)
    lines = tuple(_class_lines(aggregator))
    title = T("Toxicités par classe d’organe et par terme", "Toxicities by organ class and term")
    return Table(CLASSES, title, columns, lines, notes, "P3", is_aggregate=True)


def _headed(label: T, span: str, size: int) -> T:
    words = T("période", "period") if span == PERIOD else T("cumul", "cumulative")
    return T(f"{label.fr}, {words.fr} (N = {size})", f"{label.en}, {words.en} (N = {size})")


def _class_lines(aggregator: Aggregator) -> Iterator[Line]:
    terms = aggregator.categories("toxicity_term")
    for soc in aggregator.categories("toxicity_soc"):
        label = say(category_label("toxicity_soc", soc))
        where: tuple[Condition, ...] = (("classe_comptee", EQUAL, label),)
        yield _class_line(
            aggregator, "toxicity_soc", soc, (label, say(T("Tous les termes", "All terms"))), where
        )
        for term in terms:
            if soc_of(term) == soc:
                name = say(category_label("toxicity_term", term))
                inside = (*where, ("terme_compte", EQUAL, name))
                yield _class_line(aggregator, "toxicity_term", term, (label, name), inside)


def _class_line(
    aggregator: Aggregator,
    output: str,
    category: str,
    labels: tuple[str, str],
    where: tuple[Condition, ...],
) -> Line:
    source = counted(*where)
    cells: list[Value] = []
    for span in SPANS:
        numbers = _class_numbers(aggregator, output, category, source, span)
        cells += [numbers.get(name, say(NONE)) for name in MEASURED]
    ids = {span: aggregator.counter.count(source, span).ids for span in SPANS}
    return Line(
        (*labels, *cells, *source.cells),
        strong=output == "toxicity_soc",
        kind="patient",
        period=ids[PERIOD],
        cumulative=ids[CUMULATIVE],
    )


def _class_numbers(
    aggregator: Aggregator, output: str, category: str, source: Source, span: str
) -> Mapping[str, Value]:
    """Patients, events and worst grades as the summary counts them, the rest from the listings."""
    row = aggregator.row(span, output, category)
    rows = replace(source, counts=ROWS)
    divided = share(row.n if row else 0, _treated(aggregator))
    events = aggregator.row(span, f"{output}_events", category)
    found: dict[str, Value] = {"n_patients": row.n if row else 0, "n_ei": events.n if events else 0}
    if "pct" in divided:
        found["pct"] = divided["pct"]
    for code in GRADE.codes:
        worst = aggregator.row(span, f"{output}_grade_{code}", category)
        found[f"grade_{code}"] = worst.n if worst else 0
    unexpected = ("attendu", EQUAL, say(EXPECTEDNESS.label("unexpected")))
    for name, condition in (
        ("graves", _flag("grave")),
        ("non_graves", _not("grave")),
        ("lies", _flag("liee")),
        ("inattendus", unexpected),
        ("deces", _flag("deces")),
    ):
        found[name] = whole(aggregator.counter.count(rows.only(condition), span).n)
    return found
