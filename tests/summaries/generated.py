"""Generated records of one drug: a few patients with whatever hospitals may enter, sensible or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

Lines = Mapping[str, list[dict[str, Any]]]

FIRST_DAY = dt.date(2026, 1, 1)
TERMS = ["anemia", "dry_skin", "skin_and_subcutaneous_tissue_disorders_other_specify", "not_a_term", None]
CODES = [("RAPNO_LGG", code) for code in ("CR", "PR", "MR", "SD", "PD", "NE", None)] + [
    ("iRECIST", "iUPD"),
    ("iRECIST", "iCPD"),
    ("REINS_PN", "uPR"),
    ("DEAUVILLE", "2"),
    ("RAPNO_LGG", "no such code"),
]

days = st.integers(0, 12).map(lambda n: FIRST_DAY + dt.timedelta(days=18 * n))
partial_days = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))
statuses = st.sampled_from(["complete"] * 5 + ["draft"])


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def lines(draw: st.DrawFn) -> Lines:
    """The records of up to five patients, each with up to two courses, and what was seen under them."""
    found: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("patients", "diagnoses", "courses", "course_drugs")
    }
    found |= {name: [] for name in ("assessments", "toxicities", "toxicity_drugs")}
    found |= {name: [] for name in ("alterations", "prior_lines", "subsequents", "ctdna", "dose_periods")}
    for number in range(draw(st.integers(0, 5))):
        _patient(draw, f"P{number}", found)
    return found


def _patient(draw: st.DrawFn, patient: str, found: dict[str, list[dict[str, Any]]]) -> None:
    vital = draw(maybe(st.sampled_from(["alive", "dead", "lost"])))
    found["patients"].append(
        {
            "patient_id": patient,
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
    for number in range(draw(st.integers(0, 2))):
        _course(draw, f"{patient}-c{number}", patient, found)


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
            "first_dose": draw(maybe(days) | days),
            "last_dose": draw(maybe(days)),
            "stop_reason": draw(maybe(st.sampled_from(["progression", "toxicity"]))),
            "best_response": draw(maybe(st.sampled_from(["CR", "SD", "NE"]))),
            "status": draw(statuses),
        }
    )
    for drug in draw(st.sampled_from([["trametinib"], ["trametinib", "dabrafenib"]])):
        found["course_drugs"].append({"course_id": course, "drug": drug})
    for number in range(draw(st.integers(0, 4))):
        criterion, response = draw(st.sampled_from(CODES))
        found["assessments"].append(
            {
                "assessment_id": f"{course}-a{number}",
                "course_id": course,
                "patient_id": patient,
                "visit": draw(st.sampled_from(["baseline", "on_treatment", "on_treatment", "after_stop"])),
                "assessed_on": draw(days),
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
    for number in range(draw(st.integers(0, 3))):
        _toxicity(draw, f"{course}-t{number}", course, patient, found)


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
            "seriousness": draw(maybe(st.sampled_from(["none", "death", "important;hospitalisation"]))),
            "status": draw(statuses),
        }
    )
    for drug in draw(st.sampled_from([[], ["trametinib"], ["trametinib", "dabrafenib"]])):
        found["toxicity_drugs"].append(
            {
                "toxicity_id": toxicity,
                "drug": drug,
                "causality": draw(maybe(st.sampled_from(["related", "possible", "unlikely", "unrelated"]))),
                "action": draw(maybe(st.sampled_from(["unchanged", "withdrawn"]))),
            }
        )
