"""What the checks of a dossier look for: each finder gives the ids of the records concerned."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from exports.has.lines import iso_day
from exports.has.material import NOTHING, Material, Record
from registry.fields.base import Kind
from registry.fields.catalogue import KINDS
from registry.rules.base import Case, before
from registry.rules.body import CHANGE
from registry.rules.check import RULES
from registry.summaries.questionnaires import BASELINE

OVER_PLAN = 1.2
"""A starting dose over so many times the planned one is asked about."""

CRITICAL = frozenset(
    {
        ("patient", "birth_month"),
        ("patient", "sex"),
        ("patient", "vital_status_date"),
        ("initiation", "weight"),
        ("diagnosis", "category"),
        ("diagnosis", "disease_status"),
        ("course", "access_scheme"),
        ("course", "first_dose"),
        ("course_drug", "starting_dose"),
        ("assessment", "response"),
        ("toxicity", "term"),
        ("toxicity", "grade"),
        ("toxicity", "seriousness"),
        ("toxicity", "outcome"),
        ("toxicity", "onset"),
        ("toxicity_drug", "causality"),
    }
)
"""The critical variables: more than 10 % missing of one keeps the dossier PROJET."""

_RULES = {rule.code: rule for rule in RULES}


def find_duplicates(material: Material) -> Iterator[str]:
    """Same letters, month, sex and diagnosis; without letters also the same centre and first dose."""
    groups: defaultdict[tuple[Any, ...], list[str]] = defaultdict(list)
    for patient in material.kind("patient"):
        diagnoses = material.under("diagnosis", "patient_id").get(patient["id"], ())
        courses = material.under("course", "patient_id").get(patient["id"], ())
        letters = (patient.get("surname_letters"), patient.get("first_name_letters"))
        nearer = letters if all(letters) else (patient["centre_id"], *_starts(courses))
        if diagnoses and len(nearer) > 1:
            groups[patient["birth_month"], patient["sex"], diagnoses[0]["iccc3"], nearer].append(
                patient["id"]
            )
    for group in groups.values():
        if len(group) > 1:
            yield from group


def _starts(courses: Sequence[Record]) -> list[str]:
    return sorted(day for course in courses if (day := iso_day(course["first_dose"])))


def find_before_request(*, urgent: bool) -> Callable[[Material], Iterator[str]]:
    """Courses begun before their request; urgent where treatment could not be deferred."""

    def find(material: Material) -> Iterator[str]:
        for course in material.kind("course"):
            requests = material.under("access_request", "patient_id").get(course["patient_id"], ())
            first = min(
                (r for r in requests if r["scheme"] == course["access_scheme"] and r["requested_on"]),
                key=lambda r: iso_day(r["requested_on"]) or "",
                default=None,
            )
            began = iso_day(course["first_dose"])
            is_urgent = first is not None and first.get("is_deferrable") == "no"
            if first and began and is_urgent == urgent and before(began, iso_day(first["requested_on"])):
                yield course["id"]

    return find


def find_breaking(kind: str, code: str) -> Callable[[Material], Iterator[str]]:
    """The records that break a rule of their form."""

    def find(material: Material) -> Iterator[str]:
        for record in material.kind(kind):
            if _RULES[code].broken(case_of(kind, record, material)):
                yield record["id"]

    return find


def case_of(kind: str, record: Record, material: Material) -> Case:
    """A record as the rules see it: several codes as a list, full dates as dates."""
    held = {name: _held(kind, name, value) for name, value in record.items()}
    missing = {
        name.removesuffix("_missing"): value
        for name, value in record.items()
        if name.endswith("_missing") and value
    }
    return Case(held, material.request.end, id=record["id"], missing=missing)


def _held(kind: str, name: str, value: Any) -> Any:
    declared = KINDS[kind].fields.get(name)
    if declared is None or value is None:
        return value
    if declared.kind is Kind.CHOICES:
        return str(value).split(";")
    if declared.kind is Kind.DATE and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return str(value) if declared.kind is Kind.CHOICE else value


def find_dead_on_treatment(material: Material) -> Iterator[str]:
    dead = {p["id"] for p in material.kind("patient") if p["vital_status"] == "dead"}
    for course in material.kind("course"):
        ongoing = course["first_dose"] and not course["last_dose"] and not course["stop_reason"]
        if ongoing and course["patient_id"] in dead:
            yield course["id"]


def find_toxicities(holds: Callable[[Record, Record], bool]) -> Callable[[Material], Iterator[str]]:
    """The toxicities of which something holds: of the record and what it counts as."""

    def find(material: Material) -> Iterator[str]:
        counted = material.counted
        for record in material.kind("toxicity"):
            if holds(record, counted.get(record["id"], NOTHING)):
                yield record["id"]

    return find


def find_without_baseline(material: Material) -> Iterator[str]:
    for assessments in material.under("assessment", "course_id").values():
        if not any(record["visit"] == BASELINE for record in assessments):
            yield from (record["id"] for record in assessments if record["response"])


def find_unreviewed(material: Material) -> Iterator[str]:
    """Complete and partial responses that nobody has read again."""
    objective = {"CR", "PR"}
    for record in material.kind("assessment"):
        if record["response"] in objective and not record["reviewed_response"]:
            yield record["id"]


def find_over_plan(material: Material) -> Iterator[str]:
    drug = material.counting.drug.lower()
    for course in material.kind("course"):
        for row in material.rows("course_drug", "course_id").get(course["id"], ()):
            planned, given = row["planned_dose"], row["starting_dose"]
            if str(row["drug"]).lower() == drug and planned and given and given > OVER_PLAN * planned:
                yield course["id"]


def find_weights(material: Material) -> Iterator[str]:
    """Visits whose weight is off that of the visit before by more than a fifth."""
    for course, visits in material.under("follow_up", "course_id").items():
        initiations = material.under("initiation", "course_id").get(course, ())
        last = next((i["weight"] for i in initiations if i["weight"]), None)
        for visit in sorted(visits, key=lambda v: iso_day(v["visited_on"]) or ""):
            if visit["weight"]:
                if last and abs(visit["weight"] - last) > CHANGE * last:
                    yield visit["id"]
                last = visit["weight"]


def find_without_cause(material: Material) -> Iterator[str]:
    for patient in material.kind("patient"):
        if patient["vital_status"] == "dead" and not patient["death_cause"]:
            yield patient["id"]


def find_objecting(material: Material) -> Iterator[str]:
    return (patient["id"] for patient in material.kind("patient") if patient["objection"] == "yes")


def find_open_queries(*, critical: bool) -> Callable[[Material], Iterator[str]]:
    """The patients of open queries, about a critical variable or the whole of a form, or about others."""

    def find(material: Material) -> Iterator[str]:
        queries = material.basis.queries
        patients = material.by_id("patient")
        for row in queries[queries["status"] == "open"].itertuples(index=False):
            blocks = not row.field or (row.kind, row.field) in CRITICAL
            if blocks == critical and row.patient_id in patients:
                yield str(row.patient_id)

    return find


def find_uncoded(material: Material) -> Iterator[str]:
    if material.basis.meddra:
        yield from find_toxicities(lambda r, c: bool(c) and c["serious"] and not r.get("coded_term"))(
            material
        )
