"""The vocabulary of access schemes: Scheme, Recipient, Basis, FollowUp and the Country that holds them.

A value that no public source states is None, or an empty tuple, and is shown as "to be confirmed": it is never filled
in from a likely guess. Only `until` differs: without a date a scheme is in use.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from types import MappingProxyType

from registry.fields.base import T

TO_CONFIRM_WORDS = T("à confirmer", "to be confirmed")
"""What stands in place of a value that no source states."""


class Standing(StrEnum):
    """What a statement rests on: a public source that was read, or nothing that could be read yet."""

    SOURCED = "sourced"
    TO_CONFIRM = "to_confirm"


STANDING_LABELS: Mapping[Standing, T] = MappingProxyType(
    {
        Standing.SOURCED: T("source publique", "public source"),
        Standing.TO_CONFIRM: TO_CONFIRM_WORDS,
    }
)


class Category(StrEnum):
    """What kind of access a scheme is, the same words in every country."""

    EARLY = "EARLY"
    GROUP = "GROUP"
    NAMED = "NAMED"
    OFFLABEL = "OFFLABEL"
    MNP = "MNP"
    EXPANDED = "EXPANDED"
    FUND = "FUND"
    OTHER = "OTHER"


CATEGORY_LABELS: Mapping[Category, T] = MappingProxyType(
    {
        Category.EARLY: T("Accès précoce", "Early access"),
        Category.GROUP: T("Programme compassionnel de groupe", "Compassionate programme for a group"),
        Category.NAMED: T("Accès nominatif", "Named-patient access"),
        Category.OFFLABEL: T("Hors AMM", "Off-label use"),
        Category.MNP: T(
            "Nouvelle indication d’un médicament autorisé", "New indication of an authorised drug"
        ),
        Category.EXPANDED: T("Accès élargi", "Expanded access"),
        Category.FUND: T("Fonds dédié", "Dedicated fund"),
        Category.OTHER: T("Autre", "Other"),
    }
)


class Precision(StrEnum):
    """The most that may be kept of a date of birth."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


PRECISION_LABELS: Mapping[Precision, T] = MappingProxyType(
    {
        Precision.DAY: T("jour, mois et année", "day, month and year"),
        Precision.MONTH: T("mois et année", "month and year"),
        Precision.YEAR: T("année", "year"),
    }
)


class Identifier(StrEnum):
    """What may be kept of a person beside the number given by the registry."""

    SURNAME_LETTERS = "surname_letters"
    FIRST_NAME_LETTERS = "first_name_letters"
    BIRTH_DAY = "birth_day"


IDENTIFIER_LABELS: Mapping[Identifier, T] = MappingProxyType(
    {
        Identifier.SURNAME_LETTERS: T("3 premières lettres du nom", "first 3 letters of the surname"),
        Identifier.FIRST_NAME_LETTERS: T(
            "2 premières lettres du prénom", "first 2 letters of the first name"
        ),
        Identifier.BIRTH_DAY: T("jour de naissance", "day of birth"),
    }
)


class Consent(StrEnum):
    """What the use of the data asks of the person or the parents."""

    OPT_IN = "opt_in"
    NON_OPPOSITION = "non_opposition"


CONSENT_LABELS: Mapping[Consent, T] = MappingProxyType(
    {
        Consent.OPT_IN: T("consentement", "consent"),
        Consent.NON_OPPOSITION: T("information et non-opposition", "information and non-opposition"),
    }
)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Calendar days from the day the sender knew, for serious and for other cases."""

    serious: int
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who receives the declaration of an adverse reaction.

    kind: its code in the field "recipient" of a declaration. deadline_days: calendar days for a serious reaction, from
    the day the prescriber knew; 0 is at once. passes_on: what the recipient itself owes EudraVigilance.
    """

    code: str
    label: T
    _: KW_ONLY
    kind: str = "authority"
    standing: Standing = Standing.SOURCED
    deadline_days: int | None = None
    passes_on: Deadlines | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way by which a drug is given outside its licence, or before it.

    local: the name in the language of the country. categories: the main one first. law: where it is written.
    validity_months: how long one authorisation runs at most. declared_to: the usual recipient first. collects: the
    protocol of data collection, "" when there is none. since: first day of the scheme. until: the day it was retired,
    from which none is granted. in_french_reports: its patients enter the reports due to HAS or ANSM.
    """

    code: str
    _: KW_ONLY
    country: str
    label: T
    categories: tuple[Category, ...]
    standing: Standing
    local: str | None = None
    law: str | None = None
    authority: T | None = None
    validity_months: int | None = None
    renewable: bool | None = None
    declared_to: tuple[Recipient, ...] = ()
    collects: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    note: T | None = None
    in_french_reports: bool = False

    @property
    def category(self) -> Category:
        """The main category."""
        return self.categories[0]

    @property
    def is_legacy(self) -> bool:
        """Retired: read in older records, no longer granted."""
        return self.until is not None

    def was_open(self, on: dt.date) -> bool:
        """Whether it could be granted on a day, as far as its dates are known."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis for keeping the data, and how near to the person they may come under it.

    identifiers: allowed by the source; identifiers_to_confirm: perhaps allowed, so off until somebody has checked.
    """

    code: str
    _: KW_ONLY
    label: T
    standing: Standing
    birth_precision: Precision | None = None
    identifiers: tuple[Identifier, ...] = ()
    identifiers_to_confirm: tuple[Identifier, ...] = ()
    consent: Consent | None = None

    def allows(self, identifier: Identifier) -> bool:
        """Whether a source says that this may be kept."""
        return identifier in self.identifiers


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When visits are due: months after the first dose, then every so many months while treatment goes on."""

    months: tuple[int, ...]
    _: KW_ONLY
    then_every: int
    standing: Standing

    def months_until(self, last: int) -> Iterator[int]:
        """The months at which a visit is due, up to and including the last."""
        yield from (month for month in self.months if month <= last)
        yield from range(self.months[-1] + self.then_every, last + 1, self.then_every)


OWN_FOLLOW_UP = FollowUp((1, 3, 6), then_every=3, standing=Standing.TO_CONFIRM)
"""The registry's own proposal where no protocol says otherwise; the protocol of the drug comes first."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its schemes; `bases` begins with the one under which the registry itself runs there."""

    code: str
    _: KW_ONLY
    label: T
    schemes: tuple[Scheme, ...]
    bases: tuple[Basis, ...] = ()
    follow_up: FollowUp = OWN_FOLLOW_UP

    @property
    def birth_precision(self) -> Precision | None:
        """The most that the registry may keep of a date of birth; None: to be confirmed."""
        return self.bases[0].birth_precision if self.bases else None

    @property
    def consent(self) -> Consent | None:
        """What the registry asks of the person or the parents; None: to be confirmed."""
        return self.bases[0].consent if self.bases else None

    @property
    def standing(self) -> Standing:
        """What the rules on data protection rest on."""
        return self.bases[0].standing if self.bases else Standing.TO_CONFIRM


def expiry(scheme: Scheme, *, granted: dt.date) -> dt.date | None:
    """The day an authorisation ends at the latest: the same day of the month, or the last of a shorter month.

    None when no source gives the duration. The date written on the decision itself comes first.
    """
    if scheme.validity_months is None:
        return None
    years, month = divmod(granted.month - 1 + scheme.validity_months, 12)
    year, month = granted.year + years, month + 1
    return dt.date(year, month, min(granted.day, calendar.monthrange(year, month)[1]))
