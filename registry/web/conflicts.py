"""Two people edited one record: both values side by side, and the choice, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from registry import i18n
from registry.access.permissions import Role
from registry.db import RegistrySession
from registry.fields.base import FieldSet
from registry.fields.catalogue import KINDS, embedded
from registry.i18n import gettext as _
from registry.queries import history, records
from registry.schemas.build import Loaded, load
from registry.schemas.reading import Gate
from registry.web import posted, values
from registry.web.posted import Typed

SAVED, YOURS = "saved", "yours"


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
    loaded = load(fields, posted.given(kind, typed, role), gate)
    base = history.values_at(session, kind, row, _version(typed))
    differences = []
    for name, value in loaded.values.items():
        field, stored, reason = fields.fields[name], getattr(row, name), loaded.missing.get(name) or ""
        if value == stored and reason == row.missing.get(name, ""):
            continue
        mine = values.shown(session, field, loaded.values, {name: reason}) or _("empty")
        theirs = values.shown(session, field, records.values_of(kind, row), row.missing) or _("empty")
        differences.append(
            Difference(name, i18n.say(field.label), mine, theirs, _preselected(base, name, value, stored))
        )
    differences += _row_differences(session, kind, row, loaded)
    last = history.last_change(session, kind, row)
    return ConflictView(
        tuple(differences),
        last.actor if last else "",
        last.at if last else None,
        row.version,
        _carried(typed),
    )


def _row_differences(session: RegistrySession, kind: str, row: Any, loaded: Loaded) -> list[Difference]:
    """The embedded rows as one choice: all of mine, or all that is saved."""
    below = embedded(kind)
    if below is None or loaded.rows is None:
        return []
    stored = records.rows_of(session, kind, row.id)
    mine = _row_words(
        session, below, [(r.values, {n: m or "" for n, m in r.missing.items()}) for r in loaded.rows]
    )
    theirs = _row_words(session, below, [(values_of_row(below, r), r.missing) for r in stored])
    if mine == theirs:
        return []
    return [
        Difference(
            below.record.name, i18n.say(below.record.plural), mine or _("empty"), theirs or _("empty"), ""
        )
    ]


def values_of_row(below: type[FieldSet], row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in below.fields}


def _row_words(
    session: RegistrySession,
    below: type[FieldSet],
    rows: Iterable[tuple[Mapping[str, Any], Mapping[str, str]]],
) -> str:
    return "; ".join(
        ", ".join(
            said for field in below.fields.values() if (said := values.shown(session, field, record, missing))
        )
        for record, missing in rows
    )


def _preselected(base: Mapping[str, Any] | None, name: str, mine: Any, stored: Any) -> str:
    if base is None:
        return ""
    before = base.get(name)
    if history.plain(stored) == before:
        return YOURS
    return SAVED if history.plain(mine) == before else ""


def _carried(typed: Typed) -> Typed:
    return {
        name: found
        for name, found in typed.items()
        if name not in ("csrf_token", "version", "idempotency_key")
    }


def _version(typed: Typed) -> int:
    text = next(iter(typed.get("version", ())), "")
    return int(text) if text.isascii() and text.isdigit() else 0


def chosen(session: RegistrySession, kind: str, row: Any, typed: Typed) -> Typed:
    """What was typed, with the stored value in each field for which the conflict page said so."""
    result = {name: found for name, found in typed.items() if not name.startswith("keep-")}
    for name, declared in KINDS[kind].fields.items():
        if SAVED not in typed.get(f"keep-{name}", ()):
            continue
        value = getattr(row, name)
        result[name] = list(value or ()) if isinstance(value, list) else [values.typed(declared, value)]
        result.pop(f"{name}{posted.WORDS}", None)
        result[f"{name}_missing"] = [row.missing.get(name, "")]
    below = embedded(kind)
    if below is not None and SAVED in typed.get(f"keep-{below.record.name}", ()):
        _lay_rows(result, below, records.rows_of(session, kind, row.id))
    return result


def _lay_rows(result: dict[str, Any], below: type[FieldSet], rows: Iterable[Any]) -> None:
    """Put the stored embedded rows in place of the typed ones."""
    for name in [name for name in result if name.startswith(f"{below.record.name}-")]:
        del result[name]
    for place, row in enumerate(rows):
        prefix = f"{below.record.name}-{place}-"
        result[prefix + "id"] = [row.id]
        for name, declared in below.fields.items():
            result[prefix + name] = [values.typed(declared, getattr(row, name))]
            result[f"{prefix}{name}_missing"] = [row.missing.get(name, "")]
