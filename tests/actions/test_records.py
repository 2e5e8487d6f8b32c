"""Saving a record: drafts, completion, reasons, versions, repeated keys, rights, rows; on both databases."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from registry import numbers
from registry.access.permissions import ROLES
from registry.access.scope import Scope, enter
from registry.actions import records
from registry.actions.records import Intent
from registry.db import RegistrySession
from registry.errors import Conflict, Forbidden, Invalid, NotFound
from registry.fields.catalogue import KINDS
from registry.models.audit import AuditEntry
from registry.models.draft import SavedRequest
from registry.models.patient import Patient
from registry.models.toxicity import Toxicity, ToxicityDrug
from registry.schemas.build import load
from tests import make
from tests.people import World


def as_role(world: World, role: str, *centres: str) -> RegistrySession:
    session = world.maker()
    every = ROLES[role].rows == "all"
    enter(
        session,
        Scope(f"{role}@tests.invalid", ROLES[role], None if every else frozenset(centres), user_id=role),
    )
    return session


def save(session: RegistrySession, kind: str, parent: str, values: dict[str, Any], **intent: Any) -> Any:
    loaded = load(KINDS[kind], values, make.gate(session))
    return records.create(
        session, kind, parent_id=parent, loaded=loaded, intent=Intent(**intent), on=make.ON
    ).row


def change(session: RegistrySession, kind: str, row: Any, values: dict[str, Any], **intent: Any) -> Any:
    loaded = load(KINDS[kind], values, make.gate(session))
    asked = Intent(**({"complete": True, "version": row.version} | intent))
    return records.update(session, kind, row.id, loaded=loaded, intent=asked, on=make.ON).row


def problems(failure: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in failure.value.problems}


def test_a_draft_may_lack_anything_and_complete_asks_for_what_is_required(world: World) -> None:
    with world.session() as session:
        patient = save(session, "patient", "FR-001", {})
        assert (patient.status, patient.version) == ("draft", 1)
        with pytest.raises(Invalid) as failure:
            change(session, "patient", patient, {"sex": "male"})
        assert problems(failure) == {("birth_month", "required")}
        session.expire_all()
        assert session.get_one(Patient, patient.id).sex is None  # what is refused changes nothing


def test_refuse_rules_block_completion_not_drafts(world: World) -> None:
    with world.session() as session:
        course = make.course(session, make.patient(session))
        wrong = {"term": "alopecia", "nature": "clinical", "grade": "3", "onset": "2025-02"}
        with pytest.raises(Invalid) as failure:
            save(session, "toxicity", course.id, wrong, complete=True)
        assert problems(failure) == {("grade", "TOX-01")}
        assert save(session, "toxicity", course.id, wrong, complete=False).status == "draft"


def test_questions_never_block_and_answers_stay(world: World) -> None:
    with world.session() as session:
        dead = {"vital_status": "dead", "vital_status_date": "2025-03"}
        course = make.course(session, make.patient(session, **dead), last_dose="2025-02-20")
        fatal = {"term": "fever", "nature": "clinical", "grade": "3", "onset": "2025-02", "outcome": "fatal"}
        row = save(session, "toxicity", course.id, fatal, complete=True)
        assert row.status == "complete"
        assert row.questions == ["TOX-08"]
        row = change(
            session, "toxicity", row, {}, answers={"TOX-08": "verified with the pharmacist"}, reason="answer"
        )
        assert (row.questions, row.answers) == ([], {"TOX-08": "verified with the pharmacist"})


def test_a_complete_record_changes_with_a_reason_only(world: World) -> None:
    with world.session() as session:
        patient = make.patient(session)
        with pytest.raises(Invalid) as failure:
            change(session, "patient", patient, {"sex": "male"})
        assert problems(failure) == {("reason", "required")}
        changed = change(session, "patient", patient, {"sex": "male"}, reason="misread")
        assert (changed.sex, changed.version) == ("male", 2)
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.row == patient.id).order_by(AuditEntry.id)
        ).all()[-1]
        assert (entry.actor, entry.reason) == ("cli:tests", "misread")
        assert entry.old
        assert entry.new
        assert (entry.old["sex"], entry.new["sex"]) == ("female", "male")


def test_a_save_without_a_change_raises_no_version_and_needs_no_reason(world: World) -> None:
    with world.session() as session:
        patient = make.patient(session)
        assert change(session, "patient", patient, {"sex": "female"}).version == 1


def test_the_stale_writer_is_told_and_nothing_is_overwritten(world: World) -> None:
    with world.session() as first, world.session() as second:
        patient = make.patient(first)
        stale = records.records.get(second, "patient", patient.id)
        change(first, "patient", patient, {"sex": "male"}, reason="one")
        with pytest.raises(Conflict):
            change(second, "patient", stale, {"birth_month": "2014-01"}, reason="two")
        second.rollback()
        second.expire_all()
        assert second.get_one(Patient, patient.id).birth_month == "2015-03"


def test_two_writers_at_the_same_moment_one_wins(world: World) -> None:
    """Both read version 1 and pass the check; the version in the UPDATE itself decides."""
    with world.session() as console:
        patient = make.patient(console)
    barrier, outcomes = threading.Barrier(2), []

    def write(sex: str) -> None:
        with world.session() as session:
            row = records.records.get(session, "patient", patient.id)
            barrier.wait()
            try:
                outcomes.append(change(session, "patient", row, {"sex": sex}, reason=sex).version)
            except Conflict:
                outcomes.append("conflict")

    threads = [threading.Thread(target=write, args=(sex,)) for sex in ("male", "unknown")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["2", "conflict"]


def test_a_repeated_key_is_the_same_save(world: World) -> None:
    with world.session() as session:
        course = make.course(session, make.patient(session))
        values = {"term": "fever", "grade": "2"}
        one = save(session, "toxicity", course.id, values, key="k", body="b")
        two = save(session, "toxicity", course.id, values, key="k", body="b")
        assert one.id == two.id
        with pytest.raises(Invalid):
            save(session, "toxicity", course.id, values, key="k", body="other content")
        assert session.scalar(select(func.count()).select_from(Toxicity)) == 1


def test_a_double_click_saves_once(world: World) -> None:
    with world.session() as console:
        course = make.course(console, make.patient(console))
    barrier, ids = threading.Barrier(6), []

    def click() -> None:
        with world.session() as session:
            barrier.wait()
            ids.append(save(session, "toxicity", course.id, {"term": "fever"}, key="click", body="b").id)

    threads = [threading.Thread(target=click) for _n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 6
    assert len(set(ids)) == 1
    with world.session() as session:
        assert session.scalar(select(func.count()).select_from(Toxicity)) == 1
        assert session.scalar(select(func.count()).select_from(SavedRequest)) == 1


def test_patient_numbers_are_valid_and_never_given_twice(world: World) -> None:
    barrier, given = threading.Barrier(5), []

    def create() -> None:
        with world.session() as session:
            barrier.wait()
            given.extend(save(session, "patient", "FR-001", {}).number for _n in range(5))

    threads = [threading.Thread(target=create) for _n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(given)) == 25
    assert all(numbers.is_valid(number) for number in given)
    assert {numbers.serial_of(number) for number in given} == set(range(1, 26))


def test_rows_are_added_changed_and_taken_away_with_the_version_of_their_record(world: World) -> None:
    with world.session() as session:
        course = make.course(session, make.patient(session), drugs=("dabrafenib", "trametinib"))
        row = make.toxicity(session, course, toxicity_drug=[{"drug": "dabrafenib", "causality": "related"}])
        both = [{"drug": "dabrafenib", "causality": "unlikely"}, {"drug": "trametinib", "action": "reduced"}]
        stored = records.records.rows_of(session, "toxicity", row.id)
        both[0]["id"] = stored[0].id
        row = change(session, "toxicity", row, {"toxicity_drug": both}, reason="second opinion")
        assert row.version == 2
        rows = records.records.rows_of(session, "toxicity", row.id)
        assert [(r.drug, r.causality, r.action) for r in rows] == [
            ("dabrafenib", "unlikely", None),
            ("trametinib", None, "reduced"),
        ]
        row = change(session, "toxicity", row, {"toxicity_drug": []}, reason="entered for another child")
        assert row.version == 3
        assert records.records.rows_of(session, "toxicity", row.id) == []
        assert session.scalar(select(func.count()).select_from(ToxicityDrug)) == 2  # void, not deleted


def test_a_row_of_another_record_is_refused(world: World) -> None:
    with world.session() as session:
        course = make.course(session, make.patient(session))
        one = make.toxicity(session, course, toxicity_drug=[{"drug": "trametinib"}])
        two = make.toxicity(session, course)
        stolen = records.records.rows_of(session, "toxicity", one.id)[0].id
        with pytest.raises(Invalid) as failure:
            change(
                session,
                "toxicity",
                two,
                {"toxicity_drug": [{"id": stolen, "drug": "trametinib"}]},
                reason="x",
            )
        assert problems(failure) == {("toxicity_drug-0-id", "unknown")}


def test_void_and_restore(world: World) -> None:
    with world.session() as session:
        patient = make.patient(session)
        with pytest.raises(Invalid):
            records.void(session, "patient", patient.id, version=1, reason=" ")
        records.void(session, "patient", patient.id, version=1, reason="entered twice")
        assert (patient.status, patient.version) == ("void", 2)
        with pytest.raises(Conflict):
            records.restore(session, "patient", patient.id, version=1, reason="no", on=make.ON)
        records.restore(session, "patient", patient.id, version=2, reason="was right", on=make.ON)
        assert patient.status == "complete"


def test_a_value_that_does_not_apply_goes_on_a_page_and_is_refused_from_a_program(world: World) -> None:
    with world.session() as session:
        values = {"vital_status": "alive", "death_cause": "disease"}
        assert save(session, "patient", "FR-001", values).death_cause is None
        with pytest.raises(Invalid) as failure:
            save(session, "patient", "FR-001", values, strict=True)
        assert problems(failure) == {("death_cause", "not_applicable")}


def test_each_role_writes_what_is_its_own(world: World) -> None:
    with world.session() as console:
        course = make.course(console, make.patient(console))
        row = make.response(console, course, "PR", "2025-06-01")
    with as_role(world, "reviewer") as session:
        stored = records.records.get(session, "assessment", row.id)
        reviewed = change(
            session, "assessment", stored, {"reviewed_response": "SD"}, complete=None, reason="review"
        )
        assert (reviewed.reviewed_response, reviewed.status) == ("SD", "complete")
        with pytest.raises(Forbidden):
            change(session, "assessment", reviewed, {"response": "SD"}, complete=None, reason="review")
        with pytest.raises(Forbidden):
            save(session, "assessment", course.id, {})
    with as_role(world, "clinician", "FR-001") as session:
        stored = records.records.get(session, "assessment", row.id)
        with pytest.raises(Forbidden):
            change(session, "assessment", stored, {"reviewed_response": "CR"}, reason="mine")
    for role in ("pharmacist", "auditor", "pharmacovigilance", "analyst"):
        with as_role(world, role, "FR-001") as session, pytest.raises(Forbidden):
            save(session, "patient", "FR-001", {})


def test_another_centre_is_not_there(world: World) -> None:
    with world.session() as console:
        patient = make.patient(console, "FR-001")
    with as_role(world, "clinician", "FR-002") as session:
        for attempt in (
            lambda: save(session, "course", patient.id, {}),
            lambda: save(session, "patient", "FR-001", {}),
            lambda: records.void(session, "patient", patient.id, version=1, reason="x"),
        ):
            with pytest.raises(NotFound) as failure:
                attempt()
            assert failure.value.text == "There is no such record."
