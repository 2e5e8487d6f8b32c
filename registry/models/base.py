"""What all tables share: naming, the column of a Field, versions, and the centre that owns a row."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.types import TypeEngine

from registry.fields.base import Field, Kind
from registry.fields.layout import DRAFT, STATUSES

JSON_TYPE = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """The root of all tables; names of constraints are fixed, as migrations need them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Codes(TypeDecorator[list[str]]):
    """A multiple choice, kept as text: codes joined by ";" in the order of the value set."""

    impl = String(200)
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Any) -> str | None:
        return None if value is None else ";".join(value)

    def process_result_value(self, value: str | None, dialect: Any) -> list[str] | None:
        return None if value is None else value.split(";")


class Instant(TypeDecorator[dt.datetime]):
    """An instant: UTC with its zone, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=dt.UTC)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def column(field: Field, **more: Any) -> MappedColumn[Any]:
    """The column of a declared field. All are nullable: a draft may lack anything."""
    more.setdefault("nullable", True)
    if field.kind is Kind.REFERENCE:
        return mapped_column(ForeignKey(f"{field.source}.id", ondelete="RESTRICT"), index=True, **more)
    return mapped_column(_storage(field), **more)


def _storage(field: Field) -> TypeEngine[Any]:
    match field.kind:
        case Kind.LONG_TEXT:
            return Text()
        case Kind.INTEGER:
            return Integer()
        case Kind.DECIMAL:
            return Float(53)
        case Kind.DATE:
            return Date()
        case Kind.CHOICES:
            return Codes()
        case _:
            return String(field.max_length)


class Identified:
    """A text key, minted by whoever creates the row and kept on import."""

    id: Mapped[str] = mapped_column(String(64), primary_key=True)


class Versioned(Identified):
    """A row with a version that every change raises: the stale writer is told, nothing is overwritten."""

    version: Mapped[int] = mapped_column(Integer, nullable=False)
    status: Mapped[str] = mapped_column(String(10), default=DRAFT, nullable=False)
    missing: Mapped[dict[str, str]] = mapped_column(JSON_TYPE, default=dict, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        allowed = ", ".join(f"'{status}'" for status in STATUSES)
        return (CheckConstraint(f"status IN ({allowed})", name="status"),)


class CentreOwned:
    """A row that belongs to one centre: the scope and row-level security read this column."""

    @declared_attr
    def centre_id(cls) -> Mapped[str]:
        return mapped_column(ForeignKey("centre.id", ondelete="RESTRICT"), index=True, nullable=False)


class Answering:
    """A record with a form of its own keeps the answers to the questions that its rules ask.

    questions: codes of the rules that asked at the last save and are not answered, so that lists can count them.
    """

    answers: Mapped[dict[str, str]] = mapped_column(JSON_TYPE, default=dict, nullable=False)
    questions: Mapped[list[str]] = mapped_column(JSON_TYPE, default=list, nullable=False)


class OfPatient(CentreOwned):
    """A row under a patient: the patient's id is kept beside the parent's, so a whole record is read at once."""

    @declared_attr
    def patient_id(cls) -> Mapped[str]:
        return mapped_column(ForeignKey("patient.id", ondelete="RESTRICT"), index=True, nullable=False)
