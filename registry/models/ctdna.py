"""Circulating tumour DNA."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.ctdna import CtdnaFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Ctdna(OfPatient, Answering, Versioned, Base):
    __tablename__ = "ctdna"

    course_id: Mapped[str] = mapped_column(
        ForeignKey("course.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    visit: Mapped[str | None] = column(CtdnaFields.visit)
    sampled_on: Mapped[dt.date | None] = column(CtdnaFields.sampled_on)
    sample: Mapped[str | None] = column(CtdnaFields.sample)
    assay: Mapped[str | None] = column(CtdnaFields.assay)
    target: Mapped[str | None] = column(CtdnaFields.target)
    result: Mapped[str | None] = column(CtdnaFields.result)
    vaf: Mapped[float | None] = column(CtdnaFields.vaf)
    copies: Mapped[float | None] = column(CtdnaFields.copies)
