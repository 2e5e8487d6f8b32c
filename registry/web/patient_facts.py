"""The key facts of a patient and what waits for them, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from registry import i18n
from registry.fields.catalogue import KINDS
from registry.fields.layout import DRAFT
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.queries import patients
from registry.queries.calendar import Calendar
from registry.queries.patient_record import UNDER, PatientRecord
from registry.web.due import due_words
from registry.web.form_page import age_words
from registry.web.record_groups import anchor_of
from registry.web.record_words import (
    address_of,
    drug_names,
    is_serious,
    scheme_words,
    toxicity_words,
    validity,
)

Fact = tuple[str, str, list[str]]


def facts(record: PatientRecord, *, on: dt.date) -> list[Fact]:
    """(label, value, further lines) for the band: age and sex, diagnosis, treatment, access, last news."""
    return [_age(record, on), _diagnosis(record), _treatment(record, on), _access(record, on), _news(record)]


def _words(kind: str, name: str, code: str | None) -> str:
    """A code of a choice field in words."""
    values = KINDS[kind].fields[name].values
    return i18n.say(values.label(code)) if values and code else ""


def _age(record: PatientRecord, on: dt.date) -> Fact:
    patient = record.patient
    sex = _words("patient", "sex", patient.sex).lower()
    lines = []
    started = [course.first_dose for course in record.live("course") if course.first_dose]
    if patient.birth_month and started:
        age = age_words(patients.months_old(patient.birth_month, min(started)))
        lines.append(_("%(age)s at start") % {"age": age})
    if patient.birth_month:
        lines.append(_("born in %(month)s") % {"month": i18n.show_date(patient.birth_month)})
    now = age_words(patients.months_old(patient.birth_month, on)) if patient.birth_month else ""
    alive = patient.vital_status != "dead"
    return (
        _("Age, sex"),
        ", ".join(part for part in (now if alive else "", sex) if part) or _("Not entered"),
        lines,
    )


def _diagnosis(record: PatientRecord) -> Fact:
    found = record.live("diagnosis")
    if not found:
        return _("Diagnosis"), _("Not entered"), []
    row = found[-1]
    lines = [_words("diagnosis", "category", row.category)]
    status = _words("diagnosis", "disease_status", row.disease_status)
    lines.append(f"{status} {row.relapse_number}" if row.relapse_number else status)
    return _("Diagnosis"), row.name or _("Not entered"), [line for line in lines if line]


def _treatment(record: PatientRecord, on: dt.date) -> Fact:
    started = [course for course in record.live("course") if course.first_dose]
    if not started:
        return _("Treatment"), _("Not begun"), []
    row = started[-1]
    names = drug_names(record, row)
    lines = [_("since %(date)s") % {"date": i18n.show_date(row.first_dose)}]
    if row.last_dose:
        lines.append(_("stopped on %(date)s") % {"date": i18n.show_date(row.last_dose)})
        lines.append(_words("course", "stop_reason", row.stop_reason))
    else:
        lines.append(_("day %(day)d of treatment") % {"day": (on - row.first_dose).days + 1})
    return _("Treatment"), names or _("Not entered"), [line for line in lines if line]


def _access(record: PatientRecord, on: dt.date) -> Fact:
    """The newest authorisation and how long it runs, else what the newest course says."""
    granted = [row for row in record.live("access_request") if row.decision == "granted"]
    courses = record.live("course")
    row = courses[-1] if courses else None
    code = granted[-1].scheme if granted else row.access_scheme if row else None
    lines = [validity(granted[-1], on)[2]] if granted else []
    boards = [found.held_on for found in record.live("board") if found.held_on]
    board = boards[-1] if boards else row.board_date if row else None
    if board:
        lines.append(_("tumour board on %(date)s") % {"date": i18n.show_date(board)})
    scheme = scheme_words(code)
    return _("Access"), scheme or _("Not entered"), [line for line in lines if line]


def _news(record: PatientRecord) -> Fact:
    patient = record.patient
    status = _words("patient", "vital_status", patient.vital_status)
    lines = [i18n.show_date(patient.vital_status_date)] if patient.vital_status_date else []
    if patient.death_cause:
        lines.append(_words("patient", "death_cause", patient.death_cause))
    seen = [row for row in record.live("follow_up") if row.visited_on]
    if seen:
        lines.append(_last_visit(max(seen, key=lambda row: row.visited_on)))
    return _("Last news"), status or _("Not entered"), lines


def _last_visit(row: Any) -> str:
    """The last visit with what was measured then."""
    parts = [_("seen on %(date)s") % {"date": i18n.show_date(row.visited_on)}]
    if row.weight is not None:
        parts.append(f"{i18n.show_number(row.weight)}\u00a0kg")
    if row.height is not None:
        parts.append(f"{i18n.show_number(row.height)}\u00a0cm")
    return ", ".join(parts)


Due = tuple[str, str, str, str, str]
MOST = 6
"""What the line under the band holds; the rest stands in the tables."""
ORDER = ("danger", "warn", "ask", "accent", "plain")


def due_of(record: PatientRecord, calendars: Sequence[Calendar], *, on: dt.date) -> list[Due]:
    """(level, icon, words, address, detail) of what waits: serious drafts, visits, expiry, questions, drafts."""
    found = [*_visits(record, calendars), *_expiring(record, on)]
    for kind in UNDER:
        for row in record.live(kind):
            if row.status == DRAFT:
                found.append(_draft(kind, row))
            if row.questions:
                words = ngettext("%(n)d question", "%(n)d questions", len(row.questions)) % {
                    "n": len(row.questions)
                }
                found.append(("ask", "question", words, address_of(kind, row), _name(kind, row)))
    if record.patient.status == DRAFT:
        found.append(_draft("patient", record.patient))
    return sorted(found, key=lambda item: ORDER.index(item[0]))[:MOST]


def _visits(record: PatientRecord, calendars: Sequence[Calendar]) -> Iterator[Due]:
    """The visits that are overdue or due, counted per course; the address is that of their calendar."""
    for found in calendars:
        for due in patients.visits_due([found]):
            level, icon, words, detail = due_words(due, due.count)
            yield level, icon, words, anchor_of(record, found.course_id), detail


def _expiring(record: PatientRecord, on: dt.date) -> Iterator[Due]:
    """The authorisation of a drug that is still given, when it has expired or soon will; a newer one silences it."""
    running = {
        row.drug
        for course in record.live("course")
        if course.first_dose and not course.last_dose and not course.stop_reason
        for row in record.course_drugs.get(course.id, ())
    }
    newest = {row.drug: row for row in record.live("access_request") if row.decision == "granted"}
    for drug, row in newest.items():
        level, icon, words = validity(row, on)
        if drug in running and level == "warn":
            title = _("Authorisation expired") if row.expires_on < on else _("Authorisation expires soon")
            yield level, icon, title, address_of("access_request", row), words


def _draft(kind: str, row: Any) -> Due:
    if kind == "toxicity" and is_serious(row):
        return "danger", "serious", _("Serious toxicity to complete"), address_of(kind, row), _name(kind, row)
    return "plain", "draft", _("Draft to complete"), address_of(kind, row), _name(kind, row)


def _name(kind: str, row: Any) -> str:
    label = i18n.say(KINDS[kind].record.label)
    match kind:
        case "toxicity":
            return f"{toxicity_words(row)}, {i18n.show_date(row.onset)}" if row.onset else toxicity_words(row)
        case "assessment":
            return f"{label}, {i18n.show_date(row.assessed_on)}" if row.assessed_on else label
        case _:
            return label
