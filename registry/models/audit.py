"""The trail: what changed in which row, written by the database itself, and what people did besides."""

import datetime as dt
from typing import Any

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import JSON_TYPE, Base, Instant, now


class AuditEntry(Base):
    """One insert, update or delete of one row. Triggers write it; nobody can change it.

    old, new: the whole row before and after, secrets left out. actor: e-mail, or cli:<system user>.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[dt.datetime] = mapped_column(Instant, nullable=False)
    actor: Mapped[str] = mapped_column(String(254), nullable=False)
    reason: Mapped[str | None] = mapped_column(Text)
    request: Mapped[str | None] = mapped_column(String(64))
    table: Mapped[str] = mapped_column("table_name", String(40), nullable=False)
    row: Mapped[str] = mapped_column("row_id", String(200), index=True, nullable=False)
    centre_id: Mapped[str | None] = mapped_column(String(64), index=True)
    operation: Mapped[str] = mapped_column(String(6), nullable=False)
    old: Mapped[dict[str, Any] | None] = mapped_column(JSON_TYPE)
    new: Mapped[dict[str, Any] | None] = mapped_column(JSON_TYPE)


class AuditContext(Base):
    """SQLite only: the one row that says who is writing and why, set first in each writing transaction."""

    __tablename__ = "audit_context"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    actor: Mapped[str] = mapped_column(String(254), nullable=False)
    reason: Mapped[str | None] = mapped_column(Text)
    request: Mapped[str | None] = mapped_column(String(64))


class Event(Base):
    """What leaves no row behind: sign-ins, refusals, exports, imports."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    actor: Mapped[str] = mapped_column(String(254), nullable=False)
    kind: Mapped[str] = mapped_column(String(40), index=True, nullable=False)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON_TYPE, default=dict, nullable=False)
