"""ICD-O-3 codes, checked for form, and the ICCC-3 group that follows from them.

A morphology is four digits and a behaviour (9421/1); a topography is a site of the body (C71.6). The lists of codes
belong to the World Health Organization and are not here: a code is checked for its form alone. The rules of the groups
are facts of the International Classification of Childhood Cancer, third edition (Steliarova-Foucher, Cancer 2005), as
revised by the International Agency for Research on Cancer in 2017; what they leave open is left open here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from registry.terminology.tables import rows

BEHAVIOURS = "012369"
"""Benign, uncertain, in situ, malignant primary, metastatic, malignant whether primary or metastatic."""

ABSENT_SITES = frozenset({27, 28, 29, 35, 36, 43, 45, 46, 59, 78, 79})
"""Chapters between C00 and C80 that ICD-10 uses, or nobody, and ICD-O-3 does not."""

_MORPHOLOGY = re.compile(rf"M?[- ]?([89][0-9]{{3}}) ?/? ?([{BEHAVIOURS}])", re.IGNORECASE)
_TOPOGRAPHY = re.compile(r"C([0-7][0-9]|80)[.,]?([0-9])", re.IGNORECASE)
_LAST_MORPHOLOGY = 9993

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Tumours of these behaviours and morphologies, at these sites (none named: at any), belong to the group."""

    group: str
    behaviours: str
    morphology: Ranges
    topography: Ranges

    def names(self, morphology: str) -> bool:
        code, _, behaviour = morphology.partition("/")
        return behaviour in self.behaviours and _within(int(code), self.morphology)

    def covers(self, topography: str) -> bool:
        return not self.topography or _within(_site(topography), self.topography)


def morphology(text: str) -> str:
    """The code as it is written, 9421/1, from 94211, 9421/1 or M9421/1; empty if it is none."""
    found = _MORPHOLOGY.fullmatch(text.strip())
    if found is None or int(found[1]) > _LAST_MORPHOLOGY:
        return ""
    return f"{found[1]}/{found[2]}"


def topography(text: str) -> str:
    """The code as it is written, C71.6, from c716, C71.6 or C71,6; empty if it is none."""
    found = _TOPOGRAPHY.fullmatch(text.strip())
    if found is None or int(found[1]) in ABSENT_SITES:
        return ""
    return f"C{found[1]}.{found[2]}"


def is_morphology(text: str) -> bool:
    return morphology(text) != ""


def is_topography(text: str) -> bool:
    return topography(text) != ""


def propose_iccc3(morphology_text: str, topography_text: str = "") -> str | None:
    """The ICCC-3 group of a tumour; None if the classification has no place for it, or if its site is needed.

    Benign tumours, and those of uncertain behaviour, have a place inside the skull and the spine alone; metastases
    and in situ tumours have none.
    """
    code, site = morphology(morphology_text), topography(topography_text)
    if not code or (topography_text.strip() and not site):
        return None
    named = [rule for rule in rules() if rule.names(code)]
    if not site and any(rule.topography for rule in named):
        return None
    return next((rule.group for rule in named if rule.covers(site)), None)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in the order of the groups; no tumour falls under two groups."""
    return tuple(
        Rule(
            row["group"],
            row["behaviours"],
            _ranges(row["morphology"], int),
            _ranges(row["topography"], _site),
        )
        for row in rows("iccc3_rules.tsv")
    )


def _site(code: str) -> int:
    """C71.6 as 716, to be compared."""
    return int(code[1:].replace(".", ""))


def _ranges(text: str, number: Callable[[str], int]) -> Ranges:
    """ "9180-9187,9200" as pairs of first and last."""
    parts = (part.partition("-") for part in text.split(",") if part)
    return tuple((number(first), number(last or first)) for first, _, last in parts)


def _within(number: int, ranges: Ranges) -> bool:
    return any(first <= number <= last for first, last in ranges)
