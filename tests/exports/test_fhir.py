"""FHIR R4B: each resource stands up to the model, references resolve, only open systems are used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class

from exports.exchange.columns import columns_of
from exports.exchange.fhir.bundle import KINDS, NotFhir
from exports.exchange.fhir.events import OUTCOMES
from exports.exchange.units import BASES, UNITS
from exports.exchange.writing import Order, write_research
from exports.files import FileRefused
from registry.fields.values import DOSE_BASIS, DOSE_UNIT, OUTCOME
from tests.exports.hostile import TEXTS
from tests.exports.research import HandSource, of_patient, record, small

FHIR = Order("fhir", None)
OURS = "urn:paediatric-oncology-registry:"
OPEN = ("http://terminology.hl7.org/CodeSystem/", "http://unitsofmeasure.org")

Json = dict[str, Any]


def bundles(folder: Path, source: HandSource) -> dict[str, list[Json]]:
    """The resources of each patient."""
    path = folder / "records.ndjson"
    write_research(path, source, FHIR)
    read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {
        bundle["entry"][0]["resource"]["identifier"][0]["value"]: [e["resource"] for e in bundle["entry"]]
        for bundle in read
    }


def one(resources: list[Json], kind: str, key: str = "") -> Json:
    found = [r for r in resources if r["resourceType"] == kind and (not key or r["id"] == key)]
    assert len(found) == 1
    return found[0]


def parts(thing: object) -> Iterator[Json]:
    if isinstance(thing, dict):
        yield thing
        for part in thing.values():
            yield from parts(part)
    elif isinstance(thing, list):
        for part in thing:
            yield from parts(part)


def codes(concept: Json) -> list[str]:
    return [coding["code"] for coding in concept["coding"]]


def test_each_resource_stands_up_to_the_model(tmp_path: Path) -> None:
    found = bundles(tmp_path, small())
    assert {r["resourceType"] for r in found["p1"]} == {
        "Patient",
        "ResearchSubject",
        "Condition",
        "MedicationStatement",
        "AdverseEvent",
        "Observation",
    }
    for resource in found["p1"]:
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    assert [r["resourceType"] for r in found["p2"]] == ["Patient", "ResearchSubject"]


def test_references_lead_to_resources_of_the_same_bundle(tmp_path: Path) -> None:
    path = tmp_path / "records.ndjson"
    write_research(path, small(), FHIR)
    bundle = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    names = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(names) == len(bundle["entry"])
    assert {part["reference"] for part in parts(bundle) if "reference" in part} <= names


def test_only_our_own_and_open_systems_are_used(tmp_path: Path) -> None:
    systems = {part["system"] for part in parts(bundles(tmp_path, small())) if "system" in part}
    assert all(system.startswith((OURS, *OPEN)) for system in systems)
    assert not any("meddra" in system.lower() or "snomed" in system.lower() for system in systems)


def test_a_patient_has_a_month_of_birth_and_no_name(tmp_path: Path) -> None:
    patient = one(bundles(tmp_path, small())["p1"], "Patient")
    assert (patient["birthDate"], patient["gender"]) == ("2015-03", "female")
    assert {found["value"] for found in patient["identifier"]} == {"p1", "FR-001-0001"}
    assert "name" not in patient
    assert "ZZZ" not in json.dumps(patient)


def test_a_toxicity_says_grade_seriousness_and_the_drug_in_question(tmp_path: Path) -> None:
    source = small()
    source.records["toxicity"][1]["outcome"] = "sequelae"  # type: ignore[index]
    resources = bundles(tmp_path, source)["p1"]
    event = one(resources, "AdverseEvent", "t2")
    assert codes(event["severity"]) == ["severe", "3"]
    assert codes(event["seriousness"]) == ["Serious", "hospitalisation", "important"]
    assert codes(event["outcome"]) == ["resolvedWithSequelae", "sequelae"]
    assert event["date"] == "2025-01-05"
    assert event["event"]["coding"][0] == {"system": f"{OURS}list:ctcae", "code": "fever", "display": "Fever"}
    (suspect,) = event["suspectEntity"]
    assert suspect["instance"]["reference"] == f"{OURS}MedicationStatement:x1"
    assert codes(suspect["causality"][0]["assessment"]) == ["related"]
    assert one(resources, "AdverseEvent", "t3")["date"] == "2025-01"


def test_a_dose_has_its_unit_in_ucum(tmp_path: Path) -> None:
    statement = one(bundles(tmp_path, small())["p1"], "MedicationStatement")
    dose = statement["dosage"][0]["doseAndRate"][0]["doseQuantity"]
    assert (dose["value"], dose["code"]) == (0.032, "mg/kg/d")
    assert statement["effectivePeriod"] == {"start": "2024-12-20", "end": "2025-03-01"}
    assert set(UNITS) == set(DOSE_UNIT.codes)
    assert set(BASES) == set(DOSE_BASIS.codes)
    assert set(OUTCOMES) == set(OUTCOME.codes)


def test_a_response_is_said_as_its_criterion_does(tmp_path: Path) -> None:
    found = one(bundles(tmp_path, small())["p1"], "Observation")
    assert found["valueCodeableConcept"]["coding"][0]["display"] == "Partial response"
    assert codes(found["method"]) == ["RECIST_1_1"]
    assert found["component"][0]["valueQuantity"] == {"value": 12.5}
    assert found["status"] == "final"


def test_drafts_that_lack_everything_are_still_valid(tmp_path: Path) -> None:
    empty = {
        kind: [
            record(
                f"{kind}-1".replace("_", "-"),
                status="draft",
                **{c.name: "p1" for c in columns_of(kind, with_text=True) if c.name == "patient_id"},
                **({"course_id": "course-1"} if kind not in ("patient", "course", "diagnosis") else {}),
                **({"toxicity_id": "toxicity-1"} if kind == "toxicity_drug" else {}),
                centre_id="FR-001",
            )
        ]
        for kind in KINDS
    }
    empty["patient"][0] |= {"id": "p1", "number": "FR-001-0001"}
    resources = bundles(tmp_path, HandSource(empty))["p1"]
    assert one(resources, "MedicationAdministration")["status"] == "in-progress"
    assert {r["status"] for r in resources if r["resourceType"] == "Observation"} == {"preliminary"}


def test_texts_come_back_whole_and_only_for_who_sees_them(tmp_path: Path) -> None:
    rows = [of_patient("p1", f"d{n}", name=text) for n, text in enumerate(TEXTS) if text.strip() == text]
    source = HandSource(
        {"patient": [record("p1", centre_id="FR-001", number="FR-001-0001")], "diagnosis": rows}
    )
    resources = bundles(tmp_path, source)["p1"]
    told = {r["id"]: r["code"]["text"] for r in resources if r["resourceType"] == "Condition"}
    assert told == {row["id"]: row["name"] for row in rows}
    plain = bundles(tmp_path, HandSource(source.records, with_text=False))["p1"]
    assert not any("text" in part for part in parts(plain))


def test_what_the_standard_does_not_take_is_refused_with_its_place(tmp_path: Path) -> None:
    source = small()
    source.records["patient"][1]["birth_month"] = "in spring"  # type: ignore[index]
    with pytest.raises(NotFhir, match=r"patient p2, entry\.0\.resource"):
        bundles(tmp_path, source)
    assert not list(tmp_path.iterdir())


def test_a_folder_has_a_file_per_patient_and_is_new(tmp_path: Path) -> None:
    assert write_research(tmp_path / "out", small(), FHIR) == {"patients": 2}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"p1.json", "p2.json"}
    with pytest.raises(FileRefused, match=r"p[12]\.json"):
        write_research(tmp_path / "out", small(), FHIR)
