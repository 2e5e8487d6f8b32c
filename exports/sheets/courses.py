"""One line per course of the drug."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.basis import Basis, records
from exports.listings import Item, computed, declared, identifier, listing, with_reasons, yes_no
from exports.workbook import Sheet
from registry.fields.base import T
from registry.fields.course import CourseDrugFields, CourseFields
from registry.fields.patient import PatientFields

if TYPE_CHECKING:
    import pandas as pd

NAME = T("Liste traitements", "List of courses")

DOSE = ("starting_dose", "dose_unit", "dose_basis")


def make(basis: Basis) -> Sheet:
    return listing(NAME, _items(basis), records(_frame(basis)), keys=1)


def _frame(basis: Basis) -> pd.DataFrame:
    """The courses by patient and first dose, with the drugs of each and the dose of this one."""
    frames = basis.frames
    patients = frames.patients.set_index("patient_id")[["number", "centre_id"]]
    own = frames.course_drugs[frames.course_drugs["drug"].str.lower() == frames.drug.lower()]
    doses = own.drop_duplicates("course_id").set_index("course_id")[with_reasons(CourseDrugFields, DOSE, own)]
    drugs = frames.course_drugs.groupby("course_id")["drug"].agg(lambda names: " + ".join(sorted(set(names))))
    courses = frames.courses.join(patients, on="patient_id").join(doses, on="course_id")
    return courses.join(drugs.rename("drugs"), on="course_id").sort_values(
        ["number", "first_dose", "course_id"]
    )


def _items(basis: Basis) -> Iterator[Item]:
    with_text = basis.context.with_text
    deciding = frozenset(basis.patients["course_id"])
    yield from declared(PatientFields, "number", with_text=with_text)
    yield computed(T("Centre", "Centre"), lambda record: record["centre_id"])
    yield from declared(
        CourseFields, "access_scheme", "board_date", "first_dose", "last_dose", with_text=with_text
    )
    yield computed(T("Médicaments", "Drugs"), lambda record: record["drugs"])
    yield from declared(CourseDrugFields, *DOSE, with_text=with_text)
    yield from declared(CourseFields, "stop_reason", "best_response", with_text=with_text)
    yield yes_no(
        T("Traitement retenu pour les chiffres", "Course that the numbers use"),
        lambda record: record["course_id"] in deciding,
    )
    yield identifier(T("Identifiant du traitement", "Course identifier"), "course_id")
