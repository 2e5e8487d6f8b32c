"""Declarations."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.declaration import DeclarationFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Declaration(OfPatient, Answering, Versioned, Base):
    __tablename__ = "declaration"

    toxicity_id: Mapped[str] = mapped_column(
        ForeignKey("toxicity.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    recipient: Mapped[str | None] = column(DeclarationFields.recipient)
    recipient_name: Mapped[str | None] = column(DeclarationFields.recipient_name)
    step: Mapped[str | None] = column(DeclarationFields.step)
    step_number: Mapped[int | None] = column(DeclarationFields.step_number)
    sent_on: Mapped[dt.date | None] = column(DeclarationFields.sent_on)
    reference: Mapped[str | None] = column(DeclarationFields.reference)
    acknowledged_on: Mapped[dt.date | None] = column(DeclarationFields.acknowledged_on)
    acknowledgement: Mapped[str | None] = column(DeclarationFields.acknowledgement)
