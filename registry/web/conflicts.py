"""Two people edited one record: both values side by side, and the choice, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry import i18n
from registry.access.permissions import Role
from registry.db import RegistrySession
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.queries import history, records
from registry.schemas.build import load
from registry.schemas.reading import Gate
from registry.web import forms, values
from registry.web.forms import Typed

STORED, MINE = "stored", "mine"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that stands differently in the registry and in what was typed. `keep` is preselected when only one
    of the two changed it, "" when both did."""

    name: str
    label: str
    mine: str
    stored: str
    keep: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What the conflict page shows; `typed` is carried along so that nothing is typed twice."""

    differences: tuple[Difference, ...]
    saved_by: str
    saved_at: dt.datetime | None
    version: int
    typed: Typed


def compare(
    session: RegistrySession, kind: str, row: Any, typed: Typed, *, role: Role, gate: Gate
) -> ConflictView:
    """The differences between the stored row and what was typed, against the version that both began from."""
    fields = KINDS[kind]
    loaded = load(fields, forms.given(kind, typed, role), gate)
    base = history.values_at(session, kind, row, _version(typed))
    differences = []
    for name, value in loaded.values.items():
        field, stored = fields.fields[name], getattr(row, name)
        if value == stored:
            continue
        mine = values.shown(session, field, {**loaded.values, name: value}, {}) or _("empty")
        theirs = values.shown(session, field, records.values_of(kind, row), row.missing) or _("empty")
        differences.append(Difference(name, i18n.say(field.label), mine, theirs, _preselected(base, name, value, stored)))
    last = history.last_change(session, kind, row)
    return ConflictView(
        tuple(differences), last.actor if last else "", last.at if last else None, row.version, _carried(typed)
    )


def _preselected(base: Mapping[str, Any] | None, name: str, mine: Any, stored: Any) -> str:
    if base is None:
        return ""
    before = base.get(name)
    if history.plain(stored) == before:
        return MINE
    return STORED if history.plain(mine) == before else ""


def _carried(typed: Typed) -> Typed:
    return {name: found for name, found in typed.items() if name not in ("csrf_token", "version", "idempotency_key")}


def _version(typed: Typed) -> int:
    text = next(iter(typed.get("version", ())), "")
    return int(text) if text.isascii() and text.isdigit() else 0


def chosen(kind: str, row: Any, typed: Typed) -> Typed:
    """What was typed, with the stored value in each field for which the conflict page said so."""
    result = {name: found for name, found in typed.items() if not name.startswith("keep-")}
    for name, declared in KINDS[kind].fields.items():
        if STORED not in typed.get(f"keep-{name}", ()):
            continue
        value = getattr(row, name)
        result[name] = list(value or ()) if isinstance(value, list) else [values.typed(declared, value)]
        result.pop(f"{name}_text", None)
        result[f"{name}_missing"] = [row.missing.get(name, "")]
    return result
