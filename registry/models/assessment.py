"""Assessments of the tumour, with the centre's reading and the reviewed one."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.assessment import AssessmentFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Assessment(OfPatient, Answering, Versioned, Base):
    __tablename__ = "assessment"

    course_id: Mapped[str] = mapped_column(
        ForeignKey("course.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    visit: Mapped[str | None] = column(AssessmentFields.visit)
    assessed_on: Mapped[dt.date | None] = column(AssessmentFields.assessed_on)
    criterion: Mapped[str | None] = column(AssessmentFields.criterion)
    target_measure: Mapped[float | None] = column(AssessmentFields.target_measure)
    report: Mapped[str | None] = column(AssessmentFields.report)
    response: Mapped[str | None] = column(AssessmentFields.response)
    reviewed_response: Mapped[str | None] = column(AssessmentFields.reviewed_response)
    reviewer: Mapped[str | None] = column(AssessmentFields.reviewer)
    reviewed_on: Mapped[dt.date | None] = column(AssessmentFields.reviewed_on)
    review_reason: Mapped[str | None] = column(AssessmentFields.review_reason)
    modality: Mapped[list[str] | None] = column(AssessmentFields.modality)
    nadir: Mapped[float | None] = column(AssessmentFields.nadir)
    new_lesion: Mapped[str | None] = column(AssessmentFields.new_lesion)
    progression_context: Mapped[str | None] = column(AssessmentFields.progression_context)
