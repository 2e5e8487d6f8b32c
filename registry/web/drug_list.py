"""The list of drugs: what is searched, which part is shown, in what order, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import url_for

from registry.i18n import gettext as _
from registry.models.drug import Drug
from registry.queries.drug_overview import Glance
from registry.queries.drugs import DrugLine, DrugList
from registry.terminology.words import fold
from registry.web.drug_numbers import FEW
from registry.web.page_gate import gate_of_page
from registry.web.values import class_words, drug_words

PAGE = 50
USED, EVERY, UNLISTED = "used", "all", "unlisted"


@dataclass(frozen=True, slots=True)
class Compared:
    """A share of a drug beside those of the others, in %: None without patients. few: n / N alone is printed."""

    n: int
    total: int
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_few(self) -> bool:
        return self.total < FEW


@dataclass(frozen=True, slots=True)
class Line:
    """A drug with its numbers; without patients they are all 0."""

    drug: Drug
    patients: int
    rate: Compared
    severe: Compared
    serious: Compared
    ongoing: int
    last: str | None


SORTS: Mapping[str, Callable[[Line], float]] = MappingProxyType(
    {
        "patients": lambda line: line.patients,
        "name": lambda _line: 0,
        "rate": lambda line: _rank(line.rate),
        "severe": lambda line: _rank(line.severe),
        "serious": lambda line: _rank(line.serious),
        "ongoing": lambda line: line.ongoing,
        "last": lambda line: float((line.last or "0").replace("-", "")),
    }
)
"""What the list is sorted by, the most first; by name, where two are equal."""


def _rank(share: Compared) -> float:
    """A share that is not printed comes after all that are."""
    return -1 if share.is_few or share.value is None else share.value


def line_of(found: DrugLine, seen: Glance | None) -> Line:
    """A drug as the list shows it."""
    if seen is None:
        nobody = Compared(0, 0)
        return Line(found.drug, found.patients, nobody, nobody, nobody, 0, None)
    value, low, high = seen.rate or (None, None, None)
    return Line(
        found.drug,
        seen.registered,
        Compared(seen.responders, seen.evaluable, value, low, high),
        _share(seen.severe, seen.treated),
        _share(seen.serious, seen.treated),
        seen.ongoing,
        seen.last,
    )


def _share(n: int, total: int) -> Compared:
    return Compared(n, total, 100 * n / total if total else None)


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list, of the `total` drugs found. chips: (words, address, is chosen, count). sorts: addresses.

    drafts: how many are left out of the numbers; cut_off: the day they stand on.
    """

    lines: Sequence[Line]
    words: str
    show: str
    sort: str
    chips: tuple[tuple[str, str, bool, int], ...]
    sorts: Mapping[str, str]
    total: int
    every: int
    drafts: int
    cut_off: dt.date
    page: int
    addresses: tuple[str, ...]


def page_of(found: DrugList, seen: Mapping[str, Glance], query: Mapping[str, str]) -> ListPage:
    """The page that an address asks for; without a choice, the drugs with patients, most used first."""
    words = query.get("q", "")[:100]
    lines = [line_of(line, seen.get(line.drug.inn)) for line in found.lines]
    narrowed = [line for line in lines if _matches(line.drug, words)]
    groups = {USED: [line for line in narrowed if line.patients], EVERY: narrowed}
    groups[UNLISTED] = [line for line in narrowed if line.drug.unlisted]
    show = _chosen(query.get("show", ""), groups)
    sort = query.get("sort", "") if query.get("sort", "") in SORTS else "patients"
    shown = sorted(groups[show], key=lambda line: (-SORTS[sort](line), fold(drug_words(line.drug))))
    pages = max(1, -(-len(shown) // PAGE))
    page = min(whole(query.get("page", "")), pages)
    kept = {"q": words, "show": show, "sort": sort}
    return ListPage(
        lines=shown[(page - 1) * PAGE : page * PAGE],
        words=words,
        show=show,
        sort=sort,
        chips=tuple(
            (text, _address(kept, show=name), name == show, len(groups[name])) for name, text in _chips()
        ),
        sorts={name: _address(kept, sort=name) for name in SORTS},
        total=len(shown),
        every=len(found.lines),
        drafts=found.drafts,
        cut_off=gate_of_page().on,
        page=page,
        addresses=tuple(_address(kept, page=str(n)) for n in range(1, pages + 1)),
    )


def whole(text: str) -> int:
    """A page number from an address; anything else is the first page."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _chips() -> tuple[tuple[str, str], ...]:
    return (USED, _("With patients")), (EVERY, _("All")), (UNLISTED, _("Facts missing"))


def _chosen(show: str, groups: Mapping[str, Sequence[Line]]) -> str:
    """The chosen part; unless one is chosen, the drugs with patients if there are any."""
    if show in groups:
        return show
    return USED if groups[USED] else EVERY


def _matches(drug: Drug, words: str) -> bool:
    """Every word typed stands in a name, the class or the target."""
    said = fold(
        " ".join(filter(None, (drug.inn, drug.inn_fr, class_words(drug), drug.drug_class, drug.target)))
    )
    return all(word in said for word in fold(words).split())


def _address(kept: Mapping[str, str], **changed: str) -> str:
    query: dict[str, Any] = {
        name: text for name, text in {**kept, **changed}.items() if text and text != DEFAULT.get(name)
    }
    return url_for("drugs.index", **query)


DEFAULT = {"sort": "patients", "page": "1"}
