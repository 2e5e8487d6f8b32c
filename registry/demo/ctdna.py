"""Writes circulating tumour DNA over time: it falls with the response and rises before the progression is seen."""

from __future__ import annotations

from collections.abc import Iterator

from registry.demo.alterations import Alteration, target
from registry.demo.chart import CourseChart
from registry.demo.rows import Written
from registry.demo.story import Visit

TRACEABLE = ("snv", "indel", "fusion", "duplication")
SAMPLED = 7
FAILED, UNDETECTED_BELOW, RISES = 0.03, 0.05, 4.0
ASSAYS = {"pcr": 55, "panel": 40, "wgs": 5}
SAMPLES = {
    True: {"csf": 55, "plasma": 45},
    False: {"plasma": 92, "urine": 5, "other": 3},
}
"""Where it is looked for: in tumours of the central nervous system, in others."""


def write_ctdna(course: CourseChart) -> Iterator[Written]:
    """The series of a course whose alteration can be followed."""
    start = course.chart.life.start
    found = target(start.diagnosis, course.course.drugs)
    visits = [visit for visit in course.course.visits if visit.measure is not None]
    if found is None or found.type not in TRACEABLE or len(visits) < 2 or not visits[0].measure:
        return
    chance = course.chart.chance
    is_cns = start.disease.criterion.startswith("RAPNO")
    sample = chance.deal(f"ctdna {is_cns}", SAMPLES[is_cns])
    assay, first = chance.deal("ctdna assay", ASSAYS), chance.uniform(1, 14)
    for place, visit in enumerate(visits[:SAMPLED]):
        comes = visits[place + 1] if place + 1 < len(visits) else None
        part = (visit.measure or 0.0) / visits[0].measure
        if comes is not None and comes.reading in ("PD", "REL"):
            part = max(part * RISES, 0.1)
        elif visit.kind == "on_treatment" and visit.reading not in ("PD", "REL"):
            part **= 2
        yield _sample(course, visit, found, first * part, sample=sample, assay=assay)


def _sample(
    course: CourseChart, visit: Visit, found: Alteration, vaf: float, *, sample: str, assay: str
) -> Written:
    if course.chart.chance.happens(FAILED):
        result = "failed"
    else:
        result = "detected" if vaf >= UNDETECTED_BELOW else "not_detected"
    vaf = min(vaf, 60.0)
    return course.write(
        "ctdna",
        visit=visit.kind,
        sampled_on=visit.on,
        sample=sample,
        assay=assay,
        target=found.name,
        result=result,
        vaf=round(vaf, 2) if result == "detected" else None,
        copies=round(vaf * 42) if result == "detected" else None,
    )
