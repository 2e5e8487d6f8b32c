"""Registered and treated patients, each with the course and the diagnosis that stand for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from registry.fields.values import DIAGNOSIS_CATEGORY
from registry.summaries.dates import are_after, are_before, iso
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import FIRST_COURSE

if TYPE_CHECKING:
    import pandas as pd

ALL, MONOTHERAPY, COMBINATION = "all", "monotherapy", "combination"
SUBSETS = (ALL, MONOTHERAPY, COMBINATION)
UNKNOWN = "unknown"
DIAGNOSES = (*DIAGNOSIS_CATEGORY.codes, UNKNOWN)

OF_COURSE = [
    "course_id",
    "first_dose",
    "last_dose",
    "board_date",
    "access_scheme",
    "stop_reason",
    "best_response",
]
OF_PATIENT = ["country_id", "birth_month", "vital_status", "vital_status_date", "death_cause"]


@dataclass(frozen=True, eq=False)
class Population:
    """Patients over whom something is counted.

    name: registered, treated, evaluable or responders. patients: one row each in the order of their ids (one per
    course where all courses are counted), indexed by a number that is its own within one summary, with at least
    `patient_id`, `subset` (monotherapy or combination) and `diagnosis` (category, or unknown).
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
        return self._sizes[subset]

    def holds(self, subset: str) -> np.ndarray[Any, np.dtype[np.bool]]:
        """Which of the patients are in a subset, in their order."""
        return self._members[subset]

    @cached_property
    def ids(self) -> np.ndarray[Any, np.dtype[np.object_]]:
        """The ids of the patients, in their order."""
        return self.patients["patient_id"].to_numpy(dtype=object)

    # Asked for with every output: worked out once.
    @cached_property
    def _members(self) -> Mapping[str, np.ndarray[Any, np.dtype[np.bool]]]:
        named = self.patients["subset"].to_numpy(dtype=object)
        everyone = np.full(len(named), fill_value=True)
        return {ALL: everyone, **{subset: named == subset for subset in (MONOTHERAPY, COMBINATION)}}

    @cached_property
    def _sizes(self) -> Mapping[str, int]:
        return {subset: int(members.sum()) for subset, members in self._members.items()}


def choose_registered(frames: DrugFrames, *, courses: str = FIRST_COURSE) -> Population:
    """Registered: patients with a counting course of the drug, or each of these courses where all are counted.

    `frames` hold the records that count on the day of the cut-off. Of each patient, the course that stands for the
    patient (course_id, first_dose and last_dose as ISO text, access_scheme, stop_reason, best_response), what is known
    of the patient (country_id, birth_month, vital_status, vital_status_date, death_cause), and
    subset, diagnosis, treated (a first dose), dead (not before the first dose), new_therapy (the earliest start of a
    subsequent treatment after the first dose, ISO text of its own precision).
    Source: HAS, populations of a synthesis report (PUT-RD).
    """
    chosen = _courses_in_order(frames)
    first = chosen[~chosen.index.duplicated()]
    patients = (first if courses == FIRST_COURSE else chosen).join(
        frames.patients.set_index("patient_id")[OF_PATIENT]
    )
    early_death = are_before(patients["vital_status_date"], patients["first_dose"])
    diagnoses = deciding_diagnoses(frames, first["first_dose"])["category"].fillna(UNKNOWN)
    patients = patients.assign(
        subset=_subsets(frames, patients["course_id"]),
        diagnosis=diagnoses.reindex(patients.index),
        treated=patients["first_dose"].notna(),
        dead=(patients["vital_status"] == "dead") & ~early_death,
    ).reset_index()
    return Population("registered", patients.assign(new_therapy=_new_therapies(frames, patients)))


def choose_treated(registered: Population) -> Population:
    """Treated: registered patients with a first dose. The safety population. Source: HAS population P3."""
    return registered.where(registered.patients["treated"], name="treated")


def _courses_in_order(frames: DrugFrames) -> pd.DataFrame:
    """The courses of each patient, the one that stands for the patient first, by patient_id.

    The first treated one (earliest first dose, then lowest id), else the first known.
    """
    dates = {name: iso(frames.courses[name]) for name in ("first_dose", "last_dose", "board_date")}
    courses = frames.courses[["patient_id", *OF_COURSE]].assign(**dates)
    ordered = courses.sort_values(["patient_id", "first_dose", "board_date", "course_id"], na_position="last")
    return ordered.set_index("patient_id").drop(columns="board_date")


def _new_therapies(frames: DrugFrames, patients: pd.DataFrame) -> pd.Series[str]:
    """When each of the patients began another treatment after the first dose, by the index of the patients."""
    import pandas as pd

    if frames.subsequents.empty:
        return pd.Series(index=patients.index, dtype="str")
    began = frames.subsequents[["patient_id"]].assign(began=iso(frames.subsequents["began"]))
    pairs = patients[["patient_id", "first_dose"]].reset_index().merge(began, on="patient_id")
    after = ~are_before(pairs["began"], pairs["first_dose"]) & (pairs["began"] != pairs["first_dose"])
    return pairs[after].groupby("index")["began"].min().reindex(patients.index)


def _subsets(frames: DrugFrames, courses: pd.Series[str]) -> pd.Series[str]:
    """Combination when the course has a second drug, whichever it is."""
    drugs = frames.course_drugs.groupby("course_id")["drug"].nunique()
    combined = courses.map(drugs).fillna(1) > 1
    return combined.map({True: COMBINATION, False: MONOTHERAPY})


def deciding_diagnoses(frames: DrugFrames, first_doses: pd.Series[str]) -> pd.DataFrame:
    """Per patient the latest diagnosis on or before the first dose; a later or undated one if there is no other.

    first_doses: as ISO text, by patient_id; so is what comes out, empty for a patient without a diagnosis.
    """
    diagnoses = frames.diagnoses[frames.diagnoses["patient_id"].isin(first_doses.index)]
    later = are_after(diagnoses["diagnosis_date"], diagnoses["patient_id"].map(first_doses))
    ordered = diagnoses.assign(later=later, dated=iso(diagnoses["diagnosis_date"])).sort_values(
        ["later", "dated", "diagnosis_id"], ascending=[True, False, True], na_position="last"
    )
    return ordered.drop_duplicates("patient_id").set_index("patient_id").reindex(first_doses.index)
