"""How the measure of the targets changed from the baseline: on every assessment, and at its deepest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from registry.summaries.dates import iso
from registry.summaries.exposure import DAYS_PER_MONTH
from registry.summaries.frames import DrugFrames
from registry.summaries.judgement import Judgement

if TYPE_CHECKING:
    import pandas as pd

REASONS = ("no_baseline_measure", "no_later_measure")
"""Why a patient has no change; the first that applies."""


def trace_measures(frames: DrugFrames, judgement: Judgement) -> pd.DataFrame:
    """One line per assessment with a measure, baseline included: the spider plot.

    patient (as in the population), criterion, day, month (from the first dose, negative before it), measure, baseline,
    change (% of the baseline). The baseline is the last measure by the same criterion on a baseline assessment; what
    was measured after a subsequent treatment began is left out with the parameter, as for the response. A baseline of
    0 gives no change. Nothing is imputed.
    """
    import pandas as pd

    patients = judgement.chosen.patients
    numbers = dict(zip(patients["course_id"], patients.index, strict=True))
    taken = frames.assessments.assign(
        patient=frames.assessments["course_id"].map(numbers),
        day=iso(frames.assessments["assessed_on"]),
        measure=pd.to_numeric(frames.assessments["target_measure"], errors="coerce"),
    )
    taken = taken[taken["patient"].notna() & taken["measure"].notna() & taken["day"].notna()]
    taken = taken.astype({"patient": "int64"}).sort_values(["patient", "day", "assessment_id"])
    is_baseline = taken["visit"] == "baseline"
    baselines = taken[is_baseline].groupby(["patient", "criterion"])["measure"].last().rename("baseline")
    counted = taken[is_baseline | taken["assessment_id"].isin(judgement.visits.later["assessment_id"])]
    lines = counted.join(baselines, on=["patient", "criterion"])
    reference = lines["baseline"].where(lines["baseline"] > 0)
    started = pd.to_datetime(lines["patient"].map(patients["first_dose"]))
    return lines.assign(
        month=(pd.to_datetime(lines["day"]) - started).dt.days / DAYS_PER_MONTH,
        change=100 * (lines["measure"] - reference) / reference,
    )[["patient", "criterion", "visit", "day", "month", "measure", "baseline", "change"]].reset_index(
        drop=True
    )


def choose_deepest(judgement: Judgement, measures: pd.DataFrame) -> pd.DataFrame:
    """One line per treated patient and criterion with a change: the smallest later one; the waterfall plot.

    change (%), day: empty with a `reason` for a patient without any change, who is listed under the plot.
    Criteria are not to be mixed in one plot. Ordered by criterion, the largest increase first.
    """
    import pandas as pd

    patients = judgement.chosen.patients
    later = measures[(measures["visit"] != "baseline") & measures["change"].notna()]
    ordered = later.sort_values(["patient", "criterion", "change", "day"])
    deepest = ordered.drop_duplicates(["patient", "criterion"])[["patient", "criterion", "change", "day"]]
    without = patients.index[~patients.index.isin(deepest["patient"])]
    measured = set(measures.loc[measures["baseline"] > 0, "patient"])
    listed = pd.DataFrame(
        {
            "patient": without,
            "criterion": None,
            "change": float("nan"),
            "day": None,
            "reason": [_reason(patient in measured) for patient in without],
        }
    )
    found = deepest.assign(reason=None).sort_values(
        ["criterion", "change", "patient"], ascending=[True, False, True]
    )
    return found if listed.empty else _stack(found, listed)


def _stack(found: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    parts = [part.astype({"reason": "object"}) for part in (found, listed) if len(part)]
    return pd.concat(parts, ignore_index=True)


def _reason(has_baseline: Any) -> str:
    return REASONS[1] if has_baseline else REASONS[0]
