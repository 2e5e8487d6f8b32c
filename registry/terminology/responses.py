"""The response criteria: what each is for, what it measures, its codes and what each code counts as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from registry.fields.base import T
from registry.terminology.tables import rows


class Objective(StrEnum):
    """Whether a code is an objective response. MINOR counts only where minor responses are asked for."""

    YES = "yes"
    MINOR = "minor"
    NO = "no"


class Progression(StrEnum):
    """Whether a code is a progression. PENDING: until a later assessment confirms it (iUPD, then iCPD)."""

    YES = "yes"
    PENDING = "pending"
    NO = "no"


class MeasureKind(StrEnum):
    """What the target measure of a criterion is."""

    DIAMETERS = "diameters"
    PRODUCT = "product"
    VOLUME = "volume"
    PERCENT = "percent"
    SCORE = "score"
    UPTAKE = "uptake"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ResponseCode:
    """A code of a criterion.

    category: CR, PR, MR, SD, PD or NE; empty where the scale is no response by itself. disease_control:
    response, minor response or stable disease. order: place in the list of the form, best first.
    """

    code: str
    category: str
    label: T
    objective_response: Objective
    disease_control: bool
    progression: Progression
    order: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """A response criterion.

    version: year or source of the version meant, empty for a criterion of the centre's own. disease: what
    it is used for. measure: name of the target measure, in `unit` (empty for a score); None when nothing is
    measured.
    """

    key: str
    name: T
    version: str
    disease: T
    measure_kind: MeasureKind
    measure: T | None
    unit: str
    codes: tuple[ResponseCode, ...]


@cache
def criteria() -> Mapping[str, Criterion]:
    """All criteria by key, in the order of the list of the form."""
    codes: defaultdict[str, list[ResponseCode]] = defaultdict(list)
    for row in rows("responses.tsv"):
        codes[row["criterion"]].append(_code(row))
    found = (_criterion(row, codes=tuple(codes[row["key"]])) for row in rows("criteria.tsv"))
    return MappingProxyType({criterion.key: criterion for criterion in found})


def code_of(criterion: str, code: str) -> ResponseCode | None:
    """The code of that criterion; None when either does not exist."""
    return _codes().get((criterion, code))


@cache
def _codes() -> Mapping[tuple[str, str], ResponseCode]:
    return {(criterion.key, code.code): code for criterion in criteria().values() for code in criterion.codes}


def _code(row: Mapping[str, str]) -> ResponseCode:
    return ResponseCode(
        code=row["code"],
        category=row["category"],
        label=T(row["fr"], row["en"]),
        objective_response=Objective(row["objective_response"]),
        disease_control=row["disease_control"] == "1",
        progression=Progression(row["progression"]),
        order=int(row["order"]),
    )


def _criterion(row: Mapping[str, str], *, codes: tuple[ResponseCode, ...]) -> Criterion:
    return Criterion(
        key=row["key"],
        name=T(row["fr"], row["en"]),
        version=row["version"],
        disease=T(row["disease_fr"], row["disease_en"]),
        measure_kind=MeasureKind(row["measure_kind"]),
        measure=T(row["measure_fr"], row["measure_en"]) if row["measure_en"] else None,
        unit=row["unit"],
        codes=codes,
    )
