"""Tumour board decisions."""

import datetime as dt

from sqlalchemy.orm import Mapped

from registry.fields.board import BoardFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Board(OfPatient, Answering, Versioned, Base):
    __tablename__ = "board"

    held_on: Mapped[dt.date | None] = column(BoardFields.held_on)
    type: Mapped[str | None] = column(BoardFields.type)
    drug: Mapped[str | None] = column(BoardFields.drug)
    recommendation: Mapped[str | None] = column(BoardFields.recommendation)
    trial: Mapped[str | None] = column(BoardFields.trial)
    alternative: Mapped[str | None] = column(BoardFields.alternative)
    first_line_reason: Mapped[str | None] = column(BoardFields.first_line_reason)
    options: Mapped[str | None] = column(BoardFields.options)
