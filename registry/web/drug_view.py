"""The page of a drug, made from its summary: what stands above the tabs, and the tab that the address asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.i18n import gettext as _
from registry.i18n import language, say
from registry.summaries.catalogue import READING_LABELS
from registry.summaries.parameters import ALL_COURSES, READINGS
from registry.summaries.populations import ALL, COMBINATION, MONOTHERAPY
from registry.summaries.table import Row, Summary
from registry.web import drug_filters, drug_toxicity, parameter_words
from registry.web.drug_address import Asked
from registry.web.drug_left_out import left_out
from registry.web.drug_numbers import Count, Figure, Numbers, interval_words, words_of
from registry.web.drug_parts import PARTS
from registry.web.drug_review import Matrix, tabulate_pairs
from registry.web.drug_summary import Group, Step, groups_of, steps_of
from registry.web.drug_switches import SWITCHED, Switch, switches_of
from registry.web.drug_tables import Section, section_of
from registry.web.drug_toxicity import Overview, Toxicities
from registry.web.figures import NARROW, WIDE, Bar, Forest, draw_forest
from registry.web.parameter_words import Choice
from registry.web.record_words import LETTERS


@dataclass(frozen=True, slots=True)
class Best:
    """A best response: the code of its mark, the letters printed on it ("" without a mark), its share."""

    code: str
    letters: str
    share: Figure


@dataclass(frozen=True, slots=True)
class Reading:
    """The response rate under one reading, and how many have each best response under it."""

    label: str
    is_chosen: bool
    share: Figure
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
    figures: tuple[Group, ...]
    sections: tuple[Section, ...]
    best: tuple[Best, ...]
    evaluable: Count
    treated: Count
    readings: tuple[Reading, ...]
    pairs: Matrix | None
    groups: tuple[Figure, ...]
    forest: Forest | None
    narrow_forest: Forest | None
    overview: Overview
    toxicities: Toxicities

    @property
    def counts_courses(self) -> bool:
        """Each course counts, not each patient."""
        return self.asked.parameters.courses == ALL_COURSES

    @property
    def is_empty(self) -> bool:
        """Nobody was ever registered with this drug, as far as the reader's rows and the filters go."""
        return self.registered == 0


def page_of(summary: Summary, asked: Asked) -> DrugPage:
    """The page of a summary under the choices of its address."""
    numbers = Numbers(summary, asked)
    groups = tuple(numbers.figure(row, label=_group_words(row)) for row in numbers.select("orr"))
    everyone = summary.find("registered")
    return DrugPage(
        asked=asked,
        level=parameter_words.level_words(asked.parameters.conf_level),
        registered=everyone.n if everyone else 0,
        switches=tuple(switches_of(asked)),
        choices=tuple(c for c in parameter_words.choices(asked.parameters) if c.name not in SWITCHED),
        steps=tuple(steps_of(numbers)),
        covers=_use_words(asked),
        notes=tuple(_notes(numbers)),
        figures=tuple(groups_of(numbers)),
        sections=tuple(section_of(numbers, plan) for plan in PARTS[asked.tab]),
        best=tuple(_best(numbers)),
        evaluable=numbers.count(numbers.find("evaluable")),
        treated=numbers.count(numbers.find("treated")),
        readings=tuple(_readings(numbers)),
        pairs=tabulate_pairs(numbers) if asked.tab == "review" else None,
        groups=groups,
        forest=draw_forest([_bar(share) for share in groups], WIDE) if groups else None,
        narrow_forest=draw_forest([_bar(share) for share in groups], NARROW) if groups else None,
        overview=drug_toxicity.overview(numbers),
        toxicities=drug_toxicity.tabulate(numbers),
    )


def _use_words(asked: Asked) -> str:
    if asked.parameters.courses == ALL_COURSES:
        return {
            ALL: _("All courses, alone or combined: each counts"),
            MONOTHERAPY: _("All courses of monotherapy: each counts"),
            COMBINATION: _("All courses in combination: each counts"),
        }[asked.subset]
    return {
        ALL: _("First course of each patient, alone or combined"),
        MONOTHERAPY: _("First course of each patient, monotherapy"),
        COMBINATION: _("First course of each patient, combination"),
    }[asked.subset]


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
    for looked_at, values in drug_filters.set_words(numbers.asked.filters):
        choice_words = looked_at[:1].upper() + looked_at[1:]
        yield _("%(choice)s: %(value)s.") % {"choice": choice_words, "value": values}
    yield from left_out(numbers.summary)


def _best(numbers: Numbers) -> Iterator[Best]:
    letters = LETTERS[language()]
    for row in numbers.select("bor"):
        yield Best(row.category, letters.get(row.category, ""), numbers.figure(row, label=words_of(row)))


def _readings(numbers: Numbers) -> Iterator[Reading]:
    """The response rate under each reading, side by side."""
    for reading in READINGS:
        row = numbers.find("orr", reading=reading)
        if row:
            chosen = reading == numbers.asked.parameters.reading
            best = tuple(numbers.count(row) for row in numbers.select("bor", reading=reading))
            yield Reading(say(READING_LABELS[reading]), chosen, numbers.figure(row), best)


def _group_words(row: Row) -> str:
    return _("All evaluable patients") if row.category == ALL else words_of(row)


def _bar(share: Figure) -> Bar:
    row = share.row
    if not share.is_known:
        return Bar(share.label, share.ratio, share.n.href, share.why)
    words = f"{share.value} ({interval_words(row)})"
    return Bar(share.label, share.ratio, share.n.href, words, row.value, row.low, row.high)
