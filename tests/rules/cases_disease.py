"""Cases of the diagnosis, alterations, history, prior lines, concomitant and subsequent treatments."""

from __future__ import annotations

from tests.rules.given import DEAD, pair

COURSE = {"course": [{"first_dose": "2025-01-02", "last_dose": "2025-05-01"}]}
FIRST_LINE = {"category": "solid", "disease_status": "first_line"}

DIAGNOSIS = {
    "DIA-01": pair({"diagnosis_date": "2026-12"}, {"diagnosis_date": "2026"}),
    "DIA-02": pair({"diagnosis_date": "2015-02"}, {"diagnosis_date": "2015"}),
    "DIA-03": pair({"diagnosis_date": "2025-07"}, {"diagnosis_date": "2025-06"}, patient=DEAD),
    # Pilocytic astrocytoma, 9421/1 of the brain: IIIb, so III is not contradicted.
    "DIA-04": pair({"morphology": "9421/1", "topography": "C71.6", "iccc3": "IIIa"}, {"iccc3": "III"}),
    "DIA-05": pair({"iccc3": "Ia", "category": "cns"}, {"iccc3": "IIIb"}),
    "DIA-06": pair({"category": "leukaemia", "stage_system": "inrgss"}, {"category": "solid"}),
    "DIA-07": pair({"category": "leukaemia", "is_metastatic": "yes"}, {"is_metastatic": "no"}),
    "DIA-08": pair(FIRST_LINE, {"disease_status": "relapse"}, around={"prior_line": [{"line": 1}]}),
    "DIA-09": pair(FIRST_LINE, kept={"around": {"board": [{"first_line_reason": "no standard"}]}}),
    "DIA-10": pair({"category": "lymphoma", "disease_status": "not_oncological"}, {"category": "other"}),
    "DIA-11": pair({"diagnosis_date": "2025-02"}, {"diagnosis_date": "2025-01"}, around=COURSE),
    "DIA-12": pair(
        {"iccc3": "IIIb", "diagnosis_date": "2024-05"},
        {"diagnosis_date": "2024-06"},
        around={"diagnosis": [{"iccc3": "IIIb", "diagnosis_date": "2024-05"}]},
    ),
}

FUSION = {"gene": "NTRK1", "type": "fusion"}
MUTATION = {"gene": "BRAF", "type": "snv", "hgvs": "p.(Val600Glu)", "sampled_on": "2024-05-02"}

ALTERATION = {
    "ALT-01": pair(MUTATION | {"sampled_on": "2026-11-24"}, {"sampled_on": "2026-11"}),
    "ALT-02": pair(MUTATION | {"sampled_on": "2015-02"}, {"sampled_on": "2015-03-01"}),
    "ALT-03": pair(MUTATION | {"sampled_on": "2025-07"}, {"sampled_on": "2025-06"}, patient=DEAD),
    "ALT-04": pair(FUSION, {"partner": "TPM3"}),
    "ALT-05": pair(MUTATION | {"origin": "germline", "sample": "tumour"}, {"sample": "blood"}),
    "ALT-06": pair(MUTATION | {"found_at": "resistance"}, {"sampled_on": "2025-01-02"}, around=COURSE),
    "ALT-07": pair(MUTATION | {"assay": "fish"}, {"assay": "panel"}),
    "ALT-08": pair(MUTATION, {"sampled_on": "2024-05-03"}, around={"alteration": [MUTATION]}),
}

ASTHMA = {"domain": "respiratory", "name": "asthma", "began": "2020"}

HISTORY = {
    "HIS-01": pair(ASTHMA | {"began": "2027"}, {"began": "2026"}),
    "HIS-02": pair(ASTHMA | {"began": "2014"}, {"began": "2015"}),
    "HIS-03": pair(ASTHMA | {"began": "2025-07"}, {"began": "2025-06"}, patient=DEAD),
    "HIS-04": pair({"domain": "none"}, around={"history": [ASTHMA]}, kept={"around": {"history": []}}),
}

LINE = {"line": 1, "types": ["chemotherapy"], "began": "2024-01", "ended": "2024-06"}

PRIOR_LINE = {
    "PRI-01": pair(LINE | {"began": "2026-12", "ended": None}, {"began": "2026-11"}),
    "PRI-02": pair(LINE | {"ended": "2026-12"}, {"ended": "2026-11"}),
    "PRI-03": pair(LINE | {"progressed_on": "2026-12"}, {"progressed_on": "2026-11"}),
    "PRI-04": pair(LINE | {"ended": "2023-12"}, {"ended": "2024"}),
    "PRI-05": pair(LINE | {"progressed_on": "2023-12"}, {"progressed_on": "2024-01"}),
    "PRI-06": pair(LINE | {"began": "2015-02"}, {"began": "2015-03"}),
    "PRI-07": pair(LINE | {"began": "2025-07", "ended": None}, {"began": "2025-06"}, patient=DEAD),
    "PRI-08": pair(LINE, {"line": 2}, siblings=[{"line": 1, "types": ["surgery"]}]),
    "PRI-09": pair(
        LINE | {"line": 2},
        {"began": "2024-07", "ended": None},
        siblings=[{"line": 1, "types": ["surgery"], "began": "2024-07"}],
    ),
    "PRI-10": pair(
        LINE,
        {"ended": "2024-05"},
        siblings=[{"line": 2, "types": ["surgery"], "began": "2024-05", "ended": "2024-12"}],
    ),
    "PRI-11": pair(LINE | {"began": "2025-02", "ended": None}, {"began": "2025-01"}, around=COURSE),
    "PRI-12": pair(LINE, {"began": "2024-02"}, around={"diagnosis": [{"diagnosis_date": "2024-02"}]}),
    "PRI-13": pair(LINE | {"end_reason": "progression"}, {"progressed_on": "2024-06"}),
}

STEROID = {"category": "corticosteroid", "name": "prednisone", "began": "2025-02-01"}
STOPPED = STEROID | {"is_ongoing": "no", "ended": "2025-03"}

CONCOMITANT = {
    "CMT-01": pair(STEROID | {"began": "2026-12"}, {"began": "2026-11"}),
    "CMT-02": pair(STOPPED | {"ended": "2026-12"}, {"ended": "2026-11"}),
    "CMT-03": pair(STOPPED | {"ended": "2025-01"}, {"ended": "2025-02"}),
    "CMT-04": pair(STEROID | {"began": "2015-02"}, {"began": "2015-03"}),
    "CMT-05": pair(STEROID | {"began": "2025-07"}, {"began": "2025-06"}, patient=DEAD),
    "CMT-06": pair(STEROID | {"is_ongoing": "yes"}, patient=DEAD, kept={"patient": {}}),
    "CMT-07": pair({"category": "none"}, {"category": "other"}, around={"concomitant": [STEROID]}),
}

AFTER = {"types": ["chemotherapy"], "began": "2025-06"}

SUBSEQUENT = {
    "SUB-01": pair(AFTER | {"began": "2026-12"}, {"began": "2026-11"}),
    "SUB-02": pair(AFTER | {"ended": "2026-12"}, {"ended": "2026-11"}),
    "SUB-03": pair(AFTER | {"ended": "2025-05"}, {"ended": "2025-06"}),
    "SUB-04": pair(AFTER | {"began": "2015-02"}, {"began": "2015-03"}),
    "SUB-05": pair(AFTER | {"began": "2025-07"}, {"began": "2025-06"}, patient=DEAD),
    "SUB-06": pair(AFTER | {"began": "2024-12"}, {"began": "2025-01"}, around=COURSE),
    "SUB-07": pair(AFTER | {"began": "2025-04"}, {"began": "2025-05"}, around=COURSE),
}
