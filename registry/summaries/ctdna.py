"""Circulating tumour DNA over time, beside the response on the assessment nearest in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from registry.summaries.dates import are_before, iso
from registry.summaries.frames import DrugFrames
from registry.summaries.judgement import BEST, Judgement, mark
from registry.summaries.parameters import Parameters
from registry.summaries.populations import Population
from registry.summaries.responses import RESPONSES, read_responses
from registry.summaries.table import Row
from registry.summaries.tally import tally_patients

if TYPE_CHECKING:
    import pandas as pd

CONCLUSIVE = ("detected", "not_detected")
SERIES = ["patient", "course_id", "sample", "target"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A conclusive sample: its day, result, vaf (NaN where not measured), and the response beside it."""

    day: str
    result: str
    vaf: float
    response: str | None


def count_cleared(frames: DrugFrames, judgement: Judgement, *, parameters: Parameters) -> Iterator[Row]:
    """Patients with circulating tumour DNA, and those in whom it cleared: of all followed, and by best response.

    Followed: detected in the first conclusive sample, and another conclusive one on a later day. Cleared: not detected
    on one of those days, in any sample of it. Of several series (sample, alteration) of a patient, the one that began
    first stands for the patient. Population: treated; evaluable where it is by best response. Unit: patients, %.
    """
    judged = judgement.chosen
    treated = Population("treated", judged.patients)
    series = describe_series(trace_samples(frames, judgement, parameters=parameters))
    leading = series.sort_values(["patient", "first_on", "sample", "target"]).drop_duplicates("patient")
    leading = leading.set_index("patient")
    over: dict[str, Any] = {"parameters": parameters}
    sampled = treated.patients[treated.patients.index.isin(leading.index)]
    yield from tally_patients("ctdna", mark(sampled), of=treated, **over)
    is_followed = (leading["first_result"] == "detected") & (leading["last_on"] > leading["first_on"])
    followed = treated.where(treated.patients.index.to_series().isin(leading.index[is_followed]))
    cleared = followed.patients[followed.patients.index.isin(leading.index[leading["cleared"] == "yes"])]
    yield from tally_patients("ctdna_cleared", mark(cleared), of=followed, **over)
    evaluable = followed.where(followed.patients["evaluable"], name="evaluable")
    for best in BEST:
        alike = evaluable.where(evaluable.patients["best"] == best)
        if len(alike.patients):
            found = alike.patients[alike.patients.index.isin(cleared.index)]
            yield from tally_patients(
                "ctdna_cleared_response",
                mark(found, best),
                of=alike,
                categories=[best],
                reading=parameters.reading,
                **over,
            )


def trace_samples(frames: DrugFrames, judgement: Judgement, *, parameters: Parameters) -> pd.DataFrame:
    """One line per sample of the treated courses, in order of time; of one day the one with the most DNA first.

    patient (as in the population), course_id, sample, target, day (ISO text), result, vaf (%; 0 where not detected),
    response: the category of the assessment nearest to that day under the chosen reading, the earlier one of two
    equally near; missing without one, and before the first dose.
    """
    import pandas as pd

    patients = judgement.chosen.patients
    numbers = dict(zip(patients["course_id"], patients.index, strict=True))
    found = frames.ctdna.assign(
        patient=frames.ctdna["course_id"].map(numbers), day=iso(frames.ctdna["sampled_on"])
    )
    found = found[found["patient"].notna() & found["day"].notna()].astype({"patient": "int64"})
    measured = pd.to_numeric(found["vaf"], errors="coerce").mask(found["result"] == "not_detected", 0.0)
    found = found.assign(vaf=measured)[[*SERIES, "day", "result", "vaf"]]
    read = read_responses(judgement.visits.followed, reading=parameters.reading)
    before = are_before(found["day"], found["patient"].map(patients["first_dose"]))
    response = _nearest(found, read).mask(before)
    ordered = found.assign(response=response).sort_values("vaf", ascending=False)
    return ordered.sort_values([*SERIES, "day", "result"], kind="stable", ignore_index=True)


def describe_series(samples: pd.DataFrame) -> pd.DataFrame:
    """One line per course, sample and alteration followed, over its conclusive samples.

    samples (how many), first_on, first_result, first_vaf, nadir_on, nadir_vaf, last_on, last_result, last_vaf, cleared
    (yes: detected first and not at all on a later day; no), response: that of the sample of the nadir.
    """
    import pandas as pd

    conclusive = samples[samples["result"].isin(CONCLUSIVE)]
    keys = conclusive[SERIES].astype("object").where(conclusive[SERIES].notna(), None)
    groups: dict[tuple[Any, ...], list[Sample]] = {}
    for key, sample in zip(
        keys.itertuples(index=False, name=None),
        conclusive[["day", "result", "vaf", "response"]].itertuples(index=False, name=None),
        strict=True,
    ):
        groups.setdefault(key, []).append(Sample(*sample))
    lines = [dict(zip(SERIES, key, strict=True)) | _describe(own) for key, own in groups.items()]
    columns = [*SERIES, "samples", "cleared", "response", "nadir_on", "nadir_vaf"]
    columns += [f"{end}_{what}" for end in ("first", "last") for what in ("on", "result", "vaf")]
    return pd.DataFrame(lines, columns=columns)


def _describe(samples: Sequence[Sample]) -> dict[str, Any]:
    first, last = samples[0], samples[-1]
    found_on = {sample.day for sample in samples if sample.result == "detected"}
    lowest = min(
        (sample for sample in samples if sample.vaf == sample.vaf), key=attrgetter("vaf"), default=first
    )
    cleared = first.result == "detected" and not found_on.issuperset(sample.day for sample in samples)
    ends = {
        f"{end}_{name}": value
        for end, sample in (("first", first), ("last", last))
        for name, value in (("on", sample.day), ("result", sample.result), ("vaf", sample.vaf))
    }
    return {
        "samples": len(samples),
        "cleared": "yes" if cleared else "no",
        "response": lowest.response,
        "nadir_on": lowest.day,
        "nadir_vaf": lowest.vaf,
        **ends,
    }


def _nearest(samples: pd.DataFrame, read: pd.DataFrame) -> pd.Series[Any]:
    """The category of the assessment of the same patient nearest in time to each sample."""
    import pandas as pd

    pairs = samples[["patient", "day"]].reset_index(names="place").merge(read, on="patient")
    days = pd.to_datetime(pairs["day_y"]) - pd.to_datetime(pairs["day_x"])
    pairs = pairs.assign(gap=days.abs()).sort_values(["place", "gap", "day_y", "rank"])
    nearest = pairs.drop_duplicates("place").set_index("place")["rank"]
    return nearest.map(dict(enumerate(RESPONSES))).reindex(samples.index).astype("object")
