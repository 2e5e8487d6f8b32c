"""The log of exports: who took what out of the registry, whose rows, how many, when, for whom."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for

from exports.records import write_table
from registry.access import events as kinds
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.fields import base
from registry.fields.base import Field, Privacy, T
from registry.i18n import say, show_date, show_number
from registry.models.audit import Event
from registry.queries import events
from registry.queries.events import Asked
from registry.summaries.dossier import RECIPIENT
from registry.web import journal_words
from registry.web.clock import today
from registry.web.filter_boxes import Box, read_boxes

bp = Blueprint("export_log", __name__)

FILTERS: Mapping[str, Field] = MappingProxyType(
    {
        "person": base.text(T("Personne", "Person"), privacy=Privacy.INDIRECT, max_length=100),
        "drug": base.text(T("Médicament", "Drug"), privacy=Privacy.NONE, max_length=100),
        "since": base.date(T("Du", "From")),
        "until": base.date(T("Au", "To")),
    }
)
COLUMNS = (
    "at",
    "who",
    "export",
    "drug",
    "period",
    "status",
    "rows",
    "centres",
    "recipient",
    "file",
    "sha256",
)
"""Of the log as CSV: instants in UTC, dates ISO, centres "*" or ids."""


@dataclass(frozen=True, slots=True)
class Line:
    """An export in words. rows: None where it was not counted."""

    event: Event
    kind: str
    what: str
    rows: str
    centres: str
    recipient: str
    file: str


@bp.get("/exports/log")
@requires(Permission.TRAIL)
def index() -> tuple[str, int]:
    boxes = read_boxes(FILTERS)
    errors = any(box.errors for box in boxes.values())
    page = None if errors else events.page_of(g.session, _asked(boxes))
    words = render_template(
        "pages/export_log.html",
        boxes=boxes,
        kind=_kind(),
        kinds=[(kind, journal_words.kind_words(kind)) for kind in kinds.LEAVING],
        page=page,
        lines=[line_of(event) for event in page.events] if page else [],
        addresses=_addresses(page) if page else {},
        is_narrowed=bool(_kind()) or any(box.text for box in boxes.values()),
        csv_address=url_for("export_log.table", **_chosen()),
        has_errors=errors,
    )
    return words, 422 if errors else 200


@bp.get("/exports/log.csv")
@requires(Permission.TRAIL)
def table() -> Response:
    """The whole list under the same filters."""
    found = events.all_of(g.session, _asked(read_boxes(FILTERS)))
    file = io.StringIO(newline="")
    write_table(file, COLUMNS, (cells_of(event) for event in found))
    headers = {"Content-Disposition": f"attachment; filename=exports-{today().isoformat()}.csv"}
    return Response(file.getvalue().encode("utf-8-sig"), mimetype="text/csv", headers=headers)


def line_of(event: Event) -> Line:
    """An export in the reader's language."""
    detail = event.detail
    drug = detail.get("drug", "")
    period = " – ".join(show_date(day) for day in (detail.get("start"), detail.get("cut_off")) if day)
    rows = count_rows(detail)
    return Line(
        event,
        journal_words.kind_words(event.kind),
        " · ".join(part for part in (drug, period, detail.get("status", "")) if part),
        "" if rows is None else show_number(rows),
        journal_words.covered(detail),
        recipient_words(detail.get("recipient", "")),
        " · ".join(str(detail[name]) for name in ("file", "format", "layout") if detail.get(name)),
    )


def cells_of(event: Event) -> tuple[Any, ...]:
    """An export as a row of the table."""
    detail = event.detail
    period = "/".join(day for day in (detail.get("start"), detail.get("cut_off")) if day)
    fingerprint = detail.get("sha256") or detail.get("fingerprint")
    return (
        event.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        event.actor,
        event.kind,
        detail.get("drug"),
        period or None,
        detail.get("status"),
        count_rows(detail),
        detail.get("scope"),
        detail.get("recipient"),
        detail.get("file") or detail.get("format"),
        fingerprint,
    )


def count_rows(detail: Mapping[str, Any]) -> int | None:
    """How many rows went out, of all kinds together."""
    rows = detail.get("rows")
    if isinstance(rows, dict):
        return sum(rows.values())
    return rows if isinstance(rows, int) else None


def recipient_words(code: str) -> str:
    """For whom a dossier was made, in words."""
    return say(RECIPIENT.label(code)) if code in RECIPIENT.codes else code


def _asked(boxes: Mapping[str, Box]) -> Asked:
    return Asked(
        kind=_kind(),
        among=kinds.LEAVING,
        drug=boxes["drug"].value or "",
        person=boxes["person"].value or "",
        since=boxes["since"].value,
        until=boxes["until"].value,
        page=request.args.get("page", 1, type=int),
    )


def _kind() -> str:
    text = request.args.get("kind", "")
    return text if text in kinds.LEAVING else ""


def _chosen() -> dict[str, Any]:
    return {name: request.args.get(name) or None for name in ("kind", *FILTERS)}


def _addresses(page: events.Page) -> Mapping[int, str]:
    linked = {1, page.page - 1, page.page, page.page + 1, page.pages} & set(range(1, page.pages + 1))
    return {n - 1: url_for("export_log.index", **_chosen(), page=n if n > 1 else None) for n in linked}
