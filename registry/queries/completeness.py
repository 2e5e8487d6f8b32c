"""How complete the records are, counted in the database under the reader's scope: one statement per record kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, String, and_, case, false, func, literal, or_, select, true, type_coerce

from registry.db import RegistrySession
from registry.fields.base import ANY, Field, FieldSet, Is, Kind, Missing
from registry.fields.catalogue import KINDS
from registry.fields.layout import COMPLETE, VOID
from registry.models.access_request import AccessRequest
from registry.models.base import OfPatient
from registry.models.catalogue import MODELS
from registry.models.course import Course, CourseDrug
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.questionnaire import Questionnaire
from registry.models.special_situation import SpecialSituation
from registry.models.toxicity import Toxicity
from registry.summaries.quality import COUNTS, mandatory

if TYPE_CHECKING:
    import pandas as pd

_ABOVE: Mapping[str, Any] = MappingProxyType(
    {
        "course_id": None,
        "toxicity_id": Toxicity,
        "questionnaire_id": Questionnaire,
        "access_request_id": AccessRequest,
    }
)
"""The columns that place a record nearer than its patient, and what they name; None for a course."""


def count_completeness(session: RegistrySession, *, drug: Drug | None = None) -> pd.DataFrame:
    """COUNTS: by kind, field and centre, how many complete records should hold a core field, and how many do not.

    drug: only the records of its patients, courses, requests and special situations.
    Fields: core, required or expected, entered by the centre. Patients who objected and drafts are left out.
    """
    import pandas as pd

    rows = [
        row
        for name, kind in KINDS.items()
        if kind.record.clinical
        for row in _counted(session, name, kind, drug)
    ]
    return pd.DataFrame(rows, columns=list(COUNTS), dtype=object)


def _counted(
    session: RegistrySession, name: str, kind: type[FieldSet], drug: Drug | None
) -> Iterator[tuple[Any, ...]]:
    model: Any = MODELS[name]
    fields = mandatory(kind)
    if not fields:
        return
    sums = [
        func.sum(case((condition, 1), else_=0))
        for field in fields
        for condition in (applies(model, kind, field), is_missing(model, kind, field))
    ]
    statement = select(model.centre_id, *sums).where(model.status == COMPLETE).group_by(model.centre_id)
    counted = and_(Patient.status == COMPLETE, or_(Patient.objection.is_(None), Patient.objection != "yes"))
    if issubclass(model, OfPatient):
        statement = statement.join(Patient, Patient.id == model.patient_id)
    if drug is not None:
        statement = statement.where(_of_drug(model, drug))
    for centre, *numbers in session.execute(statement.where(counted)):
        for field, expected, missing in zip(fields, numbers[::2], numbers[1::2], strict=True):
            yield name, field.name, centre, int(expected), int(missing)


def _of_drug(model: Any, drug: Drug) -> Any:
    """The records of a drug: under its courses, else its requests and situations, else those of its patients."""
    courses = (
        select(CourseDrug.course_id)
        .join(Course, Course.id == CourseDrug.course_id)
        .where(CourseDrug.drug == drug.id, CourseDrug.status != VOID, Course.status != VOID)
    )
    if model is Course:
        return Course.id.in_(courses)
    if model is Patient:
        return Patient.id.in_(select(Course.patient_id).where(Course.id.in_(courses)))
    for name, above in _ABOVE.items():
        if hasattr(model, name):
            key = getattr(model, name)
            return key.in_(select(above.id).where(_of_drug(above, drug))) if above else key.in_(courses)
    if model in (AccessRequest, SpecialSituation):
        return model.drug == drug.id
    return model.patient_id.in_(select(Course.patient_id).where(Course.id.in_(courses)))


def applies(model: Any, kind: type[FieldSet], field: Field) -> ColumnElement[bool]:
    """Field.applies as a condition of the database."""
    return _holds(model, kind, field.when) if field.when else true()


def is_missing(model: Any, kind: type[FieldSet], field: Field) -> ColumnElement[bool]:
    """The field applies and is empty, for another reason than that it has no place."""
    reason = func.coalesce(model.missing[field.name].as_string(), "")
    return and_(applies(model, kind, field), _is_empty(model, field), reason != Missing.NOT_APPLICABLE.value)


def _holds(model: Any, kind: type[FieldSet], condition: Is) -> ColumnElement[bool]:
    """Is.holds as a condition of the database."""
    field, column = kind.fields[condition.field], getattr(model, condition.field)
    if ANY in condition.codes:
        return ~_is_empty(model, field)
    wanted = [code for code in condition.codes if code]
    found: list[ColumnElement[bool]] = []
    if field.kind is Kind.CHOICES:
        text = literal(";") + _text(column) + ";"
        found += [text.contains(f";{code};", autoescape=True) for code in wanted]
    elif wanted:
        found.append(column.in_(wanted))
    if "" in condition.codes:
        found.append(_is_empty(model, field))
    return or_(false(), *found)


def _is_empty(model: Any, field: Field) -> ColumnElement[bool]:
    column = getattr(model, field.name)
    if field.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.DATE):
        empty: ColumnElement[bool] = column.is_(None)
        return empty
    return or_(column.is_(None), _text(column) == "")


def _text(column: Any) -> Any:
    """A column as the text that is stored."""
    return type_coerce(column, String)
