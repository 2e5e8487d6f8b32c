"""The CDISC pilot study, whose safety tables are published: the same counts come out of its raw records.

Treated patients 86, 84 and 84 (placebo, low dose, high dose); with at least one treatment-emergent event 65, 77 and
76; events 281, 412 and 433.
"""

from functools import cache
from typing import Any

import pytest

from registry.summaries.table import Summary
from tests.cdisc.convert import DRUGS, Row, Tables, pilot
from tests.summaries.records import counts, frames_of, numbers, row

FRAMES = {
    "patients": ("patient", {"id": "patient_id"}),
    "diagnoses": ("diagnosis", {"id": "diagnosis_id"}),
    "courses": ("course", {"id": "course_id"}),
    "course_drugs": ("course_drug", {}),
    "toxicities": ("toxicity", {"id": "toxicity_id"}),
    "toxicity_drugs": ("toxicity_drug", {}),
}


@cache
def study() -> Tables:
    return pilot()


def arm(drug: str, *choices: str) -> Summary:
    courses = {r["course_id"] for r in study()["course_drug"] if r["drug"] == drug}
    people = {r["patient_id"] for r in study()["course"] if r["id"] in courses}
    events = {r["id"] for r in study()["toxicity"] if r["course_id"] in courses}
    owners = people | courses | events

    def ours(record: Row) -> bool:
        parents = {record.get(key) for key in ("patient_id", "course_id", "toxicity_id")} | {record.get("id")}
        return not parents.isdisjoint(owners)

    lines: dict[str, list[dict[str, Any]]] = {
        name: [_named(record, names) for record in study().get(kind, []) if ours(record)]
        for name, (kind, names) in FRAMES.items()
    }
    return numbers(frames_of(drug, lines), *choices)


def _named(record: Row, names: dict[str, str]) -> dict[str, Any]:
    named: dict[str, Any] = {names.get(name, name): value or None for name, value in record.items()}
    return named | ({"grade": int(named["grade"])} if named.get("grade") else {})


@pytest.mark.parametrize(
    ("planned", "treated", "patients", "events"),
    [
        ("Placebo", 86, 65, 281),
        ("Xanomeline Low Dose", 84, 77, 412),
        ("Xanomeline High Dose", 84, 76, 433),
    ],
)
def test_treatment_emergent_events_are_those_of_the_published_table(
    planned: str, treated: int, patients: int, events: int
) -> None:
    summary = arm(DRUGS[planned])

    assert (row(summary, "toxicity_any").n, row(summary, "toxicity_any").N) == (patients, treated)
    assert row(summary, "toxicity_events").n == events


PRINTED = {
    "pruritus": (8, 54),
    "erythema": (8, 36),
    "rash": (5, 26),
    "hyperhidrosis": (2, 14),
    "skin irritation": (3, 14),
    "application site pruritus": (6, 50),
    "application site erythema": (3, 30),
    "application site dermatitis": (5, 21),
    "application site irritation": (3, 21),
    "diarrhoea": (9, 17),
    "vomiting": (3, 13),
    "nausea": (3, 12),
    "dizziness": (2, 21),
    "headache": (3, 11),
    "sinus bradycardia": (2, 17),
    "myocardial infarction": (4, 10),
    "nasopharyngitis": (2, 12),
    "upper respiratory tract infection": (6, 10),
    "cough": (1, 11),
    "electrocardiogram st segment depression": (4, 5),
}
"""Patients per preferred term in tables of this study that others printed: placebo, and all three arms together."""


def test_patients_per_term_are_those_that_others_printed() -> None:
    """Those tables end 30 days after the last dose, and take the dose received, so the active arms are added up."""
    arms = {planned: counts(arm(drug, "window_days=30"), "toxicity_term") for planned, drug in DRUGS.items()}
    by_text = {
        planned: {category.partition(": ")[2]: n for category, n in terms.items()}
        for planned, terms in arms.items()
    }

    found = {
        text: (by_text["Placebo"].get(text, 0), sum(terms.get(text, 0) for terms in by_text.values()))
        for text in PRINTED
    }
    assert found == PRINTED
