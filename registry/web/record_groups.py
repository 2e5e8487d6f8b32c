"""The records of a patient in the order of care: the file, access, each treatment, afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from registry import i18n
from registry.db import RegistrySession
from registry.fields.base import RecordKind
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.i18n import gettext as _
from registry.queries.calendar import Calendar
from registry.queries.patient_record import UNDER, PatientRecord
from registry.web import visits
from registry.web.record_table import Table, course_words, new_address, table_of
from registry.web.visits import CalendarView

FILE = ("diagnosis", "alteration", "history", "prior_line", "consent")
ACCESS = ("board", "access_request", "concomitant")
COURSE = (
    "toxicity",
    "assessment",
    "follow_up",
    "dose_period",
    "lab_result",
    "ctdna",
    "questionnaire",
    "initiation",
)
"""What stands under a course, most read first."""
BELOW_A_LINE = ("toxicity_grade", "declaration")
"""Kinds that stand in the line of the record they belong to."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tables under one heading. `empty`: (words, anchor, address) of kinds without a record; address "" for readers."""

    id: str
    title: str
    detail: str
    tables: tuple[Table, ...]
    empty: tuple[tuple[str, str, str], ...]
    calendar: CalendarView | None = None

    @property
    def additions(self) -> list[tuple[str, str]]:
        """(words, address) of what can be added here."""
        there = [(_addition(table.kind), table.new) for table in self.tables if table.new]
        return there + [(words, href) for words, _anchor, href in self.empty if href]


def _addition(kind: RecordKind) -> str:
    """What is added, under the word "Add": a course says that it is a new one, as it stands among those of a course."""
    return i18n.say(kind.new if kind.name == "course" else kind.label)


def groups(session: RegistrySession, record: PatientRecord, calendars: Sequence[Calendar]) -> list[Group]:
    """The groups of the page; the treatments newest first."""
    patient_id = record.patient.id
    # A kind that nobody has put in a group yet is not lost.
    placed = {*FILE, *ACCESS, *COURSE, *BELOW_A_LINE, "course"}
    after = [kind for kind in UNDER if kind not in placed and KINDS[kind].record.parent == "patient"]
    return [
        _group(session, record, FILE, patient_id, name="file", title=_("File")),
        _group(session, record, ACCESS, patient_id, name="access", title=_("Access")),
        *_courses(session, record, {found.course_id: found for found in calendars}),
        _group(session, record, after, patient_id, name="after", title=_("Afterwards")),
    ]


def _group(
    session: RegistrySession,
    record: PatientRecord,
    kinds: Sequence[str],
    parent_id: str,
    *,
    name: str = "",
    title: str = "",
    suffix: str = "",
) -> Group:
    tables = [
        table_of(session, record, kind, parent_id=parent_id, anchor=kind + suffix)
        for kind in kinds
        if any(getattr(row, KINDS[kind].record.parent_id) == parent_id for row in record.rows[kind])
    ]
    there = {table.kind.name for table in tables}
    empty = [
        (i18n.say(KINDS[kind].record.label), kind + suffix, new_address(record, kind, parent_id))
        for kind in kinds
        if kind not in there
    ]
    return Group(name, title, "", tuple(tables), tuple(empty))


def _in_order(record: PatientRecord) -> list[Any]:
    """The courses as the page shows them: newest first, void ones last."""
    courses = list(reversed(record.rows["course"]))
    courses.sort(key=lambda course: course.status == VOID)
    return courses


def _suffix(place: int) -> str:
    return f"-{place + 1}" if place else ""


def anchor_of(record: PatientRecord, course_id: str) -> str:
    """Where the page shows a course."""
    places = {course.id: place for place, course in enumerate(_in_order(record))}
    return f"#treatment{_suffix(places.get(course_id, 0))}"


def _courses(
    session: RegistrySession,
    record: PatientRecord,
    calendars: Mapping[str, Calendar],
) -> Iterator[Group]:
    """A group for each course; one that waits for the first course where there is none."""
    courses = _in_order(record)
    if not courses:
        yield _group(session, record, ("course",), record.patient.id, name="treatment", title=_("Treatment"))
    for place, course in enumerate(courses):
        suffix = _suffix(place)
        own = table_of(
            session,
            record,
            "course",
            parent_id=record.patient.id,
            anchor="course" + suffix,
            only=course.id,
        )
        under = _group(session, record, COURSE, course.id, suffix=suffix)
        found = calendars.get(course.id)
        is_void = course.status == VOID
        yield Group(
            "treatment" + suffix,
            _("Treatment"),
            course_words(record, course),
            (own if not place else replace(own, new=""), *under.tables),
            () if is_void else under.empty,
            visits.view(record, course, found) if found else None,
        )
