"""The heat map of toxicity: patients by organ class, term and worst grade, darker where they are more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.cells import Value
from exports.plots import marks, words
from exports.plots.data import HeatLine, Setting
from exports.plots.plot import NARROW, WIDE, Plot, Table
from exports.plots.shapes import Drawing, Pen, shortened
from registry.fields.base import T
from registry.i18n import say, show_number

TITLE = T("Toxicité par terme et pire grade", "Toxicity by term and worst grade")
HEAD = (
    T("Classe d’organe", "Organ class"),
    T("Terme", "Term"),
    *(T(f"Grade {grade}", f"Grade {grade}") for grade in range(1, 6)),
    T("Patients", "Patients"),
    T("Patients traités", "Treated patients"),
)
NO_SUCH_GRADE = "/"
NO_TOXICITY = T("aucune toxicité ne compte ici.", "no toxicity counts here.")
STEPS = (5, 10, 20)
"""Shares of the treated patients, in %, from which a cell is one step darker."""
FEW = 5
"""Under so many patients a share says nothing: cells stay white."""
ROW = 24


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand, in pixels: the cells from `left` on, each `cell` wide, then the total; words up to `room`.

    most: lines that are drawn. is_narrow: a class has a row of its own above its numbers, and no share stands beside.
    """

    width: int
    left: int
    cell: int
    room: int
    most: int
    is_narrow: bool = False


ON_DESK = Frame(width=WIDE, left=560, cell=92, room=540, most=60)
ON_PHONE = Frame(width=NARROW, left=172, cell=31, room=164, most=40, is_narrow=True)
ALL_TERMS = T("Tous les termes", "All terms")


def plot_heat(lines: Sequence[HeatLine], *, setting: Setting) -> Plot:
    """Organ classes, each followed by its terms."""
    return Plot(
        name="toxicity",
        title=say(TITLE),
        population=counted_patients(lines),
        covers=setting.sentence(counted_patients(lines)),
        description=describe(lines, setting=setting),
        notes=() if lines else (say(words.NOTHING).format(why=say(NO_TOXICITY)),),
        wide=draw(lines, ON_DESK) if lines else None,
        narrow=draw(lines, ON_PHONE) if lines else None,
        table=Table(tuple(map(say, HEAD)), tuple(_rows(lines))),
    )


def counted_patients(lines: Sequence[HeatLine]) -> str:
    if not lines:
        return ""
    said = T(
        "{n} patients traités, chacun compté une fois par ligne, à son pire grade.",
        "{n} treated patients, each counted once per row, at the worst grade.",
    )
    one = T("{n} patient traité, à son pire grade.", "{n} treated patient, at the worst grade.")
    return words.counted(lines[0].total, one, said)


def describe(lines: Sequence[HeatLine], *, setting: Setting) -> str:
    """What the drawing shows, in words: the three commonest terms, and the severe ones."""
    told = [setting.sentence(counted_patients(lines))]
    terms = sorted((line for line in lines if not line.is_class), key=lambda line: -line.patients)
    if terms:
        common = ", ".join(f"{line.label} {line.patients}/{line.total}" for line in terms[:3])
        told.append(f"{say(T('Les plus fréquentes', 'Most frequent'))}{words.colon()}{common}.")
        severe = sum(count or 0 for line in terms for count in line.counts[2:])
        said = T(
            "Pires grades 3 à 5, somme des termes : {n}.", "Worst grades 3 to 5, summed over the terms: {n}."
        )
        told.append(say(said).format(n=show_number(severe)))
    return " ".join(told)


def draw(lines: Sequence[HeatLine], frame: Frame) -> Drawing:
    """The cells under the grades, the total of each row beside them."""
    pen, shown, y = Pen(), lines[: frame.most], 34.0
    _head(pen, frame, total=lines[0].total)
    for line in shown:
        y = _draw_line(pen, line, frame, y=y)
    y = marks.draw_legend(pen, _entries(), x=0, y=y + 26, width=frame.width)
    if len(lines) > len(shown):
        pen.words(say(words.AND_MORE).format(n=show_number(len(lines) - len(shown))), 0, y + 4, bold=True)
        y += marks.STEP
    return pen.sheet(frame.width, y)


def _head(pen: Pen, frame: Frame, *, total: int) -> None:
    pen.words(say(T("Grade", "Grade")), frame.left - 10, 22, look="text-muted", anchor="end")
    for grade in range(1, 6):
        middle = frame.left + (grade - 0.5) * frame.cell
        pen.words(str(grade), middle, 22, look="text-muted", anchor="middle", bold=True)
    any_grade = T("Tous", "Any")
    pen.words(say(any_grade), _end_of_total(frame), 22, look="text-muted", anchor="end", bold=True)
    if not frame.is_narrow:
        share = say(T("% de {n}", "% of {n}")).format(n=show_number(total))
        pen.words(share, frame.width, 22, look="text-muted", anchor="end")


def _end_of_total(frame: Frame) -> float:
    return frame.width if frame.is_narrow else frame.left + 5 * frame.cell + 70


def _draw_line(pen: Pen, line: HeatLine, frame: Frame, *, y: float) -> float:
    """One row, or two for a class on a phone; the y under it."""
    label, indent = line.label, 0 if line.is_class else 14
    if line.is_class:
        pen.line("axis", (0, y), (frame.width, y))
    if line.is_class and frame.is_narrow:
        pen.words(shortened(label, frame.width, bold=True), 0, y + 16, bold=True)
        label, y = say(ALL_TERMS), y + ROW
    is_bold = line.is_class
    pen.words(shortened(label, frame.room - indent, bold=is_bold), indent, y + 16, bold=is_bold)
    for place, count in enumerate(line.counts):
        _draw_cell(pen, count, line.total, x=frame.left + place * frame.cell, y=y, width=frame.cell)
    pen.words(show_number(line.patients), _end_of_total(frame), y + 16, anchor="end", bold=is_bold)
    if not frame.is_narrow and line.total >= FEW:
        share = show_number(100 * line.patients / line.total, decimals=1)
        pen.words(share, frame.width, y + 16, look="text-soft", anchor="end")
    return y + ROW


def _draw_cell(pen: Pen, count: int | None, total: int, *, x: float, y: float, width: float) -> None:
    step = step_of(count or 0, total)
    if step:
        pen.box(f"seq-fill-{step}", x + 1, y + 1, width - 2, ROW - 2)
    text = NO_SUCH_GRADE if count is None else show_number(count)
    pen.words(text, x + width / 2, y + 16, look="text" if count else "text-muted", anchor="middle")


def step_of(count: int, total: int) -> int:
    """How dark a cell is, from the unrounded share; too few patients have no share."""
    if not count or total < FEW:
        return 0
    return 1 + sum(100 * count >= step * total for step in STEPS)


def _entries() -> list[tuple[marks.Draw, str]]:
    share = T("des patients traités", "of treated patients")
    bounds = [
        T("moins de 5 %", "under 5%"),
        T("5 à moins de 10 %", "5 to under 10%"),
        T("10 à moins de 20 %", "10 to under 20%"),
        T("20 % ou plus", "20% or more"),
    ]
    entries = [(marks.swatch(f"seq-fill-{place + 1}"), say(bound)) for place, bound in enumerate(bounds)]
    entries[-1] = (entries[-1][0], f"{entries[-1][1]} {say(share)}")
    return [*entries, (_slash, say(T("ce grade n’existe pas", "the grade does not exist")))]


def _slash(pen: Pen, x: float, y: float) -> None:
    pen.words(NO_SUCH_GRADE, x, y + 4, look="text-muted", anchor="middle")


def _rows(lines: Sequence[HeatLine]) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    soc = ""
    for line in lines:
        soc = line.label if line.is_class else soc
        rows.append((soc, None if line.is_class else line.label, *line.counts, line.patients, line.total))
    return rows
