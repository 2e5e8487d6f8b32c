"""The frames of a drug that are no records: the list it is measured against, and what its quality is counted from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.fields.layout import COMPLETE, VOID
from registry.models.course import Course, CourseDrug
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.query import Query
from registry.models.toxicity import Toxicity
from registry.queries.completeness import count_completeness
from registry.queries.coverage import authorisations_of
from registry.queries.kept import Shelves
from registry.summaries.columns import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

Ids = Select[str]

_TERMS: Shelves = Shelves(8)
"""The toxicities of all drugs by term: the same for every drug until something is saved."""

_WHO_COUNTS = (Patient.status != VOID, or_(Patient.objection.is_(None), Patient.objection != "yes"))
"""The patients of whom anything is counted: none that is void, none who objected."""


def beside_of(
    session: RegistrySession, drug: Drug, *, courses: Ids, patients: Ids
) -> dict[str, pd.DataFrame]:
    """The frames of registry.summaries.columns.BESIDE, but for the reports. courses, patients: those of the drug."""
    return {
        "authorisations": authorisations_of(session, drug),
        "completeness": count_completeness(session, drug=drug),
        "queries": _queries(session, courses=courses, patients=patients),
        "starts": _starts(session, patients),
    }


def _queries(session: RegistrySession, *, courses: Ids, patients: Ids) -> pd.DataFrame:
    """What is asked about the records of the drug, and of its patients where no course is meant; days in UTC."""
    about = or_(Query.course_id.in_(courses), and_(Query.course_id.is_(None), Query.patient_id.in_(patients)))
    statement = (
        select(Query.id, Query.patient_id, Query.course_id, Query.kind, Query.raised_at, Query.closed_at)
        .join(Patient, Patient.id == Query.patient_id)
        .where(about, *_WHO_COUNTS)
        .order_by(Query.id)
    )
    return _frame("queries", ((*row[:4], _day(row[4]), _day(row[5])) for row in session.execute(statement)))


def _starts(session: RegistrySession, patients: Ids) -> pd.DataFrame:
    statement = select(
        Course.patient_id, Course.first_dose, Course.post_treatment_follow_up, Course.id
    ).where(Course.patient_id.in_(patients), Course.status != VOID, Course.first_dose.is_not(None))
    return _frame("starts", (tuple(row) for row in session.execute(statement.order_by(Course.id))))


def reports_of(session: RegistrySession, drug: Drug, *, cut_off: dt.date, stamp: int | None) -> pd.DataFrame:
    """The frame `reports`: complete toxicities known by the cut-off, by term, of this drug and (drug "") of any.

    Complete under complete courses known by then and complete patients who did not object: those that the summaries
    count. One with several drugs counts once among all of them.
    """

    def count() -> Mapping[str, int]:
        return MappingProxyType(dict(_by_term(session, cut_off=cut_off)))

    reader = scope_in(session)
    every = _TERMS.make_once(session, (reader.centres, cut_off), count, stamp=stamp)
    of_drug = select(CourseDrug.course_id).where(CourseDrug.drug == drug.id, CourseDrug.status != VOID)
    mine = dict(_by_term(session, Toxicity.course_id.in_(of_drug), cut_off=cut_off))
    lines = [(term, drug.inn, n) for term, n in mine.items()] + [(term, "", n) for term, n in every.items()]
    return _frame("reports", iter(lines))


def _by_term(
    session: RegistrySession, *conditions: ColumnElement[bool], cut_off: dt.date
) -> Iterator[tuple[str, int]]:
    reached = or_(
        Course.first_dose <= cut_off,
        Course.board_date <= cut_off,
        and_(Course.first_dose.is_(None), Course.board_date.is_(None)),
    )
    counting = (
        select(Course.id)
        .join(Patient, Patient.id == Course.patient_id)
        .where(Course.status == COMPLETE, reached, Patient.status == COMPLETE, *_WHO_COUNTS)
    )
    known = or_(Toxicity.onset.is_(None), Toxicity.onset <= cut_off.isoformat())
    statement = (
        select(Toxicity.term, func.count())
        .where(
            Toxicity.status == COMPLETE,
            Toxicity.term.is_not(None),
            known,
            Toxicity.course_id.in_(counting),
            *conditions,
        )
        .group_by(Toxicity.term)
    )
    return ((str(term), n) for term, n in session.execute(statement))


def _frame(name: str, rows: Iterator[tuple[Any, ...]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(COLUMNS[name]), dtype=object)


def _day(instant: dt.datetime | None) -> dt.date | None:
    return instant.date() if instant else None
