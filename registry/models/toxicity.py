"""Toxicities, and per drug of the course their causality and the action taken."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.toxicity import ToxicityDrugFields, ToxicityFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Toxicity(OfPatient, Answering, Versioned, Base):
    __tablename__ = "toxicity"

    course_id: Mapped[str] = mapped_column(
        ForeignKey("course.id", ondelete="RESTRICT"), index=True, nullable=False
    )
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


class ToxicityDrug(OfPatient, Versioned, Base):
    """What is thought of one drug of the course in one toxicity."""

    __tablename__ = "toxicity_drug"

    toxicity_id: Mapped[str] = mapped_column(
        ForeignKey("toxicity.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    drug: Mapped[str | None] = column(ToxicityDrugFields.drug)
    causality: Mapped[str | None] = column(ToxicityDrugFields.causality)
    action: Mapped[str | None] = column(ToxicityDrugFields.action)
