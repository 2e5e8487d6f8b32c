"""The flow of patients: from the requests to those who were evaluated, and why some were not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.plots.data import Setting
from exports.plots.plot import NARROW, WIDE, Plot, Table
from exports.plots.shapes import Drawing, Pen, wrapped
from registry.fields.base import T
from registry.i18n import say, show_number

TITLE = T("Diagramme de flux", "Flow of patients")
WHO, HOW_MANY = T("Étape", "Step"), T("Patients", "Patients")
BOX_HEIGHT, GAP, LINE = 58, 34, 16


@dataclass(frozen=True, slots=True)
class Step:
    """A population and who leaves on the way to the next one: (reason, patients)."""

    label: str
    n: int
    leaving: tuple[tuple[str, int], ...] = ()


def plot_flow(steps: Sequence[Step], *, setting: Setting) -> Plot:
    """The steps from top to bottom, those who leave at the right."""
    told = ", ".join(f"{step.label} : {show_number(step.n)}" for step in steps)
    return Plot(
        name="flow",
        title=say(TITLE),
        population="",
        covers=setting.sentence(""),
        description=f"{setting.sentence('')} {told}.".strip(),
        notes=(),
        wide=draw(steps, width=WIDE) if steps else None,
        narrow=draw(steps, width=NARROW) if steps else None,
        table=Table((say(WHO), say(HOW_MANY)), tuple(_rows(steps))),
    )


def _rows(steps: Sequence[Step]) -> list[tuple[str, int]]:
    return [row for step in steps for row in ((step.label, step.n), *step.leaving)]


def draw(steps: Sequence[Step], *, width: int) -> Drawing:
    """A box per step; an arrow down, and one to the side with the reasons."""
    pen, y = Pen(), 8.0
    box = min(420.0, width * 0.46)
    middle, side = 8 + box / 2, 8 + box + 48
    for place, step in enumerate(steps):
        pen.box("band", 8, y, box, BOX_HEIGHT)
        pen.words(step.label, middle, y + 24, size=13, anchor="middle")
        pen.words(show_number(step.n), middle, y + 46, size=13, anchor="middle", bold=True)
        bottom = y + BOX_HEIGHT
        if place == len(steps) - 1:
            y = bottom
            break
        lines = [
            line
            for reason, n in step.leaving
            for line in wrapped(f"{show_number(n)}  {reason}", width - side - 8)
        ]
        room = max(GAP, len(lines) * LINE + 22)
        pen.line("arrow", (middle, bottom), (middle, bottom + room - 7))
        pen.area(
            "accent",
            (middle - 5, bottom + room - 8),
            (middle + 5, bottom + room - 8),
            (middle, bottom + room),
        )
        if lines:
            level = bottom + room / 2
            pen.line("arrow", (middle, level), (side - 14, level))
            pen.area("accent", (side - 15, level - 5), (side - 15, level + 5), (side - 7, level))
            for n, line in enumerate(lines):
                pen.words(line, side, level - (len(lines) - 1) * LINE / 2 + n * LINE + 4, look="text-soft")
        y = bottom + room
    return pen.sheet(width, y + 8)
