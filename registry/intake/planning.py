"""What becomes of each line: a new record, a changed one, or nothing; its state, and what depends on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import inspect

from registry.access.permissions import Role, may
from registry.errors import Problem
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import COMPLETE, DRAFT, VOID
from registry.i18n import gettext as _
from registry.intake import rights
from registry.intake.lines import Line, Origin
from registry.intake.merging import Merger, has_news
from registry.intake.outlook import Outlook, Record, as_stored
from registry.intake.report import Remarks, Tally
from registry.models.catalogue import MODELS
from registry.rules.base import Case
from registry.rules.check import lacking


@dataclass(frozen=True, slots=True)
class Bundle:
    """The line of a record and the lines embedded in it. line: None if the files hold only the latter."""

    id: str
    line: Line | None
    rows: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """A record and its rows by id: those of the lines, then those that are stored beside them."""

    record: Record
    rows: dict[str, Record]

    @property
    def records(self) -> tuple[Record, ...]:
        return (self.record, *self.rows.values())

    @property
    def has_news(self) -> bool:
        return any(has_news(record) for record in self.records)

    @property
    def standing(self) -> list[Record]:
        return [self.rows[id_] for id_ in sorted(self.rows) if self.rows[id_].status != VOID]


@dataclass(frozen=True, slots=True)
class Planner:
    """Lays lines over the outlook."""

    outlook: Outlook
    merger: Merger
    role: Role
    on: dt.date
    problems: Remarks
    notices: Remarks
    tallies: Mapping[str, Tally]

    def plan(self, kind: str, bundles: list[Bundle]) -> None:
        """Plan some records of a kind with the lines embedded in them."""
        plans = self._plans(kind, bundles)
        for plan in plans:
            _lead(plan)
        news = [plan for plan in plans if plan.has_news]
        self._add_stored_rows(kind, news)
        for plan in news:
            self._set_status(plan)
            _lead(plan)
            self._keep(plan)
        self._count(bundles)

    def _plans(self, kind: str, bundles: list[Bundle]) -> list[_Plan]:
        below = embedded(kind)
        lines = [bundle.line for bundle in bundles if bundle.line]
        stored = self.outlook.stored(kind, [bundle.id for bundle in bundles])
        parents = self._parents(kind, lines, stored)
        rows = (
            self.outlook.stored(below.record.name, [r.id for b in bundles for r in b.rows]) if below else {}
        )
        found = (self._one(kind, bundle, stored.get(bundle.id), parents, rows) for bundle in bundles)
        return [plan for plan in found if plan is not None]

    def _parents(self, kind: str, lines: list[Line], stored: Mapping[str, Any]) -> Mapping[str, Record]:
        """The parents that new lines name."""
        above = KINDS[kind].record.parent
        named = {line.parent_id for line in lines if line.parent_id and line.id not in stored}
        return self.outlook.find(above, named) if above else {}

    def _one(
        self, kind: str, bundle: Bundle, row: Any, parents: Mapping[str, Record], rows: Mapping[str, Any]
    ) -> _Plan | None:
        record = self._record(kind, bundle, row, parents)
        plan = _Plan(record, {}) if record else None
        below = embedded(kind)
        if below is None:
            return plan
        above = {record.id: record} if record else {}
        for line in bundle.rows:
            found = self.merger.record(below.record.name, line, rows.get(line.id), above)
            if plan and found:
                plan.rows[line.id] = found
                plan.record.is_faulty |= found.is_faulty
        return plan

    def _record(self, kind: str, bundle: Bundle, row: Any, parents: Mapping[str, Record]) -> Record | None:
        if bundle.line is not None:
            return self.merger.record(kind, bundle.line, row, parents)
        if row is None:
            return None
        record = as_stored(kind, row)
        record.origin = bundle.rows[0].origin
        return record

    def _add_stored_rows(self, kind: str, plans: Iterable[_Plan]) -> None:
        """Put the stored rows of the records beside those of the lines."""
        below = embedded(kind)
        if below is None:
            return
        by_record = {plan.record.id: plan for plan in plans if not plan.record.is_new}
        for id_, rows in self.outlook.below(below.record.name, by_record).items():
            for row in rows:
                by_record[id_].rows.setdefault(row.id, row)

    def _set_status(self, plan: _Plan) -> None:
        """A record that lacks something becomes a draft, and the report says so."""
        record = plan.record
        if record.is_faulty:
            return
        self._check_place(record)
        if record.status != COMPLETE:
            return
        rows = [row.values for row in plan.standing]
        found = lacking(record.kind, Case(record=record.values, on=self.on, rows=rows))
        if found:
            record.status = DRAFT
            reasons = " ".join(problem.text for problem in found)
            reason = _("Incomplete, so it becomes a draft. %(reasons)s") % {"reasons": reasons}
            self._add(self.notices, record, _column(record, found[0]), reason)

    def _check_place(self, record: Record) -> None:
        """What the database cannot keep empty, a draft needs too; a centre is in the country of its id."""
        for name in _never_empty(record.kind):
            if record.values.get(name) is None:
                self._add(self.problems, record, name, _("This is needed, in a draft too."))
        if record.kind == "centre" and record.values.get("country_id") not in (None, record.id[:2]):
            reason = _("The id of a centre begins with its country: %(country)s.") % {
                "country": record.id[:2]
            }
            self._add(self.problems, record, "country_id", reason)

    def _keep(self, plan: _Plan) -> None:
        """Lay what is new or changed over the outlook; a change of a row is a change of its record."""
        if not plan.has_news:
            return
        self.outlook.keep(plan.record)
        for row in filter(has_news, plan.rows.values()):
            row.origin = row.origin or plan.record.origin
            self.outlook.keep(row)
        for record in filter(has_news, plan.records):
            self._check_rights(record)
            self._check_version(record)

    def _check_rights(self, record: Record) -> None:
        for column, permission in rights.needed(record):
            if not may(self.role, permission):
                self._add(self.problems, record, column, _("Your role does not allow this change."))

    def _check_version(self, record: Record) -> None:
        origin = record.origin
        if record.is_new or origin is None or origin.id != record.id or origin.version == record.row.version:
            return
        reason = _(
            "The registry holds version %(version)s of this record. Export it again and repeat the change."
        ) % {"version": record.row.version}
        self.problems.add(origin.sheet, origin.number, reason, column="version", value=origin.version)

    def _count(self, bundles: list[Bundle]) -> None:
        for bundle in bundles:
            for line in (*filter(None, [bundle.line]), *bundle.rows):
                self._count_line(line.origin)

    def _count_line(self, origin: Origin) -> None:
        kind = origin.sheet.kind
        record = self.outlook.records[kind].get(origin.id)
        if record is None or record.origin is not origin or not has_news(record):
            self.tallies[kind].unchanged += 1
        elif record.is_new:
            self.tallies[kind].created += 1
        else:
            self.tallies[kind].changed += 1

    def _add(self, remarks: Remarks, record: Record, column: str, reason: str) -> None:
        origin = record.origin
        if origin is not None:
            remarks.add(origin.sheet, origin.number, reason, column=column, value=record.values.get(column))


def _lead(plan: _Plan) -> None:
    """Embedded rows have the state of their record; void stays void, under a void record all stay as they are."""
    above = plan.record.status
    if above != VOID:
        for row in plan.standing:
            row.status = above


@cache
def _never_empty(kind: str) -> tuple[str, ...]:
    """The fields that the database cannot keep empty."""
    columns = inspect(MODELS[kind]).columns
    return tuple(
        f.name for f in KINDS[kind].fields.values() if not f.generated and not columns[f.name].nullable
    )


def _column(record: Record, problem: Problem) -> str:
    """The column of a problem; one of an embedded row is none of the record's."""
    return problem.field if problem.field in KINDS[record.kind].fields else ""
