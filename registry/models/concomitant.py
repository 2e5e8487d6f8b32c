"""Concomitant treatments."""

from sqlalchemy.orm import Mapped

from registry.fields.concomitant import ConcomitantFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Concomitant(OfPatient, Answering, Versioned, Base):
    __tablename__ = "concomitant"

    category: Mapped[str | None] = column(ConcomitantFields.category)
    name: Mapped[str | None] = column(ConcomitantFields.name)
    dose: Mapped[str | None] = column(ConcomitantFields.dose)
    route: Mapped[str | None] = column(ConcomitantFields.route)
    indication: Mapped[str | None] = column(ConcomitantFields.indication)
    began: Mapped[str | None] = column(ConcomitantFields.began)
    is_ongoing: Mapped[str | None] = column(ConcomitantFields.is_ongoing)
    ended: Mapped[str | None] = column(ConcomitantFields.ended)
