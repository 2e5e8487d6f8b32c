"""Cases of rules as plain tables: what is given around a record, once so that the rule trips and once so that it does
not. The same cases are judged by the rules alone and stored in a registry (stored.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from registry.fields.base import Kind
from registry.fields.catalogue import KINDS, embedded
from registry.rules.base import TWIN, Case

ON = dt.date(2026, 11, 23)
"""Today, in these cases."""

OLD_DRUG, NEW_DRUG = "etoposide", "trametinib"
DRUG_FACTS: Mapping[str, Mapping[str, Any]] = {
    OLD_DRUG: {"inn": OLD_DRUG, "eu_year": 1985},
    NEW_DRUG: {"inn": NEW_DRUG, "eu_year": 2014},
}
"""Two drugs of the list with their year; dabrafenib is there without one."""

CHILD = {"birth_month": "2015-03", "sex": "female"}
DEAD = CHILD | {"vital_status": "dead", "vital_status_date": "2025-06-15"}

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """A record and what surrounds it; dates as ISO text. Ids: the record is "r", its patient "p", course "c", toxicity
    "t"; a record around that names no parent stands under those."""

    record: Values
    rows: Sequence[Values] = ()
    patient: Values = field(default_factory=dict)
    course: Values = field(default_factory=dict)
    toxicity: Values = field(default_factory=dict)
    country: Values = field(default_factory=dict)
    drugs: Sequence[str] = (NEW_DRUG,)
    siblings: Sequence[Values] = ()
    around: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)


Pair = tuple[Given, Given]


def pair(record: Values, change: Values | None = None, *, kept: Values | None = None, **parts: Any) -> Pair:
    """A case that trips its rule, and its neighbour: the record changed, or other parts around it."""
    broken = Given(record, **parts)
    return broken, replace(broken, record={**record, **(change or {})}, **(kept or {}))


def above(kind: str) -> tuple[str, ...]:
    """The kinds above a kind, nearest first."""
    parent = KINDS[kind].record.parent
    return (parent, *above(parent)) if parent in KINDS and KINDS[parent].record.clinical and parent else ()


def patient_of(given: Given) -> dict[str, Any]:
    return {**CHILD, **given.patient}


def typed(kind: str, values: Values) -> dict[str, Any]:
    """The values as they are stored: days as dates."""
    fields = KINDS[kind].fields
    return {
        name: dt.date.fromisoformat(value)
        if isinstance(value, str) and name in fields and fields[name].kind is Kind.DATE
        else value
        for name, value in values.items()
    }


def case_of(kind: str, given: Given) -> Case:
    """The case as the rules see it."""
    lineage = above(kind)
    below = embedded(kind)
    course = typed("course", {"id": "c", **given.course})
    return Case(
        record=typed(kind, given.record),
        on=ON,
        id="r",
        missing=given.missing,
        rows=[typed(below.record.name, row) for row in given.rows] if below else [],
        patient={**typed("patient", patient_of(given)), "id": "p", "centre_id": "FR-001"}
        if "patient" in lineage
        else {},
        course=course if "course" in lineage else {},
        toxicity=typed("toxicity", {"id": "t", **given.toxicity}) if "toxicity" in lineage else {},
        country={"id": "FR", **given.country},
        drugs=given.drugs if "course" in lineage else (),
        siblings=[typed(kind, other) for other in given.siblings],
        around={other: _around(other, records) for other, records in given.around.items()},
        drug_facts={drug: DRUG_FACTS[drug] for drug in sorted(named(given) & DRUG_FACTS.keys())},
    )


def named(given: Given) -> set[str]:
    """The drugs that the record and its rows name."""
    return {str(one["drug"]) for one in (given.record, *given.rows) if one.get("drug")}


def _around(kind: str, records: Sequence[Values]) -> list[dict[str, Any]]:
    if kind == TWIN:
        return [
            {**one, "first_doses": [dt.date.fromisoformat(day) for day in one["first_doses"]]}
            for one in records
        ]
    parent = KINDS[kind].record.parent_id
    return [{parent: parent[0], **typed(kind, one)} for one in records]
