"""The switches in the band of a drug page: use, courses, reading, minor response; and its tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.i18n import gettext as _
from registry.i18n import say
from registry.summaries.catalogue import READING_LABELS, SUBSET_LABELS
from registry.summaries.parameters import ALL_COURSES, FIRST_COURSE, READINGS
from registry.summaries.populations import SUBSETS
from registry.web.drug_address import TABS, Asked

SWITCHED = ("reading", "minor_response", "courses")
"""Parameters that have a switch of their own; the others stand in the form beside the cut-off."""

STEERING = "signals"

Link = tuple[str, str, bool]
"""A view of the same page: its words, its address, whether it is this one."""


@dataclass(frozen=True, slots=True)
class Switch:
    """Views of which one is shown."""

    label: str
    links: tuple[Link, ...]


def switches_of(asked: Asked) -> Iterator[Switch]:
    """Each choice with two or three values."""
    here = asked.written()

    def links(name: str, values: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
        return tuple(
            (words, asked.address("show", **{name: value}), here[name] == value) for value, words in values
        )

    yield Switch(_("Use"), links("subset", tuple((code, say(SUBSET_LABELS[code])) for code in SUBSETS)))
    yield Switch(
        _("Courses"), links("courses", ((FIRST_COURSE, _("First course")), (ALL_COURSES, _("All courses"))))
    )
    yield Switch(
        _("Reading"), links("reading", tuple((code, say(READING_LABELS[code])) for code in READINGS))
    )
    yield Switch(
        _("Minor response"),
        links("minor_response", (("false", _("Not counted")), ("true", _("Counted")))),
    )


def tabs_of(asked: Asked, *, with_signals: bool) -> tuple[Link, ...]:
    """The parts of the page under the same choices."""
    return tuple(
        (say(words), f"{asked.address('show', tab=name)}#parts", name == asked.tab)
        for name, words in TABS.items()
        if with_signals or name != STEERING
    )
