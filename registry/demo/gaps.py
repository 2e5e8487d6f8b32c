"""What a real registry has besides records in order: gaps, drafts, entries made by mistake, treatments not begun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from registry.demo.chance import Chance
from registry.demo.rows import Row, Written
from registry.fields.base import Field
from registry.fields.catalogue import KINDS
from registry.fields.layout import COMPLETE, DRAFT, VOID

GAP, WITH_REASON = 0.018, 0.6
WHOLE = frozenset(
    "category objection vital_status vital_status_date disease_status dose_unit dose_basis".split()
)
"""Expected fields that are never left out, since others depend on them."""

DRAFTS: Mapping[str, float] = {
    "patient": 0.015,
    "diagnosis": 0.04,
    "course": 0.03,
    "assessment": 0.05,
    "toxicity": 0.05,
}
INCOMPLETE = 0.5
STILL_TO_ENTER: Mapping[str, tuple[str, ...]] = {
    "patient": ("sex",),
    "assessment": ("response", "reviewed_response", "reviewer", "reviewed_on", "review_reason"),
    "toxicity": ("grade",),
}
"""What an incomplete draft lacks."""

VOIDED: Mapping[str, float] = {"assessment": 0.004, "toxicity": 0.01}
KNOWN_BEFORE = frozenset({"patient", "diagnosis", "alteration", "history", "prior_line", "board"})
PENDING: Row = dict.fromkeys(
    (
        "decided_on",
        "refusal_reason",
        "authorisation_number",
        "valid_from",
        "expires_on",
        "expires_on_missing",
        "payer",
        "is_free",
        "is_started",
        "not_started_reason",
        "not_started_on",
    )
) | {"decision": "pending"}
"""What is not known of a request before its decision."""

BEFORE_FIRST_DOSE = frozenset({"id", "version", "status", "patient_id", "access_scheme", "board_date"})


def leave_gaps(written: Iterable[Written], *, chance: Chance) -> Iterator[Written]:
    """The rows of a patient with what is missing, unfinished or void; lines within a form share its status."""
    status: dict[str | None, str] = {}
    for kind, row in written:
        record = KINDS[kind].record
        _forget(kind, row, chance)
        _settle(kind, row)
        own = status[row[record.parent_id]] if record.embedded else _status(kind, row, chance)
        row["status"] = status[row["id"]] = own
        yield kind, row


def before_first_dose(written: Iterable[Written]) -> Iterator[Written]:
    """What is known of a patient whose treatment has been decided and not begun: a course still in draft."""
    course: Row = {}
    for kind, row in written:
        if kind in KNOWN_BEFORE:
            yield kind, row
        elif kind == "access_request" and row["type"] != "renewal":
            yield kind, row | PENDING if row["is_started"] == "yes" else row
        elif kind == "course" and not course:
            course = {name: value if name in BEFORE_FIRST_DOSE else None for name, value in row.items()}
            yield kind, course | {"status": DRAFT}
        elif kind == "course_drug" and row["course_id"] == course["id"]:
            yield kind, row | {"status": DRAFT}


def _forget(kind: str, row: Row, chance: Chance) -> None:
    """Empty a few expected fields, some with the reason why."""
    if row.get("grade") == "5":
        return
    for field in KINDS[kind].fields.values():
        if _may_lack(field) and row[field.name] and chance.happens(GAP):
            row[field.name] = None
            if field.missing and chance.happens(WITH_REASON):
                row[field.missing_name] = chance.choice(field.missing).value


def _settle(kind: str, row: Row) -> None:
    """Empty what no longer applies once another field was forgotten."""
    for field in KINDS[kind].fields.values():
        if field.when and not field.when.holds(_codes(row, field.when.field)):
            row[field.name] = None
            if field.missing:
                row[field.missing_name] = None


def _codes(row: Row, name: str) -> Mapping[str, object]:
    value = row[name]
    return {name: value.split(";") if value and ";" in value else value}


def _may_lack(field: Field) -> bool:
    return field.expected and not (field.required or field.generated) and field.name not in WHOLE


def _status(kind: str, row: Row, chance: Chance) -> str:
    if row.get("visit") != "baseline" and row.get("grade") != "5" and chance.happens(VOIDED.get(kind, 0)):
        return VOID
    if not chance.happens(DRAFTS.get(kind, 0)):
        return COMPLETE
    if chance.happens(INCOMPLETE):
        row.update(dict.fromkeys(STILL_TO_ENTER.get(kind, ())))
    return DRAFT
