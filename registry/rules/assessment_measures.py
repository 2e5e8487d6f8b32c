"""Rules of an assessment against its measures and the assessments before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from registry.fields.base import T
from registry.rules.base import Case, Record, ask, iso
from registry.rules.dates import latest_before
from registry.terminology.responses import ResponseCode, code_of


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a criterion asks of the target measure, as shares of 1.

    decrease: from baseline, for a partial response. increase: from the smallest measure, for progression; least: and
    at least so much in the unit of the measure.
    """

    decrease: float
    increase: float
    least: float = 0.0


THRESHOLDS: Mapping[str, Thresholds] = MappingProxyType(
    {
        "RECIST_1_1": Thresholds(0.30, 0.20, 5),
        "iRECIST": Thresholds(0.30, 0.20, 5),
        "REINS_PN": Thresholds(0.20, 0.20),
    }
)
"""RECIST 1.1 (Eisenhauer, Eur J Cancer 2009), which iRECIST keeps (Seymour, Lancet Oncol 2017); REiNS (Dombi,
Neurology 2013)."""

ROUNDING = 1e-9


def response_of(record: Record) -> ResponseCode | None:
    return code_of(record.get("criterion") or "", record.get("response") or "")


def category_of(record: Record) -> str:
    found = response_of(record)
    return found.category if found else ""


def _measure(record: Record) -> float | None:
    return record.get("target_measure")


def _same_criterion(case: Case) -> list[Record]:
    criterion = case.record.get("criterion")
    return [other for other in case.siblings if criterion and other.get("criterion") == criterion]


def _baseline(case: Case) -> float | None:
    """The last baseline measure by the criterion."""
    found = [
        one for one in _same_criterion(case) if one.get("visit") == "baseline" and _measure(one) is not None
    ]
    return _measure(max(found, key=lambda one: iso(one.get("assessed_on")))) if found else None


def _earlier(case: Case) -> list[float]:
    """The measures by the criterion before this one."""
    day = iso(case.record.get("assessed_on"))
    measures = [_measure(one) for one in _same_criterion(case) if "" < iso(one.get("assessed_on")) < day]
    return [measure for measure in measures if measure is not None]


def _smallest(case: Case) -> float | None:
    return min([*_earlier(case), *filter(None, [case.record.get("nadir")])], default=None)


def _has_shrunk_enough(case: Case) -> bool | None:
    """Whether the measure is that of a partial response; None where nothing tells."""
    limits = THRESHOLDS.get(case.record.get("criterion") or "")
    measure, baseline = _measure(case.record), _baseline(case)
    if limits is None or measure is None or not baseline:
        return None
    return measure <= baseline * (1 - limits.decrease) + ROUNDING


def _has_grown_enough(case: Case) -> bool | None:
    """Whether the measure is that of a progression; None where nothing tells."""
    limits = THRESHOLDS.get(case.record.get("criterion") or "")
    measure, smallest = _measure(case.record), _smallest(case)
    if limits is None or measure is None or smallest is None:
        return None
    return measure - smallest >= max(limits.least, smallest * limits.increase) - ROUNDING


def _falls_from_complete(case: Case) -> bool:
    """Partial after complete by the same criterion, with no other response between."""
    answered = [one for one in _same_criterion(case) if one.get("response")]
    last = latest_before(answered, "assessed_on", case.record.get("assessed_on"))
    return category_of(case.record) == "PR" and last is not None and category_of(last) == "CR"


def _has_a_smaller_measure(case: Case) -> bool:
    nadir, earlier = case.record.get("nadir"), _earlier(case)
    return nadir is not None and bool(earlier) and min(earlier) < nadir


def _is_there_already(case: Case) -> bool:
    day = case.record.get("assessed_on")
    return day is not None and any(other.get("assessed_on") == day for other in _same_criterion(case))


def _is_a_second_baseline(case: Case) -> bool:
    return case.record.get("visit") == "baseline" and any(
        other.get("visit") == "baseline" for other in _same_criterion(case)
    )


RULES = (
    ask(
        "ASM-10",
        "assessment",
        "response",
        T(
            "Une réponse partielle après une réponse complète. Est-ce une progression, ou laquelle est fausse ?",
            "A partial response after a complete one. Is it a progression, or which one is wrong?",
        ),
        _falls_from_complete,
    ),
    ask(
        "ASM-11",
        "assessment",
        "response",
        T(
            "Une réponse partielle, et la mesure ({target_measure}) n’a pas assez diminué pour ce critère. "
            "Laquelle est juste ?",
            "A partial response, and the measure ({target_measure}) has not decreased enough for this criterion. "
            "Which is right?",
        ),
        lambda c: category_of(c.record) == "PR" and _has_shrunk_enough(c) is False,
    ),
    ask(
        "ASM-12",
        "assessment",
        "response",
        T(
            "Une progression sans nouvelle lésion, et la mesure ({target_measure}) n’a pas assez augmenté pour ce "
            "critère. Qu’est-ce qui progresse ?",
            "A progression without a new lesion, and the measure ({target_measure}) has not increased enough for "
            "this criterion. What is progressing?",
        ),
        lambda c: (
            category_of(c.record) == "PD"
            and c.record.get("new_lesion") != "yes"
            and _has_grown_enough(c) is False
        ),
    ),
    ask(
        "ASM-13",
        "assessment",
        "response",
        T(
            "La mesure ({target_measure}) a augmenté autant qu’une progression, et la réponse n’en est pas une. "
            "Laquelle est juste ?",
            "The measure ({target_measure}) has increased as much as a progression, and the response is none. "
            "Which is right?",
        ),
        lambda c: category_of(c.record) in ("CR", "PR", "SD") and _has_grown_enough(c) is True,
    ),
    ask(
        "ASM-14",
        "assessment",
        "response",
        T(
            "Une nouvelle lésion, et la réponse n’est pas une progression. Laquelle est juste ?",
            "A new lesion, and the response is not a progression. Which is right?",
        ),
        lambda c: c.record.get("new_lesion") == "yes" and category_of(c.record) not in ("", "PD", "NE"),
    ),
    ask(
        "ASM-15",
        "assessment",
        "nadir",
        T(
            "Une évaluation précédente a une mesure plus petite que celle-ci ({nadir}). Laquelle est juste ?",
            "An earlier assessment has a smaller measure than this one ({nadir}). Which is right?",
        ),
        _has_a_smaller_measure,
    ),
    ask(
        "ASM-16",
        "assessment",
        "assessed_on",
        T(
            "Une évaluation par ce critère porte la même date ({assessed_on}). Est-ce la même, saisie deux fois ?",
            "An assessment by this criterion has the same date ({assessed_on}). Is it the same, entered twice?",
        ),
        _is_there_already,
    ),
    ask(
        "ASM-17",
        "assessment",
        "visit",
        T(
            "Ce traitement a déjà une référence par ce critère. Laquelle vaut ?",
            "This course has a baseline by this criterion already. Which one holds?",
        ),
        _is_a_second_baseline,
    ),
)
