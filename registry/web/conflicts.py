"""Two people edited one record: both values side by side, and the choice, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from registry import i18n
from registry.access.permissions import Role
from registry.db import RegistrySession
from registry.fields.base import FieldSet
from registry.fields.catalogue import KINDS, embedded
from registry.i18n import gettext as _
from registry.queries import history, records
from registry.rules.check import questions_of
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
    base = history.values_at(session, kind, row, posted.version_in(typed) or 0)
    differences = []
    for name, value in loaded.values.items():
        field, stored, reason = fields.fields[name], getattr(row, name), loaded.missing.get(name) or ""
        if value == stored and reason == row.missing.get(name, ""):
            continue
        mine = values.shown(session, field, loaded.values, {name: reason}) or _("empty")
        theirs = values.shown(session, field, records.values_of(kind, row), row.missing) or _("empty")
        keep = _preselected(
            _at(base, name),
            (history.plain(value), reason),
            (history.plain(stored), row.missing.get(name, "")),
        )
        differences.append(Difference(name, i18n.say(field.label), mine, theirs, keep))
    differences += _row_differences(session, kind, row, loaded)
    differences += _answer_differences(kind, row, typed, base)
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


def _answer_differences(
    kind: str, row: Any, typed: Typed, base: Mapping[str, Any] | None
) -> Iterator[Difference]:
    """The answers to questions that stand differently in the registry and in the form."""
    stored = getattr(row, "answers", None) or {}
    before = None if base is None else base.get("answers") or {}
    for code, text in posted.answers_in(typed).items():
        mine, theirs = text.strip(), stored.get(code, "")
        if mine == theirs or code not in questions_of(kind):
            continue
        keep = _preselected(None if before is None else before.get(code, ""), mine, theirs)
        label = _("Answer to question %(code)s") % {"code": code}
        yield Difference(f"{posted.ANSWER}{code}", label, mine or _("empty"), theirs or _("empty"), keep)


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


def _at(base: Mapping[str, Any] | None, name: str) -> tuple[Any, str] | None:
    """Value and reason of a field in the version that both began from, None if it is not known."""
    return None if base is None else (base.get(name), (base.get("missing") or {}).get(name, ""))


def _preselected(before: Any, mine: Any, stored: Any) -> str:
    """The side that alone changed what was before; "" when both did, or nobody knows."""
    if before is None:
        return ""
    if stored == before:
        return YOURS
    return SAVED if mine == before else ""


def _carried(typed: Typed) -> Typed:
    return {
        name: found
        for name, found in typed.items()
        if name not in ("csrf_token", "version", "idempotency_key")
    }


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
    for code in posted.answers_in(typed):
        if SAVED in typed.get(f"keep-{posted.ANSWER}{code}", ()):
            result[posted.ANSWER + code] = [(row.answers or {}).get(code, "")]
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
