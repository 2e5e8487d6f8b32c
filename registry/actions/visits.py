"""A follow-up visit at which nothing changed, entered in one action: what was asked is kept, nothing is measured."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from registry.actions import records as save_records
from registry.actions import repeats
from registry.actions.records import Intent, Saved
from registry.db import RegistrySession
from registry.errors import Invalid
from registry.fields.layout import VOID
from registry.i18n import gettext as _
from registry.models.course import Course
from registry.queries import calendar, patient_record, records
from registry.schemas.build import Loaded
from registry.schemes.visits import Visit, to_answer

NOTHING_CHANGED: Mapping[str, str] = MappingProxyType(
    {
        "is_seen": "yes",
        "dose_changed": "no",
        "concomitant_changed": "no",
        "has_toxicity": "no",
        "assessment_done": "no",
    }
)
"""What whoever presses the button says of the visit. Weight, height and performance stay empty: they are expected, so
they show as gaps until somebody measures them; none is copied from the visit before."""


def enter_unchanged(
    session: RegistrySession, course_id: str, *, month: int, on: dt.date, key: str = ""
) -> Saved:
    """A complete follow-up of today for the visit that waits.

    Invalid when it waits no longer, when the course has stopped, or when records tell of a change since the last visit.
    A repeated key answers with the record it made.
    """
    body = f"unchanged:{course_id}:{month}:{on}"
    done = repeats.record_of(session, key, body)
    if done:
        return Saved(records.get(session, "follow_up", done))
    visit = _waiting(session, records.get(session, "course", course_id), month, on)
    values = {"month": visit.month, "planned_on": visit.planned, "visited_on": on, **NOTHING_CHANGED}
    return save_records.create(
        session,
        "follow_up",
        parent_id=course_id,
        loaded=Loaded(values, {}),
        intent=Intent(complete=True, key=key, body=body, strict=True),
        on=on,
    )


def _waiting(session: RegistrySession, course: Course, month: int, on: dt.date) -> Visit:
    """The visit of that month, if today's consultation answers it and nothing is known to have changed."""
    found = calendar.calendar_of(session, course.patient_id, course.id, on=on)
    visit = to_answer(found.visits) if found and course.status != VOID else None
    if visit is None or visit.month != month:
        raise Invalid(_("This visit is not waiting any more. Reload the page."))
    if course.last_dose or course.stop_reason:
        raise Invalid(_("This treatment has stopped: enter the visit on its form."))
    kinds = (*calendar.CHANGING, "follow_up", "course")
    record = patient_record.whole(session, course.patient_id, kinds=kinds)
    if calendar.changed_since_last_visit(record, course):
        raise Invalid(_("Something changed since the last visit: enter the visit on its form."))
    return visit
