"""The Bundle of one patient, checked against the model of FHIR R4B, and the files that hold one or many."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from exports.exchange.columns import columns_of
from exports.exchange.fhir import events, findings, people, treatment
from exports.exchange.fhir.terms import Json, Record, url
from exports.exchange.source import Case, Names, Source
from exports.files import FileRefused
from registry.errors import RegistryError
from registry.i18n import gettext

Count = Callable[[], None]
Records = Mapping[str, Sequence[Record]]

KINDS = (
    "patient",
    "diagnosis",
    "course",
    "course_drug",
    "initiation",
    "dose_period",
    "follow_up",
    "lab_result",
    "assessment",
    "toxicity",
    "toxicity_drug",
)
"""The kinds of record that are read; the others have no resource here."""

_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")


class NotFhir(RegistryError):
    """A record that the model of the standard refuses."""

    status = 422


def write_lines(path: Path, source: Source, count: Count) -> None:
    """All patients in one file of NDJSON: a Bundle per line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for _key, text in _bundles(source, count):
            file.write(text + "\n")


def write_files(folder: Path, source: Source, count: Count) -> None:
    """A file per patient, named after the key of the patient."""
    for key, text in _bundles(source, count):
        if not _FILE_NAME.fullmatch(key):
            sentence = gettext("%(key)s: this key cannot name a file. Export to one .ndjson file.")
            raise FileRefused(sentence % {"key": key})
        (folder / f"{key}.json").write_text(text + "\n", encoding="utf-8")


def _bundles(source: Source, count: Count) -> Iterator[tuple[str, str]]:
    names = {kind: tuple(c.name for c in columns_of(kind, with_text=source.with_text)) for kind in KINDS}
    for case in source.cases(names):
        bundle = bundle_of(_records(case, names))
        check(bundle, case.patient_id)
        yield case.patient_id, json.dumps(bundle, ensure_ascii=False, separators=(",", ":"))
        count()


def _records(case: Case, names: Names) -> Records:
    """The rows as mappings. What a reader without text does not see is None."""
    return {
        kind: [dict(zip(asked, row, strict=True)) for row in case.rows.get(kind, ())]
        for kind, asked in names.items()
    }


def check(bundle: Json, patient: str) -> None:
    """Refuse a bundle that the model refuses, with the place and the patient."""
    from fhir.resources.R4B.bundle import Bundle
    from pydantic import ValidationError

    try:
        Bundle.model_validate(bundle)
    except ValidationError as failed:
        first = failed.errors()[0]
        where = ".".join(map(str, first["loc"]))
        sentence = gettext("patient %(patient)s, %(where)s: FHIR does not take this value (%(reason)s).")
        raise NotFhir(sentence % {"patient": patient, "where": where, "reason": first["msg"]}) from failed


def bundle_of(records: Records) -> Json:
    """The collection of all resources of one patient, the patient first."""
    entries = [
        {"fullUrl": url(made["resourceType"], key), "resource": made} for key, made in _resources(records)
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _resources(records: Records) -> Iterator[tuple[str, Json]]:
    (patient,) = records["patient"]
    courses = {course["id"]: course for course in records["course"]}
    yield patient["id"], people.patient(patient)
    yield patient["id"], people.subject(patient)
    yield from ((r["id"], people.condition(r)) for r in records["diagnosis"])
    yield from ((r["id"], treatment.statement(r, courses[r["course_id"]])) for r in records["course_drug"])
    yield from ((r["id"], treatment.administration(r)) for r in records["dose_period"])
    yield from _events(records)
    yield from ((r["id"], findings.assessment(r)) for r in records["assessment"])
    for kind, day in (("initiation", "measured_on"), ("follow_up", "visited_on")):
        for record in records[kind]:
            yield from findings.measures(kind, record, day)
    yield from ((r["id"], findings.lab_result(r)) for r in records["lab_result"])


def _events(records: Records) -> Iterator[tuple[str, Json]]:
    statements: dict[str, dict[str, Any]] = {}
    for drug in records["course_drug"]:
        statements.setdefault(drug["course_id"], {})[drug["drug"]] = drug["id"]
    suspects: dict[str, list[Record]] = {}
    for drug in records["toxicity_drug"]:
        suspects.setdefault(drug["toxicity_id"], []).append(drug)
    for record in records["toxicity"]:
        of_course = statements.get(record["course_id"], {})
        yield record["id"], events.adverse_event(record, suspects.get(record["id"], ()), statements=of_course)
