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


PRINTED_SHARES = {
    "general": (24.4, 56.0, 47.6),
    "skin": (23.3, 46.4, 47.6),
    "nervous": (9.3, 23.8, 29.8),
    "gastrointestinal": (19.8, 16.7, 23.8),
    "cardiac": (14.0, 15.5, 17.9),
    "psychiatric": (11.6, 11.9, 9.5),
    "infections": (18.6, 10.7, 15.5),
    "application site pruritus": (7.0, 26.2, 26.2),
    "application site erythema": (3.5, 14.3, 17.9),
    "application site irritation": (3.5, 10.7, 10.7),
    "application site dermatitis": (5.8, 10.7, 8.3),
    "pruritus": (9.3, 25.0, 31.0),
    "erythema": (9.3, 16.7, 16.7),
    "rash": (5.8, 15.5, 10.7),
    "dizziness": (2.3, 9.5, 13.1),
    "headache": (3.5, 3.6, 6.0),
    "syncope": (0.0, 4.8, 3.6),
    "nausea": (3.5, 3.6, 7.1),
    "vomiting": (3.5, 3.6, 8.3),
    "diarrhoea": (10.5, 4.8, 4.8),
    "sinus bradycardia": (2.3, 8.3, 9.5),
    "fatigue": (1.2, 6.0, 6.0),
}
"""Table 14-5.01 of the report of the study: % of the patients with a treatment-emergent event of an organ class or a
term; placebo, low dose, high dose."""


def test_organ_classes_and_terms_are_those_of_the_report() -> None:
    printed: dict[str, list[float]] = {name: [] for name in PRINTED_SHARES}
    for drug in DRUGS.values():
        summary = arm(drug)
        shares = {
            found.category.rpartition(": ")[2]: found.value or 0.0
            for output in ("toxicity_soc", "toxicity_term")
            for found in summary.select(output)
        }
        for name, values in printed.items():
            values.append(round(shares.get(name, 0.0), 1))

    assert {name: tuple(values) for name, values in printed.items()} == PRINTED_SHARES
