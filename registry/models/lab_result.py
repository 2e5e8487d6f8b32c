"""Laboratory results."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.lab_result import LabResultFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class LabResult(OfPatient, Answering, Versioned, Base):
    __tablename__ = "lab_result"

    course_id: Mapped[str] = mapped_column(
        ForeignKey("course.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    visit: Mapped[str | None] = column(LabResultFields.visit)
    sampled_on: Mapped[dt.date | None] = column(LabResultFields.sampled_on)
    analyte: Mapped[str | None] = column(LabResultFields.analyte)
    value: Mapped[float | None] = column(LabResultFields.value)
    unit: Mapped[str | None] = column(LabResultFields.unit)
    lower: Mapped[float | None] = column(LabResultFields.lower)
    upper: Mapped[float | None] = column(LabResultFields.upper)
    baseline: Mapped[float | None] = column(LabResultFields.baseline)
