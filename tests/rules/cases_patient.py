"""Cases of the patient and of consent."""

from __future__ import annotations

from tests.rules.given import CHILD, DEAD, pair

ALL = {"identifiers": ["surname_letters", "first_name_letters", "birth_day"]}
GROWN = {"birth_month": "2006-03", "sex": "female"}
"""18 years old in April 2024 at the latest."""

PATIENT = {
    "PAT-01": pair(CHILD | {"birth_month": "2026-12"}, {"birth_month": "2026-11"}),
    "PAT-02": pair(CHILD | {"vital_status_date": "2027"}, {"vital_status_date": "2026"}),
    "PAT-03": pair(CHILD | {"vital_status_date": "2015-02-28"}, {"vital_status_date": "2015"}),
    "PAT-04": pair(CHILD | {"information_date": "2026-11-24"}, {"information_date": "2026-11-23"}),
    "PAT-05": pair(
        CHILD | {"objection": "yes", "objection_date": "2026-11-24"}, {"objection_date": "2026-11-23"}
    ),
    "PAT-06": pair(
        CHILD | {"objection": "yes", "objection_date": "2025-01-01", "information_date": "2025-01-02"},
        {"objection_date": "2025-01-02"},
    ),
    "PAT-07": pair(CHILD | {"birth_day": 3}, kept={"country": ALL}),
    "PAT-08": pair(CHILD | {"surname_letters": "DUP"}, kept={"country": ALL}),
    "PAT-09": pair(CHILD | {"first_name_letters": "AN"}, kept={"country": ALL}),
    "PAT-10": pair(CHILD | {"surname_letters": "D’É"}, {"surname_letters": "DEE"}, country=ALL),
    "PAT-11": pair(CHILD | {"first_name_letters": "A1"}, {"first_name_letters": "AI"}, country=ALL),
    "PAT-12": pair(
        CHILD | {"birth_month": "2015-02", "birth_day": 29}, {"birth_month": "2016-02"}, country=ALL
    ),
    "PAT-13": pair(DEAD, {"vital_status_date": "2025-07"}, around={"course": [{"first_dose": "2025-07-01"}]}),
    "PAT-14": pair(
        DEAD, {"vital_status_date": "2025-07"}, around={"assessment": [{"assessed_on": "2025-07-01"}]}
    ),
    "PAT-15": pair(
        DEAD, {"vital_status_date": "2025-07"}, around={"follow_up": [{"visited_on": "2025-07-01"}]}
    ),
    "PAT-16": pair(DEAD, {"vital_status_date": "2025-07"}, around={"toxicity": [{"onset": "2025-07-01"}]}),
    "PAT-17": pair(CHILD, {"birth_month": "2015-02"}, around={"course": [{"first_dose": "2015-02-28"}]}),
    "PAT-18": pair(
        CHILD, {"birth_month": "2015-02"}, around={"diagnosis": [{"diagnosis_date": "2015-02-28"}]}
    ),
    "PAT-19": pair(
        CHILD | {"vital_status": "alive"}, {"vital_status": "dead"}, around={"toxicity": [{"grade": "5"}]}
    ),
    # 18 on 31 March 2024 at the latest: the information of 2020 was that of a minor, that of 1 April 2024 is not.
    "PAT-20": pair(
        GROWN,
        around={"consent": [{"event": "information", "given_on": "2020-01-02"}]},
        kept={"around": {"consent": [{"event": "information", "given_on": "2024-04-01"}]}},
    ),
    "PAT-21": pair(
        CHILD,
        around={"consent": [{"event": "withdrawal", "given_on": "2025-02-01"}]},
        kept={
            "around": {
                "consent": [
                    {"event": "withdrawal", "given_on": "2025-02-01"},
                    {"event": "consent", "given_on": "2025-03-01"},
                ]
            }
        },
    ),
    "PAT-22": pair(
        CHILD | {"information_date": "2025-01-03"},
        {"information_date": "2025-01-02"},
        around={"course": [{"first_dose": "2025-01-02"}]},
    ),
    "PAT-23": pair(
        DEAD | {"death_cause": "toxicity"},
        around={"toxicity": [{"grade": "4"}]},
        kept={"around": {"toxicity": [{"grade": "5"}]}},
    ),
    "PAT-24": pair(
        CHILD | {"vital_status": "alive", "vital_status_date": "2025-06"},
        {"vital_status_date": "2025-07"},
        around={"assessment": [{"assessed_on": "2025-07-01"}]},
    ),
    "PAT-25": pair(CHILD | {"information_date": "2015-02-28"}, {"information_date": "2015-03-01"}),
    "PAT-26": pair(
        CHILD | {"objection": "yes", "objection_date": "2015-02-28"}, {"objection_date": "2015-03-01"}
    ),
    "PAT-27": pair(CHILD | {"vital_status": "dead"}, kept={"missing": {"vital_status_date": "unknown"}}),
}

INFORMATION = {"event": "information", "given_on": "2025-01-02", "informed": ["both_parents"]}
WITHDRAWAL = {"event": "withdrawal", "given_on": "2025-06-01", "informed": ["both_parents"]}
ADULT = {"birth_month": "2000-01"}

CONSENT = {
    "CON-01": pair(INFORMATION | {"given_on": "2026-11-24"}, {"given_on": "2026-11-23"}),
    "CON-02": pair(INFORMATION | {"given_on": "2015-02-28"}, {"given_on": "2015-03-01"}),
    "CON-03": pair(INFORMATION | {"given_on": "2025-06-16"}, {"given_on": "2025-06-15"}, patient=DEAD),
    "CON-04": pair(WITHDRAWAL, kept={"patient": {"objection": "yes"}}),
    "CON-05": pair(
        {"event": "coming_of_age", "given_on": "2017-12-31", "informed": ["patient"]},
        {"given_on": "2018-01-01"},
        patient=ADULT,
    ),
    "CON-06": pair(
        {"event": "coming_of_age", "given_on": "2018-02-01", "informed": ["one_parent"]},
        {"informed": ["patient", "one_parent"]},
        patient=ADULT,
    ),
    "CON-07": pair(
        INFORMATION | {"given_on": "2025-01-03"},
        {"given_on": "2025-01-02"},
        around={"course": [{"first_dose": "2025-01-02"}]},
    ),
    "CON-08": pair(
        WITHDRAWAL,
        around={"consent": [{"event": "consent", "given_on": "2025-06-02"}]},
        kept={"around": {"consent": [{"event": "consent", "given_on": "2025-06-01"}]}},
    ),
    "CON-09": pair(INFORMATION | {"informed": ["patient"]}, {"informed": ["patient", "one_parent"]}),
}
