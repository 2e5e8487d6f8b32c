"""What the address of a drug page asks for: part, use, cut-off, parameters, filters; the addresses that keep it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from flask import url_for

from registry.errors import Invalid
from registry.fields import base
from registry.fields.base import T
from registry.i18n import gettext as _
from registry.i18n import say
from registry.schemas.reading import Gate, Unreadable, read
from registry.summaries.catalogue import SUBSET_LABELS
from registry.summaries.filters import EVERYONE, FILTERS, JOINED, Filters, parse_filters
from registry.summaries.parameters import DEFAULTS, MEANINGS, Parameters, parse
from registry.summaries.populations import ALL, SUBSETS
from registry.web import drug_filters
from registry.web.parameter_words import written

CUT_OFF = base.date(T("Date de coupure", "Cut-off"))
"""Read as any date of a page: 31/10/2026, 2026-10-31, -3m."""

OVERVIEW = "overview"

TABS: Mapping[str, T] = MappingProxyType(
    {
        OVERVIEW: T("Vue d’ensemble", "Overview"),
        "use": T("Patients et usage", "Patients and use"),
        "efficacy": T("Efficacité", "Efficacy"),
        "toxicity": T("Toxicité", "Toxicity"),
        "life": T("Qualité de vie et ADN tumoral", "Quality of life and ctDNA"),
        "review": T("Relecture", "Review"),
        "quality": T("Qualité des données", "Data quality"),
        "signals": T("Signaux", "Signals"),
    }
)
"""The parts of the page, each under its own address."""

OWN = ("tab", "subset", "cut_off")
"""Names in the address that are neither parameters nor filters."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for. `today` is the cut-off of an address that names none."""

    drug_id: str
    subset: str
    cut_off: dt.date
    parameters: Parameters
    today: dt.date
    filters: Filters = EVERYONE
    tab: str = OVERVIEW

    def address(self, view: str, **more: str) -> str:
        """A page of the drug under the same choices, save those in `more`; what is empty or default is not written."""
        chosen = {**self.written(), **more}
        query: dict[str, Any] = {
            name: text for name, text in chosen.items() if text and text != self._usual.get(name)
        }
        return url_for(f"drugs.{view}", drug_id=self.drug_id, **query)

    @cached_property
    def _usual(self) -> Mapping[str, str]:
        return replace(
            self, subset=ALL, cut_off=self.today, parameters=DEFAULTS, filters=EVERYONE, tab=OVERVIEW
        ).written()

    @property
    def is_usual(self) -> bool:
        """Nothing is chosen but the part of the page."""
        return replace(self, tab=OVERVIEW).written() == self._usual

    def unfiltered(self) -> Asked:
        """The same choices for all patients."""
        return replace(self, filters=EVERYONE)

    def written(self) -> dict[str, str]:
        """Every choice as the address holds it."""
        return self._written

    @cached_property
    def _written(self) -> dict[str, str]:
        chosen = {name: written(name, self.parameters) for name in MEANINGS}
        places = {"tab": self.tab, "subset": self.subset, "cut_off": self.cut_off.isoformat()}
        return places | drug_filters.written(self.filters) | chosen


def read_address(
    drug_id: str, query: Iterable[tuple[str, str]], *, gate: Gate, further: frozenset[str] = frozenset()
) -> Asked:
    """The choices of an address; an empty one is not made.

    An unknown name, an unknown value and a day to come are refused. `further`: names that the page itself reads.
    """
    given = [(name, text) for name, text in query if text.strip() and name not in further]
    own = {name: text for name, text in given if name in OWN}
    parameters = parse(f"{name}={text}" for name, text in given if name not in own and name not in FILTERS)
    return Asked(
        drug_id,
        subset=_read_subset(own.get("subset", ALL)),
        cut_off=_read_cut_off(own.get("cut_off", ""), gate),
        parameters=parameters,
        today=gate.on,
        filters=_read_filters([(name, text) for name, text in given if name in FILTERS], gate),
        tab=_read_tab(own.get("tab", OVERVIEW)),
    )


def _read_tab(text: str) -> str:
    if text not in TABS:
        allowed = ", ".join(f"{name} ({say(words)})" for name, words in TABS.items())
        raise Invalid(_("tab takes one of: %(allowed)s.") % {"allowed": allowed})
    return text


def _read_filters(given: Iterable[tuple[str, str]], gate: Gate) -> Filters:
    """A filter may be given several times, as the boxes of a form give it; a day as any date of a page."""
    found: dict[str, list[str]] = {}
    for name, text in given:
        found.setdefault(name, []).append(text)
    days = {name: _read_day(name, found.pop(name)[-1], gate) for name in drug_filters.DAYS if name in found}
    texts = [f"{name}={JOINED.join(codes)}" for name, codes in found.items()]
    return parse_filters([*texts, *(f"{name}={day}" for name, day in days.items())])


def _read_day(name: str, text: str, gate: Gate) -> dt.date:
    try:
        day: dt.date | None = read(drug_filters.DAY[name], text, gate)
    except Unreadable as refusal:
        words = say(FILTERS[name].text)
        sentence = _("%(filter)s: %(reason)s") % {"filter": words[:1].upper() + words[1:], "reason": refusal}
        raise Invalid(sentence) from refusal
    return day or gate.on


def _read_subset(text: str) -> str:
    if text not in SUBSETS:
        allowed = ", ".join(f"{subset} ({say(SUBSET_LABELS[subset])})" for subset in SUBSETS)
        raise Invalid(_("subset takes one of: %(allowed)s.") % {"allowed": allowed})
    return text


def _read_cut_off(text: str, gate: Gate) -> dt.date:
    if not text:
        return gate.on
    try:
        day: dt.date | None = read(CUT_OFF, text, gate)
    except Unreadable as refusal:
        raise Invalid(_("Cut-off: %(reason)s") % {"reason": refusal}) from refusal
    if day and day > gate.on:
        raise Invalid(_("Cut-off: this day is still to come. Choose today or an earlier day."))
    return day or gate.on
