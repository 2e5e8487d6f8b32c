"""The key facts of a patient and what waits for them, in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import url_for

from registry import i18n
from registry.fields.catalogue import KINDS
from registry.fields.layout import DRAFT
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.queries import patients
from registry.queries.patients import PatientRecord
from registry.web.form_page import age_words
from registry.web.record_words import toxicity_words
from registry.web.values import drug_words

Fact = tuple[str, str, list[str]]


def facts(record: PatientRecord, *, on: dt.date) -> list[Fact]:
    """(label, value, further lines) for the band: age and sex, diagnosis, treatment, access, last news."""
    return [_age(record, on), _diagnosis(record), _treatment(record, on), _access(record), _news(record)]


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
    names = " + ".join(drug_words(drug) for drug in record.drugs_of(row))
    lines = [_("since %(date)s") % {"date": i18n.show_date(row.first_dose)}]
    if row.last_dose:
        lines.append(_("stopped on %(date)s") % {"date": i18n.show_date(row.last_dose)})
        lines.append(_words("course", "stop_reason", row.stop_reason))
    else:
        lines.append(_("day %(day)d of treatment") % {"day": (on - row.first_dose).days + 1})
    return _("Treatment"), names or _("Not entered"), [line for line in lines if line]


def _access(record: PatientRecord) -> Fact:
    courses = record.live("course")
    row = courses[-1] if courses else None
    scheme = _words("course", "access_scheme", row.access_scheme) if row else ""
    board = (
        [_("tumour board on %(date)s") % {"date": i18n.show_date(row.board_date)}]
        if row and row.board_date
        else []
    )
    return _("Access"), scheme or _("Not entered"), board


def _news(record: PatientRecord) -> Fact:
    patient = record.patient
    status = _words("patient", "vital_status", patient.vital_status)
    lines = [i18n.show_date(patient.vital_status_date)] if patient.vital_status_date else []
    if patient.death_cause:
        lines.append(_words("patient", "death_cause", patient.death_cause))
    return _("Last news"), status or _("Not entered"), lines


Due = tuple[str, str, str, str, str]


def due_of(record: PatientRecord) -> list[Due]:
    """(level, icon, words, address, detail) of what waits: serious drafts, other drafts, open questions."""
    found: list[Due] = []
    for kind in patients.UNDER:
        for row in record.live(kind):
            if row.status == DRAFT:
                found.append(_draft(kind, row))
            if row.questions:
                words = ngettext("%(n)d question", "%(n)d questions", len(row.questions)) % {
                    "n": len(row.questions)
                }
                found.append(("ask", "question", words, _open(kind, row), _name(kind, row)))
    if record.patient.status == DRAFT:
        found.append(_draft("patient", record.patient))
    order = ("danger", "ask", "plain")
    return sorted(found, key=lambda item: order.index(item[0]))[:6]


def _draft(kind: str, row: Any) -> Due:
    criteria = getattr(row, "seriousness", None) or []
    if kind == "toxicity" and criteria and criteria != ["none"]:
        return "danger", "serious", _("Serious toxicity to complete"), _open(kind, row), _name(kind, row)
    return "plain", "draft", _("Draft to complete"), _open(kind, row), _name(kind, row)


def _open(kind: str, row: Any) -> str:
    return url_for("records.show", kind=kind, record_id=row.id)


def _name(kind: str, row: Any) -> str:
    label = i18n.say(KINDS[kind].record.label)
    match kind:
        case "toxicity":
            return f"{toxicity_words(row)}, {i18n.show_date(row.onset)}" if row.onset else toxicity_words(row)
        case "assessment":
            return f"{label}, {i18n.show_date(row.assessed_on)}" if row.assessed_on else label
        case _:
            return label
