"""How a course ended, and what was given after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from registry.demo.chart import Chart, CourseChart
from registry.demo.rows import PARTIAL_END, Written, partial
from registry.demo.story import Course, Visit
from registry.fields.base import T
from registry.terminology.responses import code_of

GIVEN_AFTER, WITH_ANOTHER_REASON = 0.6, 0.2
OTHER_REASONS = {"choice": 40, "physician": 40, "toxicity": 10, "other": 10}
STOP_TEXT: Mapping[str, T] = {
    "progression": T("Progression confirmée en RCP.", "Progression confirmed by the board."),
    "toxicity": T(
        "Toxicité persistante malgré la réduction.", "Toxicity that lasted in spite of the reduction."
    ),
    "transplant": T("Allogreffe ou chirurgie programmée.", "Transplant or surgery planned."),
    "other": T("Déménagement de la famille.", "The family moved."),
}
AFTER: tuple[tuple[tuple[str, ...], T], ...] = (
    (("chemotherapy",), T("Témozolomide et irinotécan", "Temozolomide and irinotecan")),
    (("radiotherapy",), T("Réirradiation 30 Gy", "Re-irradiation 30 Gy")),
    (("surgery",), T("Nouvelle exérèse", "Another resection")),
    (("targeted",), T("Inhibiteur d’une autre classe", "Inhibitor of another class")),
    (("immunotherapy",), T("Anticorps anti-PD-1", "Anti-PD-1 antibody")),
    (("other",), T("Soins palliatifs", "Palliative care")),
)
AFTER_RESPONSES = {"PD": 50, "SD": 30, "PR": 10, "NE": 10}
REBOUND, REGROWTH = 92, 183
"""Days after the last dose up to which growth is a rebound, from which it is a late regrowth."""

MODALITIES: Mapping[str, Mapping[tuple[str, ...], int]] = {
    "RAPNO": {("mri",): 90, ("mri", "csf"): 10},
    "RECIST_1_1": {("ct",): 60, ("mri",): 25, ("ct", "ultrasound"): 8, ("mri", "pet"): 7},
    "INRC_2017": {("mri", "mibg"): 50, ("mibg", "marrow"): 30, ("ct", "mibg", "marrow"): 20},
    "REINS_PN": {("mri",): 1},
    "LUGANO_2014": {("ct", "pet"): 70, ("pet",): 30},
    "IPNHLRC_2015": {("ct",): 50, ("pet",): 30, ("ultrasound",): 20},
    "ALL": {("marrow",): 40, ("marrow", "mrd"): 60},
    "AML_ELN": {("marrow",): 50, ("marrow", "mrd"): 50},
    "JMML_2015": {("marrow", "blood"): 60, ("blood",): 40},
    "LCH_HS": {("clinical",): 60, ("clinical", "blood"): 25, ("mri", "clinical"): 15},
    "CLINICAL": {("clinical",): 80, ("ultrasound", "clinical"): 15, ("clinical", "other"): 5},
}


def end_values(course: CourseChart) -> dict[str, object]:
    """The section on the end of treatment."""
    last, reason = course.course.last_dose, course.course.stop_reason or ""
    if last is None:
        return {}
    chance, chart = course.chart.chance, course.chart
    ongoing = [t for t in course.toxicities.values() if t.onset <= last and (t.end is None or t.end > last)]
    ends = [toxicity.end for toxicity in ongoing if toxicity.end]
    beside = chance.deal("beside stop", OTHER_REASONS) if chance.happens(WITH_ANOTHER_REASON) else None
    is_lost = (
        chart.life.lost
        and reason not in ("progression", "toxicity", "death")
        and course.course is chart.life.courses[-1][0]
    )
    return {
        "last_dose": last,
        "stop_reason": "lost" if is_lost else reason,
        "other_stop_reasons": (beside,) if beside and reason not in (beside, "death") else None,
        "stop_text": chart.says(STOP_TEXT[reason]) if reason in STOP_TEXT and chart.is_whole else None,
        "toxicity_at_stop": "yes"
        if ongoing
        else chance.deal("at stop", {"no": 98, "unknown": 2}, eager=0.05),
        "toxicity_followed_until": max(ends) if ends else None,
        "post_treatment_follow_up": "no"
        if reason == "death"
        else chance.of({"yes": 90, "no": 7, "unknown": 3}),
    }


def assessment_values(course: CourseChart, visit: Visit) -> dict[str, object]:
    """How a tumour was looked at, its smallest size so far, and what a progression means."""
    chance, criterion = course.chart.chance, course.chart.life.start.disease.criterion
    name = "RAPNO" if criterion.startswith("RAPNO") else criterion
    values: dict[str, object] = {"modality": chance.deal(f"modality {name}", MODALITIES[name], eager=0.1)}
    if visit.kind == "baseline":
        return values
    sizes = [v.measure for v in course.course.visits if v.measure is not None and v.on < visit.on]
    code = code_of(criterion, visit.code)
    is_worse = code is not None and code.category == "PD"
    return values | {
        "nadir": min(sizes) if course.chart.is_whole and sizes and visit.measure is not None else None,
        "new_lesion": _new_lesion(course, is_worse=is_worse),
        "progression_context": _context(course, visit) if is_worse else None,
    }


def _new_lesion(course: CourseChart, *, is_worse: bool) -> str:
    weights = {"yes": 55, "no": 45} if is_worse else {"no": 98, "unknown": 2}
    return course.chart.chance.of(weights)


def _context(course: CourseChart, visit: Visit) -> str:
    last = course.course.last_dose
    if visit.kind != "after_stop" or last is None:
        return "resistance"
    days = (visit.on - last).days
    return "rebound" if days <= REBOUND else "regrowth" if days >= REGROWTH else "unclear"


def write_subsequent(chart: Chart, last: Course) -> Iterator[Written]:
    """What was given after the last course, for most of those whose disease progressed."""
    chance = chart.chance
    if last.last_dose is None or not last.progression or not chance.happens(GIVEN_AFTER):
        return
    began = chance.after(last.last_dose, 12, 45)
    if began > chart.until:
        return
    types, regimen = AFTER[chance.deal("after", dict.fromkeys(range(len(AFTER)), 1))]
    ended = began + dt.timedelta(days=chance.randint(30, 150))
    yield chart.of_patient(
        "subsequent",
        types=types,
        regimen=chart.says(regimen),
        began=partial(began, ((0.15, 7),), chance),
        ended=partial(ended, PARTIAL_END, chance) if ended <= chart.until else None,
        best_response=chance.deal("after response", AFTER_RESPONSES),
    )
