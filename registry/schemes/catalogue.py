"""All countries and all schemes, by their codes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from registry.fields.base import T
from registry.schemes import (
    argentina,
    australia,
    austria,
    belgium,
    brazil,
    bulgaria,
    canada,
    chile,
    colombia,
    croatia,
    czechia,
    denmark,
    elsewhere,
    estonia,
    european_union,
    finland,
    france,
    germany,
    greece,
    hungary,
    iceland,
    ireland,
    israel,
    italy,
    japan,
    luxembourg,
    netherlands,
    new_zealand,
    norway,
    poland,
    portugal,
    slovenia,
    spain,
    sweden,
    switzerland,
    turkiye,
    united_kingdom,
    united_states,
)
from registry.schemes.base import Country, Recipient, Scheme

ELSEWHERE = elsewhere.COUNTRY
"""Its schemes are offered in every country, after its own."""

COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {
        country.code: country
        for country in (
            france.COUNTRY,
            argentina.COUNTRY,
            australia.COUNTRY,
            austria.COUNTRY,
            belgium.COUNTRY,
            brazil.COUNTRY,
            bulgaria.COUNTRY,
            canada.COUNTRY,
            chile.COUNTRY,
            colombia.COUNTRY,
            croatia.COUNTRY,
            czechia.COUNTRY,
            denmark.COUNTRY,
            estonia.COUNTRY,
            finland.COUNTRY,
            germany.COUNTRY,
            greece.COUNTRY,
            hungary.COUNTRY,
            iceland.COUNTRY,
            ireland.COUNTRY,
            israel.COUNTRY,
            italy.COUNTRY,
            japan.COUNTRY,
            luxembourg.COUNTRY,
            netherlands.COUNTRY,
            new_zealand.COUNTRY,
            norway.COUNTRY,
            poland.COUNTRY,
            portugal.COUNTRY,
            slovenia.COUNTRY,
            spain.COUNTRY,
            sweden.COUNTRY,
            switzerland.COUNTRY,
            turkiye.COUNTRY,
            united_kingdom.COUNTRY,
            united_states.COUNTRY,
            european_union.COUNTRY,
            ELSEWHERE,
        )
    }
)
"""Every country by its ISO code; EU is the frame of the Union, XX a country that is not in the list."""

SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {scheme.code: scheme for country in COUNTRIES.values() for scheme in country.schemes}
)
"""Every scheme by its code, which records keep for ever."""


def schemes_of(country_code: str) -> tuple[Scheme, ...]:
    """What may be chosen in a country: its own schemes, then the general ones, then its own retired ones."""
    own = COUNTRIES[country_code].schemes if country_code in COUNTRIES else ()
    general = () if country_code == ELSEWHERE.code else ELSEWHERE.schemes
    in_use = [scheme for scheme in own if not scheme.is_legacy]
    return (*in_use, *general, *(scheme for scheme in own if scheme.is_legacy))


def exists(code: str) -> bool:
    return code in SCHEMES


def label(code: str) -> T:
    """The words of a code among those of all countries: the scheme, then its country.

    Where the country is known, the scheme's own label is enough. A code that is not in the list is shown as itself.
    """
    if code not in SCHEMES:
        return T(code, code)
    scheme = SCHEMES[code]
    if scheme.country == ELSEWHERE.code:
        return scheme.label
    country = COUNTRIES[scheme.country].label
    return T(f"{scheme.label.fr}, {country.fr}", f"{scheme.label.en}, {country.en}")


def find(words: str) -> str | None:
    """The code of a scheme from its code or one of its whole names; None when nothing or more than one bears it.

    Case, accents and punctuation do not matter.
    """
    found = _by_name().get(_fold(words), frozenset())
    return next(iter(found)) if len(found) == 1 else None


def recipients() -> Mapping[str, Recipient]:
    """Whoever receives declarations somewhere, by code, in the order of the countries."""
    every = (recipient for scheme in SCHEMES.values() for recipient in scheme.declared_to)
    return MappingProxyType({recipient.code: recipient for recipient in every})


@cache
def _by_name() -> Mapping[str, frozenset[str]]:
    """The codes that bear each name. A code is never taken by somebody else's name."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for scheme in SCHEMES.values():
        for name in _names(scheme):
            bearers[_fold(name)].add(scheme.code)
    bearers.update({_fold(code): {code} for code in SCHEMES})
    return MappingProxyType({name: frozenset(codes) for name, codes in bearers.items()})


def _names(scheme: Scheme) -> Iterator[str]:
    for text in (scheme.label, label(scheme.code)):
        yield text.fr
        yield text.en
    if scheme.local:
        yield scheme.local


def _fold(text: str) -> str:
    """Bare words: lower case, no accent, no punctuation; letters that have no accent to lose stay as they are."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters))
