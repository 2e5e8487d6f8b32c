"""06_EFFICACITE: best responses by reading, rates, by diagnosis and by criterion, and what is measured in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exports.has.aggregates import SMALLEST, Aggregator, Entry, make_table
from exports.has.columns import EMPTY, JOINED, NONE
from exports.has.counts import AMONG, EQUAL, HOLDS, UNEQUAL, VALUES, Source
from exports.has.dossier import CUMULATIVE, PERIOD, Table, Value
from exports.has.sheets.patient_facts import BEST, TIMES
from exports.has.sheets.patients import NAME as PATIENTS
from exports.has.sheets.populations import in_population, yes
from registry.fields.base import T
from registry.fields.values import DIAGNOSIS_CATEGORY, RESPONSE_CATEGORY
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS, READING_LABELS
from registry.summaries.judgement import BEST as BEST_CODES
from registry.summaries.judgement import REASONS
from registry.summaries.labels import category_label
from registry.summaries.parameters import REVIEWED_ELSE_LOCAL
from registry.summaries.populations import ALL, UNKNOWN

NAME = "06_EFFICACITE"
STATS = ("n", "N", "pct", "ic_bas", "ic_haut", "median")
OBJECTIVE = ("CR", "PR")
CONTROLLED = ("CR", "PR", "MR", "SD")
MONTHS = ("6", "12", "24")
SURVIVAL = ("pfs", "os", "dor", "ttnt", "ttd")


def make(aggregator: Aggregator, *, sizes: Mapping[str, int]) -> Table:
    """Responses and durations; what is measured in time is told up to the cut-off only."""
    entries = aggregator.keep(_lines(aggregator))
    notes = (
        T(
            "Période : meilleure réponse des évaluations de la période, chez les patients évalués dans la période.",
            "Period: best response of the assessments of the period, in the patients assessed in it.",
        ),
        T(
            "Durées : Kaplan-Meier ; n événements sur N ; médiane en mois et IC 95 % ; taux à 6, 12 et 24 mois en %.",
            "Durations: Kaplan-Meier; n events of N; median in months and 95% CI; rates at 6, 12 and 24 months in %.",
        ),
    )
    title = T("Efficacité", "Efficacy")
    return make_table(NAME, title, STATS, entries, sizes=sizes, notes=notes, population="P5")


def _lines(aggregator: Aggregator) -> Iterator[Entry]:
    for reading in BEST:
        yield from _of_reading(aggregator, reading)
    yield from _by_criterion(aggregator)
    for output in SURVIVAL:
        yield from _in_time(aggregator, output)


def judged(reading: str) -> Source:
    """The evaluable patients under a reading; of the period, those whose assessments of the period tell."""
    column = BEST[reading][0]
    return replace(
        in_population("P3").only((column, UNEQUAL, say(NONE))),
        dated="",
        within=(("evalue_periode", EQUAL, yes()), (f"{column}_periode", UNEQUAL, say(NONE))),
    )


def best_is(reading: str, *codes: str) -> list[Source]:
    """The evaluable patients by each best response."""
    column = BEST[reading][0]
    found = []
    for code in codes:
        label, source = say(category_label("bor", code)), judged(reading)
        within = (*source.within, (f"{column}_periode", EQUAL, label))
        found.append(replace(source, where=(*source.where, (column, EQUAL, label)), within=within))
    return found


def _of_reading(aggregator: Aggregator, reading: str) -> Iterator[Entry]:
    words = READING_LABELS[reading]
    named = T(f"Lecture {words.fr.lower()}", f"Reading: {words.en.lower()}")
    yield aggregator.shared(
        named, say(OUTPUTS["evaluable"].title), judged(reading), output="evaluable", reading=reading
    )
    if reading == REVIEWED_ELSE_LOCAL:
        yield from _not_evaluable(aggregator, reading)
    for code, source in zip(BEST_CODES, best_is(reading, *BEST_CODES), strict=True):
        label = say(category_label("bor", code))
        yield aggregator.shared(
            _titled("bor", named), label, source, output="bor", category=code, reading=reading
        )
    yield from _rates(aggregator, reading, named)


def _titled(output: str, reading: T) -> T:
    title = OUTPUTS[output].title
    return T(f"{title.fr}, {reading.fr.lower()}", f"{title.en}, {reading.en.lower()}")


def _not_evaluable(aggregator: Aggregator, reading: str) -> Iterator[Entry]:
    """Why patients are not evaluable, up to the cut-off."""
    for code in REASONS:
        label = say(category_label("not_evaluable", code))
        source = replace(in_population("P3").only(("motif_non_evaluable", EQUAL, label)), dated="")
        yield aggregator.shared(
            OUTPUTS["not_evaluable"].title,
            label,
            source,
            output="not_evaluable",
            category=code,
            reading=reading,
        )


def _rates(aggregator: Aggregator, reading: str, named: T) -> Iterator[Entry]:
    """Objective responses of all and by diagnosis, of all treated, and disease control."""
    among = one_of(reading, *OBJECTIVE)
    everyone = say(T("Tous", "All"))
    yield aggregator.shared(_titled("orr", named), everyone, among, output="orr", reading=reading)
    for code in (*DIAGNOSIS_CATEGORY.codes, UNKNOWN):
        if aggregator.row(CUMULATIVE, "orr", code, reading):
            label = say(category_label("orr", code)) if code != UNKNOWN else say(EMPTY)
            source = among.only(("categorie_diag", EQUAL, label))
            yield aggregator.shared(
                _titled("orr", named), label, source, output="orr", category=code, reading=reading
            )
    yield aggregator.shared(
        _titled("orr_treated", named), everyone, among, output="orr_treated", reading=reading
    )
    control = one_of(reading, *CONTROLLED)
    yield aggregator.shared(_titled("dcr", named), everyone, control, output="dcr", reading=reading)


def one_of(reading: str, *codes: str) -> Source:
    """The evaluable patients whose best response is one of several."""
    column = BEST[reading][0]
    labels = JOINED.join(say(RESPONSE_CATEGORY.label(code)) for code in codes)
    source = judged(reading)
    return replace(
        source,
        where=(*source.where, (column, AMONG, labels)),
        within=(*source.within, (f"{column}_periode", AMONG, labels)),
    )


def _by_criterion(aggregator: Aggregator) -> Iterator[Entry]:
    """Best responses by criterion: responses by different criteria are never told together alone."""
    cells = aggregator.counter.distinct([PATIENTS], "critere")
    criteria = sorted({one for cell in cells for one in str(cell).split(JOINED)} - {say(NONE)})
    for criterion in criteria:
        where = ("critere", HOLDS, criterion)
        of = judged(REVIEWED_ELSE_LOCAL).only(where)
        variable = T(
            f"Meilleure réponse par critère : {criterion}", f"Best response by criterion: {criterion}"
        )
        for code, source in zip(BEST_CODES, best_is(REVIEWED_ELSE_LOCAL, *BEST_CODES), strict=True):
            found = aggregator.counted(variable, say(category_label("bor", code)), source.only(where), of)
            if found.numbers[CUMULATIVE]["n"] or found.numbers[PERIOD]["n"]:
                yield found


def _in_time(aggregator: Aggregator, output: str) -> Iterator[Entry]:
    """Median and rates of an endpoint."""
    name, title = TIMES[output]
    source = Source(
        (PATIENTS,),
        ((f"{name}_mois", UNEQUAL, say(NONE)), ("population_P3", EQUAL, yes())),
        f"{VALUES}{name}_mois",
    )
    reading = REVIEWED_ELSE_LOCAL if OUTPUTS[output].read else ""
    for category, words in ((ALL, say(T("Médiane (mois)", "Median (months)"))), *_rate_words()):
        found = f"{output}_rate" if category != ALL else output
        row = aggregator.row(CUMULATIVE, found, category, reading)
        if row is None:
            continue
        place = "median" if category == ALL else "pct"
        estimates = {place: row.value, "ic_bas": row.low, "ic_haut": row.high}
        shown = category == ALL or (row.N or 0) >= SMALLEST
        known: dict[str, Value] = {n: value for n, value in estimates.items() if value is not None and shown}
        numbers = {"n": row.n, "N": row.N or 0, **known}
        yield aggregator.entry(title, words, source, {CUMULATIVE: numbers})


def _rate_words() -> list[tuple[str, str]]:
    return [(month, say(T(f"Taux à {month} mois (%)", f"Rate at {month} months (%)"))) for month in MONTHS]
