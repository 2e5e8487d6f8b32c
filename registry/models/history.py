"""History and comorbidities."""

from sqlalchemy.orm import Mapped

from registry.fields.history import HistoryFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class History(OfPatient, Answering, Versioned, Base):
    __tablename__ = "history"

    domain: Mapped[str | None] = column(HistoryFields.domain)
    name: Mapped[str | None] = column(HistoryFields.name)
    began: Mapped[str | None] = column(HistoryFields.began)
    is_ongoing: Mapped[str | None] = column(HistoryFields.is_ongoing)
