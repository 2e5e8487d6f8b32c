"""One line per assessment: the centre's reading and, beside it, the reviewed one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.basis import Basis, records
from exports.listings import Item, Record, computed, declared, heading, identifier, labelled, listing
from exports.workbook import Sheet
from registry.fields.assessment import AssessmentFields
from registry.fields.base import Field, T
from registry.fields.patient import PatientFields
from registry.terminology.responses import code_of, criteria

if TYPE_CHECKING:
    import pandas as pd

NAME = T("Liste évaluations", "List of assessments")


def make(basis: Basis) -> Sheet:
    return listing(NAME, _items(basis), records(_frame(basis)), keys=1)


def _frame(basis: Basis) -> pd.DataFrame:
    """The assessments by patient and date."""
    patients = basis.frames.patients.set_index("patient_id")[["number", "centre_id"]]
    assessments = basis.frames.assessments.join(patients, on="patient_id")
    return assessments.sort_values(["number", "assessed_on", "assessment_id"])


def _items(basis: Basis) -> Iterator[Item]:
    with_text = basis.context.with_text
    yield from declared(PatientFields, "number", with_text=with_text)
    yield computed(T("Centre", "Centre"), lambda record: record["centre_id"])
    yield from declared(AssessmentFields, "visit", "assessed_on", "criterion", with_text=with_text)
    yield from declared(AssessmentFields, "target_measure", with_text=with_text)
    yield computed(T("Unité de la mesure", "Unit of the measure"), _unit)
    for field in (AssessmentFields.response, AssessmentFields.reviewed_response):
        yield from _reading(field)
    yield identifier(T("Identifiant de l’évaluation", "Assessment identifier"), "assessment_id")


def _reading(field: Field) -> Iterator[Item]:
    """The words of a response in its own criterion, its code, and what it counts as."""
    title = heading(field)
    yield from labelled(field.name, title, _response)
    yield computed(
        T(f"{title.fr}, compte comme", f"{title.en}, counts as"),
        lambda record: _category(record, record[field.name]),
    )


def _response(record: Record, code: str) -> T:
    found = code_of(record["criterion"], code)
    return found.label if found else T(code, code)


def _category(record: Record, code: str | None) -> str | None:
    found = code_of(record["criterion"], code) if code else None
    return found.category if found else None


def _unit(record: Record) -> str | None:
    criterion = criteria().get(record["criterion"])
    return criterion.unit if criterion and record["target_measure"] is not None else None
