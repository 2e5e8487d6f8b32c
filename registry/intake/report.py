"""What an import found and did, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from exports.cells import csv_cell
from registry import i18n
from registry.errors import RegistryError
from registry.i18n import gettext as _
from registry.i18n import ngettext

SHOWN = 1000
"""Problems and notices that are told one by one; of the others the number is said."""

LONGEST = 60
"""Characters of a value that are shown."""

COLUMNS = ("file", "line", "column", "value", "reason")
"""The columns of a list of remarks as a file."""


class ImportRefused(RegistryError):
    """A file that cannot be read at all; nothing of it was imported."""

    status = 422


class Placed(Protocol):
    """Where a remark stands: a file or sheet in the order of the files."""

    @property
    def label(self) -> str: ...

    @property
    def order(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said about one place. line: 1 is the header, 0 the file as a whole."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    @property
    def cells(self) -> tuple[str | int | None, ...]:
        """The remark as a row of COLUMNS."""
        return self.file, self.line or None, self.column, self.value, self.reason

    @property
    def words(self) -> str:
        """The remark as one line of text: place and value, then the reason."""
        line = _("line %(number)s") % {"number": self.line} if self.line else ""
        place = ", ".join(part for part in (self.file, line, self.column) if part)
        value = _("“%(value)s”") % {"value": self.value} if self.value else ""
        where = " ".join(part for part in (place, value) if part)
        return _("%(place)s: %(reason)s") % {"place": where, "reason": self.reason} if where else self.reason


class Remarks:
    """Takes remarks in any order, counts them all, and keeps the first thousand in the order of the files."""

    def __init__(self) -> None:
        self.total = 0
        self._kept: list[tuple[tuple[int, int, int], Remark]] = []

    def add(
        self, sheet: Placed | None, line: int, reason: str, *, column: str = "", value: object = None
    ) -> None:
        self.total += 1
        place = (sheet.order if sheet else -1, line, self.total)
        self._kept.append(
            (place, Remark(sheet.label if sheet else "", line, clear(column), clear(shown(value)), reason))
        )
        if len(self._kept) > 2 * SHOWN:
            self._kept = sorted(self._kept)[:SHOWN]

    def first(self) -> tuple[Remark, ...]:
        return tuple(remark for _place, remark in sorted(self._kept)[:SHOWN])


def shown(value: Any) -> str:
    """A value as the files hold it."""
    if isinstance(value, str):
        return value
    return ";".join(value) if isinstance(value, list) else str(csv_cell(value))


def clear(text: str) -> str:
    """A text from a file, cut to what a list can show, without characters that cannot be shown."""
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return (
        text
        if text.isprintable()
        else "".join(c if c.isprintable() or c == "\u00a0" else "\ufffd" for c in text)
    )


@dataclass(slots=True)
class Tally:
    """The lines of one record kind by what becomes of them."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        return self.created + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an import.

    problems: why it is refused, at most a thousand of problem_total; with any, nothing is written. notices: what was
    done otherwise than the file says. questions: questions of the rules that the written records leave open.
    needs_reason: stored records change. is_written: false for a trial run, a refusal, and files that say nothing new.
    """

    tallies: Mapping[str, Tally]
    problems: tuple[Remark, ...]
    problem_total: int
    notices: tuple[Remark, ...]
    notice_total: int
    questions: int
    needs_reason: bool
    is_written: bool

    @property
    def refused(self) -> bool:
        return bool(self.problem_total)

    @property
    def created(self) -> int:
        return sum(tally.created for tally in self.tallies.values())

    @property
    def changed(self) -> int:
        return sum(tally.changed for tally in self.tallies.values())

    @property
    def unchanged(self) -> int:
        return sum(tally.unchanged for tally in self.tallies.values())

    def lines(self) -> Iterator[str]:
        """The report as lines of text, for a terminal: problems, notices, and one sentence at the end."""
        yield from (remark.words for remark in self.problems)
        yield from _more(self.problem_total)
        yield from (remark.words for remark in self.notices)
        yield from _more(self.notice_total)
        if self.questions:
            yield ngettext(
                "%(n)s question of the rules stays open.",
                "%(n)s questions of the rules stay open.",
                self.questions,
            ) % {"n": i18n.show_number(self.questions)}
        yield self.sentence

    @property
    def sentence(self) -> str:
        """What happened, in one sentence."""
        if self.refused:
            return ngettext(
                "%(n)s problem. Nothing was imported.",
                "%(n)s problems. Nothing was imported.",
                self.problem_total,
            ) % {"n": i18n.show_number(self.problem_total)}
        counts = {
            "created": i18n.show_number(self.created),
            "changed": i18n.show_number(self.changed),
            "unchanged": i18n.show_number(self.unchanged),
        }
        if self.is_written:
            return _("Imported: %(created)s new, %(changed)s changed, %(unchanged)s unchanged.") % counts
        if not self.created and not self.changed:
            return _("Nothing new: %(unchanged)s unchanged.") % counts
        return (
            _(
                "Trial run, nothing was written: %(created)s new, %(changed)s changed, %(unchanged)s unchanged."
            )
            % counts
        )


def _more(total: int) -> Iterator[str]:
    if total > SHOWN:
        yield _("… and %(n)s more.") % {"n": i18n.show_number(total - SHOWN)}
