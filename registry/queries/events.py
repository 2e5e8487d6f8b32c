"""The journal: what people did that leaves no row behind, newest first, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from registry.db import RegistrySession
from registry.models.audit import Event

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events: of a kind, of people whose e-mail holds these letters, of these days (UTC, both included).

    among: only of these kinds, where any are named. drug: whose detail names a drug with these letters.
    """

    kind: str = ""
    among: tuple[str, ...] = ()
    drug: str = ""
    person: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """The events of one page, its number, and how many events and pages there are."""

    events: tuple[Event, ...]
    page: int
    pages: int
    total: int


def page_of(session: RegistrySession, asked: Asked) -> Page:
    """One page of the events of the reader's people; the last page where a later one is asked for."""
    conditions = list(_conditions(asked))
    total = session.scalar(select(func.count()).select_from(Event).where(*conditions)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(1, asked.page), pages)
    statement = select(Event).where(*conditions).order_by(Event.id.desc())
    rows = session.scalars(statement.offset((page - 1) * PAGE).limit(PAGE))
    return Page(tuple(rows), page, pages, total)


def all_of(session: RegistrySession, asked: Asked) -> Sequence[Event]:
    """Every such event of the reader's people, newest first."""
    return session.scalars(select(Event).where(*_conditions(asked)).order_by(Event.id.desc())).all()


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.among:
        yield Event.kind.in_(asked.among)
    if asked.drug:
        yield Event.detail["drug"].as_string().icontains(asked.drug, autoescape=True)
    if asked.kind:
        yield Event.kind == asked.kind
    if asked.person:
        yield Event.actor.icontains(asked.person, autoescape=True)
    if asked.since:
        yield Event.at >= _midnight(asked.since)
    if asked.until:
        yield Event.at < _midnight(asked.until + dt.timedelta(days=1))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, dt.UTC)
