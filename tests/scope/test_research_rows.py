"""What a research file reads: the reader’s centres, nobody who objected, nothing void nor under it; both databases."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from exports.exchange.columns import columns_of
from exports.exchange.formats import FORMATS, Layout
from exports.exchange.writing import Order
from registry.access.permissions import ROLES
from registry.access.scope import Scope, enter
from registry.actions import records
from registry.db import RegistrySession
from registry.fields.catalogue import KINDS
from registry.queries import research
from registry.queries.research import ResearchRecords
from registry.record_files import export_download, export_research
from tests import make
from tests.people import World

CLINICAL = [kind for kind, fields in KINDS.items() if fields.record.clinical]


def filled(session: RegistrySession) -> dict[str, Any]:
    """A patient with a course and a toxicity in each of two centres, and one who objected with the same."""
    found: dict[str, Any] = {}
    for name, centre, objection in (
        ("own", "FR-001", "no"),
        ("other", "ES-001", "no"),
        ("objected", "FR-001", "yes"),
    ):
        patient = make.patient(session, centre, objection="no")
        course = make.course(session, patient)
        row = make.toxicity(session, course, toxicity_drug=[{"drug": "trametinib", "causality": "related"}])
        if objection == "yes":
            make.change(session, "patient", patient, {"objection": "yes", "objection_date": "2025-03-01"})
        found |= {name: patient, f"{name} course": course, f"{name} toxicity": row}
    return found


def ids(source: ResearchRecords, kind: str) -> set[str]:
    return {row[0] for row in source.rows(kind, ("id",))}


def test_objecting_patients_leave_with_all_their_records(world: World) -> None:
    with world.session() as session:
        made = filled(session)
        source = ResearchRecords(session, with_text=True)
        assert ids(source, "patient") == {made["own"].id, made["other"].id}
        assert ids(source, "toxicity") == {made["own toxicity"].id, made["other toxicity"].id}
        assert len(ids(source, "toxicity_drug")) == 2
        assert {case.patient_id for case in source.cases({"patient": ("id",)})} == ids(source, "patient")


def test_what_stands_under_a_void_record_leaves_with_it(world: World) -> None:
    with world.session() as session:
        made = filled(session)
        course = made["own course"]
        records.void(session, "course", course.id, version=course.version, reason="entered twice")
        source = ResearchRecords(session, with_text=True)
        assert ids(source, "course") == {made["other course"].id}
        assert ids(source, "toxicity") == {made["other toxicity"].id}
        assert len(ids(source, "toxicity_drug")) == 1
        assert source.repeats("toxicity") == 1
        assert made["own"].id in ids(source, "patient")


def test_a_reader_takes_the_rows_of_the_own_centre(world: World) -> None:
    with world.session() as session:
        made = filled(session)
        enter(session, Scope("alice", ROLES["clinician"], frozenset({"FR-001"})))
        source = ResearchRecords(session, with_text=True)
        assert ids(source, "patient") == {made["own"].id}
        assert ids(source, "toxicity") == {made["own toxicity"].id}
        assert ids(source, "centre") == {"FR-001"}
        assert [case.patient_id for case in source.cases({"patient": ("id",)})] == [made["own"].id]


def test_patients_come_whole_in_batches(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(research, "PATIENTS", 2)
    with world.session() as session:
        patients = [make.patient(session) for _ in range(5)]
        for patient in patients[:3]:
            make.course(session, patient)
            make.course(session, patient, first_dose="2025-06-01", board_date="2025-05-30")
        source = ResearchRecords(session, with_text=True)
        names = {kind: tuple(c.name for c in columns_of(kind, with_text=True)) for kind in CLINICAL}
        cases = list(source.cases(names))
        assert {case.patient_id for case in cases} == {patient.id for patient in patients}
        assert len(cases) == 5
        assert sorted(len(case.rows.get("course", ())) for case in cases) == [0, 0, 2, 2, 2]
        assert source.repeats("course") == 2
        assert source.repeats("ctdna") == 0


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_is_written_from_either_database(world: World, tmp_path: Path, form: str) -> None:
    with world.session() as session:
        filled(session)
        path = export_download(session, tmp_path, Order(form, Layout.TIDY if FORMATS[form].layouts else None))
        assert path.stat().st_size > 0


def test_dates_and_several_codes_are_the_same_from_either_database(world: World, tmp_path: Path) -> None:
    with world.session() as session:
        made = filled(session)
        counts = export_research(session, tmp_path / "out", Order("csv"))
        assert (counts["patient"], counts["toxicity"]) == (2, 2)
        row = made["own toxicity"].id
    with (tmp_path / "out" / "toxicity.csv").open(encoding="utf-8", newline="") as file:
        line = next(line for line in csv.DictReader(file) if line["id"] == row)
    assert (line["onset"], line["seriousness"], line["grade_label"]) == (
        "2025-02-10",
        "none",
        "Grade 2, moderate",
    )
    with (tmp_path / "out" / "course.csv").open(encoding="utf-8", newline="") as file:
        assert {line["first_dose"] for line in csv.DictReader(file)} == {"2025-01-02"}
