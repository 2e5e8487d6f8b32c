"""Quality of life: questionnaires expected and received, scores, and their change from baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from registry.fields.questionnaire import INSTRUMENT, RESPONDENT
from registry.fields.values import VISIT
from registry.summaries.dates import iso
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import Parameters
from registry.summaries.populations import Population
from registry.summaries.quantities import tally_measure
from registry.summaries.table import Row
from registry.summaries.tally import choices, make_row, tally_events

if TYPE_CHECKING:
    import pandas as pd

BETWEEN = " / "
BASELINE = "baseline"


def summarise_questionnaires(
    frames: DrugFrames, *, treated: Population, parameters: Parameters
) -> Iterator[Row]:
    """All rows of quality of life, of the course that stands for each treated patient."""
    forms = choose_forms(frames, treated=treated)
    yield from count_received(forms, treated=treated, parameters=parameters)
    yield from measure_scores(forms, treated=treated, parameters=parameters)


def choose_forms(frames: DrugFrames, *, treated: Population) -> pd.DataFrame:
    """The questionnaire forms of these courses with `patient`, `series` (instrument / respondent) and `day`.

    An instrument of another name is a series of its own; what a child and a parent answer is never put together.
    """
    numbers = dict(zip(treated.patients["course_id"], treated.patients.index, strict=True))
    forms = frames.questionnaires.assign(patient=frames.questionnaires["course_id"].map(numbers))
    forms = forms[forms["patient"].notna()].astype({"patient": "int64"})
    named = forms["instrument_text"].fillna("").str.strip()
    instrument = forms["instrument"].where(
        (forms["instrument"] != "other") | (named == ""), forms["instrument"] + ": " + named
    )
    return forms.assign(series=instrument + BETWEEN + forms["respondent"], day=iso(forms["filled_on"]))


def count_received(forms: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Questionnaires filled in, of those expected: forms that say filled in or not, by series and visit.

    Population: questionnaires of treated patients. Unit: %, exact interval. Source: HAS, population of the quality of
    life.
    """
    groups = forms["series"] + BETWEEN + forms["visit"]
    categories = _ordered(groups)
    filled = forms["is_filled"] == "yes"
    over = {"of": treated, "parameters": parameters, "categories": categories}
    expected = tally_events("questionnaire_received", groups.set_axis(forms["patient"]), **over)  # type: ignore[arg-type]
    received = tally_events(
        "questionnaire_received",
        groups[filled].set_axis(forms.loc[filled, "patient"]),
        **over,  # type: ignore[arg-type]
    )
    for all_, some in zip(expected, received, strict=True):
        shared = make_row(
            some.output,
            n=some.n,
            total=all_.n,
            level=parameters.conf_level,
            chosen=choices(some.output, parameters),
        )
        yield replace(
            shared,
            subset=some.subset,
            category=some.category,
            patients=some.patients,
            population="questionnaires",
        )


def measure_scores(forms: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Total scores by series and visit, and what they changed from the baseline of the same patient and series.

    Of several questionnaires of one visit the latest counts. Population: treated. Unit: points of the instrument.
    """
    latest = choose_scored(forms)
    before = latest[latest["visit"] == BASELINE].set_index(["patient", "series"])["total_score"]
    for (series, visit), part in _in_order(latest):
        scores = part.set_index("patient")["total_score"].astype("float64")
        prefix = f"{series}{BETWEEN}{visit}{BETWEEN}"
        yield from tally_measure(
            "questionnaire_score", scores, of=treated, parameters=parameters, prefix=prefix
        )
        if visit == BASELINE:
            continue
        known = before[before.index.get_level_values("series") == series].droplevel("series")
        change = scores - known.astype("float64").reindex(scores.index)
        yield from tally_measure(
            "questionnaire_change", change, of=treated, parameters=parameters, prefix=prefix
        )


def choose_scored(forms: pd.DataFrame) -> pd.DataFrame:
    """The forms with a total score that count: of several of one patient, series and visit the latest."""
    scored = forms[forms["total_score"].notna()].sort_values(["day", "questionnaire_id"], na_position="first")
    return scored.drop_duplicates(["patient", "series", "visit"], keep="last")


def _in_order(latest: pd.DataFrame) -> list[tuple[tuple[str, str], pd.DataFrame]]:
    groups = [
        ((str(series), str(visit)), part) for (series, visit), part in latest.groupby(["series", "visit"])
    ]
    return sorted(groups, key=lambda group: _place(BETWEEN.join(group[0])))


def _ordered(groups: pd.Series[str]) -> list[str]:
    return sorted(set(groups.dropna()), key=_place)


def _place(category: str) -> tuple[int, str, int, int]:
    """Instruments, respondents and visits in the order of their value sets."""
    instrument, respondent, visit = category.rsplit(BETWEEN, 2)
    code = instrument.partition(": ")[0]
    return (
        INSTRUMENT.codes.index(code) if code in INSTRUMENT else len(INSTRUMENT.codes),
        instrument,
        RESPONDENT.codes.index(respondent) if respondent in RESPONDENT else len(RESPONDENT.codes),
        VISIT.codes.index(visit) if visit in VISIT else len(VISIT.codes),
    )
