"""The spider plot: how the measure of each course changed over the months, by one criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from exports.cells import Value
from exports.plots import marks, words
from exports.plots.axis import draw_changes, draw_months
from exports.plots.data import Setting, Trace
from exports.plots.plot import NARROW, PAPER, WIDE, Plot, Table
from exports.plots.scales import Scale, month_ticks, percent_ticks
from exports.plots.shapes import Drawing, Pen, Point, circle
from exports.plots.thresholds import thresholds_of
from exports.plots.waterfall import CLIPPED, NO_MEASURE, criterion_words
from registry.fields.base import T
from registry.i18n import say

TITLE = T("Variation de la taille tumorale au cours du temps", "Change in tumour size over time")
HEAD = (words.PATIENT, words.BEST, words.MONTH, words.CHANGE)
BEFORE = -6.0
"""The earliest month that is drawn: baselines are read before the first dose."""
NAME_WIDTH, NAME_HEIGHT = 120, 12
"""Room for a name, in pixels."""
DOTTED = 200
"""So many lines at most bear a dot for each measure; the dots of more would hide the lines."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand, in pixels. named: so many lines at most bear the patient's number at their end."""

    width: int
    left: int
    right: int
    height: int
    ticks: int
    named: int


ON_DESK = Frame(width=WIDE, left=64, right=1070, height=420, ticks=16, named=30)
ON_PHONE = Frame(width=NARROW, left=52, right=332, height=300, ticks=6, named=0)
ON_PAPER = Frame(width=PAPER, left=56, right=640, height=300, ticks=12, named=20)


def plot_spider(traces: Sequence[Trace], *, criterion: str, setting: Setting) -> Plot:
    """One line per course with a baseline and at least one later measure."""
    drawn = [trace for trace in traces if len(trace.points) > 1]
    who = f"{criterion_words(criterion)} {counted_lines(len(drawn))}".strip()
    return Plot(
        name="spider",
        title=say(TITLE),
        population=who,
        covers=setting.sentence(who),
        description=describe(drawn, who=who, setting=setting),
        notes=() if drawn else (say(words.NOTHING).format(why=say(NO_MEASURE)),),
        wide=draw(drawn, ON_DESK, criterion=criterion) if drawn else None,
        narrow=draw(drawn, ON_PHONE, criterion=criterion) if drawn else None,
        table=Table(tuple(map(say, HEAD)), tuple(row for trace in drawn for row in _rows(trace))),
        paper=draw(drawn, ON_PAPER, criterion=criterion) if drawn else None,
    )


def counted_lines(n: int) -> str:
    return words.counted(
        n,
        T("{n} traitement mesuré.", "{n} measured course."),
        T("{n} traitements mesurés.", "{n} measured courses."),
    )


def describe(drawn: Sequence[Trace], *, who: str, setting: Setting) -> str:
    """What the drawing shows, in words."""
    told = [setting.sentence(who)]
    if drawn:
        last = [trace.points[-1] for trace in drawn]
        below = sum(change < 0 for _, change in last)
        told.append(
            say(
                T(
                    "Une ligne par traitement, suivie jusqu’à {months} mois ; dernière mesure sous celle de référence "
                    "pour {below} sur {n}.",
                    "One line per course, followed for up to {months} months; last measure below the baseline in "
                    "{below} of {n}.",
                )
            ).format(months=words.months(max(month for month, _ in last)), below=below, n=len(drawn))
        )
    return " ".join(told)


def draw(drawn: Sequence[Trace], frame: Frame, *, criterion: str) -> Drawing:
    """The lines with their thresholds, axes and legend."""
    pen = Pen()
    scale_x, scale_y = _axes(pen, drawn, frame, criterion=criterion)
    for limit in thresholds_of(criterion):
        y = scale_y(limit.percent)
        pen.line("threshold", (frame.left, y), (frame.right, y))
        pen.words(words.letters(limit.response), frame.right + 6, y + 4, look="text-soft", size=11)
    _draw_traces(pen, drawn, scale_x, scale_y)
    if len(drawn) <= frame.named:
        _name_ends(pen, drawn, scale_x, scale_y)
    y = marks.draw_legend(pen, _entries(drawn), x=0, y=frame.height + 78, width=frame.width)
    return pen.sheet(frame.width, y)


def _axes(pen: Pen, drawn: Sequence[Trace], frame: Frame, *, criterion: str) -> tuple[Scale, Scale]:
    points = [point for trace in drawn for point in trace.points]
    limits = [limit.percent for limit in thresholds_of(criterion)]
    ticks = percent_ticks([min(change, CLIPPED) for _, change in points], always=(0, -25, 25, *limits))
    months = month_ticks(max(1.0, *(month for month, _ in points)), most=frame.ticks)
    first = max(min(0.0, *(month for month, _ in points)), BEFORE)
    scale_y = Scale(ticks[-1], ticks[0], 16, 16 + frame.height)
    start = frame.left + (frame.right - frame.left) * -first / (months[-1] - first)
    scale_x = Scale(0, months[-1], start, frame.right)
    draw_changes(pen, scale_y, ticks, left=frame.left, right=frame.right)
    draw_months(pen, scale_x, months, top=16, bottom=16 + frame.height, title=say(words.MONTHS))
    return scale_x, scale_y


def _draw_traces(pen: Pen, drawn: Sequence[Trace], scale_x: Scale, scale_y: Scale) -> None:
    """Response by response, so that strokes of one look lie beside each other and become one path."""
    for response in words.RESPONSES:
        code, traces = response.lower(), [trace for trace in drawn if (trace.best or "NE") == response]
        lines = [
            [(scale_x(max(month, BEFORE)), scale_y(min(change, CLIPPED))) for month, change in trace.points]
            for trace in traces
        ]
        for points in lines:
            pen.line(f"trace-{code}", *points)
        for x, y in chain.from_iterable(points[1:] for points in lines if len(drawn) <= DOTTED):
            pen.area(f"dot-{code}", *circle(x, y, 2.5, corners=8))


def _name_ends(pen: Pen, drawn: Sequence[Trace], scale_x: Scale, scale_y: Scale) -> None:
    """Number and letters at the end of each line, the longest first; a name that would cover another is left out."""
    taken: list[Point] = []
    for trace in sorted(drawn, key=lambda trace: -trace.points[-1][0]):
        month, change = trace.points[-1]
        x, y = scale_x(month), scale_y(min(change, CLIPPED))
        if all(abs(x - left) > NAME_WIDTH or abs(y - top) > NAME_HEIGHT for left, top in taken):
            taken.append((x, y))
            pen.words(f"{trace.number}  {words.letters(trace.best)}", x + 7, y + 4, size=10)


def _entries(drawn: Sequence[Trace]) -> list[tuple[marks.Draw, str]]:
    present = {trace.best or "NE" for trace in drawn}
    return [
        (marks.stroke(f"trace-{code.lower()}"), f"{words.letters(code)} {say(said)}")
        for code, said in words.RESPONSES.items()
        if code in present
    ]


def _rows(trace: Trace) -> list[tuple[Value, ...]]:
    return [(trace.number, words.letters(trace.best), month, change) for month, change in trace.points]
