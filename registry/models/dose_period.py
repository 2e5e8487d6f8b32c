"""Dose periods."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.dose_period import DosePeriodFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class DosePeriod(OfPatient, Answering, Versioned, Base):
    __tablename__ = "dose_period"

    course_id: Mapped[str] = mapped_column(
        ForeignKey("course.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    drug: Mapped[str | None] = column(DosePeriodFields.drug)
    change: Mapped[str | None] = column(DosePeriodFields.change)
    began: Mapped[dt.date | None] = column(DosePeriodFields.began)
    ended: Mapped[dt.date | None] = column(DosePeriodFields.ended)
    dose: Mapped[float | None] = column(DosePeriodFields.dose)
    dose_unit: Mapped[str | None] = column(DosePeriodFields.dose_unit)
    dose_basis: Mapped[str | None] = column(DosePeriodFields.dose_basis)
    dose_frequency: Mapped[str | None] = column(DosePeriodFields.dose_frequency)
    route: Mapped[str | None] = column(DosePeriodFields.route)
    formulation: Mapped[str | None] = column(DosePeriodFields.formulation)
    batch: Mapped[str | None] = column(DosePeriodFields.batch)
    change_reason: Mapped[str | None] = column(DosePeriodFields.change_reason)
    toxicity_term: Mapped[str | None] = column(DosePeriodFields.toxicity_term)
    reason_text: Mapped[str | None] = column(DosePeriodFields.reason_text)
