"""Diagnoses."""

from sqlalchemy.orm import Mapped

from registry.fields.diagnosis import DiagnosisFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Diagnosis(OfPatient, Answering, Versioned, Base):
    __tablename__ = "diagnosis"

    category: Mapped[str | None] = column(DiagnosisFields.category)
    name: Mapped[str | None] = column(DiagnosisFields.name)
    iccc3: Mapped[str | None] = column(DiagnosisFields.iccc3)
    diagnosis_date: Mapped[str | None] = column(DiagnosisFields.diagnosis_date)
    disease_status: Mapped[str | None] = column(DiagnosisFields.disease_status)
    relapse_number: Mapped[int | None] = column(DiagnosisFields.relapse_number)
