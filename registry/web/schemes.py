"""The access schemes of each country, as the registry knows them: read-only, with what is still to be confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template

from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.errors import NotFound
from registry.fields.base import T
from registry.i18n import gettext as _
from registry.i18n import ngettext, say
from registry.schemes import base
from registry.schemes.base import Basis, Category, Country, FollowUp, Recipient, Scheme, Standing
from registry.schemes.catalogue import COUNTRIES, ELSEWHERE, SCHEMES
from registry.terminology.words import fold

bp = Blueprint("schemes", __name__)

LAST = {"EU": 1, ELSEWHERE.code: 2}
"""No countries: the frame of the Union and the general schemes stand last."""


@dataclass(frozen=True, slots=True)
class Line:
    """A country in the list: its schemes in use, their categories, how many of them are to be confirmed."""

    country: Country
    schemes: int
    categories: tuple[Category, ...]
    open: int


@bp.get("/schemes")
@requires(Permission.READ)
def index() -> str:
    return render_template(
        "pages/schemes.html",
        lines=[line_of(country) for country in sorted(COUNTRIES.values(), key=_place)],
        every=len(SCHEMES),
        categories=base.CATEGORY_LABELS,
        precisions=base.PRECISION_LABELS,
        to_confirm=base.TO_CONFIRM_WORDS,
    )


@bp.get("/schemes/<country_code>")
@requires(Permission.READ)
def show(country_code: str) -> str:
    if country_code not in COUNTRIES:
        raise NotFound(_("The registry has no list of schemes for this country."))
    country = COUNTRIES[country_code]
    return render_template(
        "pages/scheme_country.html",
        country=country,
        in_use=[scheme for scheme in country.schemes if not scheme.is_legacy],
        retired=[scheme for scheme in country.schemes if scheme.is_legacy],
        general=ELSEWHERE,
        standings=base.STANDING_LABELS,
        precisions=base.PRECISION_LABELS,
        consents=base.CONSENT_LABELS,
        to_confirm=base.TO_CONFIRM_WORDS,
        sourced=Standing.SOURCED,
        category_words=category_words,
        duration_words=duration_words,
        protocol_words=protocol_words,
        deadline_words=deadline_words,
        identifier_words=identifier_words,
        follow_up_words=follow_up_words,
    )


def line_of(country: Country) -> Line:
    in_use = [scheme for scheme in country.schemes if not scheme.is_legacy]
    return Line(
        country=country,
        schemes=len(in_use),
        categories=tuple(c for c in Category if any(c in scheme.categories for scheme in in_use)),
        open=sum(scheme.standing is Standing.TO_CONFIRM for scheme in in_use),
    )


def category_words(scheme: Scheme) -> str:
    """The categories, the main one first."""
    return _joined(base.CATEGORY_LABELS[category] for category in scheme.categories)


def duration_words(scheme: Scheme) -> str:
    """How long an authorisation runs at most; empty when no source says it."""
    if scheme.validity_months is None:
        return ""
    months = ngettext("%(num)s month at most", "%(num)s months at most", scheme.validity_months)
    told = months % {"num": scheme.validity_months}
    return _("%(duration)s, renewable") % {"duration": told} if scheme.renewable else told


def protocol_words(scheme: Scheme) -> str:
    """The protocol of data collection; empty when no source says it."""
    return _("none") if scheme.collects == "" else scheme.collects or ""


def deadline_words(recipient: Recipient) -> str:
    """When a serious reaction is declared, and what the recipient then owes; empty when no source says it."""
    parts = []
    if recipient.deadline_days == 0:
        parts.append(_("at once"))
    elif recipient.deadline_days:
        days = recipient.deadline_days
        parts.append(ngettext("serious: %(num)s day", "serious: %(num)s days", days) % {"num": days})
    if recipient.passes_on:
        then = _("then EudraVigilance: serious %(serious)s days, others %(other)s days")
        parts.append(then % {"serious": recipient.passes_on.serious, "other": recipient.passes_on.other})
    return "; ".join(parts)


def identifier_words(basis: Basis, *, sourced: bool) -> str:
    """What may be kept beside the number, as a source says it or as is still to be confirmed."""
    held = basis.identifiers if sourced else basis.identifiers_to_confirm
    return _joined(base.IDENTIFIER_LABELS[identifier] for identifier in held)


def follow_up_words(follow_up: FollowUp) -> str:
    """The months of the visits proposed: 1, 3 and 6, then every 3."""
    months = ", ".join(str(month) for month in follow_up.months)
    return _("Months %(months)s after the first dose, then every %(every)s months") % {
        "months": months,
        "every": follow_up.then_every,
    }


def _joined(labels: Iterable[T]) -> str:
    """The words in one line; only the first keeps its capital."""
    words = [say(label) for label in labels]
    return ", ".join([*words[:1], *(word[:1].lower() + word[1:] for word in words[1:])])


def _place(country: Country) -> tuple[int, str]:
    """Countries by name, then what is no country."""
    return LAST.get(country.code, 0), fold(say(country.label))
