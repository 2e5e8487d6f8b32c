"""Follow-up visits."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.follow_up import FollowUpFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class FollowUp(OfPatient, Answering, Versioned, Base):
    __tablename__ = "follow_up"

    course_id: Mapped[str] = mapped_column(
        ForeignKey("course.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    month: Mapped[int | None] = column(FollowUpFields.month)
    planned_on: Mapped[dt.date | None] = column(FollowUpFields.planned_on)
    is_seen: Mapped[str | None] = column(FollowUpFields.is_seen)
    visited_on: Mapped[dt.date | None] = column(FollowUpFields.visited_on)
    not_seen_reason: Mapped[str | None] = column(FollowUpFields.not_seen_reason)
    weight: Mapped[float | None] = column(FollowUpFields.weight)
    height: Mapped[float | None] = column(FollowUpFields.height)
    performance_scale: Mapped[str | None] = column(FollowUpFields.performance_scale)
    performance: Mapped[int | None] = column(FollowUpFields.performance)
    puberty: Mapped[str | None] = column(FollowUpFields.puberty)
    growth: Mapped[str | None] = column(FollowUpFields.growth)
    dose_changed: Mapped[str | None] = column(FollowUpFields.dose_changed)
    adherence: Mapped[str | None] = column(FollowUpFields.adherence)
    missed_doses: Mapped[int | None] = column(FollowUpFields.missed_doses)
    concomitant_changed: Mapped[str | None] = column(FollowUpFields.concomitant_changed)
    has_toxicity: Mapped[str | None] = column(FollowUpFields.has_toxicity)
    assessment_done: Mapped[str | None] = column(FollowUpFields.assessment_done)
    questionnaire_done: Mapped[str | None] = column(FollowUpFields.questionnaire_done)
    health_care: Mapped[str | None] = column(FollowUpFields.health_care)
