"""Queries: what a monitor asks a centre about a record or one of its fields."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Identified, Instant, OfPatient, now

OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
STATES = (OPEN, ANSWERED, CLOSED)


class Query(Identified, OfPatient, Base):
    """A question about a record, its answer, and its end.

    kind, record_id: the record it is about, of a clinical kind; patient_id, course_id: whose it is, and the course
    above it, if there is one; field: one of its fields, "" for the record as a whole. status: open until the centre
    answers, answered until whoever asked is content, then closed. raised_by, answered_by, closed_by: e-mail, or
    cli:<system user>.
    """

    __tablename__ = "query"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'answered', 'closed')", name="status"),
        Index("ix_query_record", "kind", "record_id"),
    )

    kind: Mapped[str] = mapped_column(String(40), nullable=False)
    record_id: Mapped[str] = mapped_column(String(64), nullable=False)
    course_id: Mapped[str | None] = mapped_column(ForeignKey("course.id", ondelete="RESTRICT"), index=True)
    field: Mapped[str] = mapped_column(String(80), default="", nullable=False)
    text: Mapped[str] = mapped_column(Text, nullable=False)
    raised_by: Mapped[str] = mapped_column(String(254), nullable=False)
    raised_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    status: Mapped[str] = mapped_column(String(10), default=OPEN, index=True, nullable=False)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(254))
    answered_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    closed_by: Mapped[str | None] = mapped_column(String(254))
    closed_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, nullable=False)

    __mapper_args__ = {"version_id_col": version}
