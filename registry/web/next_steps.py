"""Where one goes on from a form: the next form of a new case, and what a record calls for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from flask import url_for

from registry import i18n
from registry.access.permissions import Permission, Role, may, right_to_write
from registry.db import RegistrySession
from registry.fields.catalogue import KINDS
from registry.fields.layout import VOID
from registry.fields.values import SERIOUSNESS
from registry.i18n import gettext as _
from registry.queries import records
from registry.rules.computed import is_toxicity, lab_grade

CHAIN: Mapping[str, str] = MappingProxyType(
    {
        "patient": "diagnosis",
        "diagnosis": "access_request",
        "alteration": "access_request",
        "board": "access_request",
        "access_request": "course",
        "course": "follow_up",
        "initiation": "follow_up",
        "follow_up": "assessment",
        "assessment": "toxicity",
        "lab_result": "toxicity",
    }
)
"""The form that a new case asks for after each one."""

Step = tuple[str, str]


def then(kind: str, *, role: Role) -> tuple[str, str] | None:
    """(kind, words) of the form that comes next, for whoever may write it."""
    after = CHAIN.get(kind)
    if after is None or not may(role, right_to_write(after)):
        return None
    return after, i18n.say(KINDS[after].record.label)


def address(kind: str, after: str, row: Any) -> str | None:
    """The new form of the next kind under the right parent; None where there is none."""
    if CHAIN.get(kind) != after:
        return None
    parent = KINDS[after].record.parent
    parent_id = row.id if parent == kind else getattr(row, f"{parent}_id", None)
    source = {"lab": row.id} if kind == "lab_result" else {}
    return url_for("records.new", kind=after, parent=parent_id, **source) if parent_id else None


def steps(session: RegistrySession, kind: str, row: Any, *, role: Role) -> list[Step]:
    """(words, address) of what a stored record calls for."""
    maker = _MAKERS.get(kind)
    right = Permission.DECLARE if kind == "toxicity" else Permission.ENTER
    if maker is None or row.status == VOID or not may(role, right):
        return []
    return list(maker(session, row))


def _new(kind: str, parent_id: str, words: str = "", **more: Any) -> Step:
    words = words or i18n.say(KINDS[kind].record.new)
    return words, url_for("records.new", kind=kind, parent=parent_id, **more)


def _lab_result(session: RegistrySession, row: Any) -> Iterator[Step]:
    """A toxicity, where the value is one."""
    patient = records.get(session, "patient", row.patient_id)
    found = lab_grade(
        records.values_of("lab_result", row), records.values_of("patient", patient), row.sampled_on
    )
    if found and is_toxicity(found):
        words = _("Enter the toxicity, grade %(grade)d") % {"grade": found.grade}
        yield _new("toxicity", row.course_id, words, lab=row.id)


def _toxicity(_session: RegistrySession, row: Any) -> Iterator[Step]:
    """A declaration where it is serious; the report; a further grade."""
    if row.seriousness and row.seriousness != [SERIOUSNESS.exclusive]:
        yield _new("declaration", row.id)
    yield _("Pharmacovigilance report"), url_for("case_report.show", record_id=row.id)
    yield _new("toxicity_grade", row.id, _("The grade has changed"))


def _follow_up(_session: RegistrySession, row: Any) -> Iterator[Step]:
    """The forms that the answers of a visit announce."""
    day = row.visited_on.isoformat() if row.visited_on else None
    if row.has_toxicity == "yes":
        yield _new("toxicity", row.course_id)
    if row.dose_changed == "yes":
        yield _new("dose_period", row.course_id)
    if row.concomitant_changed == "yes":
        yield _new("concomitant", row.patient_id)
    if row.assessment_done == "yes":
        yield _new("assessment", row.course_id, assessed_on=day)
    if row.questionnaire_done == "yes":
        yield _new("questionnaire", row.course_id, filled_on=day)


def _access_request(_session: RegistrySession, row: Any) -> Iterator[Step]:
    if row.decision == "granted" and row.is_started != "no":
        yield _new("course", row.patient_id)


def _course(_session: RegistrySession, row: Any) -> Iterator[Step]:
    yield _new("initiation", row.id)
    yield _new("dose_period", row.id)
    yield _new("follow_up", row.id)
    if row.last_dose:
        yield _new("subsequent", row.patient_id)


_MAKERS: Mapping[str, Callable[[RegistrySession, Any], Iterator[Step]]] = MappingProxyType(
    {
        "access_request": _access_request,
        "course": _course,
        "follow_up": _follow_up,
        "lab_result": _lab_result,
        "toxicity": _toxicity,
    }
)
