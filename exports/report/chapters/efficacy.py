"""Chapters 5 and 6: what became of the tumours, and how the children felt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exports.has.dossier import Curve, Number
from exports.plots import survival, swimmer, waterfall
from exports.plots.data import changes_of, criteria_of, lanes_of
from exports.report.builder import Builder
from exports.report.chapters.population import setting_of
from exports.report.parts import Block, Chapter, Heading, Paragraph, Row
from exports.report.words import DASH, interval, is_enough, number, percent, share
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS, READING_LABELS
from registry.summaries.curves import SurvivalCurve
from registry.summaries.labels import category_label
from registry.summaries.parameters import LOCAL, REVIEWED, REVIEWED_ELSE_LOCAL, Parameters
from registry.summaries.populations import ALL

RATES = (
    "orr",
    "orr_confirmed",
    "orr_treated",
    "orr_with_minor",
    "dcr",
    "clinical_benefit",
)
ENDPOINTS = ("pfs", "os", "ttnt", "ttd", "dor")
FIGURES = ("bars", "marks", "deepest")
READINGS = (LOCAL, REVIEWED, REVIEWED_ELSE_LOCAL)
MONTHS = ("6", "12", "24")


def write_efficacy(write: Builder) -> Chapter:
    """Chapter 5."""
    return Chapter("chapter_5", "5", say(T("Efficacité", "Efficacy")), tuple(_efficacy(write)))


def _efficacy(write: Builder) -> Iterator[Block]:
    yield Heading(say(T("5.1 Réponses", "5.1 Responses")))
    best = write.shares(
        T("Meilleure réponse", "Best response"), ("bor", "bor_confirmed"), all_categories=True
    )
    rates = write.shares(T("Taux de réponse", "Response rates"), RATES)
    yield from _orr_sentence(write, rates.name)
    yield best
    yield rates
    yield write.table(
        T("Réponse objective par diagnostic et altération", "Objective response by diagnosis and alteration"),
        _heads(T("Groupe", "Group"), T("Réponses", "Responses"), T("IC 95 %", "95% CI")),
        [row for output in ("orr", "orr_gene", "orr_alteration") for row in _by_group(write, output)],
        numbers=(1, 2),
        widths=(3, 1.6, 1.6),
    )
    yield Heading(say(T("5.2 Lecture locale et lecture relue", "5.2 Local and reviewed reading")))
    yield write.table(
        T("Réponse objective selon la lecture", "Objective response by reading"),
        _heads(T("Lecture", "Reading"), T("Réponses", "Responses"), T("IC 95 %", "95% CI")),
        [row for reading in READINGS for row in _by_reading(write, reading)],
        numbers=(1, 2),
        widths=(3, 1.6, 1.6),
    )
    yield write.shares(
        T("Relecture centralisée", "Central review"),
        ("reviewed", "review_changed", "review_changed_objective", "best_response_agrees"),
    )
    yield from _shift(write)
    yield Heading(say(T("5.3 Patient par patient", "5.3 Patient by patient")))
    yield from _figures(write)
    yield Heading(say(T("5.4 Délais", "5.4 Times")))
    times = write.table(
        T("Délais, en mois", "Times, in months"),
        _heads(
            T("Délai", "Time"),
            T("Événements", "Events"),
            T("Médiane (IC 95 %)", "Median (95% CI)"),
            *(T(f"À {m} mois", f"At {m} months") for m in MONTHS),
        ),
        [row for endpoint in ENDPOINTS for row in _time_row(write, endpoint)],
        numbers=(1, 2, 3, 4, 5),
        widths=(2.2, 1, 2.2, 1, 1, 1),
    )
    yield times
    for endpoint in ("pfs", "os"):
        curve = next(
            (one for one in write.dossier.curves if (one.output, one.subset) == (endpoint, ALL)), None
        )
        if curve is not None:
            line = _curve(curve)
            drawing = survival.draw(line, survival.ON_PAPER) if line.months else None
            yield write.figure(survival.plot_survival(line, setting=setting_of(write)), drawing)
    yield from write.place("efficacy_limits")


def _heads(*words: T) -> tuple[str, ...]:
    return tuple(map(say, words))


def _orr_sentence(write: Builder, table: str) -> Iterator[Block]:
    found = write.find("orr")
    if found is None or not found.N:
        yield Paragraph(
            say(T("Aucun patient n’est évaluable ({table}).", "No patient is evaluable ({table}).")).format(
                table=table.lower()
            )
        )
        return
    said = T(
        "Une réponse objective a été obtenue chez {share} des patients évaluables{bounds} ({table}).",
        "An objective response was seen in {share} of the evaluable patients{bounds} ({table}).",
    )
    around = say(T(", intervalle à 95 % : {bounds}", ", 95% interval: {bounds}")).format(
        bounds=_bounds(found)
    )
    yield Paragraph(
        say(said).format(
            share=share(found.n, found.N, found.value),
            bounds=around if is_enough(found.N) else "",
            table=table.lower(),
        )
    )


def _by_group(write: Builder, output: str) -> Iterator[Row]:
    found = [one for one in write.select(output) if one.N and one.category != ALL]
    if found:
        yield Row((say(OUTPUTS[output].title),), section=True)
    for one in found:
        label = say(category_label(output, one.category))
        yield Row((label, share(one.n, one.N, one.value), _bounds(one)))


def _bounds(one: Number) -> str:
    return interval(one.low, one.high, unit="%") if is_enough(one.N) else DASH


def _by_reading(write: Builder, reading: str) -> Iterator[Row]:
    for one in write.select("orr", reading=reading):
        if one.category == ALL and one.N:
            yield Row((say(READING_LABELS[reading]), share(one.n, one.N, one.value), _bounds(one)))


def _shift(write: Builder) -> Iterator[Block]:
    kappa, shift = write.find("review_kappa"), write.find("orr_shift")
    if kappa is not None and kappa.value is not None:
        said = T(
            "Accord des deux lectures : kappa {value} ({bounds}).", "Agreement: kappa {value} ({bounds})."
        )
        bounds = interval(kappa.low, kappa.high)
        yield Paragraph(say(said).format(value=number(kappa.value, decimals=2), bounds=bounds))
    if shift is not None and shift.value is not None:
        said = T(
            "La relecture déplace le taux de réponse objective de {value} points.",
            "The review moves the objective response rate by {value} points.",
        )
        yield Paragraph(say(said).format(value=number(shift.value)))


def _time_row(write: Builder, endpoint: str) -> Iterator[Row]:
    found = write.find(endpoint)
    if found is None or not found.N:
        return
    rates = {one.category: one for one in write.select(f"{endpoint}_rate")}
    yield Row(
        (
            say(OUTPUTS[endpoint].title),
            f"{number(found.n)}/{number(found.N)}",
            _median(found),
            *(percent(rates[m].value) if m in rates and is_enough(found.N) else DASH for m in MONTHS),
        )
    )


def _median(found: Number) -> str:
    value = say(T("non atteinte", "not reached")) if found.value is None else number(found.value)
    return f"{value} ({interval(found.low, found.high)})"


def _curve(held: Curve) -> SurvivalCurve:
    return SurvivalCurve(
        held.output,
        held.subset,
        held.reading,
        held.population,
        held.patients,
        held.months,
        held.events,
        held.imputed,
        held.without,
        Parameters(),
    )


def _figures(write: Builder) -> Iterator[Block]:
    """The waterfall of the criterion that most were measured by, and the longest courses."""
    import pandas as pd

    bars, marks, deepest = (pd.DataFrame(write.dossier.figures.get(name, ())) for name in FIGURES)
    if len(deepest):
        criterion = next(iter(criteria_of(deepest)), "")
        changes = changes_of(deepest, criterion=criterion)
        drawn = [one for one in changes if one.change is not None]
        if drawn:
            drawing = waterfall.draw(drawn, waterfall.ON_PAPER, criterion=criterion)
            plot = waterfall.plot_waterfall(changes, criterion=criterion, setting=setting_of(write))
            yield write.figure(plot, drawing)
    if len(bars):
        lanes = lanes_of(bars, marks)
        drawing = swimmer.draw(lanes, swimmer.ON_PAPER, setting=setting_of(write))
        yield write.figure(swimmer.plot_swimmer(lanes, setting=setting_of(write)), drawing)


def write_quality_of_life(write: Builder) -> Chapter:
    """Chapter 6."""
    title = say(T("Qualité de vie", "Quality of life"))
    return Chapter("chapter_6", "6", title, tuple(_quality_of_life(write)), new_page=False)


def _quality_of_life(write: Builder) -> Iterator[Block]:
    received = write.select("questionnaire_received")
    if not received:
        yield Paragraph(say(T("Aucun questionnaire n’a été reçu.", "No questionnaire was received.")))
        return
    n = sum(one.n for one in received)
    table = write.shares(
        T("Questionnaires reçus", "Questionnaires received"), ("questionnaire_received",), all_categories=True
    )
    said = T("{n} questionnaires ont été reçus ({table}).", "{n} questionnaires were received ({table}).")
    yield Paragraph(say(said).format(n=number(n), table=table.name.lower()))
    yield table
    yield _score_table(write)


def _score_table(write: Builder) -> Block:
    rows = []
    for output in ("questionnaire_score", "questionnaire_change"):
        held: dict[str, dict[str, Number]] = {}
        for one in write.select(output):
            group, _slash, statistic = one.category.rpartition(" / ")
            if one.value is not None:
                held.setdefault(group, {})[statistic] = one
        if held:
            rows.append(Row((say(OUTPUTS[output].title),), section=True))
        rows += [_score_row(output, group, values) for group, values in held.items()]
    return write.table(
        T("Scores et changement depuis le départ", "Scores and change from baseline"),
        _heads(
            T("Instrument, répondant, visite", "Instrument, respondent, visit"),
            T("N", "N"),
            T("Moyenne (écart-type)", "Mean (SD)"),
            T("Médiane (Q1 ; Q3)", "Median (Q1; Q3)"),
        ),
        rows,
        numbers=(1, 2, 3),
        widths=(4, 0.6, 1.6, 2),
    )


def _score_row(output: str, group: str, values: Mapping[str, Number]) -> Row:
    said = {name: number(values[name].value) if name in values else DASH for name in SPREAD}
    return Row(
        (
            say(category_label(output, group)),
            number(next(iter(values.values())).n),
            f"{said['mean']} ({said['sd']})",
            f"{said['median']} ({said['q1']} ; {said['q3']})",
        )
    )


SPREAD = ("mean", "sd", "median", "q1", "q3")
