"""One body per kind that could be sent as it stands, but for the keys of other records."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

Body = dict[str, Any]

NEW: Mapping[str, Body] = MappingProxyType(
    {
        "patient": {
            "centre_id": "FR-001",
            "status": "complete",
            "birth_month": "2015-03",
            "sex": "female",
            "information_date": "2026-01-12",
            "objection": "no",
            "vital_status": "alive",
            "vital_status_date": "2026-03-14",
        },
        "diagnosis": {
            "patient_id": "patient-1",
            "status": "complete",
            "category": "cns",
            "name": "low-grade glioma",
            "iccc3": "IIIb",
            "diagnosis_date": "2023",
            "disease_status": "relapse",
            "relapse_number": 1,
        },
        "course": {
            "patient_id": "patient-1",
            "status": "complete",
            "access_scheme": "AAC",
            "board_date": "2026-01-15",
            "first_dose": "2026-01-20",
            "course_drug": [
                {"drug": "trametinib", "starting_dose": 0.025, "dose_unit": "mg", "dose_basis": "kg_day"},
                {"drug": "dabrafenib", "starting_dose_missing": "not_available"},
            ],
        },
        "assessment": {
            "course_id": "course-1",
            "status": "complete",
            "visit": "on_treatment",
            "assessed_on": "2026-03-10",
            "criterion": "RECIST_1_1",
            "target_measure": 21.5,
            "response": "PR",
        },
        "toxicity": {
            "course_id": "course-1",
            "status": "complete",
            "term": "rash_acneiform",
            "nature": "clinical",
            "grade": "2",
            "onset": "2026-02",
            "ongoing": "yes",
            "seriousness": ["none"],
            "outcome": "recovering",
            "toxicity_drug": [
                {"drug": "trametinib", "causality": "related", "action": "unchanged"},
                {"drug": "dabrafenib", "causality_missing": "unknown"},
            ],
        },
        "drug": {
            "inn": "selumetinib",
            "drug_class": "MEK inhibitor",
            "target": "MEK1, MEK2",
            "eu_year": 2021,
        },
    }
)

CHANGE: Mapping[str, Body] = MappingProxyType(
    {
        "patient": {"vital_status_date": "2026-03-20", "reason": "Seen again at the clinic"},
        "diagnosis": {"diagnosis_date": "2023-05", "reason": "Month found in the letter"},
        "course": {"last_dose": "2026-03-20", "stop_reason": "toxicity", "reason": "Treatment stopped"},
        "assessment": {"target_measure": None, "target_measure_missing": "not_done", "reason": "Read again"},
        "toxicity": {"grade": "3", "reason": "Worse than first entered"},
        "drug": {"inn_fr": "sélumétinib", "reason": "French name added"},
    }
)

REASON: Body = {"reason": "Entered for the wrong patient"}
