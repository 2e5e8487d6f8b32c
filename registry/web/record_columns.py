"""Which columns a table of records has, and what names one of its lines: made from the declaration, or said here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from registry.fields.base import Field, FieldSet, Kind
from registry.fields.catalogue import KINDS

MOST = 5
"""Columns of a table that are made from the declaration."""

TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
DATES = (Kind.DATE, Kind.PARTIAL_DATE, Kind.MONTH)

TITLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "consent": ("event",),
        "alteration": ("gene hgvs", "partner gene", "gene"),
        "history": ("name", "domain"),
        "prior_line": ("regimen", "types"),
        "concomitant": ("name", "category"),
        "board": ("type",),
        "dose_period": ("drug",),
        "lab_result": ("analyte",),
        "ctdna": ("target",),
        "questionnaire": ("instrument",),
        "subsequent": ("regimen", "types"),
        "special_situation": ("situation",),
    }
)
"""What names a record, best first: fields that must all hold a value, read one after the other. Where a kind is not
here, its first date names it."""

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "consent": ("given_on", "informed", "notices", "notice_version"),
        "alteration": ("type", "origin", "assay", "sampled_on", "is_basis"),
        "history": ("domain", "began", "is_ongoing"),
        "prior_line": ("line", "types", "began", "ended", "best_response", "end_reason"),
        "concomitant": ("category", "dose", "began", "ended", "indication"),
        "board": ("held_on", "drug", "recommendation", "trial"),
        "initiation": ("weight", "height", "performance_scale performance", "still_eligible", "deviation"),
        "dose_period": ("began", "ended", "change", "dose dose_unit dose_basis", "change_reason"),
        "lab_result": ("sampled_on", "value unit", "lower", "upper", "visit"),
        "ctdna": ("sampled_on", "sample", "result", "vaf", "copies"),
        "questionnaire": ("filled_on", "visit", "respondent", "total_score", "not_filled_reason"),
        "subsequent": ("types", "began", "ended", "best_response"),
        "special_situation": ("occurred_on", "drug", "has_reaction"),
    }
)
"""Columns of kinds whose declaration alone would not give the ones that readers look for. A column of several fields
is headed by the first, and shows what is left of them when one is empty."""


@cache
def columns(kind: str) -> tuple[tuple[Field, ...], ...]:
    """The columns of a kind, each as the fields that it shows."""
    fields = KINDS[kind].fields
    said = COLUMNS.get(kind) or tuple(field.name for field in _usual(KINDS[kind]))
    return tuple(tuple(fields[name] for name in column.split()) for column in said)


@cache
def titles(kind: str) -> tuple[tuple[Field, ...], ...]:
    """The ways to name a record of a kind, best first."""
    fields = KINDS[kind].fields
    first_date = next((field.name for field in fields.values() if field.kind in DATES), "")
    return tuple(
        tuple(fields[name] for name in title.split()) for title in TITLES.get(kind, (first_date,)) if title
    )


def _usual(declared: type[FieldSet]) -> list[Field]:
    """The fields that are chased or needed, without typed words: dates first, then what a complete record needs."""
    named = {field.name for title in titles(declared.record.name) for field in title}
    wanted = [
        field
        for field in declared.fields.values()
        if field.kind not in TEXTS
        and field.name not in named
        and (field.required or (field.core and field.expected))
    ]
    return sorted(wanted, key=lambda field: (field.kind not in DATES, not field.required))[:MOST]
