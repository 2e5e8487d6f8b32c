"""Subsequent treatments."""

from sqlalchemy.orm import Mapped

from registry.fields.subsequent import SubsequentFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Subsequent(OfPatient, Answering, Versioned, Base):
    __tablename__ = "subsequent"

    types: Mapped[list[str] | None] = column(SubsequentFields.types)
    regimen: Mapped[str | None] = column(SubsequentFields.regimen)
    began: Mapped[str | None] = column(SubsequentFields.began)
    ended: Mapped[str | None] = column(SubsequentFields.ended)
    best_response: Mapped[str | None] = column(SubsequentFields.best_response)
