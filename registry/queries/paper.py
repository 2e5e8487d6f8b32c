"""The embedded rows of a record, kind by kind, for printing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from registry.db import RegistrySession
from registry.fields.base import FieldSet
from registry.fields.layout import VOID
from registry.models.catalogue import MODELS


def rows_of(session: RegistrySession, fields: type[FieldSet], record_id: str) -> list[Any]:
    """The rows of one embedded kind that are not void, in the order they were entered."""
    model = MODELS[fields.record.name]
    parent = getattr(model, fields.record.parent_id)
    return list(
        session.scalars(select(model).where(parent == record_id, model.status != VOID).order_by(model.id))
    )
