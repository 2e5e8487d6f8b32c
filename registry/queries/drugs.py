"""Drugs and their numbers: the list, one drug by name, and its summary under the reader's scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from registry import i18n
from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.errors import NotFound
from registry.fields.layout import COMPLETE, DRAFT, VOID
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.models.course import Course, CourseDrug
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.place import Centre
from registry.models.toxicity import Toxicity
from registry.queries import beside, frames
from registry.queries.kept import Shelves, stamp_of
from registry.queries.records import find_drug
from registry.summaries.columns import COLUMNS
from registry.summaries.drug import summarise_study
from registry.summaries.filters import EVERYONE, Filters, narrow
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import Parameters
from registry.summaries.serious import list_serious
from registry.summaries.study import Study, prepare
from registry.summaries.subjects import Subjects, describe_study
from registry.summaries.table import Summary
from registry.summaries.toxicity import choose_events

if TYPE_CHECKING:
    import pandas as pd


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


@dataclass(frozen=True, eq=False)
class Material:
    """What the numbers of a drug are made of, and what is made of it: kept while the data stay the same.

    records: all of them. frames: those of the patients whom the filters leave in. Drafts and objections included.
    study: those that count.
    """

    records: DrugFrames
    frames: DrugFrames
    study: Study
    summary: Summary
    filters: Filters

    @cached_property
    def subjects(self) -> Subjects:
        """The courses, marks and measures one by one, as the figures show them."""
        return describe_study(self.study)

    @cached_property
    def serious(self) -> pd.DataFrame:
        """The serious toxicities one by one."""
        over: dict[str, Any] = {"treated": self.study.treated, "parameters": self.study.parameters}
        events = choose_events(self.study.frames, **over)
        return list_serious(self.study.frames, events=events, cut_off=self.study.cut_off, **over)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A drug with the frames and the summary made from them."""

    drug: Drug
    material: Material

    @property
    def frames(self) -> DrugFrames:
        return self.material.frames

    @property
    def summary(self) -> Summary:
        return self.material.summary

    @property
    def subjects(self) -> Subjects:
        return self.material.subjects


_FRAMES, _MATERIAL = Shelves(8), Shelves(24)
"""What is kept of the drugs last read: their records, and the numbers under the choices last made."""


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

    people = select(Patient.id).where(Patient.status != VOID, func.coalesce(Patient.objection, "no") != "yes")
    reactions = select(Toxicity.id).where(
        Toxicity.course_id.in_(select(courses.c.id)), Toxicity.status != VOID
    )
    kinds: Sequence[tuple[Any, Any, Any]] = (
        (Patient, Patient.id, select(courses.c.patient_id)),
        (Course, Course.id, select(courses.c.id)),
        *((model, model.patient_id, select(courses.c.patient_id)) for model in _own(frames.OF_PATIENT)),
        *((model, model.course_id, select(courses.c.id)) for model in _own(frames.OF_COURSE)),
        *((model, model.toxicity_id, reactions) for model in _own(frames.OF_TOXICITY)),
        *((model, model.patient_id, people) for model in _own(frames.OF_APPLICANT)),
    )
    found = (
        select(func.count()).select_from(model).where(model.status == DRAFT, key.in_(ids))
        for model, key, ids in kinds
    )
    return sum(session.scalar(statement) or 0 for statement in found)


def _own(models: Mapping[str, Any]) -> Iterator[Any]:
    """The models whose records have a status of their own, not that of a form they stand in."""
    return (model for name, model in models.items() if "status" in COLUMNS[name])


def numbers_of(
    session: RegistrySession,
    drug: Drug,
    *,
    cut_off: dt.date,
    parameters: Parameters,
    filters: Filters = EVERYONE,
) -> Numbers:
    """The summary of a drug over the reader's rows, made again only if something was saved since."""
    stamp, reader = stamp_of(session), scope_in(session)

    def make() -> Material:
        reports = beside.reports_of(session, drug, cut_off=cut_off, stamp=stamp)
        records = replace(records_of(session, drug, stamp=stamp), reports=reports)
        return make_material(records, cut_off=cut_off, parameters=parameters, filters=filters)

    key = (drug.id, drug.inn, reader.centres, reader.role.reads_text, cut_off, parameters, filters)
    return Numbers(drug, _MATERIAL.make_once(session, key, make, stamp=stamp))


def make_material(
    records: DrugFrames, *, cut_off: dt.date, parameters: Parameters, filters: Filters = EVERYONE
) -> Material:
    """The numbers of the patients whom the filters leave in."""
    kept = narrow(records, filters, cut_off=cut_off, parameters=parameters)
    study = prepare(kept, cut_off=cut_off, parameters=parameters)
    return Material(records, kept, study, summarise_study(study), filters)


def records_of(session: RegistrySession, drug: Drug, *, stamp: int | None) -> DrugFrames:
    """All the records of a drug, whoever is left in."""
    reader = scope_in(session)
    key = (drug.id, drug.inn, reader.centres, reader.role.reads_text)
    return _FRAMES.make_once(session, key, lambda: frames.frames_of(session, drug), stamp=stamp)


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
