"""Cases of assessments, laboratory results, circulating tumour DNA and questionnaires."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.rules.given import DEAD, Pair, pair

START = {"first_dose": "2025-01-02"}
OVER = START | {"last_dose": "2025-05-01"}

BASELINE = {
    "visit": "baseline",
    "assessed_on": "2024-12-20",
    "criterion": "RECIST_1_1",
    "target_measure": 100.0,
}
VISIT = {
    "visit": "on_treatment",
    "assessed_on": "2025-03-20",
    "criterion": "RECIST_1_1",
    "response": "PR",
}
STABLE = VISIT | {"response": "SD"}
PROGRESSED = VISIT | {"response": "PD"}
STOPPED = PROGRESSED | {"visit": "after_stop"}

ASSESSMENT = {
    "ASM-01": pair(VISIT | {"response": "iUPD"}, {"response": "PR"}),
    "ASM-02": pair(VISIT | {"reviewed_response": "iUPD"}, {"reviewed_response": "PR"}),
    "ASM-03": pair(VISIT | {"assessed_on": "2026-11-24"}, {"assessed_on": "2026-11-23"}),
    "ASM-04": pair(VISIT | {"assessed_on": "2025-06-16"}, {"assessed_on": "2025-06-15"}, patient=DEAD),
    "ASM-05": pair(BASELINE | {"assessed_on": "2025-01-03"}, {"assessed_on": "2025-01-02"}, course=START),
    "ASM-06": pair(VISIT | {"assessed_on": "2025-01-01"}, {"assessed_on": "2025-01-02"}, course=START),
    "ASM-07": pair(VISIT, siblings=[BASELINE | {"criterion": "INRC_2017"}], kept={"siblings": [BASELINE]}),
    "ASM-08": pair(VISIT | {"reviewed_response": "SD"}, {"review_reason": "wrong baseline"}),
    "ASM-09": pair(
        VISIT | {"reviewed_response": "PR", "reviewed_on": "2026-11-24"}, {"reviewed_on": "2026-11-23"}
    ),
    "ASM-10": pair(
        VISIT,
        siblings=[VISIT | {"assessed_on": "2025-02-20", "response": "CR"}],
        kept={
            "siblings": [
                VISIT | {"assessed_on": "2025-02-20", "response": "CR"},
                PROGRESSED | {"assessed_on": "2025-03-01"},
            ]
        },
    ),
    # RECIST 1.1: 30 % less than 100 mm is 70 mm.
    "ASM-11": pair(VISIT | {"target_measure": 71.0}, {"target_measure": 70.0}, siblings=[BASELINE]),
    # 20 % more than 100 mm is 120 mm.
    "ASM-12": pair(PROGRESSED | {"target_measure": 119.0}, {"target_measure": 120.0}, siblings=[BASELINE]),
    # 20 % of 20 mm is 4 mm, and at least 5 mm are needed.
    "ASM-13": pair(
        STABLE | {"target_measure": 25.0},
        {"target_measure": 24.0},
        siblings=[BASELINE | {"target_measure": 20.0}],
    ),
    "ASM-14": pair(STABLE | {"new_lesion": "yes"}, {"response": "PD"}),
    "ASM-15": pair(STABLE | {"nadir": 100.5}, {"nadir": 100.0}, siblings=[BASELINE]),
    "ASM-16": pair(STABLE, {"assessed_on": "2025-03-21"}, siblings=[STABLE]),
    "ASM-17": pair(BASELINE, {"criterion": "INRC_2017"}, siblings=[BASELINE | {"assessed_on": "2024-12-01"}]),
    "ASM-18": pair(BASELINE | {"assessed_on": "2015-02-28"}, {"assessed_on": "2015-03-01"}),
    "ASM-19": pair(
        VISIT | {"reviewed_response": "PR", "reviewed_on": "2025-03-19"}, {"reviewed_on": "2025-03-20"}
    ),
    "ASM-20": pair(STOPPED | {"assessed_on": "2025-04-30"}, {"assessed_on": "2025-05-01"}, course=OVER),
    "ASM-21": pair(VISIT | {"assessed_on": "2025-05-30"}, {"assessed_on": "2025-05-29"}, course=OVER),
    "ASM-22": pair(
        STOPPED | {"progression_context": "resistance", "assessed_on": "2025-05-02"},
        {"assessed_on": "2025-05-01"},
        course=OVER,
    ),
    # Stopped on 1 May: a rebound comes until 1 August, a late regrowth from 1 November.
    "ASM-23": pair(
        STOPPED | {"progression_context": "rebound", "assessed_on": "2025-08-02"},
        {"assessed_on": "2025-08-01"},
        course=OVER,
    ),
    "ASM-24": pair(
        STOPPED | {"progression_context": "regrowth", "assessed_on": "2025-10-31"},
        {"assessed_on": "2025-11-01"},
        course=OVER,
    ),
    "ASM-25": pair(STABLE | {"progression_context": "unclear"}, {"response": "PD"}),
    # 60 days before 2 January are 3 November.
    "ASM-26": pair(BASELINE | {"assessed_on": "2024-11-02"}, {"assessed_on": "2024-11-03"}, course=START),
}


def placed(record: Mapping[str, Any], name: str, codes: tuple[str, str, str]) -> dict[str, Pair]:
    """The cases of the three rules on the visit of a dated record."""
    baseline, treated, stopped = codes
    return {
        baseline: pair(
            {**record, "visit": "baseline", name: "2025-01-03"}, {name: "2025-01-02"}, course=START
        ),
        treated: pair(
            {**record, "visit": "on_treatment", name: "2025-01-01"}, {name: "2025-01-02"}, course=START
        ),
        stopped: pair(
            {**record, "visit": "after_stop", name: "2025-04-30"}, {name: "2025-05-01"}, course=OVER
        ),
    }


PLATELETS = {
    "sampled_on": "2025-03-03",
    "analyte": "platelets",
    "value": 200.0,
    "unit": "10^9/L",
    "lower": 150.0,
    "upper": 400.0,
}

LAB_RESULT = {
    "LAB-01": pair(PLATELETS | {"sampled_on": "2026-11-24"}, {"sampled_on": "2026-11-23"}),
    "LAB-02": pair(PLATELETS | {"sampled_on": "2015-02-28"}, {"sampled_on": "2015-03-01"}),
    "LAB-03": pair(PLATELETS | {"sampled_on": "2025-06-16"}, {"sampled_on": "2025-06-15"}, patient=DEAD),
    **placed(PLATELETS, "sampled_on", ("LAB-04", "LAB-05", "LAB-06")),
    "LAB-07": pair(PLATELETS | {"unit": "g/dL"}, {"unit": "G/L"}),
    "LAB-08": pair(PLATELETS | {"lower": 401.0}, {"lower": 400.0}),
    "LAB-09": pair(PLATELETS | {"value": -1.0}, {"value": 0.0}),
    # Platelets: grade 3 below 50, as CTCAE v5 prints it.
    "LAB-10": pair(PLATELETS | {"value": 49.0}, {"value": 50.0}),
    "LAB-11": pair(PLATELETS, {"value": 201.0}, around={"lab_result": [PLATELETS]}),
}

DETECTED = {
    "sampled_on": "2025-03-03",
    "sample": "plasma",
    "target": "BRAF V600E",
    "result": "detected",
    "vaf": 2.5,
}

CTDNA = {
    "CTD-01": pair(DETECTED | {"sampled_on": "2026-11-24"}, {"sampled_on": "2026-11-23"}),
    "CTD-02": pair(DETECTED | {"sampled_on": "2015-02-28"}, {"sampled_on": "2015-03-01"}),
    "CTD-03": pair(DETECTED | {"sampled_on": "2025-06-16"}, {"sampled_on": "2025-06-15"}, patient=DEAD),
    **placed(DETECTED, "sampled_on", ("CTD-04", "CTD-05", "CTD-06")),
    "CTD-07": pair(DETECTED | {"vaf": None}, {"copies": 12.0}),
    "CTD-08": pair(DETECTED | {"vaf": 0.0}, {"vaf": 0.1}),
}

FILLED = {
    "visit": "on_treatment",
    "instrument": "pedsql_core",
    "respondent": "child",
    "is_filled": "yes",
    "filled_on": "2025-03-03",
}
GROWN = {"birth_month": "2006-03"}

QUESTIONNAIRE = {
    "QOL-01": pair(FILLED | {"filled_on": "2026-11-24"}, {"filled_on": "2026-11-23"}),
    "QOL-02": pair(FILLED | {"filled_on": "2015-02-28"}, {"filled_on": "2015-03-01"}),
    "QOL-03": pair(FILLED | {"filled_on": "2025-06-16"}, {"filled_on": "2025-06-15"}, patient=DEAD),
    **placed(FILLED, "filled_on", ("QOL-04", "QOL-05", "QOL-06")),
    "QOL-07": pair(FILLED | {"instrument": "qlq_c30"}, {"instrument": "pedsql_core"}),
    # Born in March 2015: 5 years old on 1 March 2020 at the earliest.
    "QOL-08": pair(FILLED | {"filled_on": "2020-02-29"}, {"filled_on": "2020-03-01"}),
    # Born in March 2006: certainly 18 on 31 March 2024.
    "QOL-09": pair(
        FILLED | {"respondent": "parent_1", "filled_on": "2024-03-31"},
        {"filled_on": "2024-03-30"},
        patient=GROWN,
    ),
    "QOL-10": pair(FILLED | {"total_score": 100.5}, {"total_score": 100.0}),
    "QOL-11": pair(
        FILLED,
        rows=[{"dimension": "physical", "score": -1.0}],
        kept={"rows": [{"dimension": "physical", "score": 0.0}]},
    ),
    "QOL-12": pair(
        FILLED,
        rows=[{"dimension": "physical", "score": 50.0}, {"dimension": "Physical", "score": 60.0}],
        kept={"rows": [{"dimension": "physical", "score": 50.0}, {"dimension": "social", "score": 60.0}]},
    ),
    "QOL-13": pair(FILLED, {"respondent": "parent_1"}, around={"questionnaire": [FILLED]}),
}
