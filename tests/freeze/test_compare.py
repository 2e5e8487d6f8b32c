"""What changed since the last report, and whom each number counts: worked out by hand on a few records."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from exports.freeze import counted
from exports.freeze.book import write_changes
from registry import snapshots
from registry.actions import records
from registry.db import RegistrySession
from registry.errors import Invalid, NotFound
from registry.models.base import now
from registry.models.diagnosis import Diagnosis
from registry.models.toxicity import Toxicity
from registry.queries import snapshots as found
from tests import make
from tests.freeze.small import REQUEST, TODAY, frozen, small_dossier, treated
from tests.people import World


def story(session: RegistrySession) -> tuple[snapshots.Compared, dict[str, str]]:
    """Between two freezes: a patient comes, one objects, a grade and a reason change, a toxicity comes, one goes."""
    first, course, toxicity = treated(session)
    gone = make.toxicity(session, course, term="anemia")
    leaving, *_ = treated(session, "ES-001")
    before = frozen(session, "second report")
    make.change(session, "toxicity", toxicity, {"grade": "3"}, reason="the chart says 3")
    make.change(session, "diagnosis", diagnosis_of(session, first.id), {"name": "high-grade glioma"})
    records.void(session, "toxicity", gone.id, version=gone.version, reason="entered twice")
    make.change(session, "patient", leaving, {"objection": "yes"}, reason="letter of the family")
    new, *_ = treated(session, "FR-002")
    after = frozen(session, "third report")
    ids = {
        "first": first.id,
        "toxicity": toxicity.id,
        "gone": gone.id,
        "leaving": leaving.id,
        "new": new.id,
        "number": first.number,
        "before": before.id,
        "after": after.id,
    }
    return snapshots.compare(session, after.id, before.id), ids


def diagnosis_of(session: RegistrySession, patient_id: str) -> object:
    return session.scalars(select(Diagnosis).where(Diagnosis.patient_id == patient_id)).one()


def test_patients_records_and_values_that_changed(world: World) -> None:
    with world.session() as session:
        compared, ids = story(session)
    made = compared.comparison
    assert [row.id for row in compared.rows] == [ids["before"], ids["after"]]
    assert [moved.record_id for moved in made.patients_added] == [ids["new"]]
    assert [moved.record_id for moved in made.patients_removed] == [ids["leaving"]]
    kinds = {"patient", "diagnosis", "course", "course_drug", "toxicity"}
    assert {moved.kind for moved in made.added} == kinds
    assert ids["number"] not in {moved.number for moved in made.added}
    assert {moved.record_id for moved in made.removed if moved.kind == "toxicity"} >= {ids["gone"]}
    values = {(change.kind, change.field, change.old, change.new) for change in made.changed}
    assert values == {
        ("toxicity", "grade", "2", "3"),
        ("diagnosis", "name", "low-grade glioma", "high-grade glioma"),
    }
    assert {change.number for change in made.changed} == {ids["number"]}


def test_freezes_that_were_not_asked_for_alike_say_so(world: World) -> None:
    """Without it, patients of a scheme that only one asks for would read as removed from the registry."""
    with world.session() as session:
        compared, ids = story(session)
        assert compared.comparison.asked_differently == []
        narrower = replace(REQUEST, schemes=("AAC",), recipient="ansm", end=dt.date(2025, 6, 30))
        other = snapshots.freeze(session, narrower, reason="ANSM", today=TODAY, build=small_dossier)
        unlike = snapshots.compare(session, ids["after"], other.id)
        assert unlike.comparison.asked_differently == ["schemes", "recipient"]
        file = io.BytesIO()
        write_changes(file, unlike.comparison, unlike.trail, made=now(), language="en")
    notes = [row[0] for row in load_workbook(file)["Patients"].iter_rows(max_row=4, values_only=True)]
    assert (
        "The two freezes were not asked for alike: they differ in schemes, recipient. "
        "What was added, removed or changed may come from that."
    ) in notes


def test_each_change_has_its_author_and_reason(world: World) -> None:
    with world.session() as session:
        compared, ids = story(session)
        grade = compared.trail.of_field("toxicity", ids["toxicity"], "grade")
        assert (grade.actor, grade.reason) == ("cli:tests", "the chart says 3")
        assert grade.at is not None
        assert compared.rows[0].made_at < grade.at < compared.rows[1].made_at
        assert compared.trail.of_record("toxicity", ids["gone"]).reason == "entered twice"
        assert compared.trail.of_record("patient", ids["leaving"]).reason == "letter of the family"
        assert compared.trail.of_beginning("patient", ids["new"]).actor == "cli:tests"


def test_what_was_saved_after_the_later_freeze_is_not_told(world: World) -> None:
    with world.session() as session:
        _compared, ids = story(session)
        make.change(
            session, "toxicity", session.get(Toxicity, ids["toxicity"]), {"grade": "4"}, reason="later"
        )
        again = snapshots.compare(session, ids["before"], ids["after"])
        assert again.trail.of_field("toxicity", ids["toxicity"], "grade").reason == "the chart says 3"


def test_every_number_before_and_after(world: World) -> None:
    """Two patients before, two after; three toxicities before (one of the leaving), two after."""
    with world.session() as session:
        compared, _ids = story(session)
    numbers = {
        change.either.output: (change.before.n, change.after.n, change.is_same)
        for change in compared.comparison.numbers
        if change.before and change.after
    }
    assert numbers == {"registered": (2, 2, True), "toxicity_any": (3, 2, False)}
    assert [change.either.output for change in compared.comparison.numbers_changed] == ["toxicity_any"]
    (line,) = compared.comparison.sheets["01_POPULATIONS"]
    assert (line.label, line.cells) == (("toxicity",), (("cumulative", "3", "2"),))


def test_a_freeze_and_itself_or_another_drug_are_no_comparison(sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        treated(session)
        one = frozen(session)
        make.course(session, make.patient(session), drugs=("dabrafenib",), access_scheme="AAC")
        other = snapshots.freeze(
            session, replace(REQUEST, drug="dabrafenib"), reason="r", today=TODAY, build=small_dossier
        )
        with pytest.raises(Invalid, match="one and the same"):
            snapshots.compare(session, one.id, one.id)
        with pytest.raises(Invalid, match="of two drugs"):
            snapshots.compare(session, one.id, other.id)
        with pytest.raises(NotFound):
            snapshots.compare(session, one.id, "nothing")


def test_the_workbook_says_the_same(sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        compared, ids = story(session)
    file = io.BytesIO()
    write_changes(file, compared.comparison, compared.trail, made=now(), language="en")
    book = load_workbook(file)
    assert book.sheetnames == ["Patients", "Records", "Values", "Numbers", "Sheets"]
    cells = [[cell.value for cell in row] for row in book["Values"].iter_rows()]
    (grade,) = [row for row in cells if "the chart says 3" in row]
    assert grade[:6] == [
        ids["number"],
        "Toxicity",
        ids["toxicity"],
        "CTCAE grade",
        "Grade 2, moderate",
        "Grade 3, severe",
    ]
    patients = [[cell.value for cell in row] for row in book["Patients"].iter_rows()]
    assert {row[0] for row in patients} >= {"added", "removed"}
    assert any("letter of the family" in row for row in patients)


def test_from_a_number_to_its_records_and_back(world: World) -> None:
    with world.session() as session:
        _of, _course, toxicity = treated(session)
        row = frozen(session)
        opened = snapshots.open_freeze(session, row)
        behind = counted.behind(
            opened.dossier, opened.records, sheet="01_POPULATIONS", line=1, span="cumulative"
        )
        assert [(c.kind, c.record_id, c.number) for c in behind] == [("toxicity", toxicity.id, _of.number)]
        record = counted.find(opened.records, "toxicity", toxicity.id)
        assert record.row is not None
        assert record.row["grade"] == "2"
        places = [
            (place.sheet.name, place.label, place.spans) for place in counted.counting(opened.dossier, record)
        ]
        assert places == [
            ("01_POPULATIONS", "patient", ("period", "cumulative")),
            ("01_POPULATIONS", "toxicity", ("period", "cumulative")),
        ]
        assert [n.output for n in counted.numbers_counting(opened.dossier, record)] == ["registered"]
        held = snapshots.counting(session, "toxicity", toxicity.id, patient_id=toxicity.patient_id)
        assert [kept.id for kept in held] == [row.id]
        later = make.toxicity(session, _course, term="anemia")
        assert snapshots.counting(session, "toxicity", later.id, patient_id=later.patient_id) == []


NOT_THERE = [("nothing", 0, "period"), ("01_POPULATIONS", 9, "period"), ("01_POPULATIONS", 0, "year")]


@pytest.mark.parametrize(("sheet", "line", "span"), NOT_THERE)
def test_there_is_nothing_behind_a_number_that_is_not_there(
    sqlite_world: World, sheet: str, line: int, span: str
) -> None:
    with sqlite_world.session() as session:
        treated(session)
        opened = snapshots.open_freeze(session, frozen(session))
        with pytest.raises(NotFound):
            counted.behind(opened.dossier, opened.records, sheet=sheet, line=line, span=span)
        with pytest.raises(NotFound):
            counted.find(opened.records, "toxicity", "nothing")
        assert found.listed(session)
