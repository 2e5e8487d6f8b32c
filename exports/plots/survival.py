"""The Kaplan-Meier plot: the curve of an endpoint with its band, who was censored, and who is still at risk."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.cells import Value
from exports.plots import marks, words
from exports.plots.axis import draw_months
from exports.plots.data import Setting
from exports.plots.plot import NARROW, PAPER, WIDE, Plot, Table
from exports.plots.scales import Scale, month_ticks
from exports.plots.shapes import Drawing, Pen, Point
from registry.fields.base import T
from registry.i18n import say, show_number, show_percent
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.curves import SurvivalCurve
from registry.summaries.statistics.estimate import Estimate
from registry.summaries.statistics.survival import at, median

HEAD = (
    words.MONTH,
    T("À risque", "At risk"),
    T("Événements", "Events"),
    T("Censurés", "Censored"),
    T("Survie (%)", "Survival (%)"),
    T("Borne basse (%)", "Lower bound (%)"),
    T("Borne haute (%)", "Upper bound (%)"),
)
AT_RISK = T("Patients à risque", "Patients at risk")
CURVE = T("sans événement, avec son intervalle à {level}", "free of the event, with its {level} interval")
CENSORED = T("patient censuré", "censored patient")
NOBODY = T("aucun patient n’a de durée.", "no patient has a duration.")
YEARLY = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand, in pixels: the axes, and how many months are named at most."""

    width: int
    left: int
    right: int
    height: int
    ticks: int


ON_DESK = Frame(width=WIDE, left=56, right=1180, height=360, ticks=13)
ON_PHONE = Frame(width=NARROW, left=46, right=346, height=260, ticks=6)
ON_PAPER = Frame(width=PAPER, left=56, right=700, height=260, ticks=11)


def plot_survival(line: SurvivalCurve, *, setting: Setting) -> Plot:
    """The curve of one endpoint in one subset."""
    has_patients = bool(line.months)
    title = say(OUTPUTS[line.output].title)
    return Plot(
        name=f"survival-{line.output}",
        title=title,
        population=f"{counted_patients(line)} {median_words(line)}".strip(),
        covers=setting.sentence(f"{counted_patients(line)} {median_words(line)}".strip()),
        description=describe(line, setting=setting),
        notes=tuple(_notes(line)),
        wide=draw(line, ON_DESK) if has_patients else None,
        narrow=draw(line, ON_PHONE) if has_patients else None,
        table=Table(tuple(map(say, HEAD)), tuple(_rows(line))),
        paper=draw(line, ON_PAPER) if has_patients else None,
    )


def counted_patients(line: SurvivalCurve) -> str:
    people = words.counted(
        len(line.months),
        T("{n} patient avec une durée", "{n} patient with a duration"),
        T("{n} patients avec une durée", "{n} patients with a duration"),
    )
    return f"{people}, {words.counted(sum(line.events), *_EVENTS)}."


_EVENTS = T("{n} événement", "{n} event"), T("{n} événements", "{n} events")


def median_words(line: SurvivalCurve) -> str:
    """The median with its interval, in words; a bound that was not reached is said."""
    if not line.months:
        return ""
    wanted = median(line.curve, conf_type=line.parameters.conf_type, level=line.parameters.conf_level)
    level = level_words(line)
    if wanted.value is None:
        found = say(T("Médiane non atteinte", "Median not reached"))
    else:
        said = T("Médiane {value} mois", "Median {value} months")
        found = say(said).format(value=words.months(wanted.value))
    if wanted.low is None and wanted.high is None:
        return f"{found}."
    return say(T("{found} (intervalle à {level} {bounds}).", "{found} ({level} interval {bounds}).")).format(
        found=found, level=level, bounds=_bounds(wanted)
    )


def level_words(line: SurvivalCurve) -> str:
    """The level of the interval: 95 %."""
    level = show_number(round(100 * line.parameters.conf_level, 6))
    return f"{level}{say(T(chr(160), ''))}%"


def _bounds(estimate: Estimate) -> str:
    open_end = say(T("non atteinte", "not reached"))
    low, high = (
        open_end if bound is None else words.months(bound) for bound in (estimate.low, estimate.high)
    )
    return say(T("{low} à {high}", "{low} to {high}")).format(low=low, high=high)


def describe(line: SurvivalCurve, *, setting: Setting) -> str:
    """What the drawing shows, in words."""
    told = [setting.sentence(counted_patients(line))]
    if line.months:
        told.append(median_words(line))
        told += _rates(line)
        said = T("Suivi jusqu’à {months} mois.", "Followed for up to {months} months.")
        told.append(say(said).format(months=words.months(max(line.months))))
    return " ".join(told)


def _rates(line: SurvivalCurve) -> Iterator[str]:
    """The share free of the event after one and two years, where somebody was followed as long."""
    for month in (YEARLY, 2 * YEARLY):
        rate = at(line.curve, month, conf_type=line.parameters.conf_type, level=line.parameters.conf_level)
        if rate.value is not None:
            said = T("À {month} mois : {rate}.", "At {month} months: {rate}.")
            yield say(said).format(month=month, rate=show_percent(100 * rate.value))


def _notes(line: SurvivalCurve) -> Iterator[str]:
    if not line.months:
        yield say(words.NOTHING).format(why=say(NOBODY))
    if line.without:
        yield words.counted(
            line.without,
            T("{n} patient sans durée n’est pas représenté.", "{n} patient without a duration is not drawn."),
            T(
                "{n} patients sans durée ne sont pas représentés.",
                "{n} patients without a duration are not drawn.",
            ),
        )
    if line.imputed:
        yield words.counted(
            line.imputed,
            T("{n} durée finit un jour estimé au 15 du mois.", "{n} duration ends on a day set to the 15th."),
            T(
                "{n} durées finissent un jour estimé au 15 du mois.",
                "{n} durations end on a day set to the 15th.",
            ),
        )


def draw(line: SurvivalCurve, frame: Frame) -> Drawing:
    """The band, the curve, its ticks of censoring, and the numbers at risk under the axis."""
    pen, top, bottom = Pen(), 12, 12 + frame.height
    months = month_ticks(max(1.0, *line.months), most=frame.ticks)
    scale_x, scale_y = Scale(0, months[-1], frame.left, frame.right), Scale(0, 1, bottom, top)
    for percent in range(0, 101, 25):
        y = scale_y(percent / 100)
        pen.line("grid", (frame.left, y), (frame.right, y))
        pen.words(show_percent(percent, decimals=0), frame.left - 8, y + 4, look="text-muted", anchor="end")
    draw_months(pen, scale_x, months, top=top, bottom=bottom, title=say(words.MONTHS))
    for strip in band_points(line):
        pen.area("band", *((scale_x(month), scale_y(share)) for month, share in strip))
    pen.line("threshold", (frame.left, scale_y(0.5)), (frame.right, scale_y(0.5)))
    pen.line("curve", *((scale_x(month), scale_y(share)) for month, share in step_points(line)))
    _tick_censored(pen, line, scale_x, scale_y)
    y = _count_at_risk(pen, line, scale_x, months, y=bottom + 62)
    level = level_words(line)
    entries = [(marks.stroke("curve"), say(CURVE).format(level=level)), (_tick, say(CENSORED))]
    y = marks.draw_legend(
        pen, entries if any(line.curve.censored) else entries[:1], x=0, y=y + 20, width=frame.width
    )
    return pen.sheet(frame.width, y)


def step_points(line: SurvivalCurve) -> list[Point]:
    """The corners of the curve as (month, share), from 1 on the first day."""
    points: list[Point] = [(0.0, 1.0)]
    for month, share in zip(line.curve.times, line.curve.survival, strict=True):
        points += [(month, points[-1][1]), (month, share)]
    return points


def band_points(line: SurvivalCurve) -> list[list[Point]]:
    """The outlines of the band, one per stretch on which it has both bounds."""
    curve, band = line.curve, line.band
    ends = (*curve.times[1:], curve.times[-1])
    strips: list[tuple[list[Point], list[Point]]] = []
    is_open = False
    for start, end, low, high in zip(curve.times, ends, band.low, band.high, strict=True):
        if low is None or high is None:
            is_open = False
            continue
        if not is_open:
            strips.append(([], []))
            is_open = True
        strips[-1][0].extend([(start, high), (end, high)])
        strips[-1][1].extend([(start, low), (end, low)])
    return [[*above, *reversed(below)] for above, below in strips]


def _tick_censored(pen: Pen, line: SurvivalCurve, scale_x: Scale, scale_y: Scale) -> None:
    for month, share, n in zip(line.curve.times, line.curve.survival, line.curve.censored, strict=True):
        if n:
            _tick(pen, scale_x(month), scale_y(share))


def _tick(pen: Pen, x: float, y: float) -> None:
    pen.line("whisker", (x, y - 5), (x, y + 5))


def _count_at_risk(
    pen: Pen, line: SurvivalCurve, scale_x: Scale, months: Sequence[int], *, y: float
) -> float:
    """The patients whose duration reaches each month that the axis names."""
    pen.words(say(AT_RISK), 0, y, look="text-muted", bold=True)
    ordered = sorted(line.months)
    for month in months:
        reached = len(ordered) - bisect_left(ordered, month)
        pen.words(show_number(reached), scale_x(month), y + 20, anchor="middle")
    return y + 20


def _rows(line: SurvivalCurve) -> Iterator[tuple[Value, ...]]:
    for one in line.to_records():
        yield tuple(
            one[name] for name in ("month", "at_risk", "events", "censored", "survival", "low", "high")
        )
