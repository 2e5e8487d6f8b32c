"""The patients behind a number of a drug, each with the course that the number counts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from registry.db import RegistrySession
from registry.models.drug import Drug
from registry.queries.drugs import Numbers
from registry.queries.patients import months_old
from registry.summaries.counting import counting_on
from registry.summaries.frames import DrugFrames
from registry.summaries.populations import choose_registered

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class CountedPatient:
    """A patient as the numbers count it.

    age_months: completed months at the first dose, None before one. diagnosis: its category code. names: the
    diagnoses of that category in words, empty for a reader who sees no typed words. drugs: those of the course.
    """

    id: str
    number: str
    sex: str | None
    age_months: int | None
    first_dose: str | None
    diagnosis: str
    names: tuple[str, ...]
    drugs: tuple[Drug, ...]


def counted_patients(
    session: RegistrySession, numbers: Numbers, ids: Collection[str]
) -> list[CountedPatient]:
    """The patients of these ids, by patient number."""
    frames = counting_on(numbers.frames, cut_off=numbers.summary.cut_off).frames
    found = choose_registered(frames).patients
    known = frames.patients.set_index("patient_id")[["number", "sex"]]
    joined = found[found["patient_id"].isin(list(ids))].join(known, on="patient_id").sort_values("number")
    drugs, names = _drugs(session, frames, joined["course_id"]), _names(frames)
    return [_patient(line, drugs, names) for line in _records(joined)]


def _patient(
    line: Mapping[str, Any],
    drugs: Mapping[str, tuple[Drug, ...]],
    names: Mapping[tuple[str, str], tuple[str, ...]],
) -> CountedPatient:
    return CountedPatient(
        id=line["patient_id"],
        number=line["number"],
        sex=line["sex"],
        age_months=_age(line["birth_month"], line["first_dose"]),
        first_dose=line["first_dose"],
        diagnosis=line["diagnosis"],
        names=names.get((line["patient_id"], line["diagnosis"]), ()),
        drugs=drugs.get(line["course_id"], ()),
    )


def _age(birth_month: str | None, first_dose: str | None) -> int | None:
    if not birth_month or not first_dose:
        return None
    return months_old(birth_month, dt.date.fromisoformat(first_dose))


def _drugs(
    session: RegistrySession, frames: DrugFrames, courses: pd.Series[str]
) -> Mapping[str, tuple[Drug, ...]]:
    """The drugs of each course: that of the summary first, the others by name."""
    pairs = frames.course_drugs[frames.course_drugs["course_id"].isin(courses)]
    named = {drug.inn: drug for drug in session.scalars(select(Drug).where(Drug.inn.in_(set(pairs["drug"]))))}
    by_course: defaultdict[str, set[str]] = defaultdict(set)
    for course, inn in zip(pairs["course_id"], pairs["drug"], strict=True):
        by_course[course].add(inn)
    return {
        course: tuple(named[inn] for inn in sorted(inns, key=lambda inn: (inn != frames.drug, inn)))
        for course, inns in by_course.items()
    }


def _names(frames: DrugFrames) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The names of the diagnoses of each patient and category, oldest first, each once."""
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for line in _records(frames.diagnoses.sort_values(["diagnosis_date", "diagnosis_id"])):
        if line["name"]:
            found[line["patient_id"], line["category"]].setdefault(line["name"])
    return {key: tuple(names) for key, names in found.items()}


def _records(frame: pd.DataFrame) -> Iterator[Mapping[str, Any]]:
    """The rows as mappings in which what is missing is None."""
    names = [str(name) for name in frame.columns]
    plain = frame.astype("object").where(frame.notna(), None)
    yield from (dict(zip(names, row, strict=True)) for row in plain.itertuples(index=False, name=None))
