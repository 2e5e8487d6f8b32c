"""Initiations."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.initiation import InitiationFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Initiation(OfPatient, Answering, Versioned, Base):
    __tablename__ = "initiation"

    course_id: Mapped[str] = mapped_column(
        ForeignKey("course.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    measured_on: Mapped[dt.date | None] = column(InitiationFields.measured_on)
    weight: Mapped[float | None] = column(InitiationFields.weight)
    height: Mapped[float | None] = column(InitiationFields.height)
    performance_scale: Mapped[str | None] = column(InitiationFields.performance_scale)
    performance: Mapped[int | None] = column(InitiationFields.performance)
    contraception: Mapped[str | None] = column(InitiationFields.contraception)
    has_changed: Mapped[str | None] = column(InitiationFields.has_changed)
    change_text: Mapped[str | None] = column(InitiationFields.change_text)
    still_eligible: Mapped[str | None] = column(InitiationFields.still_eligible)
    deviation: Mapped[str | None] = column(InitiationFields.deviation)
    deviation_text: Mapped[str | None] = column(InitiationFields.deviation_text)
    product_name: Mapped[str | None] = column(InitiationFields.product_name)
    ucd: Mapped[str | None] = column(InitiationFields.ucd)
    batch: Mapped[str | None] = column(InitiationFields.batch)
    handling: Mapped[str | None] = column(InitiationFields.handling)
    baseline_done: Mapped[str | None] = column(InitiationFields.baseline_done)
    questionnaire_done: Mapped[str | None] = column(InitiationFields.questionnaire_done)
