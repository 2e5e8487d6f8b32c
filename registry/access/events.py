"""What leaves no row behind and is kept all the same: sign-ins, refusals, changes of rights, files in and out."""

from typing import Any

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.models.audit import Event

SIGNED_IN = "signed_in"
SIGN_IN_FAILED = "sign_in_failed"
SIGN_IN_LOCKED = "sign_in_locked"
SIGNED_OUT = "signed_out"
REFUSED = "refused"
PASSWORD_CHOSEN = "password_chosen"  # noqa: S105 - the name of an event
ROLE_CHANGED = "role_changed"
IMPORTED = "import"
EXPORTED_RECORDS = "export_records"
EXPORTED_DRUG = "export_drug"
EXPORTED_SNAPSHOT = "export_snapshot"
EXPORTED_DOSSIER = "export_dossier"
EXPORTED_REPORT = "export_report"
SNAPSHOT_MADE = "snapshot_made"
PRINTED_RECORD = "print_record"
READ_ALL_CENTRES = "read_all_centres"
TERMINOLOGY_LOADED = "terminology_loaded"
DEMO_BEGUN = "demo_begun"
DEMO_MADE = "demo"

KINDS = (
    SIGNED_IN,
    SIGN_IN_FAILED,
    SIGN_IN_LOCKED,
    SIGNED_OUT,
    REFUSED,
    PASSWORD_CHOSEN,
    ROLE_CHANGED,
    IMPORTED,
    EXPORTED_RECORDS,
    EXPORTED_DRUG,
    EXPORTED_SNAPSHOT,
    EXPORTED_DOSSIER,
    EXPORTED_REPORT,
    SNAPSHOT_MADE,
    PRINTED_RECORD,
    READ_ALL_CENTRES,
    TERMINOLOGY_LOADED,
    DEMO_BEGUN,
    DEMO_MADE,
)
"""Every kind of event, in the order in which the journal offers them."""

LEAVING = (
    EXPORTED_RECORDS,
    EXPORTED_DRUG,
    EXPORTED_SNAPSHOT,
    EXPORTED_DOSSIER,
    EXPORTED_REPORT,
    PRINTED_RECORD,
)
"""What took data out of the registry: the log of exports."""


def note(session: RegistrySession, kind: str, *, actor: str | None = None, **detail: Any) -> None:
    """Add one event, by the person of the session unless an actor is named. Called inside a writing transaction."""
    session.add(Event(kind=kind, actor=scope_in(session).actor if actor is None else actor, detail=detail))
