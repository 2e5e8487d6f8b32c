"""The innovative anticancer drugs given to children: name, class, target, first EU authorisation, usual forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from registry.fields.base import T
from registry.terminology.tables import rows


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug.

    inn: international non-proprietary name in English, lower case; the key. target: symbols of the genes or
    molecules it acts on, empty where it acts on DNA itself. eu_year: year of the first marketing
    authorisation in the European Union as an anticancer medicine (everolimus: 2009, not 2003 for
    transplants), or for any use if there is none against cancer; kept after a withdrawal; None if never
    authorised there (state of November 2026). forms: codes of PHARMACEUTICAL_FORM that are on the market
    or in paediatric programmes, in the order of that list; dispersible tablets are tablets, granules powder.
    """

    inn: str
    name: T
    drug_class: T
    target: str
    eu_year: int | None
    forms: tuple[str, ...]


@cache
def drugs() -> Mapping[str, Drug]:
    """All drugs by INN, alphabetically."""
    return MappingProxyType({row["inn"]: _drug(row) for row in rows("drugs.tsv")})


def _drug(row: Mapping[str, str]) -> Drug:
    return Drug(
        inn=row["inn"],
        name=T(row["inn_fr"], row["inn"]),
        drug_class=T(row["class_fr"], row["class_en"]),
        target=row["target"],
        eu_year=int(row["eu_year"]) if row["eu_year"] else None,
        forms=tuple(row["forms"].split(";")),
    )
