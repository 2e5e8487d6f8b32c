"""The lines that a form works out, as the page shows them: when it opens, and again as somebody types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from registry import i18n
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.actions import records as save_records
from registry.actions.merging import merge
from registry.fields.base import Field, Kind
from registry.fields.catalogue import KINDS
from registry.queries import records
from registry.rules import computed
from registry.rules.base import Case
from registry.schemas.build import load
from registry.web import posted, values
from registry.web.addresses import on_form
from registry.web.clock import today
from registry.web.page_gate import gate_of_page

bp = Blueprint("computing", __name__)

P = Permission


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that follows: the control it is for, the code or typed text, and its words."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line under a control; its proposals fill what is empty."""

    field: str
    text: str
    proposals: tuple[Proposal, ...]


@bp.post("/computed/<kind>")
@requires(P.ENTER, P.REVIEW, P.DECLARE, P.ASSESS)
def lines(kind: str) -> Response:
    """The lines of what is typed so far, for a script; nothing is kept."""
    typed = {name: request.form.getlist(name) for name in request.form}
    record_id, parent_id = request.args.get("record", ""), request.args.get("parent", "")
    if record_id:
        row = records.get(g.session, on_form(kind), record_id)
    else:
        row = save_records.blank(g.session, on_form(kind), parent_id=parent_id)
    loaded = load(KINDS[kind], posted.given(kind, typed, g.scope.role), gate_of_page())
    merged = merge(KINDS[kind], row, (), loaded, strict=False)
    case = save_records.case_of(g.session, kind, row, record=merged.values, rows=(), on=today())
    return jsonify({"lines": [_json(line) for line in lines_of(kind, case)]})


def lines_of(kind: str, case: Case) -> Sequence[Line]:
    """The lines of a record, in the reader's words."""
    return [
        Line(found.field, i18n.say(found.text), tuple(_proposals(kind, found.propose)))
        for found in computed.computed(kind, case)
    ]


def _proposals(kind: str, proposed: Mapping[str, str]) -> Sequence[Proposal]:
    fields = KINDS[kind].fields
    return [
        Proposal(name, _typed(fields[name], code), values.shown(g.session, fields[name], {name: code}, {}))
        for name, code in proposed.items()
    ]


def _typed(field: Field, text: str) -> str:
    """A proposed value as the control holds it."""
    return i18n.type_date(text) if field.kind in (Kind.DATE, Kind.PARTIAL_DATE) else text


def _json(line: Line) -> dict[str, Any]:
    proposals = [{"name": p.name, "value": p.value, "words": p.words} for p in line.proposals]
    return {"field": line.field, "text": line.text, "proposals": proposals}
