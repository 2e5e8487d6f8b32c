"""What protects typing: private form drafts, and the keys that make a repeated save the same save."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import JSON_TYPE, Base, Instant, now


class FormDraft(Base):
    """What one person typed into one form and has not saved: no record, never counted, gone after 30 days."""

    __tablename__ = "form_draft"

    user_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(200), primary_key=True)
    content: Mapped[dict[str, list[str]]] = mapped_column(JSON_TYPE, nullable=False)
    saved_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False, index=True)


class SavedRequest(Base):
    """A save that was done under a key its sender chose: the same key answers with the same record."""

    __tablename__ = "saved_request"

    user_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[str] = mapped_column(String(64), nullable=False)
    record_id: Mapped[str] = mapped_column(String(64), nullable=False)
    at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False, index=True)
