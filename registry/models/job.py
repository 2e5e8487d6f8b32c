"""Exports that are made in the background, and the queue that tells the worker which is next."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import JSON_TYPE, Base, Identified, Instant, now

WAITING, RUNNING, DONE, FAILED, CANCELLED, GONE = (
    "waiting",
    "running",
    "done",
    "failed",
    "cancelled",
    "gone",
)
NUMBER = BigInteger().with_variant(Integer, "sqlite")


class ExportJob(Identified, Base):
    """One export that somebody asked for. This row says what becomes of it; the queue holds nothing but its id.

    kind, arguments: which export of registry.jobs.kinds, and of what: ids and days, never a value of a patient.
    owner_id, role, scope: who asked, and with which rights: the file is made and handed out under the same ones only.
    done, total: how far it is (total 0: not known); step: what is being written. beat_at: when the worker last said
    that it lives; tries: how often it was begun. file_name, size, sha256: of the file, which lies in the instance
    folder until expires_at. trouble: the sentence that says why there is none.
    """

    __tablename__ = "export_job"
    __table_args__ = (
        CheckConstraint(
            "status IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'gone')", name="status"
        ),
        Index("ix_export_job_owner", "owner_id", "asked_at"),
    )

    kind: Mapped[str] = mapped_column(String(40), nullable=False)
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON_TYPE, default=dict, nullable=False)
    owner_id: Mapped[str] = mapped_column(ForeignKey("user_account.id"), nullable=False)
    role: Mapped[str] = mapped_column(String(30), nullable=False)
    scope: Mapped[str] = mapped_column(Text, nullable=False)
    language: Mapped[str] = mapped_column(String(5), nullable=False)
    status: Mapped[str] = mapped_column(String(10), default=WAITING, index=True, nullable=False)
    step: Mapped[str] = mapped_column(String(80), default="", nullable=False)
    done: Mapped[int] = mapped_column(Integer, default=0, nullable=False)
    total: Mapped[int] = mapped_column(Integer, default=0, nullable=False)
    tries: Mapped[int] = mapped_column(Integer, default=0, nullable=False)
    asked_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    beat_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    expires_at: Mapped[dt.datetime | None] = mapped_column(Instant, index=True)
    file_name: Mapped[str] = mapped_column(String(200), default="", nullable=False)
    size: Mapped[int] = mapped_column(NUMBER, default=0, nullable=False)
    sha256: Mapped[str] = mapped_column(String(64), default="", nullable=False)
    trouble: Mapped[str] = mapped_column(Text, default="", nullable=False)


class QueuedTask(Base):
    """PostgreSQL only: a message of the queue (huey): the id of a job. On SQLite the queue has a file of its own."""

    __tablename__ = "huey_task"
    __table_args__ = (Index("ix_huey_task_next", "queue", "priority", "id"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    queue: Mapped[str] = mapped_column(Text, nullable=False)
    data: Mapped[bytes] = mapped_column(LargeBinary, nullable=False)
    priority: Mapped[float] = mapped_column(Float(53), nullable=False)


class ScheduledTask(Base):
    """PostgreSQL only: a message of the queue for later."""

    __tablename__ = "huey_schedule"
    __table_args__ = (Index("ix_huey_schedule_next", "queue", "timestamp"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    queue: Mapped[str] = mapped_column(Text, nullable=False)
    data: Mapped[bytes] = mapped_column(LargeBinary, nullable=False)
    timestamp: Mapped[float] = mapped_column(Float(53), nullable=False)


class QueueValue(Base):
    """PostgreSQL only: what the queue remembers of its messages."""

    __tablename__ = "huey_kv"

    queue: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary, nullable=False)


class QueueCounter(Base):
    """PostgreSQL only: what the queue counts."""

    __tablename__ = "huey_counter"

    queue: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[int] = mapped_column(NUMBER, nullable=False)
