"""The waterfall plot: the deepest change of each patient by one criterion, beside what that criterion asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.cells import Value
from exports.plots import marks, words
from exports.plots.axis import draw_changes
from exports.plots.data import Change, Setting
from exports.plots.looks import GROUPS
from exports.plots.plot import NARROW, PAPER, WIDE, Plot, Table
from exports.plots.scales import Scale, percent_ticks
from exports.plots.shapes import Drawing, Pen
from exports.plots.thresholds import Threshold, thresholds_of
from registry.fields.base import T
from registry.i18n import say, show_number
from registry.terminology.responses import criteria

TITLE = T("Meilleure variation de la taille tumorale", "Best change in tumour size")
HEAD = (words.PATIENT, words.GROUP, words.BEST, words.CRITERION, words.CHANGE, T("Absence", "Why none"))
REASONS = {
    "no_baseline_measure": T("pas de mesure de référence", "no baseline measure"),
    "no_later_measure": T("pas de mesure ensuite", "no later measure"),
}
NO_MEASURE = T("aucun patient n’a de mesure.", "no patient has a measure.")
IN_TABLE = T("Le tableau dit lesquels, et pourquoi.", "The table says which, and why.")
LISTED = 5
"""Patients without a measure who are named under the plot; of more the table tells."""
LETTER_ROOM = 15
"""Pixels that a bar needs to bear the letters of its response."""
CLIPPED = 200
"""Change in % from which a bar is cut, with its value written over it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand, in pixels: the axis from `left` to `right`, `height` tall. widest: a bar at most."""

    width: int
    left: int
    right: int
    height: int
    widest: int


ON_DESK = Frame(width=WIDE, left=64, right=1190, height=380, widest=44)
ON_PHONE = Frame(width=NARROW, left=52, right=356, height=300, widest=30)
ON_PAPER = Frame(width=PAPER, left=60, right=714, height=280, widest=36)


def plot_waterfall(changes: Sequence[Change], *, criterion: str, setting: Setting) -> Plot:
    """The changes by one criterion, largest increase first; those of patients without any are told below."""
    drawn = [one for one in changes if one.change is not None]
    without = [one for one in changes if one.change is None]
    notes = _notes(drawn, without)
    return Plot(
        name="waterfall",
        title=say(TITLE),
        population=f"{criterion_words(criterion)} {counted_patients(len(drawn))}".strip(),
        covers=setting.sentence(f"{criterion_words(criterion)} {counted_patients(len(drawn))}".strip()),
        description=describe(drawn, without, criterion=criterion, setting=setting),
        notes=notes,
        wide=draw(drawn, ON_DESK, criterion=criterion) if drawn else None,
        narrow=draw(drawn, ON_PHONE, criterion=criterion) if drawn else None,
        table=Table(tuple(map(say, HEAD)), tuple(_row(one, criterion=criterion) for one in changes)),
        paper=draw(drawn, ON_PAPER, criterion=criterion) if drawn else None,
    )


def criterion_words(criterion: str) -> str:
    """The criterion and what it measures: "RECIST 1.1, sum of diameters of target lesions."."""
    known = criteria().get(criterion)
    if known is None:
        return f"{criterion}." if criterion else ""
    measure = say(known.measure) if known.measure else ""
    return f"{say(known.name)}, {measure[:1].lower()}{measure[1:]}." if measure else f"{say(known.name)}."


def counted_patients(n: int) -> str:
    return words.counted(
        n,
        T("{n} patient avec une mesure.", "{n} patient with a measure."),
        T("{n} patients avec une mesure.", "{n} patients with a measure."),
    )


def describe(drawn: Sequence[Change], without: Sequence[Change], *, criterion: str, setting: Setting) -> str:
    """What the drawing shows, in words."""
    told = [setting.sentence(f"{criterion_words(criterion)} {counted_patients(len(drawn))}".strip())]
    found = [one.change for one in drawn if one.change is not None]
    if found:
        told.append(
            say(
                T(
                    "Une barre par patient, de {high} à {low}.",
                    "One bar per patient, from {high} to {low}.",
                )
            ).format(high=words.signed(max(found), decimals=1), low=words.signed(min(found), decimals=1))
        )
        told += [_reaching(found, limit) for limit in thresholds_of(criterion)]
    if without:
        told.append(_counted_without(len(without)))
    return " ".join(told)


def _reaching(found: Sequence[float], limit: Threshold) -> str:
    n = sum(change <= limit.percent if limit.percent < 0 else change >= limit.percent for change in found)
    at_least = T("au seuil {limit} ou au-delà : {n}.", "at {limit} or beyond: {n}.")
    words_ = say(at_least).format(limit=words.signed(limit.percent), n=show_number(n))
    return f"{words_[:1].upper()}{words_[1:]}"


def _counted_without(n: int) -> str:
    return words.counted(
        n,
        T("{n} patient traité sans variation mesurable.", "{n} treated patient without a measurable change."),
        T(
            "{n} patients traités sans variation mesurable.",
            "{n} treated patients without a measurable change.",
        ),
    )


def _notes(drawn: Sequence[Change], without: Sequence[Change]) -> tuple[str, ...]:
    notes = [] if drawn else [say(words.NOTHING).format(why=say(NO_MEASURE))]
    if 0 < len(without) <= LISTED:
        named = words.listed([_without(one) for one in without])
        notes.append(f"{_counted_without(len(without))[:-1]}{words.colon()}{named}.")
    elif without:
        notes.append(f"{_counted_without(len(without))} {say(IN_TABLE)}")
    return tuple(notes)


def _without(one: Change) -> str:
    reason = REASONS.get(one.reason)
    details = ", ".join(filter(None, (words.letters(one.best), say(reason) if reason else "")))
    return f"{one.number} ({details})"


def draw(drawn: Sequence[Change], frame: Frame, *, criterion: str) -> Drawing:
    """The bars, their thresholds and the legend of the groups."""
    pen, limits = Pen(), thresholds_of(criterion)
    found = [min(one.change, CLIPPED) for one in drawn if one.change is not None]
    always = (0, *(limit.percent for limit in limits), -25, 25)
    ticks = percent_ticks(found, always=always)
    scale = Scale(ticks[-1], ticks[0], 16, 16 + frame.height)
    draw_changes(pen, scale, ticks, left=frame.left, right=frame.right)
    pitch = min((frame.right - frame.left) / max(len(drawn), 1), frame.widest)
    for limit in limits:
        _draw_threshold(pen, limit, scale, frame)
    for place, one in enumerate(drawn):
        _draw_bar(pen, one, scale, x=frame.left + place * pitch, pitch=pitch)
    y = marks.draw_legend(pen, _entries(drawn), x=0, y=frame.height + 58, width=frame.width)
    if pitch < LETTER_ROOM:
        _draw_strip(pen, drawn, frame, pitch=pitch)
        y = marks.draw_legend(pen, _responses(drawn), x=0, y=y, width=frame.width)
    return pen.sheet(frame.width, y)


def _draw_strip(pen: Pen, drawn: Sequence[Change], frame: Frame, *, pitch: float) -> None:
    """The best responses by colour under bars too thin for letters; the table has them in words."""
    for place, one in enumerate(drawn):
        look = f"response-fill-{(one.best or 'NE').lower()}"
        pen.box(look, frame.left + place * pitch, frame.height + 26, max(pitch - 0.5, 0.5), 10)


def _responses(drawn: Sequence[Change]) -> list[tuple[marks.Draw, str]]:
    present = {one.best or "NE" for one in drawn}
    return [
        (marks.swatch(f"response-fill-{code.lower()}"), f"{words.letters(code)} {say(said)}")
        for code, said in words.RESPONSES.items()
        if code in present
    ]


def _draw_bar(pen: Pen, one: Change, scale: Scale, *, x: float, pitch: float) -> None:
    change = one.change or 0.0
    tip, zero = scale(min(change, CLIPPED)), scale(0)
    gap = min(pitch * 0.16, 4)
    if abs(tip - zero) < 1:
        tip = zero - 1
    pen.box(f"group-fill-{one.diagnosis}", x + gap / 2, min(tip, zero), pitch - gap, abs(tip - zero))
    if pitch >= LETTER_ROOM:
        beyond = tip + 13 if change < 0 else tip - 5
        pen.box("page", x + pitch / 2 - 8, beyond - 9, 16, 11)
        pen.words(words.letters(one.best), x + pitch / 2, beyond, size=10, anchor="middle", bold=True)
        if change > CLIPPED:
            pen.words(words.signed(change), x + pitch / 2, tip - 17, size=10, anchor="middle")


def _draw_threshold(pen: Pen, limit: Threshold, scale: Scale, frame: Frame) -> None:
    """The words stand where bars leave room: at the right over those that rose, at the left under those that fell."""
    y = scale(limit.percent)
    said = f"{words.letters(limit.response)} {words.signed(limit.percent)}"
    pen.line("threshold", (frame.left, y), (frame.right, y))
    if limit.percent < 0:
        pen.words(said, frame.left + 6, y - 5, look="text-soft", size=11)
    else:
        pen.words(said, frame.right, y - 5, look="text-soft", size=11, anchor="end")


def _entries(drawn: Sequence[Change]) -> list[tuple[marks.Draw, str]]:
    present = {one.diagnosis for one in drawn}
    return [
        (marks.swatch(f"group-fill-{group}"), words.group_words(group))
        for group in GROUPS
        if group in present
    ]


def _row(one: Change, *, criterion: str) -> tuple[Value, ...]:
    reason = REASONS.get(one.reason)
    known = criteria().get(criterion)
    return (
        one.number,
        words.group_words(one.diagnosis),
        words.letters(one.best),
        (say(known.name) if known else criterion) if one.change is not None else None,
        one.change,
        say(reason) if reason else None,
    )
