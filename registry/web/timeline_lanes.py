"""The lanes of assessments and toxicities."""

from __future__ import annotations

from typing import Any

from registry import i18n
from registry.i18n import gettext as _
from registry.terminology import codes
from registry.web.record_words import LETTERS, address_of, category_of, day_of, toxicity_words
from registry.web.timeline_shapes import CHARACTER, WIDTH, Drawn, Lane, Mark, Scene, Shape


def assessments(scene: Scene, top: float) -> Drawn:
    axis = scene.axis
    shown = [
        row for row in scene.record.live("assessment") if row.assessed_on and axis.holds(row.assessed_on)
    ]
    marks, last = [], [-100.0, -100.0]
    for row in shown:
        x = axis.x(row.assessed_on)
        level = 0 if x - last[0] > 38 else 1 if x - last[1] > 38 else 0
        last[level] = x
        marks.append(_pill(row, x, top + 10 + 30 * level))
    deep = any(shape.y > top + 30 for mark in marks for shape in mark.shapes if shape.kind == "rect")
    names = sorted({i18n.say(codes.label("criterion", row.criterion)) for row in shown if row.criterion})
    return Lane(_("Assessments"), _fit(", ".join(names)), top, tuple(marks)), 72 if deep else 44


def _fit(words: str) -> str:
    return words if len(words) <= 24 else words[:23] + "…"


def _pill(row: Any, x: float, y: float) -> Mark:
    if row.visit == "baseline":
        letters, css, text = _("Ref"), "response-fill-ne", "bold centred"
    else:
        category = category_of(row.criterion, row.reviewed_response or row.response)
        letters = LETTERS[i18n.language()].get(category, category or "?")
        css = f"response-fill-{(category or 'NE').lower()}"
        text = "bold centred text-white" if category in ("CR", "PR", "PD") else "bold centred"
    draft = " is-draft-mark" if row.status == "draft" else ""
    differs = row.reviewed_response and row.reviewed_response != row.response
    shapes = [
        Shape("rect", css + draft, x - 16, y, 32, 22, 11),
        Shape("text", text, x, y + 15, words=letters),
    ]
    if differs:
        local = category_of(row.criterion, row.response)
        shapes.append(
            Shape(
                "text",
                "centred text-ask size-10",
                x,
                y + 33,
                words=LETTERS[i18n.language()].get(local, local),
            )
        )
    label = f"{i18n.show_date(row.assessed_on)}: {letters}" + (
        ", " + _("changed on review") if differs else ""
    )
    return Mark(address_of("assessment", row), label, tuple(shapes))


ROWS = 6


def toxicities(scene: Scene, top: float) -> Drawn:
    axis = scene.axis
    marks, ends = [], [0.0] * ROWS
    for row in scene.record.live("toxicity"):
        start = day_of(row.onset)
        if start is None or not axis.holds(start):
            continue
        end = day_of(row.end) or (scene.on if row.ongoing == "yes" else start)
        x, until = axis.x(start), axis.x(min(end, axis.end))
        words = toxicity_words(row)
        reach = _reach(words, x=x, until=until)
        level = next((n for n in range(ROWS) if ends[n] < x - 16), ends.index(min(ends)))
        ends[level] = min(reach, WIDTH + 200)
        marks.append(_reaction(row, words, x=x, until=until, y=top + 10 + 30 * level))
    used = max((n + 1 for n in range(ROWS) if ends[n]), default=0)
    return Lane(_("Toxicities"), _("CTCAE grade, duration"), top, tuple(marks)), 30 * used + 14


def _reaction(row: Any, words: str, *, x: float, until: float, y: float) -> Mark:
    """A grade on its square, a tail as long as it lasted, and its name where there is room."""
    grade = row.grade or ""
    draft = " is-draft-mark" if row.status == "draft" else ""
    shapes = []
    if until > x + 11:
        shapes.append(Shape("rect", f"grade-fill-{grade or '1'} tail", x, y + 7, until - x, 8))
    shapes.append(Shape("rect", f"grade-fill-{grade or '1'}{draft}", x - 11, y, 22, 22, 3))
    digit = "bold centred text-white" if grade in ("4", "5") else "bold centred"
    shapes.append(Shape("text", digit, x, y + 15.5, words=grade or "?"))
    if _reach(words, x=x, until=until) > WIDTH:
        shapes.append(Shape("text", "at-end", x - 17, y + 15.5, words=words))
    else:
        shapes.append(Shape("text", "", max(x + 11, until) + 6, y + 15.5, words=words))
    return Mark(
        address_of("toxicity", row),
        f"{i18n.show_date(row.onset)}: {words}, grade {grade or '?'}",
        tuple(shapes),
    )


def _reach(words: str, *, x: float, until: float) -> float:
    """Where the words of a toxicity would end."""
    return max(x + 11, until) + 8 + len(words) * CHARACTER
