"""What the address of a drug page asks for: use, cut-off, parameters; and the addresses that keep it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from registry.errors import Invalid
from registry.fields import base
from registry.fields.base import T
from registry.i18n import gettext as _
from registry.i18n import say
from registry.schemas.reading import Gate, Unreadable, read
from registry.summaries.catalogue import SUBSET_LABELS
from registry.summaries.parameters import DEFAULTS, MEANINGS, Parameters, parse
from registry.summaries.populations import ALL, SUBSETS
from registry.web.parameter_words import written

CUT_OFF = base.date(T("Date de coupure", "Cut-off"))
"""Read as any date of a page: 31/10/2026, 2026-10-31, -3m."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for. `today` is the cut-off of an address that names none."""

    drug_id: str
    subset: str
    cut_off: dt.date
    parameters: Parameters
    today: dt.date

    def address(self, view: str, **more: str) -> str:
        """A page of the drug under the same choices, save those in `more`; what is empty or default is not written."""
        defaults = _written(ALL, self.today, DEFAULTS)
        chosen = {**_written(self.subset, self.cut_off, self.parameters), **more}
        query: dict[str, Any] = {
            name: text for name, text in chosen.items() if text and text != defaults.get(name)
        }
        return url_for(f"drugs.{view}", drug_id=self.drug_id, **query)

    def written(self) -> dict[str, str]:
        """Every choice as the address holds it."""
        return _written(self.subset, self.cut_off, self.parameters)


def read_address(
    drug_id: str, query: Iterable[tuple[str, str]], *, gate: Gate, further: frozenset[str] = frozenset()
) -> Asked:
    """The choices of an address; an empty one is not made.

    An unknown name, an unknown value and a day to come are refused. `further`: names that the page itself reads.
    """
    given = [(name, text) for name, text in query if text and name not in further]
    own = {name: text for name, text in given if name in ("subset", "cut_off")}
    parameters = parse(f"{name}={text}" for name, text in given if name not in own)
    return Asked(
        drug_id,
        subset=_read_subset(own.get("subset", ALL)),
        cut_off=_read_cut_off(own.get("cut_off", ""), gate),
        parameters=parameters,
        today=gate.on,
    )


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


def _written(subset: str, cut_off: dt.date, parameters: Parameters) -> dict[str, str]:
    chosen = {name: written(name, parameters) for name in MEANINGS}
    return {"subset": subset, "cut_off": cut_off.isoformat()} | chosen
