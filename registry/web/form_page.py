"""What stands around a form: the summary of errors, the progress of its sections, whose record it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry import i18n
from registry.access.permissions import Permission, Role, may
from registry.db import RegistrySession
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.models.drug import Drug
from registry.queries import patient_record, patients, records
from registry.rules.base import Level
from registry.web import posted
from registry.web.forms import Control, FormView, SectionView
from registry.web.posted import Typed
from registry.web.values import drug_words


@dataclass(frozen=True, slots=True)
class Words:
    """errors: (control id, sentence). progress: (number, title, address, state, words) per section."""

    errors: list[tuple[str, str]]
    reason_errors: list[str]
    answer_errors: Mapping[str, list[str]]
    reason: str
    progress: list[tuple[int, str, str, str, str]]
    bar: str
    context: list[str]


def words(
    session: RegistrySession,
    kind: str,
    row: Any,
    form: FormView,
    typed: Typed | None,
    *,
    role: Role,
    on: dt.date,
) -> Words:
    """Everything the page says about the form."""
    return Words(
        errors=[(f"f-{p.field}" if p.field else "record-form", p.told) for p in form.problems],
        reason_errors=[p.text for p in form.problems if p.field == posted.REASON],
        answer_errors={
            p.field.removeprefix(posted.ANSWER): [p.text]
            for p in form.problems
            if p.field.startswith(posted.ANSWER)
        },
        reason=_reason(typed, role),
        progress=[_progress(section) for section in form.sections],
        bar=_bar(form),
        context=_context(session, kind, row, on),
    )


def _reason(typed: Typed | None, role: Role) -> str:
    """What stands in the box for the reason; a reviewer’s is known beforehand."""
    if typed is not None:
        return posted.one(typed, posted.REASON)
    return _("Central review") if may(role, Permission.REVIEW) and not may(role, Permission.ENTER) else ""


def _progress(section: SectionView) -> tuple[int, str, str, str, str]:
    controls = [*section.controls, *(control for group in section.groups for control in group.controls)]
    errors = sum(bool(control.errors) for control in controls)
    href = f"#section-{section.number}"
    if errors:
        said = ngettext("%(n)d error", "%(n)d errors", errors) % {"n": errors}
        return section.number, section.title, href, "wrong", said
    needed = [control for control in controls if control.required]
    if any(_filled(c) for c in controls) and all(_filled(c) for c in needed):
        return section.number, section.title, href, "done", _("filled in")
    return section.number, section.title, href, "empty", _("to fill in")


def _filled(control: Control) -> bool:
    return bool(control.value or control.missing or (control.readonly and control.shown))


def _bar(form: FormView) -> str:
    """Errors and open questions, counted."""
    parts = []
    if form.problems:
        n = len(form.problems)
        parts.append(ngettext("%(n)d point to correct", "%(n)d points to correct", n) % {"n": n})
    asked = sum(f.level is Level.ASK and f.code not in form.answers for f in form.findings)
    if asked:
        parts.append(ngettext("%(n)d question", "%(n)d questions", asked) % {"n": asked})
    return ", ".join(parts)


def _context(session: RegistrySession, kind: str, row: Any, on: dt.date) -> list[str]:
    """Whose record this is: age and sex, diagnosis, treatment."""
    if kind == "patient" or not hasattr(row, "patient_id"):
        return []
    found = patient_record.whole(session, row.patient_id, kinds=("diagnosis",))
    patient = found.patient
    said = []
    if patient.birth_month:
        said.append(age_words(patients.months_old(patient.birth_month, on)))
    said += [d.name for d in found.live("diagnosis") if d.name][-1:]
    course_id = getattr(row, "course_id", None)
    course = records.get(session, "course", course_id) if course_id else None
    if course is not None:
        names = [drug_words(drug) for drug in _drugs(session, course.id)]
        since = _("since %(date)s") % {"date": i18n.show_date(course.first_dose)} if course.first_dose else ""
        said.append(" ".join(part for part in (" + ".join(names), since) if part))
    return said


def _drugs(session: RegistrySession, course_id: str) -> list[Drug]:
    return [drug for drug_id in records.drugs_of(session, course_id) if (drug := session.get(Drug, drug_id))]


def age_words(months: int) -> str:
    """An age as clinicians say it: months under two years, then years."""
    if months < 24:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = months // 12
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
