"""What a new record can begin with, taken from the patient's other records: nothing that was measured, never an answer.

A value given in the address of the form (a visit of the calendar) goes before one that is taken from the records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from registry.db import RegistrySession
from registry.fields.layout import VOID
from registry.models.access_request import AccessRequest
from registry.models.assessment import Assessment
from registry.models.board import Board
from registry.models.catalogue import MODELS
from registry.models.course import CourseDrug
from registry.models.lab_result import LabResult
from registry.queries import records
from registry.queries.surroundings import Surroundings
from registry.rules.computed import is_toxicity, lab_grade

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Prefill:
    """The values of a new record, and of its first embedded rows."""

    values: Values = field(default_factory=lambda: MappingProxyType({}))
    rows: Sequence[Values] = ()


def of(session: RegistrySession, kind: str, around: Surroundings, *, source: str = "") -> Prefill:
    """What the new record begins with; source: the id of the laboratory result that a toxicity is made of."""
    if kind == "toxicity" and source:
        return _from_lab(session, around, source)
    maker = _MAKERS.get(kind)
    return maker(session, around) if maker else Prefill()


def _last(session: RegistrySession, model: Any, order: Any, **columns: str) -> Any:
    """The latest record of a parent that is not void; None without one."""
    statement = select(model).where(model.status != VOID).filter_by(**columns)
    return session.scalars(statement.order_by(order.desc().nulls_last(), model.id.desc())).first()


def _course(session: RegistrySession, around: Surroundings) -> Prefill:
    """The scheme and planned dose of the last granted request, the date of the last board."""
    patient_id = around.patient.id if around.patient else ""
    board = _last(session, Board, Board.held_on, patient_id=patient_id)
    request = _last(
        session, AccessRequest, AccessRequest.requested_on, patient_id=patient_id, decision="granted"
    )
    values: dict[str, Any] = {"board_date": board.held_on if board else None}
    if request is None:
        return Prefill(values)
    values["access_scheme"] = request.scheme
    row = {
        "drug": request.drug,
        "dose_unit": request.dose_unit,
        "dose_basis": request.dose_basis,
        "dose_frequency": request.dose_frequency,
        "route": request.route,
    }
    return Prefill(values, (row,) if request.drug else ())


def _access_request(session: RegistrySession, around: Surroundings) -> Prefill:
    """The drug and the trial answer of the last board; of a renewal, the scheme of the request before."""
    patient_id = around.patient.id if around.patient else ""
    before = _last(session, AccessRequest, AccessRequest.requested_on, patient_id=patient_id)
    if before is not None:
        names = ("drug", "scheme", "prescriber_role", "dose_unit", "dose_basis", "dose_frequency", "route")
        return Prefill({name: getattr(before, name) for name in names})
    board = _last(session, Board, Board.held_on, patient_id=patient_id)
    return Prefill(
        {"drug": board.drug, "trial": board.trial, "type": "first"} if board else {"type": "first"}
    )


def _initiation(_session: RegistrySession, around: Surroundings) -> Prefill:
    return Prefill({"measured_on": around.course.first_dose if around.course else None})


def _dose_period(session: RegistrySession, around: Surroundings) -> Prefill:
    """The only drug of the course; its unit and basis."""
    course_id = around.course.id if around.course else ""
    drugs = session.scalars(
        select(CourseDrug).where(CourseDrug.course_id == course_id, CourseDrug.status != VOID)
    ).all()
    if len(drugs) != 1:
        return Prefill()
    names = ("drug", "dose_unit", "dose_basis", "dose_frequency", "route", "formulation")
    return Prefill({name: getattr(drugs[0], name) for name in names})


def _assessment(session: RegistrySession, around: Surroundings) -> Prefill:
    """The criterion of the last assessment; the first one of a course is its baseline."""
    course_id = around.course.id if around.course else ""
    last = _last(session, Assessment, Assessment.assessed_on, course_id=course_id)
    if last is None:
        return Prefill({"visit": "baseline"})
    return Prefill({"visit": "on_treatment", "criterion": last.criterion, "modality": last.modality})


def _copied(kind: str, order: str, *names: str) -> Callable[[RegistrySession, Surroundings], Prefill]:
    """What makes a record begin like the last one of its course, in the named fields."""

    def make(session: RegistrySession, around: Surroundings) -> Prefill:
        model = MODELS[kind]
        course_id = around.course.id if around.course else ""
        last = _last(session, model, getattr(model, order), course_id=course_id)
        return Prefill({name: getattr(last, name) for name in names} if last else {})

    return make


def _prior_line(session: RegistrySession, around: Surroundings) -> Prefill:
    model = MODELS["prior_line"]
    patient_id = around.patient.id if around.patient else ""
    last = _last(session, model, model.line, patient_id=patient_id)
    return Prefill({"line": (last.line or 0) + 1 if last else 1})


def _declaration(session: RegistrySession, around: Surroundings) -> Prefill:
    model = MODELS["declaration"]
    toxicity_id = around.toxicity.id if around.toxicity else ""
    last = _last(session, model, model.sent_on, toxicity_id=toxicity_id)
    if last is None:
        return Prefill({"step": "initial"})
    return Prefill(
        {
            "recipient": last.recipient,
            "recipient_name": last.recipient_name,
            "step": "follow_up",
            "step_number": (last.step_number or 0) + 1,
        }
    )


def _from_lab(session: RegistrySession, around: Surroundings, source: str) -> Prefill:
    """A toxicity from a laboratory result of the same course: its value, and the term and grade that follow."""
    row = records.get(session, "lab_result", source)
    if around.course is None or row.course_id != around.course.id:
        return Prefill()
    patient = records.values_of("patient", around.patient) if around.patient else {}
    found = lab_grade(records.values_of("lab_result", row), patient, row.sampled_on)
    values: dict[str, Any] = {"nature": "laboratory", "onset": _iso(row)}
    values |= {f"lab_{name}": getattr(row, name) for name in ("analyte", "value", "unit", "lower", "upper")}
    values["lab_baseline"] = row.baseline
    if found and is_toxicity(found):
        values |= {"term": found.term, "grade": str(found.grade)}
    return Prefill(values)


def _iso(row: LabResult) -> str | None:
    return row.sampled_on.isoformat() if row.sampled_on else None


_MAKERS: Mapping[str, Callable[[RegistrySession, Surroundings], Prefill]] = MappingProxyType(
    {
        "course": _course,
        "access_request": _access_request,
        "initiation": _initiation,
        "dose_period": _dose_period,
        "assessment": _assessment,
        "prior_line": _prior_line,
        "declaration": _declaration,
        "ctdna": _copied("ctdna", "sampled_on", "sample", "assay", "target"),
        "questionnaire": _copied(
            "questionnaire", "filled_on", "instrument", "instrument_version", "language", "respondent"
        ),
    }
)
