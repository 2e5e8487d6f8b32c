"""07_QUALITE_VIE: questionnaires received, scores and their change, by instrument, respondent and visit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exports.has.aggregates import DESCRIBED, Aggregator, Entry, make_table, rows_in
from exports.has.counts import EQUAL, VALUES, Source
from exports.has.dossier import CUMULATIVE, PERIOD, Table
from exports.has.sheets.populations import yes
from exports.has.sheets.treatments import QUESTIONNAIRES
from registry.fields.base import T
from registry.fields.values import VISIT
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.labels import category_label
from registry.summaries.questionnaires import BASELINE, BETWEEN

NAME = "07_QUALITE_VIE"


def make(aggregator: Aggregator, *, sizes: Mapping[str, int]) -> Table:
    """What a child and a parent answer is never put together."""
    entries = aggregator.keep(_lines(aggregator))
    notes = (
        T(
            "Période : questionnaires remplis dans la période ; les attendus ne sont connus qu’en cumul.",
            "Period: questionnaires filled in in the period; those expected are known up to the cut-off only.",
        ),
    )
    title = T("Qualité de vie", "Quality of life")
    return make_table(NAME, title, DESCRIBED, entries, sizes=sizes, notes=notes, population="P6")


def _lines(aggregator: Aggregator) -> Iterator[Entry]:
    for category in aggregator.categories("questionnaire_received"):
        series, _, visit = category.rpartition(BETWEEN)
        where = (
            ("serie", EQUAL, say(category_label("questionnaire_received", series))),
            ("visite", EQUAL, say(VISIT.label(visit))),
        )
        label = say(category_label("questionnaire_received", category))
        yield _received(aggregator, category, label, where)
        scores = scored(*where)
        words = say(OUTPUTS["questionnaire_score"].title)
        prefix = f"{category}{BETWEEN}"
        if aggregator.row(CUMULATIVE, "questionnaire_score", f"{prefix}mean"):
            found = aggregator.described(T(label, label), scores, "questionnaire_score", prefix=prefix)
            yield _bare(found, words)
        if visit != BASELINE and aggregator.row(CUMULATIVE, "questionnaire_change", f"{prefix}mean"):
            change = replace(scores, counts=f"{VALUES}variation")
            found = aggregator.described(T(label, label), change, "questionnaire_change", prefix=prefix)
            yield _bare(found, say(OUTPUTS["questionnaire_change"].title))


def scored(*where: tuple[str, str, str]) -> Source:
    """The scores that count: the latest of each patient, instrument, respondent and visit."""
    return Source(
        (QUESTIONNAIRES,),
        (("score_retenu", EQUAL, yes()), *where),
        f"{VALUES}score_total",
        within=(("score_retenu_periode", EQUAL, yes()), *where),
    )


def _received(
    aggregator: Aggregator, category: str, label: str, where: tuple[tuple[str, str, str], ...]
) -> Entry:
    """Questionnaires filled in, of those expected; of the period only their number."""
    counted = (("comptee", EQUAL, yes()), ("rempli", EQUAL, yes()), *where)
    source = rows_in(QUESTIONNAIRES, where=counted, dated="date")
    words = say(OUTPUTS["questionnaire_received"].title)
    found = aggregator.shared(
        T(label, label), words, source, output="questionnaire_received", category=category
    )
    return replace(found, numbers={**found.numbers, PERIOD: {"n": found.numbers[PERIOD]["n"]}})


def _bare(entry: Entry, words: str) -> Entry:
    """The line without the patients of all the population who had no such questionnaire."""
    numbers = {
        span: {name: value for name, value in held.items() if name not in ("N", "manquants")}
        for span, held in entry.numbers.items()
    }
    return replace(entry, modality=words, numbers=numbers)
