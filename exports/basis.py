"""What the sheets of a drug report are made from: the numbers, the records behind them, and the context."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from registry.fields.base import T
from registry.i18n import say, show_date
from registry.summaries.catalogue import OUTPUTS, By
from registry.summaries.counting import counting_on
from registry.summaries.frames import DrugFrames
from registry.summaries.populations import Population, choose_registered, choose_treated
from registry.summaries.table import Row, Summary
from registry.summaries.toxicity import choose_events

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Context:
    """Who asked for what.

    drug: its name in the reader's language. scope: whose rows these are, in words ("31 centres of France"). by: who
    made it. made: when, with its time zone. with_text: typed words may leave the registry; the text of imaging
    reports never does.
    """

    drug: str
    scope: str
    by: str
    made: dt.datetime
    with_text: bool = False


@dataclass(frozen=True, eq=False)
class Basis:
    """The summary and the records that it counts: complete, not void, not objected, known on the cut-off."""

    summary: Summary
    frames: DrugFrames
    context: Context

    @classmethod
    def of(cls, summary: Summary, frames: DrugFrames, context: Context) -> Basis:
        """From all the records of the drug; those that do not count are left out."""
        if not context.with_text:
            _refuse_typed_terms(summary)
        return cls(summary, counting_on(frames, cut_off=summary.cut_off).frames, context)

    @cached_property
    def registered(self) -> Population:
        return choose_registered(self.frames)

    @cached_property
    def counted(self) -> Population:
        """The same, or each of their courses where all are counted."""
        return choose_registered(self.frames, courses=self.summary.parameters.courses)

    @cached_property
    def patients(self) -> pd.DataFrame:
        """The registered patients by patient_id: the course and the diagnosis that stand for each, the subset."""
        return self.registered.patients.set_index("patient_id")

    @cached_property
    def events(self) -> pd.DataFrame:
        """The toxicities that the summary counts, by the index of the frame, with what each one counts as."""
        treated = choose_treated(self.counted)
        return choose_events(self.frames, treated=treated, parameters=self.summary.parameters)

    @property
    def drug(self) -> str:
        """The name as it begins a line."""
        return self.context.drug[:1].upper() + self.context.drug[1:]

    @property
    def scope_line(self) -> str:
        """Whose rows, until when, and what was left out: what stands beside the title of a sheet of numbers."""
        words = T(
            "{scope}. Date de coupure : {day}. Brouillons non comptés : {drafts}.",
            "{scope}. Cut-off: {day}. Drafts left out: {drafts}.",
        )
        day = show_date(self.summary.cut_off)
        return say(words).format(scope=self.context.scope, day=day, drafts=self.summary.drafts.total)

    def parameters_line(self, output: str) -> str:
        """The parameters that an output depends on, as a row of the summary prints them."""
        chosen = self.summary.parameters.shown(OUTPUTS[output].parameters)
        return say(T("Paramètres : {chosen}", "Parameters: {chosen}")).format(chosen=chosen)

    def members(self, output: str, **where: str) -> frozenset[str]:
        """The ids of the patients behind a number."""
        row = self.summary.find(output, **where)
        return frozenset(row.patients) if row else frozenset()

    def by_category(self, output: str) -> Mapping[str, str]:
        """The category of each patient in an output that puts each in one at most."""
        return {patient: row.category for row in self.summary.select(output) for patient in row.patients}


def day_of(text: str | None) -> dt.date | str | None:
    """A full date as a true date; a partial one stays text."""
    return dt.date.fromisoformat(text) if text and len(text) == len("2026-11-03") else text


def records(frame: pd.DataFrame) -> Iterator[Mapping[str, Any]]:
    """The rows as mappings in which what is missing is None."""
    names = [str(name) for name in frame.columns]
    plain = frame.astype("object").where(frame.notna(), None)
    yield from (dict(zip(names, row, strict=True)) for row in plain.itertuples(index=False, name=None))


def _refuse_typed_terms(summary: Summary) -> None:
    """A row of "Other, specify" carries what was typed; frames without text have none."""
    if any(": " in row.category for row in _rows_by_term(summary.rows)):
        raise ValueError("The summary holds typed words: make it from frames without text.")


def _rows_by_term(rows: Sequence[Row]) -> Iterator[Row]:
    return (row for row in rows if OUTPUTS[row.output].by is By.TERM)
