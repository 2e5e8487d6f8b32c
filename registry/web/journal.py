"""The journal: sign-ins, refusals, files in and out, changed rights, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import Blueprint, g, render_template, request, url_for

from registry.access import events as kinds
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.fields import base
from registry.fields.base import Field, Privacy, T
from registry.queries import events
from registry.queries.events import Asked
from registry.web import journal_words
from registry.web.filter_boxes import read_boxes

bp = Blueprint("journal", __name__)

FILTERS: Mapping[str, Field] = MappingProxyType(
    {
        "person": base.text(T("Personne", "Person"), privacy=Privacy.INDIRECT, max_length=100),
        "since": base.date(T("Du", "From")),
        "until": base.date(T("Au", "To")),
    }
)
"""What is typed above the list, read like the boxes of any page: 31/10/2026, 2026-10-31, -3m."""


@bp.get("/journal")
@requires(Permission.TRAIL)
def index() -> tuple[str, int]:
    """The list; none while a filter cannot be read, as it would not be the one that was asked for."""
    boxes = read_boxes(FILTERS)
    asked = Asked(
        kind=_kind(request.args.get("kind", "")),
        person=boxes["person"].value or "",
        since=boxes["since"].value,
        until=boxes["until"].value,
        page=request.args.get("page", 1, type=int),
    )
    errors = any(box.errors for box in boxes.values())
    page = None if errors else events.page_of(g.session, asked)
    words = render_template(
        "pages/journal.html",
        asked=asked,
        boxes=boxes,
        page=page,
        addresses=_addresses(page) if page else {},
        is_narrowed=bool(asked.kind) or any(box.text for box in boxes.values()),
        kinds=[(kind, journal_words.kind_words(kind)) for kind in kinds.KINDS],
        words=journal_words,
        has_errors=errors,
    )
    return words, 422 if errors else 200


def _kind(text: str) -> str:
    return text if text in kinds.KINDS else ""


def _addresses(page: events.Page) -> Mapping[int, str]:
    """The addresses that the foot of the list links to, by their place: first, last, and around this page."""
    chosen: dict[str, Any] = {name: request.args.get(name) or None for name in ("kind", *FILTERS)}
    linked = {1, page.page - 1, page.page, page.page + 1, page.pages} & set(range(1, page.pages + 1))
    return {n - 1: url_for("journal.index", **chosen, page=n if n > 1 else None) for n in linked}
