"""What a dossier for the authorities is made from, read once, under the reader's scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, union

from registry import dictionary
from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.fields.catalogue import KINDS
from registry.fields.layout import COMPLETE, VOID
from registry.models.access_request import AccessRequest
from registry.models.catalogue import MODELS
from registry.models.course import Course, CourseDrug
from registry.models.diagnosis import Diagnosis
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.query import Query
from registry.models.special_situation import SpecialSituation
from registry.queries import drugs, terminology
from registry.queries.calendar import calendars
from registry.queries.kept import stamp_of
from registry.queries.layout import layout_columns, select_cells
from registry.schemes.visits import State, Visit
from registry.summaries.audiences import THRESHOLD
from registry.summaries.dossier import DossierBasis, DossierRequest
from registry.summaries.dossier_scope import refuse_impossible, restrict
from registry.summaries.frames import DrugFrames
from registry.terminology import ctcae
from registry.terminology.loading.release import MEDDRA

if TYPE_CHECKING:
    import pandas as pd

QUERY_COLUMNS = (
    "id",
    "kind",
    "record_id",
    "patient_id",
    "centre_id",
    "field",
    "status",
    "text",
    "raised_by",
    "raised_at",
    "answer",
    "answered_at",
    "closed_at",
)


def read_dossier(
    session: RegistrySession,
    request: DossierRequest,
    *,
    today: dt.date,
    now: dt.datetime | None = None,
    threshold: int = THRESHOLD,
) -> DossierBasis:
    """Everything of the request. Invalid or NotFound, with a sentence, where no dossier can be made.

    today: the day the period may not go beyond. now: the moment it is made, by default the present one. threshold:
    numbers of fewer patients are not published.
    """
    found = drugs.by_name(session, request.drug)
    _centres, countries = drugs.coverage(session)
    refuse_impossible(request, today=today, countries=frozenset(countries))
    every = drugs.records_of(session, found, stamp=stamp_of(session))
    frames = restrict(every, request, applicants=_applicants_of(session, found, request))
    ours = frozenset({*frames.patients["patient_id"], *frames.applicants["patient_id"]})
    meddra = terminology.current(session, MEDDRA)
    with_text = scope_in(session).role.reads_text
    return DossierBasis(
        request=request,
        frames=frames,
        records=_records(session, found, ours, with_text=with_text),
        queries=_queries(session, found, ours, with_text=with_text),
        visits=_visits(session, frozenset(frames.courses["course_id"]), on=request.end),
        drug_names={"en": found.inn, "fr": found.inn_fr or found.inn},
        made=now or dt.datetime.now(dt.UTC),
        by=scope_in(session).actor,
        objected=_objected(every, request),
        meddra=meddra is not None,
        with_text=with_text,
        threshold=threshold,
        versions={
            "dictionary": dictionary.VERSION,
            "ctcae": ctcae.VERSION,
            "meddra": f"{meddra.version} ({meddra.language})" if meddra else "",
        },
    )


def _people(drug: Drug) -> Any:
    """The ids of all patients with a course, a request or a special situation of the drug."""
    of_course = (
        select(Course.patient_id)
        .join(CourseDrug, CourseDrug.course_id == Course.id)
        .where(CourseDrug.drug == drug.id, CourseDrug.status != VOID, Course.status != VOID)
    )
    others = (
        select(model.patient_id).where(model.drug == drug.id, model.status != VOID)
        for model in (AccessRequest, SpecialSituation)
    )
    return union(of_course, *others)


def _records(
    session: RegistrySession, drug: Drug, ours: frozenset[str], *, with_text: bool
) -> Mapping[str, pd.DataFrame]:
    """Every record of the patients, by kind; of centres and countries those that the reader sees."""
    return {
        name: _frame(session, drug, name, ours=ours, with_text=with_text) for name in KINDS if name != "drug"
    }


def _frame(
    session: RegistrySession, drug: Drug, name: str, *, ours: frozenset[str], with_text: bool
) -> pd.DataFrame:
    import pandas as pd

    model, names = MODELS[name], layout_columns(name, with_text=with_text)
    if not KINDS[name].record.clinical:
        rows = session.execute(select_cells(name, names).order_by(model.id)).all()
        return pd.DataFrame([tuple(row) for row in rows], columns=list(names), dtype=object)
    owner = model.id if model is Patient else model.patient_id
    statement = select_cells(name, names, before=[owner.label("owner"), model.centre_id.label("place")])
    statement = statement.where(owner.in_(_people(drug)), model.status != VOID).order_by(model.id)
    kept = [tuple(row) for row in session.execute(statement) if row[0] in ours]
    found = pd.DataFrame(kept, columns=["owner", "place", *names], dtype=object)
    known = {"patient_id": found.pop("owner"), "centre_id": found.pop("place")}
    return found.assign(**{column: ids for column, ids in known.items() if column not in found})


def _queries(session: RegistrySession, drug: Drug, ours: frozenset[str], *, with_text: bool) -> pd.DataFrame:
    """The queries on records of the patients; their words only for a reader who reads typed words."""
    import pandas as pd

    columns = [getattr(Query, name) for name in QUERY_COLUMNS]
    statement = (
        select(*columns).where(Query.patient_id.in_(_people(drug))).order_by(Query.raised_at, Query.id)
    )
    rows = [tuple(row) for row in session.execute(statement) if row.patient_id in ours]
    found = pd.DataFrame(rows, columns=list(QUERY_COLUMNS), dtype=object)
    return found if with_text else found.assign(text=None, answer=None)


def _visits(session: RegistrySession, courses: frozenset[str], *, on: dt.date) -> pd.DataFrame:
    """The visits planned up to a day; one that took place later is still to come on that day."""
    import pandas as pd

    found = [calendar for calendar in calendars(session, on=on) if calendar.course_id in courses]
    rows = [
        (calendar.course_id, visit.month, visit.planned, *_standing(visit, on=on))
        for calendar in found
        for visit in calendar.visits
        if visit.planned <= on
    ]
    return pd.DataFrame(
        rows, columns=["course_id", "month", "planned", "state", "follow_up_id"], dtype=object
    )


def _standing(visit: Visit, *, on: dt.date) -> tuple[str, str | None]:
    entered = visit.entered
    if entered is None:
        return visit.state.value, None
    if entered.day and entered.day > on:
        return (State.OVERDUE if visit.closes < on else State.DUE).value, None
    return visit.state.value, entered.id


def _applicants_of(session: RegistrySession, drug: Drug, request: DossierRequest) -> frozenset[str]:
    """The patients with a request whose latest diagnosis is of the indication; nobody where none is asked for."""
    if not request.indication:
        return frozenset()
    asked = select(AccessRequest.patient_id).where(
        AccessRequest.drug == drug.id, AccessRequest.status != VOID
    )
    rows = session.execute(
        select(Diagnosis.patient_id, Diagnosis.category)
        .where(Diagnosis.patient_id.in_(asked), Diagnosis.status == COMPLETE)
        .order_by(Diagnosis.patient_id, Diagnosis.diagnosis_date.asc().nulls_first(), Diagnosis.id.desc())
    )
    latest = {row.patient_id: row.category for row in rows}
    return frozenset(patient for patient, category in latest.items() if category == request.indication)


def _objected(frames: DrugFrames, request: DossierRequest) -> int:
    """How many patients of the schemes object: left out of everything."""
    courses, requests = frames.courses, frames.requests
    ours = {
        *courses.loc[courses["access_scheme"].isin(request.chosen_schemes), "patient_id"],
        *requests.loc[requests["scheme"].isin(request.chosen_schemes), "patient_id"],
    }
    people = (frames.patients, frames.applicants)
    objecting = {patient for part in people for patient in part.loc[part["objection"] == "yes", "patient_id"]}
    return len(ours & objecting)
