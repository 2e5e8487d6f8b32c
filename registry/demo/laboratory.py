"""Laboratory values that give the grade of a toxicity, and results of interest; limits are usual ones, no source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from registry.demo.chance import Chance
from registry.demo.chart import CourseChart
from registry.demo.rows import Written
from registry.demo.story import Toxicity
from registry.fields.base import T
from registry.terminology.laboratory.analytes import convert
from registry.terminology.laboratory.bounds import Side
from registry.terminology.laboratory.grading import grade
from registry.terminology.laboratory.rules import RULES


@dataclass(frozen=True, slots=True)
class Normal:
    """Unit and limits of normal, and another unit in which some laboratories report."""

    unit: str
    lower: float
    upper: float
    other: str = ""


NORMALS: Mapping[str, Normal] = {
    "haemoglobin": Normal("g/L", 115, 150, "g/dL"),
    "leukocytes": Normal("10^9/L", 4.5, 12),
    "neutrophils": Normal("10^9/L", 1.8, 7.5, "/mm3"),
    "lymphocytes": Normal("10^9/L", 1.2, 5),
    "platelets": Normal("10^9/L", 150, 400, "G/L"),
    "alt": Normal("U/L", 5, 40),
    "ast": Normal("U/L", 10, 45),
    "bilirubin": Normal("umol/L", 2, 17, "mg/dL"),
    "lipase": Normal("U/L", 8, 60),
    "cpk": Normal("U/L", 30, 190),
    "qtc": Normal("ms", 350, 449),
    "ejection_fraction": Normal("%", 55, 75),
    "creatinine": Normal("umol/L", 20, 70, "mg/dL"),
    "urine_protein_creatinine_ratio": Normal("g/g", 0, 0.2, "mg/mmol"),
    "potassium": Normal("mmol/L", 3.4, 4.8),
    "calcium": Normal("mmol/L", 2.2, 2.65),
    "phosphate": Normal("mmol/L", 1.1, 1.8),
    "glucose": Normal("mmol/L", 3.6, 5.8, "g/L"),
    "cholesterol": Normal("mmol/L", 2.8, 5.2),
    "triglycerides": Normal("mmol/L", 0.4, 1.7),
    "tsh": Normal("mIU/L", 0.5, 4.5),
}
"""By analyte, for a child of school age."""

PARTS = (0.97, 0.9, 0.84, 0.78, 0.7, 0.62, 0.55, 0.48, 0.4, 0.32, 0.25, 0.18, 0.12, 0.08)
MULTIPLES = (1.05, 1.15, 1.3, 1.45, 1.6, 1.9, 2.3, 2.7, 3.3, 4.2, 5.5, 6.5, 8, 11, 14, 18, 25)
FOLLOWED = ("haemoglobin", "neutrophils", "platelets", "alt", "creatinine")
VALUED, OTHER_UNIT = 0.9, 0.15
BY_SIGNS = T("Grade clinique : signes associés.", "Clinical grade: with signs.")


@cache
def _analytes() -> Mapping[str, tuple[str, Side]]:
    return {rule.term: (rule.analyte, rule.side) for rule in reversed(RULES) if rule.analyte in NORMALS}


@cache
def _candidates(term: str, wanted: int, years: int) -> tuple[float, ...]:
    """The values that give a term this grade at an age."""
    analyte, side = _analytes()[term]
    normal = NORMALS[analyte]
    tried = (
        [normal.lower * part for part in PARTS] if side is Side.LOW else [normal.upper * x for x in MULTIPLES]
    )
    middle = _middle(normal)
    found = (float(f"{value:.3g}") for value in tried)
    return tuple(value for value in found if _graded(analyte, normal, value, middle, years) == (term, wanted))


def _graded(
    analyte: str, normal: Normal, value: float, before: float, years: int
) -> tuple[str | None, int | None]:
    given = grade(
        analyte, value, normal.unit, lower=normal.lower, upper=normal.upper, baseline=before, age_years=years
    )
    return given.term, given.grade


def _middle(normal: Normal) -> float:
    return float(f"{(normal.lower + normal.upper) / 2:.3g}")


def toxicity_values(toxicity: Toxicity, *, years: float, chance: Chance, language: str) -> dict[str, object]:
    """The values of a laboratory toxicity; where none gives its grade, the one below and the reason."""
    if toxicity.nature != "laboratory" or toxicity.term not in _analytes() or not chance.happens(VALUED):
        return {}
    found = [(g, _candidates(toxicity.term, g, int(years))) for g in range(toxicity.grade, 0, -1)]
    if toxicity.grade > 1 and chance.deal("by signs", {False: 96, True: 4}, eager=0.2):
        found = found[1:]
    reached, values = next(((g, values) for g, values in found if values), (0, ()))
    if not values:
        return {}
    analyte, _ = _analytes()[toxicity.term]
    normal = NORMALS[analyte]
    unit = normal.other if normal.other and chance.happens(OTHER_UNIT) else normal.unit
    reason = BY_SIGNS.fr if language == "fr" else BY_SIGNS.en
    return {
        "lab_analyte": analyte,
        "lab_value": _in(analyte, chance.choice(values), normal.unit, unit),
        "lab_unit": unit,
        "lab_lower": _in(analyte, normal.lower, normal.unit, unit),
        "lab_upper": _in(analyte, normal.upper, normal.unit, unit),
        "lab_baseline": _in(analyte, _middle(normal), normal.unit, unit),
        "grade_reason": reason if reached != toxicity.grade else None,
    }


def _in(analyte: str, value: float, unit: str, other: str) -> float:
    return value if unit == other else float(f"{convert(analyte, value, from_unit=unit, to_unit=other):.4g}")


def write_results(course: CourseChart, measured: Mapping[str, dict[str, object]]) -> Iterator[Written]:
    """The results before and on treatment, and those that the toxicities name; `measured` by toxicity."""
    chance, first = course.chart.chance, course.course.first_dose
    for analyte in FOLLOWED:
        yield _result(course, "baseline", first - dt.timedelta(days=chance.randint(0, 3)), analyte)
    for place in range(1, 3):
        day = chance.after(first, 80 * place, 80 * place + 15)
        if day <= min(course.end, course.chart.until):
            yield _result(course, "on_treatment", day, chance.choice(FOLLOWED))
    if course.course.last_dose and chance.happens(0.3):
        day = chance.after(course.course.last_dose, 10, 30)
        if day <= course.chart.until:
            yield _result(course, "after_stop", day, chance.choice(FOLLOWED))
    for toxicity_id, values in measured.items():
        if values:
            yield _of_toxicity(course, course.toxicities[toxicity_id], values)


def _result(course: CourseChart, visit: str, day: dt.date, analyte: str) -> Written:
    normal, chance = NORMALS[analyte], course.chart.chance
    span = normal.upper - normal.lower
    value = float(f"{normal.lower + span * chance.uniform(0.1, 0.9):.3g}")
    return course.write(
        "lab_result",
        visit=visit,
        sampled_on=day,
        analyte=analyte,
        value=value,
        unit=normal.unit,
        lower=normal.lower,
        upper=normal.upper,
    )


def _of_toxicity(course: CourseChart, toxicity: Toxicity, values: Mapping[str, object]) -> Written:
    last = course.course.last_dose
    return course.write(
        "lab_result",
        visit="after_stop" if last and toxicity.onset > last else "on_treatment",
        sampled_on=toxicity.onset,
        analyte=values["lab_analyte"],
        value=values["lab_value"],
        unit=values["lab_unit"],
        lower=values["lab_lower"],
        upper=values["lab_upper"],
        baseline=values["lab_baseline"],
    )
