"""The swimmer plot: one bar per course, the longest first, with what happened along it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exports.cells import Value
from exports.plots import marks, words
from exports.plots.axis import draw_months
from exports.plots.data import Lane, Mark, Setting
from exports.plots.plot import NARROW, PAPER, WIDE, Plot, Table
from exports.plots.scales import Scale, month_ticks
from exports.plots.shapes import Drawing, Pen, shortened, width_of
from registry.fields.base import T
from registry.fields.dose_period import DOSE_CHANGE
from registry.fields.values import STOP_REASON
from registry.i18n import say, show_number
from registry.summaries.labels import category_label

TITLE = T("Durée de traitement", "Time on treatment")
NO_COURSE = T("aucun traitement de durée connue.", "no course of known duration.")

LEGEND = {
    "response": T("première réponse", "first response"),
    "best": T(
        "meilleure réponse (seule : c’est aussi la première)", "best response (alone: the first as well)"
    ),
    "progression": T("progression", "progression"),
    "dose_change": T("changement de dose", "dose change"),
    "toxicity": T("toxicité de grade 3 ou plus", "toxicity of grade 3 or more"),
    "new_therapy": T("traitement suivant", "next treatment"),
    "death": T("décès", "death"),
    "ongoing": T("en cours", "ongoing"),
}
HEAD = (
    words.PATIENT,
    words.GROUP,
    words.BEST,
    T("Mois sous traitement", "Months on treatment"),
    T("En cours", "Ongoing"),
    T("Raison de l’arrêt", "Reason for stopping"),
    T("Première réponse (mois)", "First response (months)"),
    T("Meilleure réponse (mois)", "Best response (months)"),
    T("Progression (mois)", "Progression (months)"),
    T("Décès (mois)", "Death (months)"),
    T("Changements de dose (mois)", "Dose changes (months)"),
    T("Toxicités de grade 3 ou plus (mois)", "Toxicities of grade 3 or more (months)"),
)
BESIDE = {"toxicity": -13, "dose_change": 13}
"""Pixels by which marks stand over or under the bar, since several may fall on one day with a response."""
AFTER = ("progression", "new_therapy", "death")
"""Marks that may stand behind a bar."""
RESPONDING = ("CR", "PR", "MR")
NEAR = 12
"""Pixels within which two marks would hide each other."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand, in pixels.

    left, right: the axis. step: from one bar to the next; over: from the words of a lane down to its bar, 0 where they
    stand beside it. most: lanes that are drawn. ticks: numbers on the axis at most. end: room for why it stopped.
    """

    width: int
    left: int
    right: int
    step: int
    over: int
    most: int
    ticks: int
    end: int


ON_DESK = Frame(width=WIDE, left=152, right=1020, step=36, over=0, most=30, ticks=14, end=170)
ON_PHONE = Frame(width=NARROW, left=4, right=262, step=62, over=30, most=25, ticks=9, end=90)
ON_PAPER = Frame(width=PAPER, left=140, right=560, step=30, over=0, most=30, ticks=12, end=150)
THICK = 12


def plot_swimmer(lanes: Sequence[Lane], *, setting: Setting) -> Plot:
    """The courses in the given order, the longest first."""
    population = counted_courses(len(lanes))
    return Plot(
        name="swimmer",
        title=say(TITLE),
        population=population,
        covers=setting.sentence(population),
        description=describe(lanes, setting=setting),
        notes=() if lanes else (say(words.NOTHING).format(why=say(NO_COURSE)),),
        wide=draw(lanes, ON_DESK, setting=setting) if lanes else None,
        narrow=draw(lanes, ON_PHONE, setting=setting) if lanes else None,
        table=Table(tuple(map(say, HEAD)), tuple(map(_row, lanes))),
        paper=draw(lanes, ON_PAPER, setting=setting) if lanes else None,
    )


def counted_courses(n: int) -> str:
    return words.counted(
        n,
        T("{n} traitement de durée connue.", "{n} course of known duration."),
        T("{n} traitements de durée connue.", "{n} courses of known duration."),
    )


def describe(lanes: Sequence[Lane], *, setting: Setting) -> str:
    """What the drawing shows, in words."""
    told = [setting.sentence(counted_courses(len(lanes)))]
    if lanes:
        longest, shortest = (words.months(lane.months) for lane in (lanes[0], lanes[-1]))
        told.append(
            say(
                T(
                    "Une barre par traitement, de {longest} à {shortest} mois.",
                    "One bar per course, from {longest} to {shortest} months.",
                )
            ).format(longest=longest, shortest=shortest)
        )
        best = Counter(lane.best or "NE" for lane in lanes)
        parts = [f"{say(words.RESPONSES[code])} {best[code]}" for code in words.RESPONSES if best[code]]
        told.append(f"{say(words.BEST)}{words.colon()}{', '.join(parts)}.")
        told.append(_going_on(sum(lane.is_ongoing for lane in lanes)))
    return " ".join(told)


def _going_on(n: int) -> str:
    return words.counted(
        n,
        T("{n} traitement en cours.", "{n} course goes on."),
        T("{n} traitements en cours.", "{n} courses go on."),
    )


def draw(lanes: Sequence[Lane], frame: Frame, *, setting: Setting) -> Drawing:
    """The bars, as many as the frame takes, with their axis and legend."""
    pen, shown = Pen(), lanes[: frame.most]
    last = max(_end(lane) for lane in shown)
    ticks = month_ticks(last, most=frame.ticks)
    scale = Scale(0, ticks[-1], frame.left, frame.right)
    bottom = 8 + len(shown) * frame.step
    draw_months(pen, scale, ticks, top=0, bottom=bottom, title=say(words.MONTHS))
    for place, lane in enumerate(shown):
        _draw_lane(
            pen, lane, scale, frame, y=8 + (place + 0.5) * frame.step + frame.over / 2, setting=setting
        )
    y = marks.draw_legend(pen, _entries(shown), x=0, y=bottom + 62, width=frame.width)
    if len(lanes) > len(shown):
        pen.words(_more(len(lanes) - len(shown)), 0, y + 4, bold=True)
        y += marks.STEP
    return pen.sheet(frame.width, y)


def _more(n: int) -> str:
    return say(words.AND_MORE).format(n=show_number(n))


def _end(lane: Lane) -> float:
    """The last month that a lane draws."""
    return max([lane.months, *(mark.month for mark in lane.marks)])


def _draw_lane(pen: Pen, lane: Lane, scale: Scale, frame: Frame, *, y: float, setting: Setting) -> None:
    _name(pen, lane, frame, y=y, setting=setting)
    look = f"response-fill-{(lane.best or 'NE').lower()}"
    start, end = scale(0), max(scale(lane.months), scale(0) + 1.5)
    pen.area(look, (start, y - THICK / 2), (end, y - THICK / 2), (end, y + THICK / 2), (start, y + THICK / 2))
    _outline(pen, start, end, y)
    for mark in _distinct(lane.marks, scale, best=lane.best):
        marks.MARKS[mark.kind](pen, scale(mark.month), y + BESIDE.get(mark.kind, 0))
    if lane.is_ongoing:
        marks.ongoing(pen, end + 6, y)
    elif lane.stop_reason:
        said = shortened(say(STOP_REASON.label(lane.stop_reason)), frame.end, size=11)
        x = _room_after(end, said, [scale(mark.month) for mark in lane.marks if mark.kind in AFTER])
        pen.words(said, x, y + 4, look="text-soft", size=11)


def _room_after(end: float, said: str, places: Sequence[float]) -> float:
    """Where words after a bar begin: at its end, or behind the marks that they would cover."""
    x = end + 6
    for place in sorted(places):
        if x - 10 < place < x + width_of(said, size=11) + 10:
            x = place + 12
    return x


def _outline(pen: Pen, start: float, end: float, y: float) -> None:
    """The edge of a bar, which a light one needs on white."""
    top, bottom = y - THICK / 2, y + THICK / 2
    pen.line("bar-edge", (start, top), (end, top), (end, bottom), (start, bottom), (start, top))


def _name(pen: Pen, lane: Lane, frame: Frame, *, y: float, setting: Setting) -> None:
    """The patient's number and the letters of the best response, beside the bar or over it."""
    href = setting.links.get(lane.patient_id, "")
    base = y - frame.over + 4 if frame.over else y + 4
    room = 106
    pen.words(shortened(lane.number, room), 0, base, href=href)
    pen.words(words.letters(lane.best), room + 12, base, bold=True, size=11)


def _distinct(found: Sequence[Mark], scale: Scale, *, best: str) -> list[Mark]:
    """The marks that are drawn: a best response hides the first one on the same day, and none of stable disease."""
    kept = [
        mark for mark in found if mark.kind in marks.MARKS and (mark.kind != "best" or best in RESPONDING)
    ]
    stars = [scale(mark.month) for mark in kept if mark.kind == "best"]
    return [
        mark
        for mark in kept
        if mark.kind != "response" or all(abs(scale(mark.month) - star) >= NEAR for star in stars)
    ]


def _entries(lanes: Sequence[Lane]) -> list[tuple[marks.Draw, str]]:
    """The legend of what is drawn: colours of the best responses, then marks."""
    best = {lane.best or "NE" for lane in lanes}
    kinds = {mark.kind for lane in lanes for mark in lane.marks}
    if any(lane.is_ongoing for lane in lanes):
        kinds.add("ongoing")
    colours = [
        (marks.swatch(f"response-fill-{code.lower()}"), f"{words.letters(code)} {say(said)}")
        for code, said in words.RESPONSES.items()
        if code in best
    ]
    return [*colours, *((marks.MARKS[kind], say(said)) for kind, said in LEGEND.items() if kind in kinds)]


def _row(lane: Lane) -> tuple[Value, ...]:
    def first(kind: str) -> float | None:
        return next((mark.month for mark in lane.marks if mark.kind == kind), None)

    return (
        lane.number,
        words.group_words(lane.diagnosis) if lane.diagnosis else None,
        words.letters(lane.best),
        lane.months,
        say(T("oui", "yes") if lane.is_ongoing else T("non", "no")),
        say(STOP_REASON.label(lane.stop_reason)) if lane.stop_reason else None,
        first("response"),
        first("best"),
        first("progression"),
        first("death"),
        _listed(lane, "dose_change"),
        _listed(lane, "toxicity"),
    )


def _listed(lane: Lane, kind: str) -> str | None:
    """Several marks of a kind: "reduction 2.1; interruption 3.4"."""
    found = [
        f"{_detail(mark)} {words.months(mark.month)}".strip() for mark in lane.marks if mark.kind == kind
    ]
    return "; ".join(found) or None


def _detail(mark: Mark) -> str:
    if not mark.detail:
        return ""
    if mark.kind == "dose_change":
        return say(DOSE_CHANGE.label(mark.detail)).lower()
    return say(category_label("toxicity_term", mark.detail))
