"""Cases of the course, its initiation, dose periods and visits."""

from __future__ import annotations

from registry.rules.base import TWIN
from tests.rules.given import DEAD, NEW_DRUG, OLD_DRUG, pair

START = {"first_dose": "2025-01-02"}
OVER = START | {"last_dose": "2025-05-01"}
ROWS = [{"drug": NEW_DRUG}]
GRANTED = {"drug": NEW_DRUG, "scheme": "AAC", "decision": "granted", "decided_on": "2024-12-20"}
TWIN_PATIENT = {"id": "w", "groups": ["IIIb"], "first_doses": ["2025-01-02"]}

COURSE = {
    "COU-01": pair(START | {"last_dose": "2025-01-01"}, {"last_dose": "2025-01-02"}, rows=ROWS),
    "COU-02": pair({"first_dose": "2026-11-24"}, {"first_dose": "2026-11-23"}, rows=ROWS),
    "COU-03": pair(START | {"last_dose": "2026-11-24"}, {"last_dose": "2026-11-23"}, rows=ROWS),
    "COU-04": pair({"first_dose": "2015-02-28"}, {"first_dose": "2015-03-01"}, rows=ROWS),
    "COU-05": pair({"first_dose": "2025-06-16"}, {"first_dose": "2025-06-15"}, patient=DEAD, rows=ROWS),
    "COU-06": pair(START, rows=[*ROWS, *ROWS], kept={"rows": [*ROWS, {"drug": "dabrafenib"}]}),
    # Born in March 1999, at the latest on the 31st: 26 years are completed on 31 March 2025, not a day before.
    "COU-07": pair(
        {"first_dose": "2025-03-31"},
        {"first_dose": "2025-03-30"},
        patient={"birth_month": "1999-03"},
        rows=ROWS,
    ),
    "COU-08": pair(START | {"board_date": "2025-01-03"}, {"board_date": "2025-01-02"}, rows=ROWS),
    "COU-09": pair(START | {"stop_reason": "toxicity"}, {"last_dose": "2025-02-01"}, rows=ROWS),
    "COU-10": pair(
        START,
        rows=ROWS,
        siblings=[{"first_dose": "2024-01-01", "drugs": [NEW_DRUG]}],
        kept={"siblings": [{"first_dose": "2024-01-01", "last_dose": "2025-01-01", "drugs": [NEW_DRUG]}]},
    ),
    "COU-11": pair(START | {"board_date": "2026-11-24"}, {"board_date": "2026-11-23"}, rows=ROWS),
    "COU-12": pair(START | {"last_dose": "2025-06-16"}, {"last_dose": "2025-06-15"}, patient=DEAD, rows=ROWS),
    "COU-13": pair(START, {"last_dose": "2025-06-01"}, patient=DEAD, rows=ROWS),
    "COU-14": pair(START | {"access_scheme": "IT_648"}, {"access_scheme": "AAC"}, rows=ROWS),
    "COU-15": pair(
        {"first_dose": "2021-06-30", "access_scheme": "AAC"}, {"first_dose": "2021-07-01"}, rows=ROWS
    ),
    "COU-16": pair(START, rows=[{"drug": OLD_DRUG}], kept={"rows": [{"drug": OLD_DRUG}, *ROWS]}),
    "COU-17": pair(OVER, {"stop_reason": "planned"}, rows=ROWS),
    "COU-18": pair(OVER | {"stop_reason": "death"}, kept={"patient": DEAD}, rows=ROWS),
    "COU-19": pair(
        OVER | {"toxicity_at_stop": "yes", "toxicity_followed_until": "2025-04"},
        {"toxicity_followed_until": "2025-05"},
        rows=ROWS,
    ),
    "COU-20": pair(
        OVER | {"toxicity_at_stop": "yes", "toxicity_followed_until": "2026-12"},
        {"toxicity_followed_until": "2026-11"},
        rows=ROWS,
    ),
    # 1.2 times 2 is 2.4.
    "COU-21": pair(
        START,
        rows=[{"drug": NEW_DRUG, "starting_dose": 2.5, "planned_dose": 2.0}],
        kept={"rows": [{"drug": NEW_DRUG, "starting_dose": 2.4, "planned_dose": 2.0}]},
    ),
    "COU-22": pair(
        START,
        rows=[{"drug": NEW_DRUG, "starting_dose": 2.0}],
        kept={"rows": [{"drug": NEW_DRUG, "starting_dose": 2.0, "dose_unit": "mg"}]},
    ),
    # 28 days after 1 May are 29 May.
    "COU-23": pair(
        OVER | {"stop_reason": "progression"},
        around={
            "assessment": [
                {"course_id": "r", "criterion": "INRC_2017", "response": "PD", "assessed_on": "2025-05-30"}
            ]
        },
        kept={
            "around": {
                "assessment": [
                    {
                        "course_id": "r",
                        "criterion": "INRC_2017",
                        "response": "PD",
                        "assessed_on": "2025-05-29",
                    }
                ]
            }
        },
        rows=ROWS,
    ),
    "COU-24": pair(
        START | {"best_response": "PR"},
        {"best_response": "SD"},
        around={"assessment": [{"course_id": "r", "criterion": "INRC_2017", "response": "SD"}]},
        rows=ROWS,
    ),
    "COU-25": pair(
        OVER | {"stop_reason": "toxicity"},
        kept={"around": {"toxicity": [{"course_id": "r", "term": "anemia"}]}},
        rows=ROWS,
    ),
    "COU-26": pair(
        START,
        {"first_dose": "2025-01-03"},
        rows=ROWS,
        around={TWIN: [TWIN_PATIENT], "diagnosis": [{"iccc3": "IIIb"}]},
    ),
    "COU-27": pair(
        START,
        rows=ROWS,
        around={"board": [{"held_on": "2025-01-03", "drug": NEW_DRUG}]},
        kept={"around": {"board": [{"held_on": "2025-01-02", "drug": NEW_DRUG}]}},
    ),
    "COU-28": pair(
        START | {"access_scheme": "AAC"},
        {"first_dose": "2024-12-19"},
        rows=ROWS,
        around={"access_request": [GRANTED | {"is_started": "no"}]},
    ),
    "COU-29": pair(
        START,
        rows=ROWS,
        around={"access_request": [GRANTED | {"expires_on": "2027-01-22"}]},
        kept={"around": {"access_request": [GRANTED | {"expires_on": "2027-01-23"}]}},
    ),
    "COU-30": pair(
        START,
        rows=ROWS,
        around={"access_request": [GRANTED | {"expires_on": "2026-11-22"}]},
        kept={"around": {"access_request": [GRANTED | {"expires_on": "2026-11-23"}]}},
    ),
    "COU-31": pair(
        START,
        {"first_dose": "2025-01-03"},
        rows=ROWS,
        around={"access_request": [GRANTED | {"decided_on": "2025-01-03"}]},
    ),
    "COU-32": pair(
        START, {"first_dose": "2025-02-01"}, around={"diagnosis": [{"diagnosis_date": "2025-02"}]}, rows=ROWS
    ),
}

EXAMINED = {"measured_on": "2025-01-02", "weight": 30.0, "height": 135.0}
"""A girl of 9 years and 10 months of usual size."""

BODY = EXAMINED | {"performance_scale": "lansky", "performance": 90}
TEEN = {"birth_month": "2008-01"}
"""16 years old by 31 January 2024."""

INITIATION = {
    "INI-01": pair(EXAMINED, siblings=[{"measured_on": "2025-01-01"}], kept={"siblings": []}),
    "INI-02": pair(EXAMINED | {"measured_on": "2026-11-24"}, {"measured_on": "2026-11-23"}),
    "INI-03": pair({"measured_on": "2015-02-28"}, {"measured_on": "2015-03-01"}),
    "INI-04": pair(EXAMINED | {"measured_on": "2025-06-16"}, {"measured_on": "2025-06-15"}, patient=DEAD),
    # 28 days before 2 January are 5 December.
    "INI-05": pair(EXAMINED | {"measured_on": "2024-12-04"}, {"measured_on": "2024-12-05"}, course=START),
    "INI-06": pair(BODY | {"performance_scale": "ecog", "performance": 5}, {"performance": 4}),
    "INI-07": pair(BODY | {"performance": 85}, {"performance": 80}),
    "INI-08": pair(BODY | {"performance": 0}, {"performance": 10}),
    "INI-09": pair(BODY | {"performance_scale": "karnofsky"}, kept={"patient": TEEN}),
    "INI-10": pair(EXAMINED | {"weight": 8.0}, {"weight": 40.0}),
    "INI-11": pair(EXAMINED | {"height": 80.0}, {"height": 145.0}),
    "INI-12": pair(
        EXAMINED,
        {"weight": 28.0},
        around={"access_request": [{"drug": NEW_DRUG, "requested_on": "2024-12-01", "weight": 24.0}]},
    ),
    "INI-13": pair(
        EXAMINED | {"contraception": "negative_test"}, patient={"sex": "male"}, kept={"patient": {}}
    ),
    "INI-14": pair(EXAMINED | {"still_eligible": "no"}, {"still_eligible": "yes"}),
    "INI-15": pair(
        EXAMINED | {"baseline_done": "yes"}, kept={"around": {"assessment": [{"visit": "baseline"}]}}
    ),
    "INI-16": pair(
        EXAMINED | {"questionnaire_done": "yes"}, kept={"around": {"questionnaire": [{"visit": "baseline"}]}}
    ),
}

PERIOD = {
    "drug": NEW_DRUG,
    "change": "start",
    "began": "2025-01-02",
    "dose": 2.0,
    "dose_unit": "mg",
    "dose_basis": "flat_day",
}
FIRST = PERIOD | {"ended": "2025-02-01"}
REDUCED = PERIOD | {"change": "reduction", "began": "2025-02-01", "dose": 1.0}
PAUSE = {"drug": NEW_DRUG, "change": "interruption", "began": "2025-02-01"}
RESUMED = PERIOD | {"change": "resumption", "began": "2025-02-10"}
FOR_RASH = REDUCED | {"change_reason": "toxicity", "toxicity_term": "rash_acneiform"}

DOSE_PERIOD = {
    "DOS-01": pair(PERIOD | {"began": "2026-11-24"}, {"began": "2026-11-23"}),
    "DOS-02": pair(PERIOD | {"ended": "2026-11-24"}, {"ended": "2026-11-23"}),
    "DOS-03": pair(PERIOD | {"ended": "2025-01-01"}, {"ended": "2025-01-02"}),
    "DOS-04": pair(PERIOD | {"began": "2015-02-28"}, {"began": "2015-03-01"}),
    "DOS-05": pair(PERIOD | {"began": "2025-06-16"}, {"began": "2025-06-15"}, patient=DEAD),
    "DOS-06": pair(PERIOD | {"began": "2025-01-01"}, {"began": "2025-01-02"}, course=START),
    "DOS-07": pair(PERIOD | {"ended": "2025-05-02"}, {"ended": "2025-05-01"}, course=OVER),
    "DOS-08": pair(PERIOD | {"began": "2025-05-02"}, {"began": "2025-05-01"}, course=OVER),
    "DOS-09": pair(PERIOD | {"drug": "dabrafenib"}, {"drug": NEW_DRUG}),
    "DOS-10": pair(REDUCED | {"began": "2025-01-31"}, {"began": "2025-02-01"}, siblings=[FIRST]),
    "DOS-11": pair(PERIOD | {"dose": 0.0}, {"dose": 0.5}),
    "DOS-12": pair(
        PERIOD | {"dose": 2.5},
        {"dose": 2.4},
        around={
            "course_drug": [
                {
                    "drug": NEW_DRUG,
                    "starting_dose": 2.0,
                    "planned_dose": 2.0,
                    "dose_unit": "mg",
                    "dose_basis": "flat_day",
                }
            ]
        },
    ),
    "DOS-13": pair(PERIOD | {"began": "2025-02-01"}, {"change": "increase"}, siblings=[FIRST]),
    "DOS-14": pair(REDUCED | {"dose": 2.0}, {"dose": 1.5}, siblings=[FIRST]),
    "DOS-15": pair(REDUCED | {"change": "increase", "dose": 2.0}, {"dose": 2.5}, siblings=[FIRST]),
    "DOS-16": pair(RESUMED, siblings=[FIRST], kept={"siblings": [FIRST, PAUSE]}),
    "DOS-17": pair(FOR_RASH, kept={"around": {"toxicity": [{"term": "rash_acneiform"}]}}),
    "DOS-18": pair(PERIOD | {"dose_unit": None}, {"dose_unit": "mg"}),
}

SEEN = {"is_seen": "yes", "visited_on": "2025-03-03", "weight": 30.0, "height": 136.0}
SEEN_BODY = SEEN | {"performance_scale": "lansky", "performance": 90}
EARLIER = {"is_seen": "yes", "visited_on": "2025-02-03"}

FOLLOW_UP = {
    "FUP-01": pair(SEEN | {"visited_on": "2026-11-24"}, {"visited_on": "2026-11-23"}),
    "FUP-02": pair(SEEN | {"visited_on": "2015-02-28"}, {"visited_on": "2015-03-01"}),
    "FUP-03": pair(SEEN | {"visited_on": "2025-06-16"}, {"visited_on": "2025-06-15"}, patient=DEAD),
    "FUP-04": pair(SEEN | {"visited_on": "2025-01-01"}, {"visited_on": "2025-01-02"}, course=START),
    # 60 days before 3 March are 2 January.
    "FUP-05": pair(SEEN | {"planned_on": "2025-01-01"}, {"planned_on": "2025-01-02"}),
    "FUP-06": pair({"is_seen": "no", "not_seen_reason": "dead"}, kept={"patient": DEAD}),
    "FUP-07": pair(SEEN_BODY | {"performance_scale": "ecog", "performance": 5}, {"performance": 4}),
    "FUP-08": pair(SEEN_BODY | {"performance": 95}, {"performance": 100}),
    "FUP-09": pair(SEEN_BODY | {"performance": 0}, {"performance": 10}),
    "FUP-10": pair(SEEN_BODY, patient=TEEN, kept={"patient": {}}),
    "FUP-11": pair(SEEN | {"weight": 120.0}, {"weight": 40.0}),
    "FUP-12": pair(SEEN | {"height": 180.0}, {"height": 145.0}),
    # A fifth of 25 kg is 5 kg.
    "FUP-13": pair(SEEN | {"weight": 30.5}, {"weight": 30.0}, siblings=[EARLIER | {"weight": 25.0}]),
    "FUP-14": pair(SEEN | {"height": 133.0}, {"height": 134.0}, siblings=[EARLIER | {"height": 136.0}]),
    "FUP-15": pair(SEEN | {"puberty": "1"}, {"puberty": "2"}, siblings=[EARLIER | {"puberty": "2"}]),
    "FUP-16": pair(SEEN | {"has_toxicity": "yes"}, kept={"around": {"toxicity": [{"term": "anemia"}]}}),
    "FUP-17": pair(
        SEEN | {"has_toxicity": "no"},
        siblings=[EARLIER],
        around={"toxicity": [{"term": "anemia", "onset": "2025-02-10"}]},
        kept={"around": {"toxicity": [{"term": "anemia", "onset": "2025-02-02"}]}},
    ),
    "FUP-18": pair(
        SEEN | {"assessment_done": "yes"},
        around={"assessment": [{"assessed_on": "2025-05-03"}]},
        kept={"around": {"assessment": [{"assessed_on": "2025-05-02"}]}},
    ),
    "FUP-19": pair(
        SEEN | {"questionnaire_done": "yes"},
        kept={"around": {"questionnaire": [{"is_filled": "yes", "filled_on": "2025-03-03"}]}},
    ),
    "FUP-20": pair(
        SEEN | {"dose_changed": "yes"},
        siblings=[EARLIER],
        kept={"around": {"dose_period": [REDUCED | {"began": "2025-02-10"}]}},
    ),
    "FUP-21": pair(
        SEEN, {"visited_on": "2025-03-04"}, siblings=[{"is_seen": "yes", "visited_on": "2025-03-03"}]
    ),
    "FUP-22": pair(SEEN | {"month": 3}, {"month": 6}, siblings=[EARLIER | {"month": 3}]),
}
