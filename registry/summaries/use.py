"""How the drug was used: starting dose, dose intensity, exposure, interruptions, reductions, form and route."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from registry.fields.dose_period import DOSE_REASON
from registry.summaries.baseline import describe_size
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.doses import Amount, amounts, rebased
from registry.summaries.exposure import DAYS_PER_MONTH, measure_courses
from registry.summaries.frames import DrugFrames
from registry.summaries.intensity import measure_intensities, number_days
from registry.summaries.parameters import Parameters
from registry.summaries.populations import ALL, UNKNOWN, Population
from registry.summaries.quantities import tally_answers, tally_measure
from registry.summaries.table import Row
from registry.summaries.tally import tally_events, tally_patients

if TYPE_CHECKING:
    import pandas as pd

CHANGES = ("interruption", "reduction")


def summarise_use(
    frames: DrugFrames, *, treated: Population, cut_off: dt.date, parameters: Parameters
) -> Iterator[Row]:
    """All rows of use, of the course that stands for each treated patient, for the drug of the summary."""
    courses = _of_population(measure_courses(frames, treated=treated, cut_off=cut_off), treated=treated)
    drugs = _chosen_drugs(frames, treated=treated)
    periods = choose_periods(frames, treated=treated)
    yield from count_starting_doses(drugs, frames=frames, treated=treated, parameters=parameters)
    yield from measure_exposure(courses, treated=treated, parameters=parameters)
    yield from measure_intensity(
        periods, courses=courses, drugs=drugs, treated=treated, parameters=parameters
    )
    yield from count_changes(periods, courses=courses, treated=treated, parameters=parameters)
    yield from count_handling(drugs, frames=frames, treated=treated, parameters=parameters)


def choose_periods(frames: DrugFrames, *, treated: Population) -> pd.DataFrame:
    """The dose periods of the drug in the course that stands for each patient, with `patient`, in order of time."""
    numbers = dict(zip(treated.patients["course_id"], treated.patients.index, strict=True))
    periods = _of_drug(frames.dose_periods, frames.drug)
    found = periods.assign(patient=periods["course_id"].map(numbers), day=number_days(periods["began"]))
    found = found[found["patient"].notna() & found["day"].notna()]
    return found.astype({"patient": "int64", "day": "int64"}).sort_values(
        ["patient", "day", "dose_period_id"]
    )


def count_starting_doses(
    drugs: pd.DataFrame, *, frames: DrugFrames, treated: Population, parameters: Parameters
) -> Iterator[Row]:
    """The starting dose over the planned one; patients below it; milligrams per kg and per m² a day.

    A dose per time is taken as often a day as its frequency says; one in cycles or of another schedule is not
    calculable per day. Weight and height are those of the initiation form. Population: treated. Unit: ratio (1 is the
    planned dose), % of the patients with both doses, mg/kg/day, mg/m²/day. Source: HAS, PUT-RD, conditions of use.
    """
    starts = measure_starts(drugs, frames=frames, treated=treated)
    yield from tally_measure(
        "start_dose_ratio", starts["start_dose_ratio"], of=treated, parameters=parameters
    )
    below = starts["start_dose_ratio"].dropna().map(lambda share: "yes" if share < 1 else "no")
    yield from tally_answers(
        "start_dose_below", below, of=treated, parameters=parameters, categories=["yes", "no"]
    )
    for output in ("start_dose_kg", "start_dose_m2"):
        yield from tally_measure(output, starts[output], of=treated, parameters=parameters)


def measure_starts(
    drugs: pd.DataFrame, *, frames: DrugFrames, treated: Population
) -> dict[str, pd.Series[float]]:
    """The starting dose of each treated patient by output: over the planned one, and per kg and per m² a day."""
    ratio = drugs["starting_dose"].astype("float64") / drugs["planned_dose"].astype("float64")
    sizes = describe_size(frames, treated=treated)
    daily = amounts(drugs, dose="starting_dose")
    weight, surface = sizes["baseline_weight"], sizes["baseline_surface"]
    return {
        "start_dose_ratio": ratio.where(drugs["planned_dose"].astype("float64") > 0),
        **{
            f"start_dose_{to}": _rebase(daily, to=to, weight=weight, surface=surface).reindex(drugs.index)
            for to in ("kg", "m2")
        },
    }


def measure_use(
    frames: DrugFrames, *, treated: Population, cut_off: dt.date, parameters: Parameters
) -> dict[str, pd.Series[float]]:
    """The measures of use of each treated patient by output, indexed as the population is."""
    courses = _of_population(measure_courses(frames, treated=treated, cut_off=cut_off), treated=treated)
    drugs = _chosen_drugs(frames, treated=treated)
    periods = choose_periods(frames, treated=treated)
    intensity = measure_intensities(periods, courses=courses, drugs=drugs, parameters=parameters)
    paused = _interrupted_days(periods, courses=courses)
    found = {
        **measure_starts(drugs, frames=frames, treated=treated),
        "exposure_days": courses["days"],
        "exposure_months": courses["days"] / DAYS_PER_MONTH,
        "dose_intensity": intensity,
        "dose_interruption_days": paused,
    }
    return {output: values.reindex(treated.patients.index) for output, values in found.items()}


def measure_exposure(courses: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Days and months from the first dose to the last or, of an ongoing course, to the cut-off, death or loss.

    Population: treated. Unit: days, months of 30.4375 days. A month of death or loss stands for its 15th day: the
    patients concerned are counted.
    """
    days = courses["days"]
    yield from tally_measure("exposure_days", days, of=treated, parameters=parameters)
    yield from tally_measure("exposure_months", days / DAYS_PER_MONTH, of=treated, parameters=parameters)
    estimated = _everyone(treated)[courses["is_estimated"].astype("bool")]
    yield from tally_patients("exposure_estimated", estimated, of=treated, parameters=parameters, whole=False)


def measure_intensity(
    periods: pd.DataFrame,
    *,
    courses: pd.DataFrame,
    drugs: pd.DataFrame,
    treated: Population,
    parameters: Parameters,
) -> Iterator[Row]:
    """Relative dose intensity: the sum given over the sum planned from the first to the last dose of the course.

    Given: the dose periods of the drug, an interruption as 0, days before the first period at the starting dose, days
    that no period holds as 0. Planned: the planned dose on every day, or the starting dose where dose_reference=start.
    Not calculable without dose periods, without that reference, with an unknown dose or end of the course, or where
    doses are not given per the same. Population: treated. Unit: ratio. Source: Hryniuk and Bush 1984.
    """
    values = measure_intensities(periods, courses=courses, drugs=drugs, parameters=parameters)
    yield from tally_measure("dose_intensity", values, of=treated, parameters=parameters)


def count_changes(
    periods: pd.DataFrame, *, courses: pd.DataFrame, treated: Population, parameters: Parameters
) -> Iterator[Row]:
    """Interruptions and reductions: patients, number, reasons; the days of interruption per patient.

    Population: treated patients with dose periods of the drug. An interruption lasts until its end, the next period, or
    the end of the course. Unit: % of patients, events, days.
    """
    dosed = treated.where(treated.patients.index.to_series().isin(periods["patient"]), name="dosed")
    yield from tally_patients("dosed", _everyone(dosed), of=treated, parameters=parameters)
    for change in CHANGES:
        found = periods[periods["change"] == change].set_index("patient")
        all_ = found["change"].map({change: ALL})
        yield from tally_patients(f"dose_{change}", all_, of=dosed, parameters=parameters)
        yield from tally_events(f"dose_{change}_events", all_, of=dosed, parameters=parameters)
        reasons = found["change_reason"].fillna(UNKNOWN)
        categories = [code for code in (*DOSE_REASON.codes, UNKNOWN) if code in set(reasons)]
        yield from tally_patients(
            f"dose_{change}_reason", reasons, of=dosed, parameters=parameters, categories=categories
        )
    days = _interrupted_days(periods, courses=courses)
    yield from tally_measure("dose_interruption_days", days, of=dosed, parameters=parameters)


def count_handling(
    drugs: pd.DataFrame, *, frames: DrugFrames, treated: Population, parameters: Parameters
) -> Iterator[Row]:
    """Form and route at the start, how the form was handled, deviation from the label or protocol.

    Population: treated. Unit: % of the patients with an answer, those without as a row of their own.
    """
    initiations = frames.initiations.drop_duplicates("course_id").set_index("course_id")
    initiations = initiations.reindex(treated.patients["course_id"]).set_axis(treated.patients.index, axis=0)
    for output, found in (
        ("formulation", drugs["formulation"]),
        ("route", drugs["route"]),
        ("handling", initiations["handling"]),
        ("deviation", initiations["deviation"]),
    ):
        declared = OUTPUTS[output].values
        categories = declared.codes if declared else ()
        yield from tally_answers(output, found, of=treated, parameters=parameters, categories=categories)


def _of_population(courses: pd.DataFrame, *, treated: Population) -> pd.DataFrame:
    """The measured course that stands for each patient, indexed as the population is."""
    own = courses.set_index("course_id").reindex(treated.patients["course_id"])
    return own.set_axis(treated.patients.index, axis=0)


def _chosen_drugs(frames: DrugFrames, *, treated: Population) -> pd.DataFrame:
    """The drug within the course that stands for each patient, indexed as the population is."""
    rows = _of_drug(frames.course_drugs, frames.drug).drop_duplicates("course_id").set_index("course_id")
    return rows.reindex(treated.patients["course_id"]).set_axis(treated.patients.index, axis=0)


def _of_drug(records: pd.DataFrame, drug: str) -> pd.DataFrame:
    return records[records["drug"].str.lower() == drug.lower()]


def _everyone(of: Population) -> pd.Series[str]:
    return of.patients["patient_id"].map(lambda _: ALL)


def _rebase(
    daily: dict[Any, Amount | None], *, to: str, weight: pd.Series[float], surface: pd.Series[float]
) -> pd.Series[float]:
    import pandas as pd

    found = {
        patient: rebased(amount, to=to, weight=_number(weight[patient]), surface=_number(surface[patient]))
        for patient, amount in daily.items()
        if amount
    }
    return pd.Series(found, dtype="float64")


def _number(value: float) -> float | None:
    return float(value) if value > 0 else None


def _interrupted_days(periods: pd.DataFrame, *, courses: pd.DataFrame) -> pd.Series[float]:
    """Per patient with an interruption the days of all of them."""
    import pandas as pd

    following = periods.groupby("patient")["day"].shift(-1) - 1
    last = number_days(courses["end"]).reindex(periods["patient"]).set_axis(periods.index)
    ends = pd.concat([number_days(periods["ended"]), following, last], axis=1).min(axis=1)
    days = (
        ends.where(last.notna() | following.notna() | periods["ended"].notna()) - periods["day"] + 1
    ).clip(lower=0)
    paused = periods["change"] == "interruption"
    return days[paused].groupby(periods.loc[paused, "patient"]).sum(min_count=1)
