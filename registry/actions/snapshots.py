"""Storing a data freeze: once, with its patients and an entry in the journal, or not at all."""

from __future__ import annotations

from collections.abc import Iterable

from registry.access import events
from registry.access.permissions import Permission, may
from registry.access.scope import insert_new, scope_in
from registry.actions.records import read_reason
from registry.db import RegistrySession, writing
from registry.errors import Forbidden, Invalid, Problem
from registry.i18n import gettext as _
from registry.models.snapshot import Snapshot, SnapshotPatient


def check_right(session: RegistrySession) -> None:
    """Forbidden unless this person freezes data, over all centres."""
    scope = scope_in(session)
    if not may(scope.role, Permission.FREEZE) or scope.centres is not None:
        raise Forbidden(_("Your role does not freeze data."))


def read_why(reason: str) -> str:
    """Why the data are frozen; it is asked for."""
    words = read_reason(reason)
    if not words:
        text = _("Say why the data are frozen, such as “third report to the authority”.")
        raise Invalid(text, [Problem("reason", "required", text)])
    return words


def store(session: RegistrySession, snapshot: Snapshot, *, patients: Iterable[str]) -> Snapshot:
    """Keep a freeze for ever. patients: the ids of those whose records it holds."""
    check_right(session)
    with writing(session, reason=snapshot.reason):
        session.add(snapshot)
        session.flush()
        held = [{"snapshot_id": snapshot.id, "patient_id": patient} for patient in sorted(patients)]
        insert_new(session, SnapshotPatient, held)
        events.note(
            session,
            events.SNAPSHOT_MADE,
            snapshot=snapshot.id,
            drug=snapshot.drug,
            start=snapshot.period_start.isoformat(),
            cut_off=snapshot.cut_off.isoformat(),
            patients=snapshot.patients,
            scope=snapshot.scope,
            sha256=snapshot.sha256,
        )
    return snapshot
