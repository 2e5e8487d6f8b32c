"""Exports are told to the trail: who, what, when, how many rows."""

from __future__ import annotations

from typing import Any

from registry.access.scope import scope_in
from registry.db import RegistrySession, writing
from registry.models.audit import Event


def log(session: RegistrySession, kind: str, **detail: Any) -> None:
    """One event of an export, with its scope. kind: one of registry.access.events."""
    scope = scope_in(session)
    with writing(session):
        session.add(Event(actor=scope.actor, kind=kind, detail={**detail, "scope": scope.setting}))
