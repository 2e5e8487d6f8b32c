"""Tells how a drug was obtained: the board, the request, the decision, its renewals, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from registry.demo.chance import Chance
from registry.schemes.base import Category, expiry
from registry.schemes.catalogue import SCHEMES
from registry.schemes.france import REFORM

WAYS: Mapping[str, Mapping[str, int]] = {
    "FR": {"AAC": 46, "HORS_AMM": 30, "AAP_POST": 10, "AAP_PRE": 6, "CPC": 5, "AAC_TP": 3},
    "BE": {"BE_CUP": 40, "BE_MNP": 40, "BE_IMPORT": 20},
    "ES": {"ES_USO_COMPASIVO": 40, "ES_ATU": 10, "ES_CONDICIONES": 30, "ES_EXTRANJEROS": 20},
    "GB": {"GB_EAMS": 15, "GB_SPECIALS": 15, "GB_COMPANY": 35, "GB_OFFLABEL": 25, "GB_CDF_IMF": 10},
    "IT": {"IT_648": 30, "IT_COMPASSIONEVOLE": 40, "IT_AIFA5": 15, "IT_94_98": 15},
    "NL": {"NL_CUP": 50, "NL_ARTSENVERKLARING": 50},
}
BEFORE_REFORM = {"ATUN": 55, "ATUC": 12, "ATUEI": 5, "RTU": 5, "POSTATU": 3, "HORS_AMM": 20}
"""The schemes by country, and those of France before July 2021, with weights."""

WITHOUT_REQUEST = "HORS_AMM"
"""What is left in the weeks around the reform, when the old scheme is closed before the first dose."""

RELAYED, POST_TRIAL = 0.12, 0.04
RELAYS = {"AAC": "AAP_POST", "AAC_TP": "AAP_PRE"}
"""The compassionate access of a patient that an early access takes over."""

RENEWAL_ASKED = (18, 45)
"""Days before an authorisation expires."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request for access. expires: the last day, when the decision names one. started: whether treatment began."""

    scheme: str
    type: str
    asked: dt.date
    decision: str
    decided: dt.date | None
    valid: dt.date | None = None
    expires: dt.date | None = None
    started: bool = False


@dataclass(frozen=True, slots=True)
class Access:
    """How a course was obtained: the board, the requests in the order in which they were made, the information."""

    board: dt.date
    scheme: str
    requests: tuple[Request, ...]
    informed: dt.date


def tell_access(country: str, first_dose: dt.date, *, until: dt.date, chance: Chance) -> Access:
    """The way to a course that began on a day and lasts until another."""
    board = first_dose - dt.timedelta(days=chance.randint(11, 40))
    asked = chance.after(board, 1, 4)
    decided = chance.after(asked, 1, (first_dose - asked).days - 3)
    informed = chance.after(decided, 0, (first_dose - decided).days)
    scheme = chance.deal(f"scheme {country} {asked < REFORM}", ways(country, asked), eager=0.2)
    if not SCHEMES[scheme].was_open(first_dose):
        scheme = WITHOUT_REQUEST
    if SCHEMES[scheme].category is Category.OFFLABEL:
        return Access(board, scheme, (), informed)
    kind = "post_trial" if chance.happens(POST_TRIAL) else "first"
    first = granted(scheme, kind, asked=asked, decided=decided)
    requests = tuple(_followed(first, until=until, chance=chance))
    return Access(board, scheme, requests, informed)


def ways(country: str, day: dt.date) -> Mapping[str, int]:
    """The schemes by which a drug is obtained in a country on a day, with weights."""
    return BEFORE_REFORM if country == "FR" and day < REFORM else WAYS[country]


def granted(
    scheme: str, kind: str, *, asked: dt.date, decided: dt.date, valid: dt.date | None = None
) -> Request:
    """A request that was granted; valid: the first day, that of the decision unless it follows another one."""
    begins = valid or decided
    expires = expiry(SCHEMES[scheme], granted=begins)
    return Request(scheme, kind, asked, "granted", decided, begins, expires, started=True)


def _followed(first: Request, *, until: dt.date, chance: Chance) -> Iterator[Request]:
    """The request, what takes over from it, and its renewals while treatment goes on."""
    last = first
    yield first
    while relayed := _next(last, until=until, chance=chance):
        last = relayed
        yield last
        if last.decided is None:
            return


def _next(last: Request, *, until: dt.date, chance: Chance) -> Request | None:
    scheme, kind = last.scheme, "renewal"
    expires = last.expires
    if expires is None and last.valid and SCHEMES[scheme].is_legacy:
        expires, scheme, kind = max(REFORM, last.valid) + dt.timedelta(days=90), "AAC", "relay"
    if expires is None or last.valid is None:
        return None
    asked = expires - dt.timedelta(days=chance.randint(*RENEWAL_ASKED))
    if scheme in RELAYS and kind == "renewal" and chance.happens(RELAYED):
        scheme, kind = RELAYS[scheme], "relay"
        asked = chance.after(last.valid, 60, 300)
    decided = chance.after(asked, 3, 14)
    if asked > until:
        return None
    if decided > until:
        return Request(scheme, kind, asked, "pending", None)
    return granted(
        scheme,
        kind,
        asked=asked,
        decided=decided,
        valid=max(decided, expires) if kind == "renewal" else decided,
    )


def never_begun(access: Access) -> Access:
    """The same way, of a drug that was granted and never given."""
    return replace(access, requests=tuple(replace(request, started=False) for request in access.requests[:1]))
