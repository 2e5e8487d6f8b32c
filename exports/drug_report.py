"""The drug report: the numbers of one drug and the records behind them, as a workbook that can be sent."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from exports.basis import Basis, Context
from exports.sheets import (
    assessments,
    courses,
    efficacy,
    numbers,
    patients,
    populations,
    serious,
    subjects,
    title,
    toxicities,
    toxicity,
)
from exports.workbook import Imprint, write_workbook
from registry.fields.base import T
from registry.i18n import say, show_date, speaking
from registry.summaries.frames import DrugFrames
from registry.summaries.table import Summary

NUMBERS = (title, populations, efficacy, toxicity)
LISTINGS = (subjects, patients, courses, assessments, toxicities, serious)
"""Before and after the sheets of exports.sheets.numbers. Each has `make(basis)`."""


def write_drug_report(
    target: Path | BinaryIO, *, summary: Summary, frames: DrugFrames, context: Context, language: str
) -> None:
    """Write the workbook of a drug.

    summary: its numbers, made from the same frames. frames: all its records; those that the summary leaves out
    are not listed. Without text in the context, the frames must hold no typed words either.
    """
    with speaking(language):
        basis = Basis.of(summary, frames, context)
        makers = (*(sheet.make for sheet in NUMBERS), *numbers.makers(), *(sheet.make for sheet in LISTINGS))
        sheets = [make(basis) for make in makers]
        write_workbook(target, sheets, imprint=_imprint(basis, language=language))


def _imprint(basis: Basis, *, language: str) -> Imprint:
    words = T("{drug} · {scope} · date de coupure {day}", "{drug} · {scope} · cut-off {day}")
    context, day = basis.context, show_date(basis.summary.cut_off)
    footer = say(words).format(drug=basis.drug, scope=context.scope, day=day)
    return Imprint(title=basis.drug, footer=footer, made=context.made, language=language)
