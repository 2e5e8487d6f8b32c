"""Generated records of one drug: a few patients with whatever hospitals may enter, sensible or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from registry.summaries.columns import COLUMNS

Lines = Mapping[str, list[dict[str, Any]]]

CENTRES = ["FR-001", "ES-001"]
BASES = ["flat_day", "kg_day", "m2_dose"]
CHANGES = ["start", "reduction", "interruption", "resumption", "increase"]
FIRST_DAY = dt.date(2026, 1, 1)
TERMS = ["anemia", "dry_skin", "skin_and_subcutaneous_tissue_disorders_other_specify", "not_a_term", None]
CODES = [("RAPNO_LGG", code) for code in ("CR", "PR", "PR", "MR", "SD", "SD", "PD", "NE", None)] + [
    ("iRECIST", "iUPD"),
    ("iRECIST", "iCPD"),
    ("REINS_PN", "uPR"),
    ("DEAUVILLE", "2"),
    ("RAPNO_LGG", "no such code"),
]

days = st.integers(0, 12).map(lambda n: FIRST_DAY + dt.timedelta(days=18 * n))
partial_days = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))
early_days = st.integers(0, 3).map(lambda n: FIRST_DAY - dt.timedelta(days=n))
VISITS = ["on_treatment", "on_treatment", "after_stop", "baseline"]
BASELINE_FIRST = ["baseline"] * 4 + VISITS
statuses = st.sampled_from(["complete"] * 9 + ["draft"])


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def lines(draw: st.DrawFn, *, first: int = 0, fewest: int = 0, most: int = 5) -> Lines:
    """The records of some patients, each with up to two courses, and what was seen under them.

    first: the number of the first patient.
    """
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for number in range(first, first + draw(st.integers(fewest, most))):
        _patient(draw, f"P{number:02}", found)
        _authorisation(draw, f"P{number:02}", found)
    return found


def _patient(draw: st.DrawFn, patient: str, found: dict[str, list[dict[str, Any]]]) -> None:
    vital = draw(maybe(st.sampled_from(["alive", "dead", "lost"])))
    found["patients"].append(
        {
            "patient_id": patient,
            "centre_id": (centre := draw(st.sampled_from(CENTRES))),
            "country_id": centre[:2],
            "sex": draw(maybe(st.sampled_from(["female", "male"]))),
            "birth_month": draw(maybe(st.sampled_from(["2001-02", "2015-04", "2025-12", "2026-03"]))),
            "predisposition": draw(maybe(st.sampled_from(["nf1", "none", "nf1;other"]))),
            "objection": draw(st.sampled_from(["no"] * 5 + ["yes", None])),
            "vital_status": vital,
            "vital_status_date": draw(maybe(partial_days)),
            "death_cause": draw(maybe(st.sampled_from(["disease", "toxicity"]))) if vital == "dead" else None,
            "status": draw(statuses),
        }
    )
    for number in range(draw(st.integers(0, 2))):
        found["diagnoses"].append(
            {
                "diagnosis_id": f"{patient}-d{number}",
                "patient_id": patient,
                "category": draw(maybe(st.sampled_from(["cns", "solid"]))),
                "diagnosis_date": draw(maybe(partial_days)),
                "status": draw(statuses),
            }
        )
    _history(draw, patient, found)
    for number in range(draw(st.sampled_from([1, 1, 1, 2, 2, 0]))):
        _course(draw, f"{patient}-c{number}", patient, found)


def _authorisation(draw: st.DrawFn, patient: str, found: dict[str, list[dict[str, Any]]]) -> None:
    """A line of the list of authorisations, found in the registry or not."""
    if draw(st.booleans()):
        found["authorisations"].append(
            {
                "authorisation_id": f"{patient}-z",
                "centre_id": draw(st.sampled_from(CENTRES)),
                "authorised_on": draw(partial_days),
                "eligible": draw(st.sampled_from(["yes", "no"])),
                "never_received": draw(st.sampled_from(["yes", "no", "no"])),
                "patient_id": draw(maybe(st.just(patient))),
            }
        )


def _history(draw: st.DrawFn, patient: str, found: dict[str, list[dict[str, Any]]]) -> None:
    """What was done before and after, and what was found in the tumour."""
    for number in range(draw(st.integers(0, 2))):
        found["prior_lines"].append(
            {
                "prior_line_id": f"{patient}-l{number}",
                "patient_id": patient,
                "line": draw(st.integers(1, 2)),
                "began": draw(maybe(partial_days)),
                "progressed_on": draw(maybe(partial_days)),
                "status": draw(statuses),
            }
        )
    for number in range(draw(st.integers(0, 1))):
        found["subsequents"].append(
            {
                "subsequent_id": f"{patient}-s{number}",
                "patient_id": patient,
                "types": "surgery",
                "began": draw(partial_days),
                "status": draw(statuses),
            }
        )
    for number in range(draw(st.integers(0, 2))):
        found["alterations"].append(
            {
                "alteration_id": f"{patient}-x{number}",
                "patient_id": patient,
                "gene": draw(st.sampled_from(["BRAF", "NF1"])),
                "type": draw(maybe(st.sampled_from(["snv", "fusion"]))),
                "is_basis": draw(maybe(st.sampled_from(["yes", "no"]))),
                "status": draw(statuses),
            }
        )


def _course(draw: st.DrawFn, course: str, patient: str, found: dict[str, list[dict[str, Any]]]) -> None:
    found["courses"].append(
        {
            "course_id": course,
            "patient_id": patient,
            "board_date": draw(maybe(days)),
            "first_dose": draw(st.sampled_from([FIRST_DAY] * 4 + [None]) | days),
            "last_dose": draw(maybe(days)),
            "stop_reason": draw(maybe(st.sampled_from(["progression", "toxicity"]))),
            "best_response": draw(maybe(st.sampled_from(["CR", "SD", "NE"]))),
            "status": draw(statuses),
        }
    )
    for drug in draw(st.sampled_from([["trametinib"], ["trametinib", "dabrafenib"]])):
        found["course_drugs"].append(
            {
                "course_id": course,
                "drug": drug,
                "starting_dose": draw(maybe(st.sampled_from([0.5, 1.0, 2.0]))),
                "planned_dose": draw(maybe(st.sampled_from([1.0, 2.0]))),
                "dose_unit": "mg",
                "dose_basis": draw(st.sampled_from(BASES)),
                "dose_frequency": "once_daily",
                "formulation": draw(maybe(st.sampled_from(["tablet", "oral_solution"]))),
            }
        )
    for number in range(draw(st.sampled_from([4, 3, 2, 1, 0]))):
        criterion, response = draw(st.sampled_from(CODES))
        found["assessments"].append(
            {
                "assessment_id": f"{course}-a{number}",
                "course_id": course,
                "patient_id": patient,
                "visit": draw(st.sampled_from(VISITS if number else BASELINE_FIRST)),
                "assessed_on": draw(days if number else early_days | days),
                "criterion": criterion,
                "response": response,
                "reviewed_response": draw(maybe(st.sampled_from(["CR", "SD", "PD", "NE", "iUPD"]))),
                "status": draw(statuses),
            }
        )
    for number in range(draw(st.integers(0, 2))):
        found["ctdna"].append(
            {
                "ctdna_id": f"{course}-n{number}",
                "course_id": course,
                "patient_id": patient,
                "sampled_on": draw(days),
                "sample": "plasma",
                "target": "BRAF V600E",
                "result": draw(st.sampled_from(["detected", "not_detected", "failed"])),
                "vaf": draw(maybe(st.floats(0, 100))),
                "status": draw(statuses),
            }
        )
    _use(draw, course, patient, found)
    for number in range(draw(st.integers(0, 3))):
        _toxicity(draw, f"{course}-t{number}", course, patient, found)


def _use(draw: st.DrawFn, course: str, patient: str, found: dict[str, list[dict[str, Any]]]) -> None:
    """How the drug was begun and taken, and the questionnaires."""
    under = {"course_id": course, "patient_id": patient}
    for number in range(draw(st.integers(0, 1))):
        found["initiations"].append(
            {
                "initiation_id": f"{course}-i{number}",
                **under,
                "measured_on": draw(maybe(days)),
                "weight": draw(maybe(st.sampled_from([8.5, 20.0, 61.25]))),
                "height": draw(maybe(st.sampled_from([70.0, 115.0, 168.5]))),
                "performance_scale": draw(maybe(st.sampled_from(["lansky", "karnofsky", "ecog"]))),
                "performance": draw(maybe(st.integers(0, 4))),
                "deviation": draw(maybe(st.sampled_from(["yes", "no"]))),
                "status": draw(statuses),
            }
        )
    for number, change in enumerate(draw(st.lists(st.sampled_from(CHANGES), max_size=3))):
        found["dose_periods"].append(
            {
                "dose_period_id": f"{course}-p{number}",
                **under,
                "change": change,
                "began": draw(maybe(days)),
                "ended": draw(maybe(days)),
                "dose": draw(maybe(st.sampled_from([0.5, 1.0, 2.0]))),
                "dose_unit": "mg",
                "dose_basis": draw(st.sampled_from(BASES)),
                "dose_frequency": "once_daily",
                "change_reason": draw(maybe(st.sampled_from(["toxicity", "progression"]))),
                "status": draw(statuses),
            }
        )
    for number in range(draw(st.integers(0, 2))):
        found["questionnaires"].append(
            {
                "questionnaire_id": f"{course}-q{number}",
                **under,
                "visit": draw(st.sampled_from(["baseline", "on_treatment"])),
                "instrument": "pedsql_core",
                "respondent": draw(st.sampled_from(["child", "parent"])),
                "is_filled": draw(st.sampled_from(["yes", "no"])),
                "filled_on": draw(maybe(days)),
                "total_score": draw(maybe(st.sampled_from([0.0, 37.5, 100.0]))),
                "status": draw(statuses),
            }
        )


def _toxicity(
    draw: st.DrawFn, toxicity: str, course: str, patient: str, found: dict[str, list[dict[str, Any]]]
) -> None:
    found["toxicities"].append(
        {
            "toxicity_id": toxicity,
            "course_id": course,
            "patient_id": patient,
            "term": draw(st.sampled_from(TERMS)),
            "term_text": draw(maybe(st.sampled_from(["Itch", "itch ", "Pain"]))),
            "nature": draw(maybe(st.sampled_from(["clinical", "laboratory"]))),
            "grade": draw(maybe(st.integers(1, 5)) | st.integers(1, 5)),
            "onset": draw(maybe(partial_days) | partial_days),
            "first_received": draw(maybe(days)),
            "seriousness": draw(maybe(st.sampled_from(["none", "death", "important;hospitalisation"]))),
            "status": draw(statuses),
        }
    )
    for number in range(draw(st.integers(0, 2))):
        found["declarations"].append(
            {
                "declaration_id": f"{toxicity}-e{number}",
                "toxicity_id": toxicity,
                "recipient": "authority",
                "step": draw(st.sampled_from(["initial", "follow_up", "nullification"])),
                "sent_on": draw(maybe(days)),
                "status": draw(statuses),
            }
        )
    for drug in draw(st.sampled_from([[], ["trametinib"], ["trametinib", "dabrafenib"]])):
        found["toxicity_drugs"].append(
            {
                "toxicity_id": toxicity,
                "drug": drug,
                "causality": draw(maybe(st.sampled_from(["related", "possible", "unlikely", "unrelated"]))),
                "action": draw(maybe(st.sampled_from(["unchanged", "withdrawn", "interrupted", "reduced"]))),
            }
        )
