"""The numbers of all centres with small counts hidden, for `registry summary` and `registry export drug`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports.basis import Context
from exports.disclosed_report import write_disclosed_report
from registry import i18n
from registry.access import events
from registry.actions import exports
from registry.console import actor
from registry.db import RegistrySession
from registry.queries import drugs
from registry.queries.disclosed import disclosed_numbers
from registry.summaries.audiences import Audience
from registry.summaries.disclosure import Disclosed
from registry.summaries.filters import parse_filters
from registry.summaries.parameters import parse


@dataclass(frozen=True, slots=True)
class ShownTo:
    """For whom small counts are hidden, and under how many patients."""

    audience: Audience
    threshold: int


def disclosed_of(
    session: RegistrySession,
    drug: str,
    *,
    audience: ShownTo,
    cut_off: dt.date,
    parameters: Iterable[str],
    filters: Iterable[str] = (),
) -> Disclosed:
    """The numbers of a drug over all centres, small counts hidden. Filters are refused."""
    return disclosed_numbers(
        session,
        drugs.by_name(session, drug),
        audience=audience.audience,
        threshold=audience.threshold,
        cut_off=cut_off,
        parameters=parse(parameters),
        filters=parse_filters(filters),
    )


def export_disclosed(
    session: RegistrySession, drug: str, out: Path, *, audience: ShownTo, cut_off: dt.date, **chosen: Any
) -> None:
    """The same as a workbook, in the language that is spoken; it lists no patient."""
    found = disclosed_of(session, drug, audience=audience, cut_off=cut_off, **chosen)
    centres, countries = drugs.coverage(session)
    context = Context(
        drug=drugs.drug_words(drugs.by_name(session, drug)),
        scope=drugs.coverage_words(len(centres), len(countries)),
        by=actor(),
        made=dt.datetime.now(dt.UTC),
    )
    write_disclosed_report(out, found=found, context=context, language=i18n.language())
    day = cut_off.isoformat()
    exports.log(session, events.EXPORTED_DRUG, drug=found.drug, cut_off=day, audience=str(audience.audience))
