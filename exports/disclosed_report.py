"""The numbers of a drug over all centres as a workbook without patients and without small counts."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from exports.basis import Context
from exports.sheets.numbers import COLUMNS as NUMBERS
from exports.workbook import Imprint, Line, Sheet, write_workbook
from registry.fields.base import T
from registry.i18n import say, show_date, speaking
from registry.summaries.audiences import HIDDEN, Audience
from registry.summaries.catalogue import (
    OUTPUTS,
    POPULATION_LABELS,
    READING_LABELS,
    SUBSET_LABELS,
    UNIT_LABELS,
    By,
)
from registry.summaries.disclosure import Disclosed, ShownRow
from registry.summaries.labels import category_label

NAME = T("Nombres", "Numbers")

MEANING = T(
    "Un nombre de moins de {n} patients est masqué, de même que tout nombre dont on pourrait le déduire. Les listes de "
    "patients et les figures qui les montrent un par un n’y sont pas.",
    "A number of fewer than {n} patients is hidden, and so is any other from which it could be worked out. Lists of "
    "patients and the figures that show them one by one are left out.",
)

FOR = {
    Audience.CENTRES: T("Pour les centres", "For the centres"),
    Audience.PUBLIC: T("Document public", "Public document"),
}

COLUMNS = tuple(column for column in NUMBERS if column.heading.en != "Not calculable")


def write_disclosed_report(
    target: Path | BinaryIO, *, found: Disclosed, context: Context, language: str
) -> None:
    """Write the workbook: one sheet with every number, and the word for a hidden one in its place."""
    with speaking(language):
        scope = f"{context.drug} · {context.scope} · {show_date(found.cut_off)}"
        notes = (scope, say(FOR[found.audience]), say(MEANING).format(n=found.threshold))
        lines = [_line(row) for row in found.rows]
        sheet = Sheet(say(NAME), COLUMNS, lines, title=context.drug, notes=notes, keys=2)
        imprint = Imprint(title=context.drug, footer=scope, made=context.made, language=language)
        write_workbook(target, [sheet], imprint=imprint)


def _line(row: ShownRow) -> Line:
    what, hidden = OUTPUTS[row.output], say(HIDDEN)
    values = (
        say(what.title),
        "" if what.by is By.NOTHING else say(category_label(row.output, row.category)),
        say(SUBSET_LABELS[row.subset]),
        say(READING_LABELS[row.reading]) if row.reading else "",
        hidden if row.hidden else row.n,
        row.N,
        hidden if row.hidden else row.value,
        row.low,
        row.high,
        say(UNIT_LABELS[row.unit]),
        say(POPULATION_LABELS[row.population]) if row.population else "",
        row.parameters,
        row.output,
    )
    return Line(values)
