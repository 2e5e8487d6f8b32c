"""The records of one drug as pandas frames, under the reader's scope: what registry.summaries reads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, or_, select, true

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.fields.base import Kind
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.models.access_request import AccessRequest
from registry.models.alteration import Alteration
from registry.models.assessment import Assessment
from registry.models.board import Board
from registry.models.concomitant import Concomitant
from registry.models.consent import Consent
from registry.models.course import Course, CourseDrug
from registry.models.ctdna import Ctdna
from registry.models.declaration import Declaration
from registry.models.diagnosis import Diagnosis
from registry.models.dose_period import DosePeriod
from registry.models.drug import Drug
from registry.models.follow_up import FollowUp
from registry.models.history import History
from registry.models.initiation import Initiation
from registry.models.lab_result import LabResult
from registry.models.patient import Patient
from registry.models.place import Centre
from registry.models.prior_line import PriorLine
from registry.models.questionnaire import Questionnaire, QuestionnaireScore
from registry.models.special_situation import SpecialSituation
from registry.models.subsequent import Subsequent
from registry.models.toxicity import Toxicity, ToxicityDrug
from registry.models.toxicity_grade import ToxicityGrade
from registry.queries.beside import beside_of
from registry.summaries.columns import COLUMNS
from registry.summaries.frames import DrugFrames

if TYPE_CHECKING:
    import pandas as pd

OF_PATIENT: Mapping[str, Any] = MappingProxyType(
    {
        "diagnoses": Diagnosis,
        "alterations": Alteration,
        "prior_lines": PriorLine,
        "subsequents": Subsequent,
        "consents": Consent,
        "histories": History,
        "concomitants": Concomitant,
        "boards": Board,
    }
)

OF_COURSE: Mapping[str, Any] = MappingProxyType(
    {
        "course_drugs": CourseDrug,
        "assessments": Assessment,
        "toxicities": Toxicity,
        "initiations": Initiation,
        "dose_periods": DosePeriod,
        "follow_ups": FollowUp,
        "lab_results": LabResult,
        "ctdna": Ctdna,
        "questionnaires": Questionnaire,
    }
)

OF_TOXICITY: Mapping[str, Any] = MappingProxyType(
    {"toxicity_drugs": ToxicityDrug, "toxicity_grades": ToxicityGrade, "declarations": Declaration}
)

OF_APPLICANT: Mapping[str, Any] = MappingProxyType(
    {"requests": AccessRequest, "situations": SpecialSituation}
)


def frames_of(session: RegistrySession, drug: Drug) -> DrugFrames:
    """Everything of one drug: drafts kept, void rows left out. Columns: registry.summaries.columns.COLUMNS, and after
    them `<column>_missing` for each field of theirs that allows a reason for a missing value.

    Typed words are empty for a reader who does not see them. One statement per frame, but for the reports, which
    depend on the cut-off (`registry.queries.beside.reports_of`).
    """
    courses = (
        select(CourseDrug.course_id)
        .join(Course, Course.id == CourseDrug.course_id)
        .where(CourseDrug.drug == drug.id, CourseDrug.status != VOID, Course.status != VOID)
    )
    patients = select(Course.patient_id).where(Course.id.in_(courses))
    toxicities = select(Toxicity.id).where(Toxicity.course_id.in_(courses), Toxicity.status != VOID)
    filled = select(Questionnaire.id).where(
        Questionnaire.course_id.in_(courses), Questionnaire.status != VOID
    )
    conditions = (
        {name: model.patient_id.in_(patients) for name, model in OF_PATIENT.items()}
        | {name: model.course_id.in_(courses) for name, model in OF_COURSE.items()}
        | {name: model.toxicity_id.in_(toxicities) for name, model in OF_TOXICITY.items()}
        | {name: model.drug == drug.id for name, model in OF_APPLICANT.items()}
    )
    models = {**OF_PATIENT, **OF_COURSE, **OF_TOXICITY, **OF_APPLICANT}
    return DrugFrames(
        drug.inn,
        patients=_people(session, "patients", Patient.id.in_(patients)),
        applicants=_people(session, "applicants", _applied(drug)),
        courses=_frame(session, "courses", Course, Course.id.in_(courses)),
        questionnaire_scores=_frame(
            session,
            "questionnaire_scores",
            QuestionnaireScore,
            QuestionnaireScore.questionnaire_id.in_(filled),
        ),
        **{name: _frame(session, name, models[name], condition) for name, condition in conditions.items()},
        **beside_of(session, drug, courses=courses, patients=patients),
    )


def read_all(session: RegistrySession, name: str) -> pd.DataFrame:
    """One frame over all drugs: drafts kept, void rows left out."""
    if name == "patients":
        return _people(session, name, true())
    model = Course if name == "courses" else {**OF_PATIENT, **OF_COURSE}[name]
    return _frame(session, name, model, true())


def _applied(drug: Drug) -> Any:
    """The patients with a request for the drug, or a special situation with it."""
    return or_(
        *(
            Patient.id.in_(select(model.patient_id).where(model.drug == drug.id, model.status != VOID))
            for model in OF_APPLICANT.values()
        )
    )


def _frame(session: RegistrySession, name: str, model: Any, condition: Any) -> pd.DataFrame:
    columns = [_column(model, column).label(column) for column in COLUMNS[name]]
    statement = select(*columns, model.missing).where(condition, model.status != VOID).order_by(model.id)
    if "drug" in COLUMNS[name]:
        statement = statement.join(Drug, Drug.id == model.drug)
    frame = _read(session, statement, name, model)
    if not scope_in(session).role.reads_text:
        for field in KINDS[model.__tablename__].fields.values():
            if field.is_text and field.name in frame:
                frame[field.name] = None
    return frame


def _column(model: Any, name: str) -> Any:
    if name == f"{model.__tablename__}_id":
        return model.id
    return Drug.inn if name == "drug" else getattr(model, name)


def _people(session: RegistrySession, name: str, condition: Any) -> pd.DataFrame:
    columns = (
        Centre.country_id if column == "country_id" else _column(Patient, column) for column in COLUMNS[name]
    )
    statement = (
        select(*columns, Patient.missing)
        .join(Centre, Centre.id == Patient.centre_id)
        .where(condition, Patient.status != VOID)
        .order_by(Patient.id)
    )
    return _read(session, statement, name, Patient)


def _read(
    session: RegistrySession, statement: Select[*tuple[Any, ...]], name: str, model: Any
) -> pd.DataFrame:
    """The frame of rows that end with the reasons for their missing values."""
    import pandas as pd

    rows = [tuple(row) for row in session.execute(statement)]
    frame = pd.DataFrame([row[:-1] for row in rows], columns=list(COLUMNS[name]), dtype=object)
    for field in KINDS[model.__tablename__].fields.values():
        if field.name not in frame:
            continue
        if field.missing:
            frame[field.missing_name] = pd.Series([row[-1].get(field.name) for row in rows], dtype=object)
        if field.kind is Kind.CHOICES:
            frame[field.name] = frame[field.name].map(_join, na_action="ignore")
    if "grade" in frame:
        frame["grade"] = frame["grade"].map(int, na_action="ignore").astype("Int64")
    return frame


def _join(codes: list[str]) -> str:
    """A multiple choice as text."""
    return ";".join(codes)
