"""The forest plot: the response rate of all and of each diagnosis group, with exact intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.cells import Value
from exports.plots import words
from exports.plots.data import ForestLine, Setting
from exports.plots.plot import NARROW, WIDE, Plot, Table
from exports.plots.scales import Scale
from exports.plots.shapes import Drawing, Pen, shortened
from registry.fields.base import T
from registry.i18n import say, show_number, show_percent

TITLE = T("Taux de réponse par groupe de diagnostic", "Response rate by diagnosis group")
HEAD = (
    words.GROUP,
    T("Réponses", "Responses"),
    T("Évaluables", "Evaluable"),
    T("Taux (%)", "Rate (%)"),
    T("Borne basse (%)", "Lower bound (%)"),
    T("Borne haute (%)", "Upper bound (%)"),
)
RATIO = T("Réponses / évaluables", "Responses / evaluable")
RATE = T("Taux (intervalle exact à {level})", "Rate (exact {level} interval)")
TOO_FEW = T("moins de {n} : pas de taux", "fewer than {n}: no rate")
NOBODY = T("aucun patient évaluable", "no evaluable patient")
NO_GROUP = T("aucun patient évaluable.", "no evaluable patient.")
FEW = 5
"""Under so many patients a rate says nothing: n / N alone is printed."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand, in pixels.

    left, right: the axis from 0 to 100 %. ratio: where n / N ends. first: the middle of the first line; step: from one
    line to the next; label_up: how far the words stand above the middle of their line.
    """

    width: int
    left: int
    right: int
    ratio: int
    room: int
    first: int
    step: int
    label_up: int = 0


ON_DESK = Frame(width=WIDE, left=520, right=960, ratio=470, room=320, first=50, step=32)
ON_PHONE = Frame(width=NARROW, left=4, right=216, ratio=358, room=270, first=36, step=60, label_up=24)


def plot_forest(lines: Sequence[ForestLine], *, level: float, setting: Setting) -> Plot:
    """The whole first, then its groups. level: of the intervals, as a share of 1."""
    has_patients = bool(lines) and lines[0].total > 0
    return Plot(
        name="response",
        title=say(TITLE),
        population=counted_patients(lines[0].total if lines else 0),
        covers=setting.sentence(counted_patients(lines[0].total if lines else 0)),
        description=describe(lines, level=level, setting=setting),
        notes=() if has_patients else (say(words.NOTHING).format(why=say(NO_GROUP)),),
        wide=draw(lines, ON_DESK, level=level) if has_patients else None,
        narrow=draw(lines, ON_PHONE, level=level) if has_patients else None,
        table=Table(tuple(map(say, HEAD)), tuple(map(_row, lines))),
    )


def counted_patients(n: int) -> str:
    return words.counted(
        n,
        T("{n} patient évaluable.", "{n} evaluable patient."),
        T("{n} patients évaluables.", "{n} evaluable patients."),
    )


def describe(lines: Sequence[ForestLine], *, level: float, setting: Setting) -> str:
    """What the drawing shows, in words: the rate of every line."""
    told = [setting.sentence(counted_patients(lines[0].total if lines else 0))]
    told += [f"{line.label}{words.colon()}{line.n}/{line.total}, {rate_words(line)}." for line in lines]
    if lines:
        said = T("Intervalles exacts à {level}.", "Exact {level} intervals.")
        told.append(say(said).format(level=show_percent(100 * level, decimals=0)))
    return " ".join(told)


def rate_words(line: ForestLine) -> str:
    """25.5% (14.3–39.6), or why there is no rate."""
    if not has_rate(line) or line.value is None:
        return say(NOBODY) if not line.total else say(TOO_FEW).format(n=FEW)
    rate = show_percent(line.value)
    if line.low is None or line.high is None:
        return rate
    return f"{rate} ({show_number(line.low, decimals=1)}–{show_number(line.high, decimals=1)})"


def has_rate(line: ForestLine) -> bool:
    return line.value is not None and line.total >= FEW


def draw(lines: Sequence[ForestLine], frame: Frame, *, level: float) -> Drawing:
    """Whiskers and squares, a diamond and a dashed line for the whole."""
    pen, scale = Pen(), Scale(0, 100, frame.left, frame.right)
    middles = [frame.first + place * frame.step + 6 * bool(place) for place in range(len(lines))]
    bottom = middles[-1] + (16 if frame.label_up else 24)
    spans = [(y - 11, y + 11) for y in middles] if frame.label_up else [(30.0, bottom)]
    if not frame.label_up:
        _head(pen, frame, level=level, y=middles[0] + 18)
    _draw_grid(pen, scale, spans, bottom=bottom)
    if has_rate(lines[0]):
        _draw_upright(pen, "today", scale(lines[0].value or 0), spans)
    for place, (line, y) in enumerate(zip(lines, middles, strict=True)):
        _draw_line(pen, line, scale, frame, y=y, is_whole=place == 0)
    return pen.sheet(frame.width, bottom + 30)


def _draw_grid(pen: Pen, scale: Scale, spans: Sequence[tuple[float, float]], *, bottom: float) -> None:
    for tick in range(0, 101, 20):
        _draw_upright(pen, "grid", scale(tick), spans)
        text = show_percent(tick, decimals=0) if tick == 100 else show_number(tick)
        pen.words(text, scale(tick), bottom + 20, look="text-muted", anchor="middle")
    pen.line("axis", (scale.start, bottom), (scale.end, bottom))


def _draw_upright(pen: Pen, look: str, x: float, spans: Sequence[tuple[float, float]]) -> None:
    for top, bottom in spans:
        pen.line(look, (x, top), (x, bottom))


def _head(pen: Pen, frame: Frame, *, level: float, y: float) -> None:
    rate = say(RATE).format(level=show_percent(100 * level, decimals=0))
    pen.words(say(words.GROUP), 0, 18, look="text-muted")
    pen.words(say(RATIO), frame.ratio, 18, look="text-muted", anchor="end")
    pen.words(rate, frame.width, 18, look="text-muted", anchor="end")
    pen.line("grid", (0, y), (frame.width, y))


def _draw_line(pen: Pen, line: ForestLine, scale: Scale, frame: Frame, *, y: float, is_whole: bool) -> None:
    base = y + 4 - frame.label_up
    pen.words(shortened(line.label, frame.room, size=13), 0, base, size=13, bold=is_whole)
    ratio = f"{line.n} / {line.total}"
    pen.words(ratio, frame.ratio, base, size=13, anchor="end", bold=is_whole, href=line.href)
    if not has_rate(line):
        pen.words(rate_words(line), frame.width, y + 4, look="text-muted", anchor="end")
        return
    pen.words(rate_words(line), frame.width, y + 4, size=13, anchor="end", bold=is_whole)
    if line.low is not None and line.high is not None:
        _draw_interval(pen, scale(line.low), scale(line.high), y)
    x = scale(line.value or 0)
    if is_whole:
        pen.area("accent", (x - 8, y), (x, y - 7), (x + 8, y), (x, y + 7))
    else:
        pen.box("accent", x - 5, y - 5, 10, 10)


def _draw_interval(pen: Pen, low: float, high: float, y: float) -> None:
    pen.line("whisker", (low, y), (high, y))
    for end in (low, high):
        pen.line("whisker", (end, y - 4), (end, y + 4))


def _row(line: ForestLine) -> tuple[Value, ...]:
    """No rate where it would say nothing."""
    rates = (line.value, line.low, line.high) if has_rate(line) else (None, None, None)
    return (line.label, line.n, line.total, *rates)
