"""One set of views for all resources: list, make, read, change, void and restore, and the trail of a record."""

from __future__ import annotations

import json
from math import ceil
from typing import Any

from flask import Response, g, url_for
from sqlalchemy.exc import IntegrityError

from registry.actions import records as save_records
from registry.actions import repeats
from registry.actions.records import Saved
from registry.errors import Conflict, Invalid, NotFound, Problem
from registry.fields.catalogue import KINDS
from registry.fields.layout import ANSWERS
from registry.i18n import gettext as _
from registry.models.audit import AuditEntry
from registry.queries import history, pages, records
from registry.queries.pages import Asked
from registry.rules.check import findings
from registry.web.api import envelope, errors, parameters, tags, wire
from registry.web.api.envelope import Sent
from registry.web.api.resources import Resource
from registry.web.api.wire import Document
from registry.web.clock import today

PAGINATION = "X-Pagination"


def many(resource: Resource) -> Response:
    asked = parameters.asked_list(resource)
    page = pages.page_of(g.session, resource.kind, asked)
    found = wire.records_of(g.session, resource.kind, page.rows)
    return wire.answer(found, headers={PAGINATION: json.dumps(place_of(asked, page.total))})


def place_of(asked: Asked, total: int) -> dict[str, int]:
    """Where a page stands: totals, itself, and the pages beside it where there are any."""
    last = max(1, ceil(total / asked.page_size))
    place = {"total": total, "total_pages": last, "page": asked.page, "page_size": asked.page_size}
    if 1 < asked.page <= last + 1:
        place["previous_page"] = asked.page - 1
    if asked.page < last:
        place["next_page"] = asked.page + 1
    return place


def make(resource: Resource) -> Response:
    sent = envelope.read_new(resource)
    try:
        saved = repeats.once(g.session, sent.intent.key, lambda: _make(resource, sent))
    except IntegrityError:
        if resource.kind != "drug" and not sent.record_id:
            raise
        raise _taken(resource) from None
    location = url_for(f"{resource.blueprint}.read", record_id=saved.row.id)
    return record_answer(resource, saved.row, 201, Location=location)


def _taken(resource: Resource) -> Invalid:
    """Somebody was first: with this key, which may be another hospital's, or with this drug."""
    if resource.kind == "drug":
        problem = Problem("inn", "listed", _("This drug is in the list already."))
    else:
        problem = Problem("id", "taken", _("This key cannot be used: choose another, or leave it out."))
    return Invalid(_("Some points need correcting."), [problem])


def _make(resource: Resource, sent: Sent) -> Saved:
    if resource.kind == "drug":
        return save_records.create_drug(g.session, loaded=sent.loaded, intent=sent.intent, on=today())
    return save_records.create(
        g.session,
        resource.kind,
        parent_id=sent.parent_id,
        loaded=sent.loaded,
        intent=sent.intent,
        on=today(),
        record_id=sent.record_id,
    )


def read(resource: Resource, record_id: str) -> Response:
    row = row_of(resource, record_id)
    if tags.is_known(resource.kind, row):
        return Response(status=304, headers=tags.headers_of(resource.kind, row))
    return record_answer(resource, row)


def change(resource: Resource, record_id: str) -> Response:
    row = row_of(resource, record_id)
    sent = envelope.read_change(resource, version=tags.version_meant(resource.kind, row))
    try:
        saved = repeats.once(g.session, sent.intent.key, lambda: _change(resource, record_id, sent))
    except Conflict as conflict:
        return stale(resource, record_id, conflict, sent)
    return record_answer(resource, saved.row)


def _change(resource: Resource, record_id: str, sent: Sent) -> Saved:
    return save_records.update(
        g.session, resource.kind, record_id, loaded=sent.loaded, intent=sent.intent, on=today()
    )


def void(resource: Resource, record_id: str) -> Response:
    row = row_of(resource, record_id)
    version, reason = tags.version_meant(resource.kind, row), envelope.read_reason()
    try:
        row = save_records.void(g.session, resource.kind, record_id, version=version, reason=reason)
    except Conflict as conflict:
        return stale(resource, record_id, conflict)
    return record_answer(resource, row)


def restore(resource: Resource, record_id: str) -> Response:
    row = row_of(resource, record_id)
    version, reason = tags.version_meant(resource.kind, row), envelope.read_reason()
    try:
        row = save_records.restore(
            g.session, resource.kind, record_id, version=version, reason=reason, on=today()
        )
    except Conflict as conflict:
        return stale(resource, record_id, conflict)
    return record_answer(resource, row)


def trail(resource: Resource, record_id: str) -> Response:
    row = row_of(resource, record_id)
    entries = pages.trail_of(g.session, resource.kind, row)
    return wire.answer([_entry(entry) for entry in entries])


def _entry(entry: AuditEntry) -> Document:
    return {
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "reason": entry.reason or "",
        "kind": entry.table,
        "id": entry.row,
        "operation": entry.operation.casefold(),
        "version": (entry.new or {}).get("version"),
        "changes": _changes(entry),
    }


def _changes(entry: AuditEntry) -> list[Document]:
    old, new = entry.old or {}, entry.new or {}
    names = (name for name in new | old if name not in history.HIDDEN and old.get(name) != new.get(name))
    return [
        {"field": name, "old": old.get(name), "new": new.get(name)}
        for name in names
        if g.scope.role.reads_text or not _is_typed(entry.table, name)
    ]


def _is_typed(kind: str, name: str) -> bool:
    field = KINDS[kind].fields.get(name)
    return name == ANSWERS or (field is not None and field.is_text)


def row_of(resource: Resource, record_id: str) -> Any:
    """The row of an address. NotFound for a foreign one, and for what no key can be."""
    if not record_id.isprintable():
        raise NotFound(_("There is no such record."))
    return records.get(g.session, resource.kind, record_id)


def record_answer(resource: Resource, row: Any, status: int = 200, **headers: str) -> Response:
    """A record with what its rules ask and note, under the ETag of its version."""
    document = document_of(resource, row)
    return wire.answer(document, status, headers=tags.headers_of(resource.kind, row) | headers)


def document_of(resource: Resource, row: Any) -> Document:
    (document,) = wire.records_of(g.session, resource.kind, [row])
    if not resource.record.clinical:
        return document
    below = resource.rows
    lines = records.rows_of(g.session, resource.kind, row.id)
    values = [records.values_of(below.record.name, line) for line in lines] if below else []
    own = records.values_of(resource.kind, row)
    case = save_records.case_of(g.session, resource.kind, row, record=own, rows=values, on=today())
    return document | wire.findings_of(findings(resource.kind, case), row.answers)


def stale(resource: Resource, record_id: str, conflict: Conflict, sent: Sent | None = None) -> Response:
    """Somebody saved meanwhile: the record as it is now, and each sent value that differs from it."""
    g.session.expire_all()
    row = row_of(resource, record_id)
    return errors.refusal(
        412,
        conflict.text,
        headers=tags.headers_of(resource.kind, row),
        record=document_of(resource, row),
        differences=_differences(resource, row, sent) if sent else [],
    )


def _differences(resource: Resource, row: Any, sent: Sent) -> list[Document]:
    values = sent.loaded.values
    changed = {name: value for name, value in values.items() if value != getattr(row, name)}
    writer = wire.Writer({}, g.scope.role.reads_text)
    fields = resource.fields.fields
    return [
        {
            "field": name,
            "sent": writer.value(fields[name], value),
            "stored": writer.value(fields[name], getattr(row, name)),
        }
        for name, value in changed.items()
    ]
