"""A patient's time as a list by month, newest first: the drawing's facts for a narrow page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from registry import i18n
from registry.i18n import gettext as _
from registry.queries.patients import PatientRecord
from registry.terminology import codes
from registry.web.record_words import address_of, category_of, day_of, toxicity_words
from registry.web.values import drug_words


@dataclass(frozen=True, slots=True)
class Item:
    """One fact of the list."""

    kind: str
    code: str
    what: str
    when: str
    href: str
    draft: bool
    day: dt.date = field(compare=False, default=dt.date.min)


def by_month(record: PatientRecord) -> Iterator[tuple[str, tuple[Item, ...]]]:
    items = sorted(_items(record), key=lambda item: item.day, reverse=True)
    months: dict[str, list[Item]] = {}
    for item in items:
        months.setdefault(i18n.show_month(item.day), []).append(item)
    yield from ((month, tuple(found)) for month, found in months.items())


def _items(record: PatientRecord) -> Iterator[Item]:
    for row in record.live("toxicity"):
        if day := day_of(row.onset):
            when = i18n.show_date(row.onset) + (f" · grade {row.grade}" if row.grade else "")
            yield Item(
                "toxicity",
                row.grade or "",
                toxicity_words(row),
                when,
                address_of("toxicity", row),
                row.status == "draft",
                day,
            )
    for row in record.live("assessment"):
        if row.assessed_on:
            baseline = row.visit == "baseline"
            code = "" if baseline else category_of(row.criterion, row.reviewed_response or row.response)
            label = codes.label(
                "response", row.reviewed_response or row.response or "", criterion=row.criterion or ""
            )
            what = _("Baseline") if baseline else i18n.say(label) or _("no response yet")
            when = i18n.show_date(row.assessed_on)
            yield Item(
                "assessment",
                code,
                what,
                when,
                address_of("assessment", row),
                row.status == "draft",
                row.assessed_on,
            )
    for row in record.live("course"):
        names = " + ".join(drug_words(drug) for drug in record.drugs_of(row))
        for day, words in (
            (row.first_dose, _("%(drugs)s: first dose")),
            (row.last_dose, _("%(drugs)s: last dose")),
        ):
            if day:
                what = words % {"drugs": names or _("Course")}
                yield Item(
                    "course",
                    "",
                    what,
                    i18n.show_date(day),
                    address_of("course", row),
                    row.status == "draft",
                    day,
                )
