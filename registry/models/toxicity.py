"""Toxicities, and per drug of the course their causality and the action taken."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.toxicity import ToxicityDrugFields, ToxicityFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Toxicity(OfPatient, Answering, Versioned, Base):
    __tablename__ = "toxicity"

    course_id: Mapped[str] = mapped_column(ForeignKey("course.id", ondelete="RESTRICT"), nullable=False)
    term: Mapped[str | None] = column(ToxicityFields.term)
    term_text: Mapped[str | None] = column(ToxicityFields.term_text)
    coded_term: Mapped[str | None] = column(ToxicityFields.coded_term)
    nature: Mapped[str | None] = column(ToxicityFields.nature)
    grade: Mapped[str | None] = column(ToxicityFields.grade)
    onset: Mapped[str | None] = column(ToxicityFields.onset)
    ongoing: Mapped[str | None] = column(ToxicityFields.ongoing)
    end: Mapped[str | None] = column(ToxicityFields.end)
    seriousness: Mapped[list[str] | None] = column(ToxicityFields.seriousness)
    outcome: Mapped[str | None] = column(ToxicityFields.outcome)
    lab_analyte: Mapped[str | None] = column(ToxicityFields.lab_analyte)
    lab_value: Mapped[float | None] = column(ToxicityFields.lab_value)
    lab_unit: Mapped[str | None] = column(ToxicityFields.lab_unit)
    lab_lower: Mapped[float | None] = column(ToxicityFields.lab_lower)
    lab_upper: Mapped[float | None] = column(ToxicityFields.lab_upper)
    lab_baseline: Mapped[float | None] = column(ToxicityFields.lab_baseline)
    grade_reason: Mapped[str | None] = column(ToxicityFields.grade_reason)
    hospitalised_on: Mapped[str | None] = column(ToxicityFields.hospitalised_on)
    discharged_on: Mapped[str | None] = column(ToxicityFields.discharged_on)
    treatment_given: Mapped[str | None] = column(ToxicityFields.treatment_given)
    first_received: Mapped[dt.date | None] = column(ToxicityFields.first_received)
    report_type: Mapped[str | None] = column(ToxicityFields.report_type)
    reporter: Mapped[str | None] = column(ToxicityFields.reporter)
    circumstances: Mapped[list[str] | None] = column(ToxicityFields.circumstances)
    narrative: Mapped[str | None] = column(ToxicityFields.narrative)
    expectedness: Mapped[str | None] = column(ToxicityFields.expectedness)
    expectedness_reference: Mapped[str | None] = column(ToxicityFields.expectedness_reference)
    worldwide_case: Mapped[str | None] = column(ToxicityFields.worldwide_case)


Index(
    "ix_toxicity_course",
    Toxicity.course_id,
    Toxicity.term,
    Toxicity.grade,
    Toxicity.onset,
    Toxicity.status,
)
"""The toxicities of a course, and what is counted of all of them without their rows being read."""


class ToxicityDrug(OfPatient, Versioned, Base):
    """What is thought of one drug of the course in one toxicity."""

    __tablename__ = "toxicity_drug"

    toxicity_id: Mapped[str] = mapped_column(
        ForeignKey("toxicity.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    drug: Mapped[str | None] = column(ToxicityDrugFields.drug)
    causality: Mapped[str | None] = column(ToxicityDrugFields.causality)
    action: Mapped[str | None] = column(ToxicityDrugFields.action)
    causality_method: Mapped[str | None] = column(ToxicityDrugFields.causality_method)
    rechallenge: Mapped[str | None] = column(ToxicityDrugFields.rechallenge)
    role: Mapped[str | None] = column(ToxicityDrugFields.role)
    sponsor_causality: Mapped[str | None] = column(ToxicityDrugFields.sponsor_causality)
    centre_score: Mapped[str | None] = column(ToxicityDrugFields.centre_score)
