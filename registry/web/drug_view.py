"""The page of a drug, made from its summary: each part as the template shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.i18n import gettext as _
from registry.i18n import language, ngettext, say
from registry.summaries.catalogue import READING_LABELS, SUBSET_LABELS
from registry.summaries.parameters import READINGS
from registry.summaries.populations import ALL, MONOTHERAPY, SUBSETS
from registry.summaries.table import Row, Summary
from registry.web import drug_toxicity, parameter_words
from registry.web.drug_address import Asked
from registry.web.drug_left_out import left_out
from registry.web.drug_numbers import Count, Numbers, Share, interval_words, words_of
from registry.web.drug_toxicity import Overview, Toxicities
from registry.web.figures import NARROW, WIDE, Bar, Forest, draw_forest
from registry.web.parameter_words import Choice
from registry.web.record_words import LETTERS

KEY_FIGURES = ("orr", "toxicity_any", "toxicity_grade3", "toxicity_serious", "toxicity_stop")

Link = tuple[str, str, bool]
"""A view of the same page: its words, its address, whether it is this one."""


@dataclass(frozen=True, slots=True)
class Switch:
    """Views of which one is shown."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A population of the flow, and what was lost on the way to the next: (count, reason)."""

    label: str
    count: Count
    lost: str = ""
    reasons: tuple[tuple[Count, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Best:
    """A best response: the code of its mark, the letters printed on it ("" without a mark), its share."""

    code: str
    letters: str
    share: Share


@dataclass(frozen=True, slots=True)
class Reading:
    """The response rate under one reading, and how many have each best response under it."""

    label: str
    is_chosen: bool
    share: Share
    best: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class DrugPage:
    """Everything that the page says in numbers."""

    asked: Asked
    level: str
    registered: int
    switches: tuple[Switch, ...]
    choices: tuple[Choice, ...]
    steps: tuple[Step, ...]
    covers: str
    notes: tuple[str, ...]
    figures: tuple[Share, ...]
    best: tuple[Best, ...]
    evaluable: Count
    readings: tuple[Reading, ...]
    reviewed: Share | None
    agrees: Share | None
    groups: tuple[Share, ...]
    forest: Forest
    narrow_forest: Forest
    overview: Overview
    toxicities: Toxicities

    @property
    def is_empty(self) -> bool:
        """Nobody was ever registered with this drug, as far as the reader's rows go."""
        return self.registered == 0


def page_of(summary: Summary, asked: Asked) -> DrugPage:
    """The page of a summary under the choices of its address."""
    numbers = Numbers(summary, asked)
    groups = tuple(numbers.share(row, label=_group_words(row)) for row in numbers.select("orr"))
    everyone = summary.find("registered")
    return DrugPage(
        asked=asked,
        level=parameter_words.level_words(asked.parameters.conf_level),
        registered=everyone.n if everyone else 0,
        switches=tuple(_switches(asked)),
        choices=tuple(c for c in parameter_words.choices(asked.parameters) if c.name not in SWITCHED),
        steps=tuple(_steps(numbers)),
        covers=_use_words(asked.subset),
        notes=tuple(_notes(numbers)),
        figures=tuple(numbers.share(row) for output in KEY_FIGURES if (row := numbers.find(output))),
        best=tuple(_best(numbers)),
        evaluable=numbers.count(numbers.find("evaluable")),
        readings=tuple(_readings(numbers)),
        reviewed=_share_of(numbers, "reviewed", reading="reviewed_else_local"),
        agrees=_share_of(numbers, "best_response_agrees"),
        groups=groups,
        forest=draw_forest([_bar(share) for share in groups], WIDE),
        narrow_forest=draw_forest([_bar(share) for share in groups], NARROW),
        overview=drug_toxicity.overview(numbers),
        toxicities=drug_toxicity.tabulate(numbers),
    )


SWITCHED = ("reading", "minor_response")
"""Parameters that have a switch of their own; the others stand in the form beside the cut-off."""


def _switches(asked: Asked) -> Iterator[Switch]:
    here = asked.written()

    def links(name: str, values: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
        return tuple(
            (words, asked.address("show", **{name: value}), here[name] == value) for value, words in values
        )

    yield Switch(_("Use"), links("subset", tuple((code, say(SUBSET_LABELS[code])) for code in SUBSETS)))
    yield Switch(
        _("Reading"), links("reading", tuple((code, say(READING_LABELS[code])) for code in READINGS))
    )
    yield Switch(
        _("Minor response"),
        links("minor_response", (("false", _("Not counted")), ("true", _("Counted")))),
    )


def _steps(numbers: Numbers) -> Iterator[Step]:
    """Registered, treated, evaluable, with the reasons in between."""
    registered, treated, evaluable = (
        numbers.count(numbers.find(o)) for o in ("registered", "treated", "evaluable")
    )
    lost = registered.n - treated.n
    yield Step(
        _("Registered"),
        registered,
        ngettext("%(n)d not treated", "%(n)d not treated", lost) % {"n": lost},
        tuple(_reasons(numbers, "not_treated")),
    )
    lost = treated.n - evaluable.n
    yield Step(
        _("Treated"),
        treated,
        ngettext("%(n)d not evaluable", "%(n)d not evaluable", lost) % {"n": lost},
        tuple(_reasons(numbers, "not_evaluable")),
    )
    yield Step(_("Evaluable"), evaluable)


def _reasons(numbers: Numbers, output: str) -> Iterator[tuple[Count, str]]:
    return ((numbers.count(row), words_of(row)) for row in numbers.select(output) if row.n)


def _use_words(subset: str) -> str:
    if subset == ALL:
        return _("First course of each patient, alone or combined")
    if subset == MONOTHERAPY:
        return _("First course of each patient, monotherapy")
    return _("First course of each patient, combination")


def _notes(numbers: Numbers) -> Iterator[str]:
    """What the numbers depend on, and what they leave out."""
    parameters = numbers.asked.parameters
    reading = say(READING_LABELS[parameters.reading]).lower()
    if parameters.minor_response:
        yield _("Reading: %(reading)s. Minor responses counted as responses.") % {"reading": reading}
    else:
        yield _("Reading: %(reading)s. Minor responses not counted as responses.") % {"reading": reading}
    for choice in parameter_words.choices(parameters):
        if choice.name not in SWITCHED and not choice.is_default:
            yield _("%(choice)s: %(value)s.") % {"choice": choice.label, "value": choice.words}
    yield from left_out(numbers.summary)


def _best(numbers: Numbers) -> Iterator[Best]:
    letters = LETTERS[language()]
    for row in numbers.select("bor"):
        yield Best(row.category, letters.get(row.category, ""), numbers.share(row, label=words_of(row)))


def _readings(numbers: Numbers) -> Iterator[Reading]:
    """The response rate under each reading, side by side."""
    for reading in READINGS:
        row = numbers.find("orr", reading=reading)
        if row:
            chosen = reading == numbers.asked.parameters.reading
            best = tuple(numbers.count(row) for row in numbers.select("bor", reading=reading))
            yield Reading(say(READING_LABELS[reading]), chosen, numbers.share(row), best)


def _share_of(numbers: Numbers, output: str, *, reading: str = "") -> Share | None:
    row = numbers.find(output, reading=reading)
    return numbers.share(row) if row else None


def _group_words(row: Row) -> str:
    return _("All evaluable patients") if row.category == ALL else words_of(row)


def _bar(share: Share) -> Bar:
    row = share.row
    if not share.is_rate:
        return Bar(share.label, share.ratio, share.n.href, share.why)
    words = f"{share.percent} ({interval_words(row)})"
    return Bar(share.label, share.ratio, share.n.href, words, row.value, row.low, row.high)
