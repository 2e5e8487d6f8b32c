"""The numbers of all centres for whoever works in one: the page of a drug and the overview, small counts hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, render_template, request, url_for

from registry.access import events
from registry.access.audience import audience_of, may_switch
from registry.actions import exports
from registry.errors import NotFound
from registry.i18n import gettext as _
from registry.i18n import say, show_percent
from registry.models.drug import Drug
from registry.queries.disclosed import all_places, disclosed_numbers, disclosed_overview
from registry.queries.drugs import DrugList, coverage_words
from registry.summaries.audiences import HIDDEN, Audience, refuse_choices, released_on
from registry.summaries.catalogue import OUTPUTS, SUBSET_LABELS, UNIT_LABELS, By
from registry.summaries.concealment import BY_USE
from registry.summaries.disclosure import Disclosed, ShownRow
from registry.summaries.labels import category_label
from registry.summaries.populations import SUBSETS
from registry.terminology.words import fold
from registry.web.clock import today
from registry.web.drug_address import OVERVIEW, TABS
from registry.web.drug_numbers import PLAIN, about, number_words
from registry.web.drug_parts import FLOW, PARTS
from registry.web.drug_switches import Link, Switch
from registry.web.values import class_words, drug_words

NAME, ALL = "centres", "all"
"""How an address asks for all centres."""

SHOWN = (OVERVIEW, "use", "efficacy", "toxicity", "life", "review")
"""The parts of the page; those on the quality of records and on signals are for whoever reads in full."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: the name of an output (head) or a number. cells: its numbers as they are written."""

    label: str
    about: str = ""
    cells: tuple[str, ...] = ()
    is_under: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its title and its lines."""

    id: str
    title: str
    lines: tuple[Line, ...]


def switch(address: str, **kept: Any) -> Switch | None:
    """Between the own centre and all of them; None for whoever has only one of the two."""
    if not may_switch(g.scope.role):
        return None
    here = is_asked()
    links: tuple[Link, ...] = (
        (_("My centre"), url_for(address, **kept), not here),
        (_("All centres"), url_for(address, **kept, centres=ALL), here),
    )
    return Switch(_("Numbers of"), links)


def is_asked() -> bool:
    """Whether the address asks for all centres, of a reader who does not read them anyway."""
    return request.args.get(NAME, "") == ALL and may_switch(g.scope.role)


def threshold() -> int:
    """The number of patients under which a count is hidden."""
    found: int = current_app.extensions["registry.config"].threshold
    return found


def numbers_of_all(drug: Drug, audience: Audience) -> Disclosed:
    """The numbers of a drug over all centres as this reader has them, told to the journal."""
    if set(request.args) - {NAME, "audience", "tab"}:
        refuse_choices()
    found = disclosed_numbers(
        g.session, drug, audience=audience, cut_off=released_on(today()), threshold=threshold()
    )
    exports.log(g.session, events.READ_ALL_CENTRES, drug=drug.inn, audience=str(audience))
    return found


def show_drug(drug: Drug) -> str:
    """The page of a drug, the part of it that the address asks for."""
    tab = request.args.get("tab") or OVERVIEW
    if tab not in SHOWN:
        raise NotFound(_("This part of the page is for those who see several centres."))
    found = numbers_of_all(drug, audience_of(g.scope.role, Audience.CENTRES))
    return render_template(
        "pages/drug_all_centres.html",
        drug=drug,
        is_told=any(row.n for row in found.rows),
        uses=uses_of(found) if tab == OVERVIEW else None,
        flow=flow_of(found) if tab == OVERVIEW else (),
        parts=tuple(parts_of(found, tab)),
        tabs=tuple(_tabs(drug, tab)),
        switch=switch("drugs.show", drug_id=drug.id),
        **_words(),
    )


def show_overview(found: DrugList) -> str:
    """The drugs side by side."""
    lines = overview_of(found)
    return render_template(
        "pages/drugs_all_centres.html", lines=lines, switch=switch("drugs.index"), **_words()
    )


def _words() -> dict[str, object]:
    return {
        "covers": coverage_words(*all_places(g.session)),
        "cut_off": released_on(today()),
        "threshold": threshold(),
        "hidden": say(HIDDEN),
        "drug_words": drug_words,
        "class_words": class_words,
    }


def flow_of(found: Disclosed) -> tuple[Line, ...]:
    """Registered, treated, evaluable and what was lost between them."""
    return tuple(line for output in FLOW if output != "objected" for line in _lines(found, output))


def uses_of(found: Disclosed) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """The main numbers by use: the words of each use, and a line for each number."""
    lines = (
        Line(
            say(OUTPUTS[output].title),
            about(output),
            tuple(_share(found.find(output, subset=subset)) for subset in SUBSETS),
        )
        for output in BY_USE
    )
    return tuple(say(SUBSET_LABELS[subset]) for subset in SUBSETS), tuple(lines)


def parts_of(found: Disclosed, tab: str) -> Iterator[Part]:
    """The sections of a part of the page, as those of one centre; without what nobody has."""
    for plan in PARTS[tab]:
        outputs = (output for output in plan.outputs if "_grade_" not in output)
        lines = tuple(line for output in outputs for line in _lines(found, output))
        if lines:
            yield Part(plan.id, say(plan.title), lines)


def _tabs(drug: Drug, chosen: str) -> Iterator[Link]:
    """The parts of the page; the first has the plain address."""
    for tab in SHOWN:
        named: dict[str, Any] = {} if tab == OVERVIEW else {"tab": tab}
        address = url_for("drugs.show", drug_id=drug.id, centres=ALL, **named)
        yield say(TABS[tab]), f"{address}#parts", tab == chosen


def _lines(found: Disclosed, output: str) -> Iterator[Line]:
    """An output: one line, or one per category under its name; nothing in sight is one line that says so."""
    rows = found.select(output)
    title = say(OUTPUTS[output].title)
    if OUTPUTS[output].by is By.STATISTIC:
        rows = tuple(row for row in rows if row.category == "median")
    if not rows or all(row.n == 0 for row in rows):
        return
    if all(row.hidden for row in rows) or OUTPUTS[output].by in (By.NOTHING, By.STATISTIC):
        yield Line(title, about(output), _cells(found, rows[0]))
        return
    yield Line(title, about(output))
    for row in rows:
        if row.hidden or row.n:
            yield Line(say(category_label(output, row.category)), cells=_cells(found, row), is_under=True)


def _cells(found: Disclosed, row: ShownRow) -> tuple[str, ...]:
    """N / N, value and interval as they are written."""
    if row.hidden:
        return say(HIDDEN), "", ""
    ratio = str(row.n) if row.N is None else f"{row.n} / {row.N}"
    return ratio, _value(row), _interval(found, row)


def _value(row: ShownRow) -> str:
    if row.value is None or (row.unit in PLAIN and row.value == row.n):
        return ""
    if row.unit == "%":
        return show_percent(row.value)
    digits = number_words(row.value, row.unit)
    return digits if row.unit in PLAIN else f"{digits} {say(UNIT_LABELS[row.unit])}"


def _interval(found: Disclosed, row: ShownRow) -> str:
    """The interval of a number; of a median the quartiles."""
    low, high = row.low, row.high
    if OUTPUTS[row.output].by is By.STATISTIC:
        ends = (found.find(row.output, category=name) for name in ("q1", "q3"))
        low, high = (end.value if end and not end.hidden else None for end in ends)
    words = [number_words(bound, row.unit) for bound in (low, high)]
    return "–".join(words) if all(words) else ""


def _share(row: ShownRow | None) -> str:
    if row is None or row.hidden:
        return say(HIDDEN)
    if row.N is None or row.unit != "%":
        return str(row.n)
    return f"{row.n} / {row.N} ({_value(row)})"


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """A drug and its numbers over all centres as they are written."""

    drug: Drug
    cells: tuple[str, ...]


SAID = ("registered", "orr", "toxicity_grade3", "toxicity_serious")
"""The columns of the overview."""


def overview_of(found: DrugList) -> tuple[OverviewLine, ...]:
    """Every drug that enough patients had for a number to be told, most patients first."""
    if set(request.args) - {NAME}:
        refuse_choices()
    told = disclosed_overview(g.session, cut_off=released_on(today()), threshold=threshold())
    exports.log(g.session, events.READ_ALL_CENTRES, audience=str(Audience.CENTRES))
    drugs = [line.drug for line in found.lines if _is_told(told, line.drug)]
    drugs.sort(key=lambda drug: (-_patients(told[drug.inn]), fold(drug_words(drug))))
    return tuple(
        OverviewLine(drug, tuple(_share(told[drug.inn].find(output)) for output in SAID)) for drug in drugs
    )


def _is_told(told: Mapping[str, Disclosed], drug: Drug) -> bool:
    return drug.inn in told and any(not row.hidden for row in told[drug.inn].rows)


def _patients(found: Disclosed) -> int:
    row = found.find("registered")
    return row.n if row and row.n else 0
