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
    morphology: Mapped[str | None] = column(DiagnosisFields.morphology)
    topography: Mapped[str | None] = column(DiagnosisFields.topography)
    other_code: Mapped[str | None] = column(DiagnosisFields.other_code)
    laterality: Mapped[str | None] = column(DiagnosisFields.laterality)
    tumour_grade: Mapped[str | None] = column(DiagnosisFields.tumour_grade)
    stage_system: Mapped[str | None] = column(DiagnosisFields.stage_system)
    stage: Mapped[str | None] = column(DiagnosisFields.stage)
    is_metastatic: Mapped[str | None] = column(DiagnosisFields.is_metastatic)
    metastatic_sites: Mapped[list[str] | None] = column(DiagnosisFields.metastatic_sites)
