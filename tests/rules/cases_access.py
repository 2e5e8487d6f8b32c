"""Cases of tumour boards, access requests and drugs."""

from __future__ import annotations

from tests.rules.given import DEAD, NEW_DRUG, OLD_DRUG, pair

COURSE = {"first_dose": "2025-01-02", "drugs": [NEW_DRUG]}
OVER = COURSE | {"last_dose": "2025-05-01"}
BOARD_RECORD = {"held_on": "2024-12-20", "type": "rcppi", "drug": NEW_DRUG, "recommendation": "recommended"}

BOARD = {
    "BRD-01": pair(BOARD_RECORD | {"held_on": "2026-11-24"}, {"held_on": "2026-11-23"}),
    "BRD-02": pair(BOARD_RECORD | {"held_on": "2015-02-28"}, {"held_on": "2015-03-01"}),
    "BRD-03": pair(BOARD_RECORD | {"held_on": "2025-06-16"}, {"held_on": "2025-06-15"}, patient=DEAD),
    "BRD-04": pair(BOARD_RECORD | {"trial": "eligible"}, {"trial": "none_open"}),
    "BRD-05": pair(BOARD_RECORD | {"drug": None}, {"drug": NEW_DRUG}),
    "BRD-06": pair(
        BOARD_RECORD | {"held_on": "2025-01-03"}, {"held_on": "2025-01-02"}, around={"course": [COURSE]}
    ),
    "BRD-07": pair(
        BOARD_RECORD | {"recommendation": "not_recommended"},
        around={"course": [COURSE]},
        kept={"around": {"course": [COURSE], "board": [BOARD_RECORD | {"held_on": "2024-12-28"}]}},
    ),
    "BRD-08": pair(BOARD_RECORD | {"drug": OLD_DRUG}, {"drug": NEW_DRUG}),
}

REQUEST = {
    "drug": NEW_DRUG,
    "scheme": "AAC",
    "type": "first",
    "requested_on": "2024-12-10",
    "trial": "none_open",
    "decision": "granted",
    "decided_on": "2024-12-20",
}
PENDING = REQUEST | {"decision": "pending", "decided_on": None}
STARTED = REQUEST | {"is_started": "yes"}
NEVER = REQUEST | {"is_started": "no"}
LATER = REQUEST | {"expires_on": "2027-06-01"}

ACCESS_REQUEST = {
    "ACC-01": pair(PENDING | {"requested_on": "2026-11-24"}, {"requested_on": "2026-11-23"}),
    "ACC-02": pair(REQUEST | {"decided_on": "2026-11-24"}, {"decided_on": "2026-11-23"}),
    "ACC-03": pair(REQUEST | {"decided_on": "2024-12-09"}, {"decided_on": "2024-12-10"}),
    "ACC-04": pair(REQUEST | {"requested_on": "2015-02-28"}, {"requested_on": "2015-03-01"}),
    "ACC-05": pair(
        PENDING | {"requested_on": "2025-06-16"},
        {"requested_on": "2025-06-15"},
        patient=DEAD,
    ),
    "ACC-06": pair(
        REQUEST | {"valid_from": "2025-02-01", "expires_on": "2025-01-31"}, {"expires_on": "2025-02-01"}
    ),
    "ACC-07": pair(REQUEST | {"expires_on": "2024-12-19"}, {"expires_on": "2024-12-20"}),
    "ACC-08": pair(NEVER | {"not_started_on": "2026-11-24"}, {"not_started_on": "2026-11-23"}),
    "ACC-09": pair(NEVER | {"not_started_on": "2024-12-09"}, {"not_started_on": "2024-12-10"}),
    # A French AAC runs a year at most: from 20 December 2024 to 20 December 2025.
    "ACC-10": pair(REQUEST | {"expires_on": "2025-12-21"}, {"expires_on": "2025-12-20"}),
    # 60 days after 23 November 2026 is 22 January 2027.
    "ACC-11": pair(
        STARTED | {"decided_on": "2026-06-01", "expires_on": "2027-01-22"},
        {"expires_on": "2027-01-23"},
        around={"course": [COURSE]},
    ),
    "ACC-12": pair(
        STARTED | {"expires_on": "2026-11-22"}, around={"course": [COURSE]}, kept={"siblings": [LATER]}
    ),
    "ACC-13": pair(
        NEVER,
        around={"course": [COURSE | {"access_scheme": "AAC"}]},
        kept={"siblings": [STARTED]},
    ),
    "ACC-14": pair(NEVER, around={"course": [COURSE]}, kept={"around": {}}),
    "ACC-15": pair(STARTED, kept={"around": {"course": [COURSE]}}),
    "ACC-16": pair(
        REQUEST | {"decision": "refused"}, around={"course": [COURSE]}, kept={"siblings": [STARTED]}
    ),
    "ACC-17": pair(
        STARTED | {"decided_on": "2025-01-03"}, {"decided_on": "2025-01-02"}, around={"course": [COURSE]}
    ),
    "ACC-18": pair(NEVER | {"not_started_reason": "death"}, kept={"patient": DEAD}),
    "ACC-19": pair(REQUEST | {"drug": OLD_DRUG}, {"drug": NEW_DRUG}),
    "ACC-20": pair(REQUEST | {"trial": "eligible"}, {"trial": "refused"}),
    "ACC-21": pair(REQUEST | {"scheme": "IT_648"}, {"scheme": "AAC"}),
    # The AAC exists since 1 July 2021.
    "ACC-22": pair(PENDING | {"requested_on": "2021-06-30"}, {"requested_on": "2021-07-01"}),
    "ACC-23": pair(
        REQUEST,
        {"first_line_reason": "no standard"},
        around={"diagnosis": [{"disease_status": "first_line"}]},
    ),
    # Born in March 1999, on the 31st at the latest.
    "ACC-24": pair(
        PENDING | {"requested_on": "2025-03-31"},
        {"requested_on": "2025-03-30"},
        patient={"birth_month": "1999-03"},
    ),
    "ACC-25": pair(REQUEST | {"no_alternative": "no"}, {"justification": "contraindicated"}),
    "ACC-26": pair(
        REQUEST,
        rows=[{"kind": "inclusion", "wording": "Age", "is_met": "no"}],
        kept={"rows": [{"kind": "exclusion", "wording": "Age", "is_met": "no"}]},
    ),
    "ACC-27": pair(
        PENDING | {"type": "renewal", "requested_on": "2025-12-01"},
        kept={"siblings": [REQUEST]},
    ),
    "ACC-28": pair(REQUEST, {"requested_on": "2024-12-11"}, siblings=[REQUEST]),
    "ACC-29": pair(REQUEST | {"payer": "company", "is_free": "no"}, {"is_free": "yes"}),
    "ACC-30": pair(REQUEST | {"commitment": "no"}, {"commitment": "yes"}),
}

DRUG = {
    "DRG-01": pair({"inn": "futuremab", "eu_year": 2027}, {"eu_year": 2026}),
    "DRG-02": pair({"inn": "oldmab", "eu_year": 2007}, {"eu_year": 2008}),
}
