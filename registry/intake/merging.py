"""A line becomes a record: what it gives, laid over what is stored, in its place under its parent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry import i18n
from registry.actions.merging import changes, merge
from registry.fields.catalogue import KINDS
from registry.fields.layout import DRAFT
from registry.i18n import gettext as _
from registry.intake.lines import Line
from registry.intake.numbering import NUMBER, Claims
from registry.intake.outlook import Record, as_stored
from registry.intake.report import Remarks

Parents = Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Merger:
    """Makes records of lines. seen: every id that the files name, by kind."""

    seen: Mapping[str, Mapping[str, int]]
    claims: Claims
    problems: Remarks

    def record(self, kind: str, line: Line, row: Any, parents: Parents) -> Record | None:
        """The record of a line; None, with the problem, where it has no place. parents: those of new records."""
        base = self._blank(kind, line, parents) if row is None else self._stored(kind, line, row)
        if base is None:
            return None
        merged = merge(KINDS[kind], row, (), line.loaded, strict=True)
        for problem in merged.problems:
            self._add(line, problem.text, column=problem.field, value=line.loaded.values.get(problem.field))
        base.values, base.missing, base.origin = merged.values, merged.missing, line.origin
        base.answers = base.answers if line.answers is None else line.answers
        base.status = line.status or base.status
        base.is_faulty = line.is_faulty or bool(merged.problems)
        if kind == "patient":
            self.claims.hear(base, line.loaded.values.get(NUMBER) or "")
        return base

    def no_parent(self, kind: str, line: Line) -> None:
        """Say that the parent of a line is missing; if its own line is wrong, that was said there."""
        record = KINDS[kind].record
        if line.parent_id and line.parent_id in self.seen[record.parent]:
            return
        label = {"kind": i18n.say(KINDS[record.parent].record.label)}
        if line.parent_id:
            reason = _("%(kind)s: it is neither in the registry nor in the files.") % label
        else:
            reason = _("%(kind)s: say to which one this line belongs.") % label
        self._add(line, reason, column=record.parent_id, value=line.parent_id)

    def _blank(self, kind: str, line: Line, parents: Parents) -> Record | None:
        above, parent_id = KINDS[kind].record.parent, line.parent_id or ""
        if not above:
            return Record(kind, line.id, "", "", "", {}, {}, {}, DRAFT)
        parent = parents.get(parent_id)
        if parent is None:
            self.no_parent(kind, line)
            return None
        centre = parent.id if above == "centre" else parent.centre_id
        return Record(kind, line.id, parent_id, centre, parent.patient_id or line.id, {}, {}, {}, DRAFT)

    def _stored(self, kind: str, line: Line, row: Any) -> Record | None:
        record = as_stored(kind, row)
        if line.parent_id is None or line.parent_id == record.parent_id:
            return record
        reason = _("This record belongs to %(parent)s and stays there.") % {"parent": record.parent_id}
        self._add(line, reason, column=KINDS[kind].record.parent_id, value=line.parent_id)
        return None

    def _add(self, line: Line, reason: str, *, column: str, value: Any) -> None:
        self.problems.add(line.origin.sheet, line.origin.number, reason, column=column, value=value)


def has_news(record: Record) -> bool:
    """Whether the record differs from what is stored."""
    row = record.row
    return (
        row is None
        or record.status != row.status
        or record.answers != (getattr(row, "answers", None) or {})
        or bool(changes(KINDS[record.kind], row, record.values, record.missing))
    )
