"""Registered and treated patients, each with the course and the diagnosis that stand for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from registry.fields.values import DIAGNOSIS_CATEGORY
from registry.summaries.dates import are_after, are_before, iso
from registry.summaries.frames import DrugFrames

if TYPE_CHECKING:
    import pandas as pd

ALL, MONOTHERAPY, COMBINATION = "all", "monotherapy", "combination"
SUBSETS = (ALL, MONOTHERAPY, COMBINATION)
UNKNOWN = "unknown"
DIAGNOSES = (*DIAGNOSIS_CATEGORY.codes, UNKNOWN)


@dataclass(frozen=True, eq=False)
class Population:
    """Patients over whom something is counted.

    name: registered, treated or evaluable. patients: one row each in the order of their ids, indexed by a number
    that is the patient's own within one summary, with at least `patient_id`, `subset` (monotherapy or combination)
    and `diagnosis` (category, or unknown).
    """

    name: str
    patients: pd.DataFrame

    def where(self, chosen: pd.Series[bool], *, name: str = "") -> Population:
        """Those of the patients for whom `chosen` is true, under their own name if it is given."""
        return replace(self, name=name or self.name, patients=self.patients[chosen])

    def by_diagnosis(self) -> Iterator[tuple[str, Population]]:
        """The patients of each diagnosis category that has any, in the order of the value set."""
        category = self.patients["diagnosis"]
        present = set(category)
        for code in DIAGNOSES:
            if code in present:
                yield code, self.where(category == code)

    @property
    def subsets(self) -> tuple[str, ...]:
        """The subsets that have patients."""
        return tuple(subset for subset in SUBSETS if self.size(subset))

    def size(self, subset: str) -> int:
        """The number of patients of a subset."""
        return int(self.holds(subset).sum())

    def holds(self, subset: str) -> np.ndarray[Any, np.dtype[np.bool]]:
        """Which of the patients are in a subset, in their order."""
        named = self.patients["subset"].to_numpy(dtype=object)
        return np.full(len(named), fill_value=True) if subset == ALL else named == subset


def choose_registered(frames: DrugFrames) -> Population:
    """Registered: patients with a counting course of the drug.

    `frames` hold the records that count on the day of the cut-off. Of each patient, the course that stands for the
    patient (course_id, first_dose and last_dose as ISO text, stop_reason, best_response), and
    subset, diagnosis, treated (a first dose), dead (not before the first dose), death_cause.
    Source: HAS, populations of a synthesis report (PUT-RD).
    """
    courses = _deciding_courses(frames)
    vital = frames.patients.set_index("patient_id")[["vital_status", "vital_status_date", "death_cause"]]
    patients = courses.join(vital)
    early_death = are_before(patients["vital_status_date"], patients["first_dose"])
    patients = patients.assign(
        subset=_subsets(frames, courses["course_id"]),
        diagnosis=_diagnoses(frames, courses["first_dose"]),
        treated=patients["first_dose"].notna(),
        dead=(patients["vital_status"] == "dead") & ~early_death,
    )
    return Population(
        "registered", patients.drop(columns=["vital_status", "vital_status_date"]).reset_index()
    )


def choose_treated(registered: Population) -> Population:
    """Treated: registered patients with a first dose. The safety population. Source: HAS population P3."""
    return registered.where(registered.patients["treated"], name="treated")


def _deciding_courses(frames: DrugFrames) -> pd.DataFrame:
    """One course per patient: the first treated one (earliest first dose, then lowest id), else the first known."""
    columns = [
        "patient_id",
        "course_id",
        "first_dose",
        "last_dose",
        "board_date",
        "stop_reason",
        "best_response",
    ]
    courses = frames.courses[columns]
    courses = courses.assign(
        **{name: iso(courses[name]) for name in ("first_dose", "last_dose", "board_date")}
    )
    ordered = courses.sort_values(["first_dose", "board_date", "course_id"], na_position="last")
    return (
        ordered.drop_duplicates("patient_id").set_index("patient_id").sort_index().drop(columns="board_date")
    )


def _subsets(frames: DrugFrames, courses: pd.Series[str]) -> pd.Series[str]:
    """Combination when the course has a second drug, whichever it is."""
    drugs = frames.course_drugs.groupby("course_id")["drug"].nunique()
    combined = courses.map(drugs).fillna(1) > 1
    return combined.map({True: COMBINATION, False: MONOTHERAPY})


def _diagnoses(frames: DrugFrames, first_doses: pd.Series[str]) -> pd.Series[str]:
    """The category of the latest diagnosis on or before the first dose; a later or undated one if there is no other."""
    diagnoses = frames.diagnoses[["patient_id", "diagnosis_id", "diagnosis_date", "category"]]
    diagnoses = diagnoses[diagnoses["patient_id"].isin(first_doses.index)]
    later = are_after(diagnoses["diagnosis_date"], diagnoses["patient_id"].map(first_doses))
    ordered = diagnoses.assign(later=later, dated=iso(diagnoses["diagnosis_date"])).sort_values(
        ["later", "dated", "diagnosis_id"], ascending=[True, False, True], na_position="last"
    )
    latest = ordered.drop_duplicates("patient_id").set_index("patient_id")["category"]
    return latest.reindex(first_doses.index).fillna(UNKNOWN)
