"""The curve of inclusions: how many had had their first dose by the end of each month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from exports.plots.data import Setting
from exports.plots.plot import NARROW, WIDE, Plot, Table
from exports.plots.scales import Scale, count_ticks
from exports.plots.shapes import Drawing, Pen, Point
from registry.fields.base import T
from registry.i18n import say, show_date, show_number

TITLE = T("Inclusions cumulées", "Cumulative inclusions")
MONTH, STARTED, SO_FAR = (
    T("Mois", "Month"),
    T("Premières prises", "First doses"),
    T("Cumul", "Cumulative"),
)
LEFT, TOP, HEIGHT, MOST_NAMES = 56, 14, 300, 9


def plot_inclusions(first_doses: Sequence[str], *, setting: Setting) -> Plot:
    """first_doses: one ISO date per patient, of a month at least; years alone are told in a note."""
    months = sorted(day[:7] for day in first_doses if len(day) >= 7)
    counts = _by_month(months)
    without = len(first_doses) - len(months)
    total = sum(n for _month, n in counts)
    said = T("{n} premières prises, de {first} à {last}.", "{n} first doses, from {first} to {last}.")
    described = (
        say(said).format(n=show_number(total), first=show_date(counts[0][0]), last=show_date(counts[-1][0]))
        if counts
        else say(T("Aucune première prise.", "No first dose."))
    )
    note = T("{n} sans mois connu.", "{n} without a known month.")
    return Plot(
        name="inclusions",
        title=say(TITLE),
        population=described,
        covers=setting.sentence(described),
        description=setting.sentence(described),
        notes=(say(note).format(n=show_number(without)),) if without else (),
        wide=draw(counts, width=WIDE) if counts else None,
        narrow=draw(counts, width=NARROW) if counts else None,
        table=Table(tuple(map(say, (MONTH, STARTED, SO_FAR))), tuple(_rows(counts))),
    )


def draw_days(first_doses: Sequence[str], *, width: int) -> Drawing | None:
    """The curve of these days; None where there is none."""
    counts = _by_month(sorted(day[:7] for day in first_doses if len(day) >= 7))
    return draw(counts, width=width) if counts else None


def _by_month(months: Sequence[str]) -> list[tuple[str, int]]:
    """Every month from the first to the last, with its number."""
    if not months:
        return []
    found, counts = Counter(months), []
    day = dt.date.fromisoformat(f"{months[0]}-01")
    while day.isoformat()[:7] <= months[-1]:
        counts.append((day.isoformat()[:7], found[day.isoformat()[:7]]))
        day = (day.replace(day=28) + dt.timedelta(days=7)).replace(day=1)
    return counts


def _rows(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int, int]]:
    total, rows = 0, []
    for month, n in counts:
        total += n
        rows.append((month, n, total))
    return rows


def draw(counts: Sequence[tuple[str, int]], *, width: int) -> Drawing:
    """Steps upwards, month by month."""
    pen, total = Pen(), sum(n for _month, n in counts)
    bottom, right = TOP + HEIGHT, width - 20
    ticks = count_ticks(total)
    scale_x, scale_y = Scale(0, max(1, len(counts)), LEFT, right), Scale(0, ticks[-1], bottom, TOP)
    for tick in ticks:
        pen.line("grid" if tick else "axis", (LEFT, scale_y(tick)), (right, scale_y(tick)))
        pen.words(show_number(tick), LEFT - 8, scale_y(tick) + 4, look="text-muted", anchor="end")
    step = max(1, -(-len(counts) // (MOST_NAMES if width == WIDE else 3)))
    for place in range(0, len(counts), step):
        words = show_date(counts[place][0])
        pen.words(words, scale_x(place), bottom + 18, look="text-muted")
    points: list[Point] = [(scale_x(0), scale_y(0))]
    for place, (_month, _n, so_far) in enumerate(_rows(counts)):
        points += [(scale_x(place), scale_y(so_far)), (scale_x(place + 1), scale_y(so_far))]
    pen.line("curve", *points)
    return pen.sheet(width, bottom + 30)
