"""Information and consent."""

import datetime as dt

from sqlalchemy.orm import Mapped

from registry.fields.consent import ConsentFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Consent(OfPatient, Answering, Versioned, Base):
    __tablename__ = "consent"

    event: Mapped[str | None] = column(ConsentFields.event)
    given_on: Mapped[dt.date | None] = column(ConsentFields.given_on)
    informed: Mapped[list[str] | None] = column(ConsentFields.informed)
    notices: Mapped[list[str] | None] = column(ConsentFields.notices)
    notice_version: Mapped[str | None] = column(ConsentFields.notice_version)
    language: Mapped[str | None] = column(ConsentFields.language)
    stated_reason: Mapped[str | None] = column(ConsentFields.stated_reason)
