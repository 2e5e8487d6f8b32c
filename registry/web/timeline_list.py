"""A patient's time as a list by month, newest first: the drawing's facts for a narrow page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from registry import i18n
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.queries.calendar import Calendar
from registry.queries.patient_record import PatientRecord
from registry.terminology import codes
from registry.web.record_groups import anchor_of
from registry.web.record_words import (
    address_of,
    category_of,
    day_of,
    dose_words,
    drug_names,
    scheme_words,
    toxicity_words,
    visit_name,
)
from registry.web.values import drug_words


@dataclass(frozen=True, slots=True)
class Item:
    """One fact of the list: the kind and code that choose its mark, what it is, when, and its record."""

    kind: str
    code: str
    what: str
    when: str
    href: str
    draft: bool
    day: dt.date = field(compare=False, default=dt.date.min)


COMING = 3
"""Visits to come or to enter that the list begins with."""

Make = Callable[[PatientRecord, Any], Iterator[Item]]


def by_month(record: PatientRecord, calendars: Sequence[Calendar]) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """(month, its facts); what is planned comes first."""
    coming = tuple(_coming(record, calendars))
    if coming:
        yield _("To come, to enter"), coming
    every = (item for kind, make in MAKERS.items() for row in record.live(kind) for item in make(record, row))
    months: dict[str, list[Item]] = {}
    for item in sorted(every, key=lambda item: item.day, reverse=True):
        months.setdefault(i18n.show_month(item.day), []).append(item)
    yield from ((month, tuple(found)) for month, found in months.items())


def _coming(record: PatientRecord, calendars: Sequence[Calendar]) -> Iterator[Item]:
    """The last visits that nobody entered, latest first; all are in the calendar of their treatment."""
    open_visits = [(visit, found) for found in calendars for visit in found.visits if not visit.entered]
    for visit, found in sorted(open_visits, key=lambda pair: pair[0].planned, reverse=True)[:COMING]:
        what = _("Visit %(name)s") % {"name": visit_name(visit.month)}
        href = anchor_of(record, found.course_id)
        yield Item("visit", visit.state, what, i18n.show_date(visit.planned), href, False)


def _item(kind: str, row: Any, what: str, day: dt.date | str | None, *, code: str = "") -> Iterator[Item]:
    """A fact, if it has a date."""
    when = day_of(day)
    if when:
        shown = i18n.show_date(day)
        yield Item(kind, code, what, shown, address_of(kind, row), row.status == "draft", when)


def _toxicity(_record: PatientRecord, row: Any) -> Iterator[Item]:
    for item in _item("toxicity", row, toxicity_words(row), row.onset, code=row.grade or ""):
        grade = f" · grade {row.grade}" if row.grade else ""
        yield Item(item.kind, item.code, item.what, item.when + grade, item.href, item.draft, item.day)


def _assessment(_record: PatientRecord, row: Any) -> Iterator[Item]:
    if row.visit == "baseline":
        yield from _item("assessment", row, _("Baseline"), row.assessed_on)
        return
    read = row.reviewed_response or row.response
    label = i18n.say(codes.label("response", read or "", criterion=row.criterion or ""))
    code = category_of(row.criterion, read)
    yield from _item("assessment", row, label or _("no response yet"), row.assessed_on, code=code)


def _course(record: PatientRecord, row: Any) -> Iterator[Item]:
    names = {"drugs": drug_names(record, row) or _("Course")}
    yield from _item("course", row, _("%(drugs)s: first dose") % names, row.first_dose)
    yield from _item("course", row, _("%(drugs)s: last dose") % names, row.last_dose)


def _dose_period(record: PatientRecord, row: Any) -> Iterator[Item]:
    drug = drug_words(record.drugs[row.drug]) if row.drug in record.drugs else ""
    changes = KINDS["dose_period"].fields["change"].values
    change = i18n.say(changes.label(row.change)).lower() if changes and row.change else ""
    dose = dose_words(row.dose, row.dose_unit, row.dose_basis)
    said = ", ".join(part for part in (change, dose) if part)
    yield from _item("dose_period", row, f"{drug}: {said}" if drug else said, row.began)


def _follow_up(_record: PatientRecord, row: Any) -> Iterator[Item]:
    planned = row.month is not None
    what = _("Visit %(name)s") % {"name": visit_name(row.month)} if planned else _("Unplanned visit")
    if row.is_seen == "no":
        missed = _("%(visit)s, not seen") % {"visit": what}
        yield from _item("follow_up", row, missed, row.planned_on, code="not_seen")
    else:
        yield from _item("follow_up", row, what, row.visited_on, code="done")


def _ctdna(_record: PatientRecord, row: Any) -> Iterator[Item]:
    results = KINDS["ctdna"].fields["result"].values
    result = i18n.say(results.label(row.result)).lower() if results and row.result else ""
    value = i18n.show_percent(row.vaf) if row.vaf is not None else result
    what = " ".join(part for part in (_("Tumour DNA"), row.target or "", value) if part)
    yield from _item("ctdna", row, what, row.sampled_on)


def _access_request(_record: PatientRecord, row: Any) -> Iterator[Item]:
    if row.decision == "granted":
        scheme = scheme_words(row.scheme) or _("Access")
        what = _("%(scheme)s granted") % {"scheme": scheme}
        yield from _item("access_request", row, what, row.valid_from or row.decided_on)


MAKERS: Mapping[str, Make] = {
    "toxicity": _toxicity,
    "assessment": _assessment,
    "course": _course,
    "dose_period": _dose_period,
    "follow_up": _follow_up,
    "ctdna": _ctdna,
    "access_request": _access_request,
}
"""The facts of each kind of record that the list holds."""
