"""Drugs and their numbers: the list, one drug by name, and its summary under the reader's scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from registry import i18n
from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.errors import NotFound
from registry.fields.layout import COMPLETE, DRAFT, VOID
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.models.assessment import Assessment
from registry.models.course import Course, CourseDrug
from registry.models.diagnosis import Diagnosis
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.place import Centre
from registry.models.toxicity import Toxicity
from registry.queries import frames
from registry.queries.records import find_drug
from registry.summaries.drug import summarise
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import Parameters
from registry.summaries.table import Summary


@dataclass(frozen=True, slots=True)
class DrugLine:
    """A drug in the list: patients with a counting course of it, and the last first dose."""

    drug: Drug
    patients: int
    last_start: dt.date | None


@dataclass(frozen=True, slots=True)
class DrugList:
    """The drugs, and how many drafts their numbers leave out: a draft under two drugs is one."""

    lines: Sequence[DrugLine]
    drafts: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The frames of a drug and the summary made from them."""

    drug: Drug
    frames: DrugFrames
    summary: Summary


def by_name(session: RegistrySession, name: str) -> Drug:
    """A drug by its id or INN. NotFound with a hint otherwise."""
    drug_id = find_drug(session, name)
    drug = session.get(Drug, drug_id) if drug_id else None
    if drug is None:
        raise NotFound(_("There is no drug “%(name)s” in this registry.") % {"name": name[:80]})
    return drug


def listed(session: RegistrySession) -> DrugList:
    """Every drug with the number of patients in the reader's rows, most used first.

    The patients are those whom the drug page counts as registered: patient and course complete, no objection.
    """
    counted = (
        select(CourseDrug.drug, func.count(Course.patient_id.distinct()), func.max(Course.first_dose))
        .join(Course, Course.id == CourseDrug.course_id)
        .join(Patient, Patient.id == Course.patient_id)
        .where(
            CourseDrug.status != VOID,
            Course.status == COMPLETE,
            Patient.status == COMPLETE,
            func.coalesce(Patient.objection, "no") != "yes",
        )
        .group_by(CourseDrug.drug)
    )
    counts = {drug: (n, last) for drug, n, last in session.execute(counted)}
    lines = [
        DrugLine(drug, *counts.get(drug.id, (0, None)))
        for drug in session.scalars(select(Drug).where(Drug.status != VOID))
    ]
    lines.sort(key=lambda line: (-line.patients, line.drug.inn))
    return DrugList(lines, drafts=_count_drafts(session))


def _count_drafts(session: RegistrySession) -> int:
    """Drafts among the records of all drugs: those that the drug pages leave out, each once."""
    courses = (
        select(Course.id, Course.patient_id)
        .join(CourseDrug, CourseDrug.course_id == Course.id)
        .join(Patient, Patient.id == Course.patient_id)
        .where(
            CourseDrug.status != VOID,
            Course.status != VOID,
            Patient.status != VOID,
            func.coalesce(Patient.objection, "no") != "yes",
        )
        .cte("courses")
    )

    kinds: Sequence[tuple[Any, Any, Any]] = (
        (Patient, Patient.id, courses.c.patient_id),
        (Diagnosis, Diagnosis.patient_id, courses.c.patient_id),
        (Course, Course.id, courses.c.id),
        (Assessment, Assessment.course_id, courses.c.id),
        (Toxicity, Toxicity.course_id, courses.c.id),
    )
    found = (
        select(func.count()).select_from(model).where(model.status == DRAFT, key.in_(select(ids)))
        for model, key, ids in kinds
    )
    return sum(session.scalar(statement) or 0 for statement in found)


def numbers_of(session: RegistrySession, drug: Drug, *, cut_off: dt.date, parameters: Parameters) -> Numbers:
    """The summary of a drug over the reader's rows."""
    found = frames.frames_of(session, drug)
    return Numbers(drug, found, summarise(found, cut_off=cut_off, parameters=parameters))


def coverage(session: RegistrySession) -> tuple[list[Centre], Sequence[str]]:
    """The centres that the reader's numbers cover, and their countries; all of them when the scope is open."""
    scope = scope_in(session)
    statement = select(Centre).order_by(Centre.id)
    if scope.centres is not None:
        statement = statement.where(Centre.id.in_(sorted(scope.centres)))
    centres = list(session.scalars(statement))
    return centres, sorted({centre.country_id for centre in centres})


def coverage_words(centres: int, countries: int) -> str:
    """How many centres of how many countries numbers cover."""
    words = ngettext("%(n)d centre", "%(n)d centres", centres) % {"n": centres}
    places = ngettext("%(n)d country", "%(n)d countries", countries) % {"n": countries}
    return _("%(centres)s in %(countries)s") % {"centres": words, "countries": places}


def drug_words(drug: Drug) -> str:
    """The name of a drug in the reader's language, with a capital."""
    name = drug.inn_fr if i18n.language() == "fr" and drug.inn_fr else drug.inn
    return name[:1].upper() + name[1:]
