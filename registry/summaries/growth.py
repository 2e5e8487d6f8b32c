"""The growth modulation index: each patient is compared with what the line before did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registry.summaries.dates import are_after, iso
from registry.summaries.frames import DrugFrames
from registry.summaries.judgement import mark
from registry.summaries.parameters import Parameters
from registry.summaries.populations import SUBSETS, Population
from registry.summaries.quantities import estimated_row, why_not
from registry.summaries.statistics.survival import kaplan_meier, median
from registry.summaries.table import Row
from registry.summaries.tally import choices, tally_patients
from registry.summaries.times import Course, complete_dates, measure, time_without_progression

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Growth:
    """The patients whose ratio is known: ratio, event (False where the time on the drug is not over), imputed.

    of: the treated patients with a time to progression under the last line before, and one under the drug.
    """

    of: Population
    ratios: pd.DataFrame


def measure_growth(frames: DrugFrames, course: Course, *, parameters: Parameters) -> Growth:
    """Time without progression on the drug divided by the time to progression under the last line before.

    The last line before: the one with the highest number that did not begin after the first dose; its time goes
    from its start to its progression. Without both dates, or with a time of no day, there is no ratio.
    Source: Von Hoff 1998.
    """
    now = time_without_progression(course, parameters=parameters)
    before = _time_under_last_line(frames, course.patients)
    ratios = now.assign(
        ratio=now["days"] / before["days"].where(before["days"] > 0),
        imputed=now["imputed"] | before["imputed"],
    )
    known = ratios["ratio"].notna()
    return Growth(Population("treated", course.patients[known]), ratios[known])


def tabulate_growth(growth: Growth, *, parameters: Parameters) -> Iterator[Row]:
    """The median of the ratio (Kaplan-Meier, open where the time on the drug is not over), and the share above 1.3.

    A ratio that is still open and not above the threshold counts as not above. Population: treated patients with a
    ratio. Unit: ratio, %. Source: Von Hoff 1998; Mick 2000.
    """
    ids = growth.of.patients["patient_id"]
    for subset in SUBSETS:
        inside = growth.ratios[growth.of.holds(subset)]
        line = kaplan_meier([float(r) for r in inside["ratio"]], [bool(e) for e in inside["event"]])
        estimate = median(line, conf_type=parameters.conf_type, level=parameters.conf_level)
        imputed = int(inside["imputed"].sum())
        notes = (f"imputed={imputed}",) if imputed else ()
        yield estimated_row(
            "gmi",
            estimate,
            n=len(inside),
            subset=subset,
            category="all",
            patients=tuple(dict.fromkeys(ids[inside.index])),
            chosen=choices("gmi", parameters, *notes, *why_not(estimate)),
            population=growth.of.name,
            reading=parameters.reading,
        )
    above = growth.of.patients[growth.ratios["ratio"] > parameters.growth_ratio]
    yield from tally_patients(
        "gmi_above", mark(above), of=growth.of, parameters=parameters, reading=parameters.reading
    )


def _time_under_last_line(frames: DrugFrames, patients: pd.DataFrame) -> pd.DataFrame:
    """From the start of the last line before the first dose to its progression, by patient; days missing without."""
    lines = frames.prior_lines.assign(
        **{name: iso(frames.prior_lines[name]) for name in ("began", "progressed_on")}
    )[["patient_id", "prior_line_id", "line", "began", "progressed_on"]]
    pairs = patients[["patient_id", "first_dose"]].reset_index(names="patient").merge(lines, on="patient_id")
    earlier = pairs[~are_after(pairs["began"], pairs["first_dose"])]
    ordered = earlier.sort_values(["patient", "line", "prior_line_id"])
    last = ordered.drop_duplicates("patient", keep="last").set_index("patient").reindex(patients.index)
    began, imputed = complete_dates(last["began"])
    time = measure(began, last["progressed_on"], last["progressed_on"].notna())
    return time.assign(imputed=time["imputed"] | imputed)
