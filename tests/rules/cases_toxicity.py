"""Cases of toxicities, their grade history and declarations, and of special situations."""

from __future__ import annotations

from registry.terminology import ctcae
from tests.rules.given import DEAD, NEW_DRUG, OLD_DRUG, pair

START = {"first_dose": "2025-01-02"}
OTHER_SKIN = ctcae.other_of("skin").key
RASH = {"term": "rash_acneiform", "nature": "clinical", "grade": "2", "onset": "2025-02-10"}
SERIOUS = RASH | {"grade": "3", "seriousness": ["hospitalisation"], "hospitalised_on": "2025-02-11"}
SEPSIS = {"term": "sepsis", "nature": "clinical", "grade": "5", "onset": "2025-06-10"}
DEATH = SEPSIS | {"outcome": "fatal", "seriousness": ["death"]}
PLATELETS = {
    "term": "platelet_count_decreased",
    "nature": "laboratory",
    "grade": "3",
    "onset": "2025-02-10",
    "lab_analyte": "platelets",
    "lab_value": 40.0,
    "lab_unit": "10^9/L",
    "lab_lower": 150.0,
    "lab_upper": 400.0,
}
RELATED = [{"drug": NEW_DRUG, "causality": "related"}]

TOXICITY = {
    # Alopecia exists as grades 1 and 2 only.
    "TOX-01": pair(RASH | {"term": "alopecia", "grade": "3"}, {"grade": "2"}),
    "TOX-02": pair(RASH | {"term": OTHER_SKIN}, {"term_text": "blister"}),
    "TOX-03": pair(RASH | {"end": "2025-01"}, {"end": "2025-02"}),
    "TOX-04": pair(RASH | {"onset": "2026-11-24"}, {"onset": "2026-11"}),
    "TOX-05": pair(RASH | {"end": "2026-11-24"}, {"end": "2026"}),
    "TOX-06": pair(SEPSIS | {"outcome": "unknown"}, {"outcome": "fatal"}, patient=DEAD),
    "TOX-07": pair(
        SEPSIS | {"seriousness": ["hospitalisation"]},
        {"seriousness": ["death", "hospitalisation"]},
        patient=DEAD,
    ),
    "TOX-08": pair(SEPSIS | {"grade": "3", "outcome": "fatal"}, {"grade": "5"}, patient=DEAD),
    "TOX-09": pair(RASH | {"onset": "2025-01-01"}, {"onset": "2025-01"}, course=START),
    "TOX-10": pair(RASH | {"onset": "2025-07"}, {"onset": "2025-06-15"}, patient=DEAD),
    "TOX-11": pair(RASH | {"term": "anemia"}, {"nature": "laboratory"}),
    "TOX-12": pair(RASH | {"ongoing": "yes", "outcome": "recovered"}, {"outcome": "recovering"}),
    "TOX-13": pair(
        SEPSIS | {"grade": "4", "seriousness": ["death"], "outcome": "recovered"},
        {"outcome": "fatal"},
        patient=DEAD,
    ),
    "TOX-14": pair(SEPSIS | {"grade": "4", "seriousness": ["none"]}, {"seriousness": ["life_threatening"]}),
    "TOX-15": pair(RASH, rows=[{"drug": "dabrafenib"}], kept={"rows": RELATED}),
    "TOX-16": pair(RASH, rows=[*RELATED, *RELATED], kept={"rows": RELATED}),
    "TOX-17": pair(PLATELETS | {"grade": "2"}, {"grade": "3"}),
    "TOX-18": pair(SEPSIS | {"outcome": "fatal"}, {"seriousness": ["death"]}, patient=DEAD),
    "TOX-19": pair(RASH | {"onset": "2015-02"}, {"onset": "2015"}),
    "TOX-20": pair(RASH | {"end": "2025-07"}, {"end": "2025-06"}, patient=DEAD),
    "TOX-21": pair(RASH | {"first_received": "2026-11-24"}, {"first_received": "2026-11-23"}),
    "TOX-22": pair(RASH | {"first_received": "2025-02-09"}, {"first_received": "2025-02-10"}),
    "TOX-23": pair(RASH | {"ongoing": "no", "outcome": "recovered"}, kept={"missing": {"end": "unknown"}}),
    "TOX-24": pair(
        RASH,
        rows=[{"drug": NEW_DRUG, "action": "withdrawn"}],
        kept={"course": START | {"last_dose": "2025-02-12"}},
    ),
    "TOX-25": pair(DEATH, kept={"patient": DEAD}),
    "TOX-26": pair(SEPSIS | {"grade": "4", "outcome": "fatal"}, kept={"patient": DEAD}),
    "TOX-27": pair(SERIOUS | {"hospitalised_on": None}, {"hospitalised_on": "2025-02"}),
    "TOX-28": pair(SERIOUS | {"discharged_on": "2025-02-10"}, {"discharged_on": "2025-02-11"}),
    "TOX-29": pair(SERIOUS | {"hospitalised_on": "2026-11-24"}, {"hospitalised_on": "2026-11-23"}),
    "TOX-30": pair(SERIOUS | {"discharged_on": "2026-11-24"}, {"discharged_on": "2026-11-23"}),
    "TOX-31": pair(
        SERIOUS | {"hospitalised_on": "2025-02-01", "discharged_on": "2025-02-09"},
        {"discharged_on": "2025-02-10"},
    ),
    "TOX-32": pair(SERIOUS, kept={"rows": RELATED}),
    # 15 days before 23 November 2026 are the 8th.
    "TOX-33": pair(SERIOUS | {"first_received": "2026-11-07"}, {"first_received": "2026-11-08"}),
    "TOX-34": pair(
        DEATH,
        rows=RELATED,
        patient=DEAD | {"death_cause": "disease"},
        kept={"patient": DEAD | {"death_cause": "toxicity"}},
    ),
    "TOX-35": pair(PLATELETS | {"lab_unit": "g/dL"}, {"lab_unit": "G/L"}),
    "TOX-36": pair(PLATELETS | {"lab_lower": 401.0}, {"lab_lower": 400.0}),
    "TOX-37": pair(PLATELETS | {"lab_value": -1.0}, {"lab_value": 0.0}),
    # Platelets of 40: grade 3 (below 50), and CTCAE names nothing that makes it a 4.
    "TOX-38": pair(PLATELETS | {"grade": "4"}, {"grade_reason": "transfused"}),
    "TOX-39": pair(PLATELETS | {"term": "anemia"}, {"term": "platelet_count_decreased"}),
    "TOX-40": pair(PLATELETS | {"lab_value": 160.0}, {"lab_value": 40.0}),
}

WORST = {"term": "rash_acneiform", "grade": "3", "onset": "2025-02-10", "end": "2025-03-10"}
STEP = {"graded_on": "2025-02-20", "grade": "2"}

TOXICITY_GRADE = {
    "TXG-01": pair(STEP | {"grade": "4"}, {"grade": "3"}, toxicity=WORST),
    "TXG-02": pair(STEP | {"grade": "3"}, {"grade": "2"}, toxicity=WORST | {"term": "alopecia"}),
    "TXG-03": pair(
        STEP | {"graded_on": "2026-11-24"}, {"graded_on": "2026-11-23"}, toxicity=WORST | {"end": None}
    ),
    "TXG-04": pair(STEP | {"graded_on": "2025-02-09"}, {"graded_on": "2025-02-10"}, toxicity=WORST),
    "TXG-05": pair(STEP | {"graded_on": "2025-03-11"}, {"graded_on": "2025-03-10"}, toxicity=WORST),
    "TXG-06": pair(
        STEP | {"graded_on": "2025-06-16"},
        {"graded_on": "2025-06-15"},
        patient=DEAD,
        toxicity=WORST | {"end": None},
    ),
    "TXG-07": pair(
        STEP, {"graded_on": "2025-02-21"}, toxicity=WORST, around={"toxicity_grade": [STEP | {"grade": "1"}]}
    ),
}

KNOWN = SERIOUS | {"first_received": "2025-02-11"}
SENT = {"recipient": "crpv", "step": "initial", "sent_on": "2025-02-20"}

DECLARATION = {
    "DEC-01": pair(SENT | {"sent_on": "2026-11-24"}, {"sent_on": "2026-11-23"}),
    "DEC-02": pair(SENT | {"acknowledged_on": "2026-11-24"}, {"acknowledged_on": "2026-11-23"}),
    "DEC-03": pair(SENT | {"acknowledged_on": "2025-02-19"}, {"acknowledged_on": "2025-02-20"}),
    "DEC-04": pair(SENT | {"sent_on": "2025-02-10"}, {"sent_on": "2025-02-11"}, toxicity=KNOWN),
    "DEC-05": pair(SENT | {"sent_on": "2025-02-09"}, {"sent_on": "2025-02-10"}, toxicity=RASH),
    # 15 days after 11 February are the 26th.
    "DEC-06": pair(SENT | {"sent_on": "2025-02-27"}, {"sent_on": "2025-02-26"}, toxicity=KNOWN),
    "DEC-07": pair(SENT | {"step": "follow_up"}, around={}, kept={"around": {"declaration": [SENT]}}),
    "DEC-08": pair(
        SENT | {"sent_on": "2025-02-21"}, {"recipient": "sponsor"}, around={"declaration": [SENT]}
    ),
    "DEC-09": pair(
        SENT | {"step": "follow_up", "step_number": 1},
        {"step_number": 2},
        around={"declaration": [SENT | {"step": "follow_up", "step_number": 1}]},
    ),
}

PREGNANCY = {"situation": "pregnancy", "drug": NEW_DRUG, "occurred_on": "2025-03-03"}
OVERDOSE = PREGNANCY | {"situation": "overdose"}
GIVEN = {"course": [START | {"drugs": [NEW_DRUG]}]}
ADULT = {"birth_month": "2003-01"}

SPECIAL_SITUATION = {
    "SIT-01": pair(OVERDOSE | {"occurred_on": "2026-12"}, {"occurred_on": "2026-11"}),
    "SIT-02": pair(OVERDOSE | {"first_received": "2026-11-24"}, {"first_received": "2026-11-23"}),
    "SIT-03": pair(OVERDOSE | {"first_received": "2025-03-02"}, {"first_received": "2025-03-03"}),
    "SIT-04": pair(OVERDOSE | {"occurred_on": "2015-02"}, {"occurred_on": "2015-03"}),
    "SIT-05": pair(OVERDOSE | {"occurred_on": "2025-07"}, {"occurred_on": "2025-06"}, patient=DEAD),
    "SIT-06": pair(PREGNANCY, {"situation": "paternal"}, patient=ADULT | {"sex": "male"}),
    "SIT-07": pair(PREGNANCY | {"situation": "paternal"}, {"situation": "pregnancy"}, patient=ADULT),
    "SIT-08": pair(
        PREGNANCY | {"exposed_from_week": 6, "exposed_to_week": 5}, {"exposed_to_week": 6}, patient=ADULT
    ),
    "SIT-09": pair(
        PREGNANCY | {"last_period": "2025-02", "expected_delivery": "2025-01"},
        {"expected_delivery": "2025-11"},
        patient=ADULT,
    ),
    "SIT-10": pair(
        PREGNANCY | {"last_period": "2025-02", "pregnancy_outcome": "miscarriage", "ended_on": "2025-01"},
        {"ended_on": "2025-03"},
        patient=ADULT,
    ),
    "SIT-11": pair(
        PREGNANCY | {"pregnancy_outcome": "live_birth", "ended_on": "2026-12"},
        {"ended_on": "2026-11"},
        patient=ADULT,
    ),
    "SIT-12": pair(PREGNANCY | {"last_period": "2026-12"}, {"last_period": "2026-11"}, patient=ADULT),
    # 301 days after 1 January 2025 are 29 October.
    "SIT-13": pair(
        PREGNANCY | {"last_period": "2025-01-01", "expected_delivery": "2025-10-30"},
        {"expected_delivery": "2025-10-29"},
        patient=ADULT,
    ),
    # Born in March 2015: 10 years old on 1 March 2025 at the earliest.
    "SIT-14": pair(PREGNANCY | {"occurred_on": "2025-02-28"}, {"occurred_on": "2025-03-01"}),
    "SIT-15": pair(OVERDOSE | {"drug": OLD_DRUG}, {"drug": NEW_DRUG}, around=GIVEN),
    "SIT-16": pair(OVERDOSE | {"has_reaction": "yes"}, kept={"around": {"toxicity": [{"term": "anemia"}]}}),
}
