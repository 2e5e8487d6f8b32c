"""Patients who stand out: exceptional responders and long-term users, with their alterations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registry.summaries.exposure import DAYS_PER_MONTH
from registry.summaries.frames import DrugFrames
from registry.summaries.judgement import mark
from registry.summaries.parameters import Parameters
from registry.summaries.populations import UNKNOWN, Population
from registry.summaries.table import Row
from registry.summaries.tally import tally_patients
from registry.summaries.times import Course, time_in_response, time_on_drug

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Remarkable:
    """Which of the treated patients stand out, by the index of the population."""

    exceptional: pd.Series[bool]
    long_term: pd.Series[bool]

    @property
    def either(self) -> pd.Series[bool]:
        return self.exceptional | self.long_term


def choose_remarkable(course: Course, *, parameters: Parameters) -> Remarkable:
    """Exceptional: evaluable with a complete response, or one that has lasted durable_months, over or not.

    Long-term: at least long_term_months on the drug, over or not. Best responses are not confirmed.
    """
    patients = course.patients
    responding = time_in_response(course, parameters=parameters)["days"].reindex(patients.index)
    lasting = responding >= DAYS_PER_MONTH * parameters.durable_months
    complete = patients["best"] == "CR"
    on_drug = time_on_drug(course)["days"]
    return Remarkable(
        exceptional=patients["evaluable"] & (complete | lasting),
        long_term=on_drug >= DAYS_PER_MONTH * parameters.long_term_months,
    )


def count_remarkable(frames: DrugFrames, course: Course, *, parameters: Parameters) -> Iterator[Row]:
    """Exceptional responders of the evaluable patients, long-term users of the treated ones, and their alterations.

    Alterations: those that are the basis of the prescription, written GENE/type; a patient may have several.
    Unit: %, patients.
    """
    patients = course.patients
    found = choose_remarkable(course, parameters=parameters)
    treated = Population("treated", patients)
    evaluable = treated.where(patients["evaluable"], name="evaluable")
    yield from tally_patients(
        "exceptional",
        mark(patients[found.exceptional]),
        of=evaluable,
        parameters=parameters,
        reading=parameters.reading,
    )
    yield from tally_patients("long_term", mark(patients[found.long_term]), of=treated, parameters=parameters)
    labels = alterations_of(frames, patients[found.either])
    yield from tally_patients(
        "remarkable_alteration",
        labels,
        of=treated,
        parameters=parameters,
        categories=sorted(set(labels)),
        reading=parameters.reading,
    )


def alterations_of(frames: DrugFrames, patients: pd.DataFrame) -> pd.Series[str]:
    """The alterations that are the basis of the prescription, written GENE/type, by the index of the patients.

    Several lines for a patient with several, "unknown" for one without any.
    """
    basis = frames.alterations[frames.alterations["is_basis"] == "yes"]
    people = patients[["patient_id"]].reset_index(names="patient")
    joined = people.merge(basis[["patient_id", "gene", "type"]], on="patient_id", how="left")
    label = joined["gene"].str.upper() + "/" + joined["type"]
    return label.astype("object").fillna(UNKNOWN).set_axis(joined["patient"])
