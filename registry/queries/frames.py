"""The records of one drug as pandas frames, under the reader's scope: what registry.summaries reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.models.assessment import Assessment
from registry.models.course import Course, CourseDrug
from registry.models.diagnosis import Diagnosis
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.place import Centre
from registry.models.toxicity import Toxicity, ToxicityDrug
from registry.summaries.frames import COLUMNS, DrugFrames

if TYPE_CHECKING:
    import pandas as pd


def frames_of(session: RegistrySession, drug: Drug) -> DrugFrames:
    """Everything of one drug: drafts kept, void rows left out. Columns: registry.summaries.frames.COLUMNS, and after
    them `<column>_missing` for each field of theirs that allows a reason for a missing value.

    Typed words are empty for a reader who does not see them.
    """
    courses = (
        select(CourseDrug.course_id)
        .join(Course, Course.id == CourseDrug.course_id)
        .where(CourseDrug.drug == drug.id, CourseDrug.status != VOID, Course.status != VOID)
    )
    patients = select(Course.patient_id).where(Course.id.in_(courses))
    return DrugFrames(
        drug.inn,
        patients=_patients(session, patients),
        diagnoses=_frame(session, "diagnoses", Diagnosis, Diagnosis.patient_id.in_(patients)),
        courses=_frame(session, "courses", Course, Course.id.in_(courses)),
        course_drugs=_course_drugs(session, courses),
        assessments=_frame(session, "assessments", Assessment, Assessment.course_id.in_(courses)),
        toxicities=_toxicities(session, courses),
        toxicity_drugs=_toxicity_drugs(session, courses),
    )


def _frame(session: RegistrySession, name: str, model: Any, condition: Any) -> pd.DataFrame:
    columns = [_column(model, column).label(column) for column in COLUMNS[name]]
    statement = select(*columns, model.missing).where(condition, model.status != VOID).order_by(model.id)
    frame = _read(session, statement, name, model)
    if not scope_in(session).role.reads_text:
        for field in KINDS[model.__tablename__].fields.values():
            if field.is_text and field.name in frame:
                frame[field.name] = None
    return frame


def _column(model: Any, name: str) -> Any:
    own_key = f"{model.__tablename__}_id"
    return model.id if name == own_key else getattr(model, name)


def _read(
    session: RegistrySession, statement: Select[*tuple[Any, ...]], name: str, model: Any
) -> pd.DataFrame:
    """The frame of rows that end with the reasons for their missing values."""
    import pandas as pd

    rows = [tuple(row) for row in session.execute(statement)]
    frame = pd.DataFrame([row[:-1] for row in rows], columns=list(COLUMNS[name]), dtype=object)
    for field in KINDS[model.__tablename__].fields.values():
        if field.missing and field.name in frame:
            reasons = [row[-1].get(field.name) for row in rows]
            frame[field.missing_name] = pd.Series(reasons, dtype=object)
    return frame


def _patients(session: RegistrySession, ids: Select[Any]) -> pd.DataFrame:
    columns = (
        Centre.country_id if name == "country_id" else _column(Patient, name) for name in COLUMNS["patients"]
    )
    statement = (
        select(*columns, Patient.missing)
        .join(Centre, Centre.id == Patient.centre_id)
        .where(Patient.id.in_(ids), Patient.status != VOID)
        .order_by(Patient.id)
    )
    return _read(session, statement, "patients", Patient)


def _course_drugs(session: RegistrySession, courses: Select[Any]) -> pd.DataFrame:
    statement = (
        select(
            CourseDrug.course_id,
            Drug.inn,
            CourseDrug.starting_dose,
            CourseDrug.dose_unit,
            CourseDrug.dose_basis,
            CourseDrug.missing,
        )
        .join(Drug, Drug.id == CourseDrug.drug)
        .where(CourseDrug.course_id.in_(courses), CourseDrug.status != VOID)
        .order_by(CourseDrug.id)
    )
    return _read(session, statement, "course_drugs", CourseDrug)


def _toxicities(session: RegistrySession, courses: Select[Any]) -> pd.DataFrame:
    frame = _frame(session, "toxicities", Toxicity, Toxicity.course_id.in_(courses))
    frame["grade"] = frame["grade"].map(int, na_action="ignore").astype("Int64")
    frame["seriousness"] = [";".join(codes) if codes is not None else None for codes in frame["seriousness"]]
    return frame


def _toxicity_drugs(session: RegistrySession, courses: Select[Any]) -> pd.DataFrame:
    statement = (
        select(
            ToxicityDrug.toxicity_id,
            Drug.inn,
            ToxicityDrug.causality,
            ToxicityDrug.action,
            ToxicityDrug.missing,
        )
        .join(Toxicity, Toxicity.id == ToxicityDrug.toxicity_id)
        .join(Drug, Drug.id == ToxicityDrug.drug)
        .where(Toxicity.course_id.in_(courses), Toxicity.status != VOID, ToxicityDrug.status != VOID)
        .order_by(ToxicityDrug.id)
    )
    return _read(session, statement, "toxicity_drugs", ToxicityDrug)
