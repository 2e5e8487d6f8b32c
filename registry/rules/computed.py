"""What a form works out from what is typed: shown under a field, and where it proposes values, what they would be.

Nothing of it is stored: the same inputs give it again. A proposal fills an empty control and never replaces an answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as member
from types import MappingProxyType
from typing import Any

from registry import i18n
from registry.fields.base import T
from registry.rules.base import Case, Record, completed_years
from registry.schemes import base as scheme_facts
from registry.schemes import catalogue as schemes
from registry.terminology import codes, icdo3
from registry.terminology.growth.body import bsa
from registry.terminology.laboratory.grading import Graded, grade


@dataclass(frozen=True, slots=True)
class Computed:
    """A line under a field. propose: by field, the value that follows from it, as a file would hold it."""

    field: str
    text: T
    propose: Mapping[str, str] = member(default_factory=lambda: MappingProxyType({}))


def computed(kind: str, case: Case) -> tuple[Computed, ...]:
    """The lines of a form, in no particular order; none where something they need is missing."""
    return tuple(_BY_KIND[kind](case)) if kind in _BY_KIND else ()


def places(kind: str) -> frozenset[str]:
    """The fields of a kind under which a line may stand."""
    return _PLACES.get(kind, frozenset())


def lab_grade(record: Record, patient: Record, on: dt.date | None, *, prefix: str = "") -> Graded | None:
    """The grade of the laboratory value of a record; None where the value, its unit or its test is missing."""
    analyte, unit = record.get("lab_analyte" if prefix else "analyte"), record.get(f"{prefix}unit")
    value = record.get(f"{prefix}value")
    if not analyte or not unit or value is None:
        return None
    birth = patient.get("birth_month")
    try:
        return grade(
            analyte,
            value,
            unit,
            lower=record.get(f"{prefix}lower"),
            upper=record.get(f"{prefix}upper"),
            baseline=record.get(f"{prefix}baseline"),
            age_years=completed_years(birth, on) if birth and on else None,
        )
    except ValueError:
        return None


def is_toxicity(found: Graded) -> bool:
    """Whether a value proposes a toxicity: not one that its laboratory calls normal, under the collection threshold."""
    return bool(found.term and found.grade) and not (
        found.within_limits and (found.grade or 0) < COLLECTED_FROM
    )


COLLECTED_FROM = 3
"""The grade from which laboratory toxicities are collected."""


def percent_change(measure: float | None, reference: float | None) -> float | None:
    """100 x (measure - reference) / reference, in percent; None without both or with a reference of zero."""
    if measure is None or not reference:
        return None
    return 100 * (measure - reference) / reference


def _toxicity(case: Case) -> Iterator[Computed]:
    found = lab_grade(case.record, case.patient, _day(case.record.get("onset")) or case.on, prefix="lab_")
    if found is None:
        return
    proposed = {"term": found.term or "", "grade": str(found.grade)} if is_toxicity(found) else {}
    yield Computed("lab_baseline", found.reason, proposed)


def _lab_result(case: Case) -> Iterator[Computed]:
    found = lab_grade(case.record, case.patient, case.record.get("sampled_on") or case.on)
    if found is not None:
        yield Computed("baseline", found.reason)


def _child(case: Case) -> Iterator[Computed]:
    weight, height = case.record.get("weight"), case.record.get("height")
    if weight and height:
        area = bsa(weight, height)
        yield Computed(
            "height",
            T(
                f"Surface corporelle {_number('fr', area, 2)} m² (Mosteller)",
                f"Body surface area {_number('en', area, 2)} m² (Mosteller)",
            ),
        )
    birth = case.patient.get("birth_month")
    day = case.record.get("visited_on") or case.record.get("measured_on")
    if birth and day and not case.record.get("performance_scale"):
        scale = "lansky" if completed_years(birth, day) < LANSKY_UNTIL else "karnofsky"
        words = {"lansky": "Lansky", "karnofsky": "Karnofsky"}[scale]
        yield Computed(
            "performance_scale",
            T(f"À cet âge : {words}", f"At this age: {words}"),
            {"performance_scale": scale},
        )


LANSKY_UNTIL = 16
"""Lansky is used under 16 years, Karnofsky from 16 on."""


def _assessment(case: Case) -> Iterator[Computed]:
    record = case.record
    measure = record.get("target_measure")
    if measure is None or record.get("visit") == "baseline":
        return
    same = [
        other
        for other in case.siblings
        if other.get("criterion") == record.get("criterion") and other.get("target_measure") is not None
    ]
    before = [other for other in same if _precedes(other, record)]
    baseline = next((o["target_measure"] for o in same if o.get("visit") == "baseline"), None)
    least = [o["target_measure"] for o in before] + [n for n in [record.get("nadir")] if n is not None]
    parts = [
        (percent_change(measure, baseline), T("depuis la référence", "from baseline")),
        (percent_change(measure, min(least, default=None)), T("depuis le nadir", "from nadir")),
    ]
    said = [(change, words) for change, words in parts if change is not None]
    if said:
        yield Computed(
            "target_measure",
            T(
                ", ".join(f"{_signed('fr', change)} % {words.fr}" for change, words in said),
                ", ".join(f"{_signed('en', change)}% {words.en}" for change, words in said),
            ),
        )


def _precedes(other: Record, record: Record) -> bool:
    day, own = other.get("assessed_on"), record.get("assessed_on")
    return bool(day and own and day < own)


def _access_request(case: Case) -> Iterator[Computed]:
    record = case.record
    scheme = schemes.SCHEMES.get(record.get("scheme") or "")
    since = record.get("valid_from") or record.get("decided_on")
    if record.get("decision") != "granted" or scheme is None or since is None:
        return
    day = scheme_facts.expiry(scheme, granted=since)
    if day is not None:
        yield Computed(
            "expires_on",
            T(
                f"D’après le régime : {_date('fr', day)}",
                f"From the scheme: {_date('en', day)}",
            ),
            {"expires_on": day.isoformat()},
        )


def _diagnosis(case: Case) -> Iterator[Computed]:
    record = case.record
    morphology, topography = record.get("morphology"), record.get("topography")
    group = icdo3.propose_iccc3(morphology, topography or "") if morphology else None
    if group and group != record.get("iccc3"):
        words = codes.label("iccc3", group)
        yield Computed(
            "topography",
            T(f"Groupe ICCC-3 proposé : {words.fr}", f"Proposed ICCC-3 group: {words.en}"),
            {"iccc3": group},
        )


def _course(case: Case) -> Iterator[Computed]:
    first, last = case.record.get("first_dose"), case.record.get("last_dose")
    if first and last and last >= first:
        days = (last - first).days + 1
        yield Computed(
            "last_dose",
            T(f"Durée d’exposition : {days} jours", f"Length of exposure: {days} days"),
        )


def _day(value: Any) -> dt.date | None:
    """The day of a whole date; None for a partial one."""
    text = str(value or "")
    return dt.date.fromisoformat(text) if len(text) == 10 else None


def _number(language: str, value: float, decimals: int) -> str:
    with i18n.speaking(language):
        return i18n.show_number(value, decimals=decimals)


def _signed(language: str, value: float) -> str:
    return ("+" if value > 0 else "") + _number(language, value, 1)


def _date(language: str, day: dt.date) -> str:
    with i18n.speaking(language):
        return i18n.show_date(day)


_BY_KIND: Mapping[str, Callable[[Case], Iterator[Computed]]] = MappingProxyType(
    {
        "diagnosis": _diagnosis,
        "access_request": _access_request,
        "course": _course,
        "initiation": _child,
        "follow_up": _child,
        "lab_result": _lab_result,
        "assessment": _assessment,
        "toxicity": _toxicity,
    }
)

_PLACES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "diagnosis": frozenset({"topography"}),
        "access_request": frozenset({"expires_on"}),
        "course": frozenset({"last_dose"}),
        "initiation": frozenset({"height", "performance_scale"}),
        "follow_up": frozenset({"height", "performance_scale"}),
        "lab_result": frozenset({"baseline"}),
        "assessment": frozenset({"target_measure"}),
        "toxicity": frozenset({"lab_baseline"}),
    }
)
