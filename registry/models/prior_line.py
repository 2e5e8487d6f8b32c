"""Prior treatments."""

from sqlalchemy.orm import Mapped

from registry.fields.prior_line import PriorLineFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class PriorLine(OfPatient, Answering, Versioned, Base):
    __tablename__ = "prior_line"

    line: Mapped[int | None] = column(PriorLineFields.line)
    types: Mapped[list[str] | None] = column(PriorLineFields.types)
    regimen: Mapped[str | None] = column(PriorLineFields.regimen)
    began: Mapped[str | None] = column(PriorLineFields.began)
    ended: Mapped[str | None] = column(PriorLineFields.ended)
    progressed_on: Mapped[str | None] = column(PriorLineFields.progressed_on)
    best_response: Mapped[str | None] = column(PriorLineFields.best_response)
    end_reason: Mapped[str | None] = column(PriorLineFields.end_reason)
