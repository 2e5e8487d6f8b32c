"""Patient, ResearchSubject and Condition."""

from __future__ import annotations

from exports.exchange.fhir.terms import (
    BASE,
    Json,
    Record,
    concept,
    hl7,
    iso,
    period,
    reference,
    started,
    trimmed,
)

STUDY = "registry"
_GENDERS = {"male": "male", "female": "female", "unknown": "unknown"}
_LEFT = ("dead", "lost")


def patient(record: Record) -> Json:
    """Number, month of birth, sex, whether and when the child died. Never a name."""
    made = started("Patient", "patient", record)
    made["identifier"].append({"system": f"{BASE}:patient-number", "value": record["number"]})
    died = record["vital_status"] == "dead"
    when = iso(record["vital_status_date"]) if died else None
    return made | trimmed(
        gender=_GENDERS.get(record["sex"]),
        birthDate=iso(record["birth_month"]),
        deceasedDateTime=when,
        deceasedBoolean=died if record["vital_status"] in ("alive", "dead") and not when else None,
        managingOrganization={"identifier": {"system": f"{BASE}:centre", "value": record["centre_id"]}},
    )


def subject(record: Record) -> Json:
    """The patient as one of the registry: on study, off study after death or loss."""
    return started("ResearchSubject", "patient", record) | trimmed(
        status="off-study" if record["vital_status"] in _LEFT else "on-study",
        period=period(record["information_date"], None),
        study={"identifier": {"system": f"{BASE}:study", "value": STUDY}},
        individual=reference("Patient", record["id"]),
    )


def condition(record: Record) -> Json:
    """A diagnosis: ICCC-3 group, the codes that the centre gave, typed name for who sees it."""
    codings = tuple(
        {"system": f"{BASE}:list:{list_}", "code": record[name]}
        for name, list_ in (("morphology", "icdo3_morphology"), ("topography", "icdo3_topography"))
        if record[name]
    )
    status = "relapse" if record["disease_status"] == "relapse" else "active"
    return started("Condition", "diagnosis", record) | trimmed(
        clinicalStatus={"coding": [hl7("condition-clinical", status)]},
        code=concept("iccc3", record["iccc3"], text=record.get("name"), more=codings),
        subject=reference("Patient", record["patient_id"]),
        onsetDateTime=iso(record["diagnosis_date"]),
    )
