"""Writes what pharmacovigilance adds to a toxicity: its grades over time, the report, and the declarations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from registry.demo.chance import Chance
from registry.demo.chart import Chart, CourseChart
from registry.demo.rows import Written
from registry.demo.story import Toxicity
from registry.fields.base import T
from registry.schemes.base import Category
from registry.schemes.catalogue import SCHEMES
from registry.terminology import ctcae

PROLONGED = 45
"""Days from which the grades of a toxicity are kept over time."""

REPORT_TYPES = {"spontaneous": 55, "study": 41, "other": 3, "unknown": 1}
REPORTERS = {"physician": 80, "pharmacist": 10, "other_professional": 7, "consumer": 3}
USE = {"none": 92, "error": 3, "overdose": 3, "misuse": 2}
TREATED = T("Soins de support ; bilan et surveillance.", "Supportive care; tests and monitoring.")
EXPECTED = {"expected": 80, "unexpected": 15, "unknown": 5}
REFERENCE = T("RCP, version de démonstration 3", "SmPC, demonstration version 3")
METHODS = {"reporter": 60, "french": 25, "who_umc": 10, "naranjo": 4, "other": 1}
RECHALLENGES = {"not_recurred": 45, "recurred": 20, "no": 30, "unknown_result": 5}
ROLES = {"suspect": 90, "interacting": 3, "concomitant": 6, "not_given": 1}
SCORES = {"related": "I3", "possible": "I2", "unlikely": "I1", "unrelated": "I0"}

DECLARED, LATE, ACKNOWLEDGED, FOLLOWED = 0.88, 0.1, 0.8, 0.15
BESIDE = {"": 82, "sponsor": 10, "ethics": 5, "other": 3}
NAMES = {
    "authority": T("Autorité nationale de démonstration", "Demonstration national authority"),
    "company": T("Laboratoire de démonstration", "Demonstration company"),
    "other": T("Registre de démonstration", "Demonstration registry"),
}


def report_values(course: CourseChart, toxicity: Toxicity, scheme: str) -> dict[str, object]:
    """The sections on hospital stay, treatment and report of a toxicity."""
    chart, chance = course.chart, course.chart.chance
    is_stay = "hospitalisation" in toxicity.criteria
    values: dict[str, object] = {
        "hospitalised_on": toxicity.onset if is_stay else None,
        "discharged_on": _discharged(chart, toxicity) if is_stay else None,
        "treatment_given": chart.says(TREATED) if toxicity.grade >= 2 and chance.happens(0.6) else None,
        "coded_term": ctcae.terms()[toxicity.term].name.en
        if chart.is_whole and chance.happens(0.3)
        else None,
    }
    if is_serious(toxicity):
        values |= _report(chart, toxicity, scheme)
    return values


def is_serious(toxicity: Toxicity) -> bool:
    return toxicity.criteria != ("none",)


def received(toxicity: Toxicity, chart: Chart) -> dt.date:
    """The day on which the centre knew."""
    return min(toxicity.onset + dt.timedelta(days=len(toxicity.term) % 3), chart.on)


def _discharged(chart: Chart, toxicity: Toxicity) -> dt.date | None:
    out = chart.chance.after(toxicity.onset, 2, 10)
    last = min(toxicity.end or chart.until, chart.until)
    return min(out, last) if last >= toxicity.onset else None


def _report(chart: Chart, toxicity: Toxicity, scheme: str) -> dict[str, object]:
    chance = chart.chance
    is_off_label = SCHEMES[scheme].category is Category.OFFLABEL
    expected = chance.deal("expectedness", EXPECTED)
    return {
        "first_received": received(toxicity, chart),
        "report_type": chance.deal("report type", REPORT_TYPES),
        "reporter": chance.deal("reporter", REPORTERS),
        "circumstances": ("off_label",) if is_off_label else (chance.deal("use", USE, eager=0.2),),
        "narrative": _narrative(chart, toxicity),
        "expectedness": expected,
        "expectedness_reference": chart.says(REFERENCE),
        "worldwide_case": f"{chart.country}-DEMO-{chance.randint(10000, 99999)}",
    }


def _narrative(chart: Chart, toxicity: Toxicity) -> str:
    name, drugs = ctcae.terms()[toxicity.term].name, " + ".join(toxicity.causality)
    return chart.says(
        T(
            f"Patient traité par {drugs}. {name.fr}, grade {toxicity.grade}. Cas de démonstration.",
            f"Patient treated with {drugs}. {name.en}, grade {toxicity.grade}. A demonstration case.",
        )
    )


def causality_values(toxicity: Toxicity, drug: str, chance: Chance) -> dict[str, object]:
    """What is known of one drug beside its causality and the action taken."""
    serious, action = is_serious(toxicity), toxicity.action[drug]
    causality = toxicity.causality[drug]
    method = chance.deal("method", METHODS) if serious or chance.happens(0.2) else None
    return {
        "causality_method": method,
        "rechallenge": chance.deal("rechallenge", RECHALLENGES)
        if action == "interrupted"
        else "no"
        if action == "withdrawn"
        else None,
        "role": chance.deal("role", ROLES, eager=0.1) if serious else None,
        "sponsor_causality": causality if serious and chance.happens(0.7) else None,
        "centre_score": SCORES[causality] if serious and method == "french" else None,
    }


def write_grades(chart: Chart, key: str, toxicity: Toxicity) -> Iterator[Written]:
    """The grades over time of a toxicity that lasts: it begins lower, reaches its grade, and falls again."""
    last = min(toxicity.end or chart.until, chart.until)
    grades = ctcae.terms()[toxicity.term].grades
    if (last - toxicity.onset).days < PROLONGED or toxicity.grade == 5:
        return
    below = max((grade for grade in grades if grade < toxicity.grade), default=None)
    days = (0, 7, PROLONGED - 10) if below else (0,)
    for day, grade in zip(days, (below or toxicity.grade, toxicity.grade, below), strict=False):
        yield chart.write(
            "toxicity_grade", toxicity_id=key, graded_on=toxicity.onset + dt.timedelta(days=day), grade=grade
        )


def write_declarations(chart: Chart, key: str, toxicity: Toxicity, scheme: str) -> Iterator[Written]:
    """To whom a serious toxicity was declared: most within days, some late, some not at all."""
    chance = chart.chance
    if not is_serious(toxicity) or not chance.happens(DECLARED):
        return
    known = [recipient.kind for recipient in SCHEMES[scheme].declared_to]
    recipients = dict.fromkeys([*(known or ["authority"]), chance.deal("recipient", BESIDE, eager=0.3)])
    for recipient in filter(None, recipients):
        delay = chance.randint(20, 60) if chance.happens(LATE) else chance.randint(0, 8)
        sent = received(toxicity, chart) + dt.timedelta(days=delay)
        if sent > chart.on:
            continue
        yield _declaration(chart, key, recipient, sent, "initial")
        again = chance.after(sent, 15, 60)
        if again <= chart.on and chance.happens(FOLLOWED):
            step = chance.deal("step", {"follow_up": 92, "nullification": 8}, eager=0.2)
            yield _declaration(chart, key, recipient, again, step)


def _declaration(chart: Chart, key: str, recipient: str, sent: dt.date, step: str) -> Written:
    chance = chart.chance
    back = chance.after(sent, 0, 6)
    is_acknowledged = back <= chart.on and chance.happens(ACKNOWLEDGED)
    return chart.write(
        "declaration",
        toxicity_id=key,
        recipient=recipient,
        recipient_name=chart.says(NAMES[recipient]) if recipient in NAMES else None,
        step=step,
        step_number=1 if step == "follow_up" else None,
        sent_on=sent,
        reference=f"DEMO-{chance.randint(1000, 9999)}",
        acknowledged_on=back if is_acknowledged else None,
        acknowledgement=f"ACK-{chance.randint(1000, 9999)}" if is_acknowledged else None,
    )
