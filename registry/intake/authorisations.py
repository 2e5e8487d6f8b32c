"""The import of a list of authorisations: read, compared with what is stored, matched, and only then written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from registry import i18n
from registry.access.permissions import Permission
from registry.actions import authorisations as actions
from registry.actions import rights
from registry.db import RegistrySession
from registry.errors import Invalid
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.intake.authorisation_lines import COLUMNS, Asked, Listed, read_lines
from registry.intake.reconciling import WINDOW_DAYS, Line, Match, match_lines
from registry.intake.references import References
from registry.intake.report import Remark, Remarks, Tally
from registry.models.authorisation import AMBIGUOUS, NONE, NUMBER, PERSON, Authorisation
from registry.models.place import Centre
from registry.queries import authorisations as stored
from registry.queries.drugs import by_name
from registry.schemas.reading import Gate, Source, Unreadable, read_words

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Matched:
    """A line of the list after matching: its values by column, and how its patient was found."""

    values: Mapping[str, Any]
    match: Match


@dataclass(frozen=True, slots=True)
class ListReport:
    """The outcome. tally: the lines of the file. lines: every line of the list as it is matched now, those that this
    file does not hold among them (absent of them). problems: why nothing was written, with any."""

    name: str
    tally: Tally
    lines: tuple[Matched, ...]
    absent: int
    problems: tuple[Remark, ...]
    problem_total: int
    is_written: bool

    @property
    def refused(self) -> bool:
        return bool(self.problem_total)

    def count(self, *ways: str) -> int:
        """The lines matched in one of these ways."""
        return sum(line.match.matched_by in ways for line in self.lines)

    def told(self) -> Iterator[str]:
        """The report as lines of text: problems; or who was not found, and the counts."""
        yield from (remark.words for remark in self.problems)
        if self.refused:
            n = {"n": i18n.show_number(self.problem_total)}
            sentence = ngettext(
                "%(n)s problem. Nothing was imported.",
                "%(n)s problems. Nothing was imported.",
                self.problem_total,
            )
            yield sentence % n
            return
        yield from (_unmatched(line) for line in self.lines if line.match.patient_id is None)
        yield self._matching
        if self.absent:
            sentence = ngettext(
                "%(n)s line of the list is not in this file; it stays.",
                "%(n)s lines of the list are not in this file; they stay.",
                self.absent,
            )
            yield sentence % {"n": i18n.show_number(self.absent)}
        yield self._sentence

    @property
    def _matching(self) -> str:
        words = {
            "matched": i18n.show_number(self.count(NUMBER, PERSON)),
            "number": i18n.show_number(self.count(NUMBER)),
            "person": i18n.show_number(self.count(PERSON)),
            "ambiguous": i18n.show_number(self.count(AMBIGUOUS)),
            "unmatched": i18n.show_number(self.count(NONE)),
        }
        return (
            _(
                "Matched: %(matched)s (%(number)s by number, %(person)s by person). "
                "Ambiguous: %(ambiguous)s. Unmatched: %(unmatched)s."
            )
            % words
        )

    @property
    def _sentence(self) -> str:
        counts = {
            "created": i18n.show_number(self.tally.created),
            "changed": i18n.show_number(self.tally.changed),
            "unchanged": i18n.show_number(self.tally.unchanged),
        }
        if self.is_written:
            return _("Imported: %(created)s new, %(changed)s changed, %(unchanged)s unchanged.") % counts
        if not self.tally.created and not self.tally.changed:
            return _("Nothing new: %(unchanged)s unchanged.") % counts
        return (
            _(
                "Trial run, nothing was written: %(created)s new, %(changed)s changed, %(unchanged)s unchanged."
            )
            % counts
        )


def import_list(
    session: RegistrySession,
    path: Path,
    *,
    name: str,
    on: dt.date,
    drug: str = "",
    window_days: int = WINDOW_DAYS,
    check: bool = False,
    limit: int | None = None,
) -> ListReport:
    """Import a list under the rights and rows of the session. Every line of the list is matched again.

    name: of the list; the same name reads the same list again. drug: where the file has no column for it. window_days:
    how far an authorisation may be from what the registry knows, where no number tells. check: write nothing. Forbidden
    without the right, ImportRefused for a file that cannot be read at all; wrong lines stand in the report.
    """
    rights.need(session, Permission.RECONCILE)
    name, problems = _named(name), Remarks()
    asked = Asked(name, by_name(session, drug).id if drug else None, set(session.scalars(select(Centre.id))))
    gate = Gate(Source.FILE, on, References(session).find)
    listed = read_lines(path, asked, gate=gate, problems=problems, limit=limit)
    if problems.total:
        return ListReport(name, Tally(), (), 0, problems.first(), problems.total, is_written=False)
    plan = _plan(session, name, listed, window_days=window_days)
    is_written = not check and bool(plan.new or plan.changed)
    if is_written:
        actions.store(session, name, new=plan.new, changed=plan.changed)
    return ListReport(name, plan.tally, plan.lines, plan.absent, (), 0, is_written=is_written)


def _named(name: str) -> str:
    try:
        words = read_words(name, longest=LONGEST_NAME)
    except Unreadable as refused:
        raise Invalid(str(refused)) from None
    if not words:
        raise Invalid(_("Give the list a name, such as “ANSM 2026”."))
    return words


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be written, and what the report says of it."""

    new: Sequence[Mapping[str, Any]]
    changed: Sequence[tuple[Authorisation, Mapping[str, Any]]]
    tally: Tally
    lines: tuple[Matched, ...]
    absent: int


def _plan(session: RegistrySession, name: str, listed: Sequence[Listed], *, window_days: int) -> _Plan:
    rows = {row.id: row for row in stored.lines_of(session, name)}
    values = {id_: {column: getattr(row, column) for column in COLUMNS} for id_, row in rows.items()}
    values |= {line.id: dict(line.values) for line in listed}
    known = stored.known_of(session, {str(line["drug"]) for line in values.values()})
    found = match_lines((_line(id_, given) for id_, given in values.items()), known, window_days=window_days)
    new, changed = [], []
    for id_, given in values.items():
        whole = given | {"matched_by": found[id_].matched_by, "patient_id": found[id_].patient_id}
        row = rows.get(id_)
        if row is None:
            new.append(whole | {"id": id_})
        elif any(getattr(row, column) != value for column, value in whole.items()):
            changed.append((row, whole))
    here = {line.id for line in listed}
    touched = sum(row.id in here for row, _values in changed)
    return _Plan(
        new,
        changed,
        Tally(len(new), len(changed), len(here) - len(new) - touched),
        tuple(Matched(given, found[id_]) for id_, given in values.items()),
        absent=len(rows.keys() - here),
    )


def _line(id_: str, values: Mapping[str, Any]) -> Line:
    names = ("centre_id", "drug", "authorised_on", "number", "birth_month", "sex")
    return Line(id_, **{name: values[name] for name in names})


def _unmatched(line: Matched) -> str:
    """A line without its patient, as the report lists it: no birth month, no sex, which a terminal may keep."""
    words = {
        "centre": line.values["centre_id"],
        "drug": line.values["drug"],
        "number": line.values["number"] or _("no number"),
        "day": line.values["authorised_on"],
    }
    if line.match.matched_by == AMBIGUOUS:
        return _("Ambiguous: %(centre)s, %(drug)s, %(number)s, %(day)s") % words
    return _("Unmatched: %(centre)s, %(drug)s, %(number)s, %(day)s") % words
