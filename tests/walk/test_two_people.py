"""CON-1: two people edit one record. The second is shown both values and chooses; nothing is overwritten unseen."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.models.audit import AuditEntry
from registry.models.catalogue import MODELS
from registry.queries import records as found
from tests import make
from tests.people import World
from tests.walk.forms import Form, form_of, words_of
from tests.walk.visitors import Visitor, visitor

Typed = dict[str, str | list[str]]
OWN = {"number": "", "rows": []}
"""What differs between two records that are alike."""

FIRST: dict[str, Typed] = {
    "patient": {
        "birth_month": "03/2015",
        "sex": "female",
        "information_date": "02/01/2025",
        "objection": "yes",
        "objection_date": "03/01/2025",
        "vital_status": "dead",
        "vital_status_date": "2025",
        "death_cause": "disease",
    },
    "diagnosis": {
        "category": "cns",
        "name": "first <b>name</b>",
        "iccc3": "Ia",
        "iccc3_typed": "Ia Lymphoid leukaemias",
        "diagnosis_date": "2024-11",
        "disease_status": "relapse",
        "relapse_number": "1",
    },
    "course": {
        "access_scheme": "AAC",
        "board_date": "01/12/2024",
        "first_dose": "02/01/2025",
        "last_dose": "02/02/2025",
        "stop_reason": "toxicity",
        "best_response": "PR",
    },
    "assessment": {
        "visit": "on_treatment",
        "assessed_on": "01/04/2025",
        "criterion": "RECIST_1_1",
        "target_measure": "12.5",
        "report": "first\nreport",
        "response": "PR",
    },
    "toxicity": {
        "nature": "clinical",
        "grade": "2",
        "onset": "2025-02",
        "ongoing": "no",
        "end": "2025-03",
        "seriousness": ["hospitalisation", "disability"],
        "outcome": "recovered",
        "coded_term": "first",
    },
}
SECOND: dict[str, Typed] = {
    "patient": {
        "birth_month": "04/2016",
        "sex": "male",
        "information_date": "12/01/2025",
        "objection": "no",
        "vital_status": "lost",
        "vital_status_date": "2025-06-03",
    },
    "diagnosis": {
        "category": "solid",
        "name": "second",
        "diagnosis_date": "2023",
        "disease_status": "relapse",
        "relapse_number": "2",
    },
    "course": {
        "access_scheme": "NAMED",
        "board_date": "02/12/2024",
        "first_dose": "03/01/2025",
        "last_dose": "",
        "stop_reason": "",
        "best_response": "CR",
    },
    "assessment": {
        "visit": "after_stop",
        "assessed_on": "02/04/2025",
        "criterion": "RECIST_1_1",
        "target_measure": "7",
        "report": "second",
        "response": "SD",
    },
    "toxicity": {
        "nature": "laboratory",
        "grade": "3",
        "onset": "2025",
        "ongoing": "yes",
        "seriousness": ["none"],
        "outcome": "not_recovered",
        "coded_term": "second",
    },
}
"""What two people type into the same record, each in all of it."""


class Record:
    """A record that two people opened at the same version; their names are `mine` and `theirs`."""

    def __init__(self, app: Flask, world: World, kind: str, **values: Any) -> None:
        self.world, self.kind = world, kind
        with world.session() as session:
            patient = make.patient(session)
            course = patient if kind in ("patient", "diagnosis") else make.course(session, patient)
            made = {
                "patient": lambda: patient,
                "course": lambda: course,
                "diagnosis": lambda: make.diagnosis(session, patient, **values),
                "assessment": lambda: make.response(session, course, "CR", "2025-04-03", **values),
                "toxicity": lambda: make.toxicity(session, course, **values),
            }[kind]()
            self.id = made.id
        self.mine, self.theirs = visitor(app, world, "clinician"), visitor(app, world, "data_entry")
        self.address = f"/records/{kind}/{self.id}"

    def open(self, who: Visitor) -> Form:
        return form_of(who.browser.get(self.address))

    def save(self, who: Visitor, form: Form, typed: Typed, reason: str = "seen on the chart") -> TestResponse:
        return form.send(who.browser, **typed, reason=reason, status="complete")

    def stored(self) -> dict[str, Any]:
        with self.world.session() as session:
            row = session.get_one(MODELS[self.kind], self.id)
            values = found.values_of(self.kind, row)
            rows = [
                found.values_of(f"{self.kind}_drug", r) for r in found.rows_of(session, self.kind, self.id)
            ]
            return values | {
                "missing": row.missing,
                "rows": rows,
                "status": row.status,
                "answers": row.answers,
            }

    def saves(self) -> int:
        mine = (AuditEntry.table == self.kind, AuditEntry.row == self.id)
        with self.world.session() as session:
            return len(session.scalars(select(AuditEntry.id).where(*mine)).all())


def choices(conflict: TestResponse) -> dict[str, str]:
    """What the conflict page chose beforehand: the name of a field and the side."""
    assert conflict.status_code == 409, words_of(conflict.text).found
    found = {
        name.removeprefix("keep-"): value[0]
        for name, value in form_of(conflict, "conflict").values.items()
        if name.startswith("keep-")
    }
    asked = {word.removeprefix("keep-") for word in words_of(conflict.text).found if word.startswith("keep-")}
    return dict.fromkeys(sorted(asked), "") | found


def choose(who: Visitor, conflict: TestResponse, side: str) -> TestResponse:
    """Take one side for every field and save."""
    kept = {f"keep-{name}": side for name in choices(conflict)}
    return form_of(conflict, "conflict").send(who.browser, **kept, resolve="chosen")


def saved(answer: TestResponse) -> None:
    assert answer.status_code == 303, [
        word for word in words_of(answer.text).found if "f-" in word or "." in word
    ]


def disagree(record: Record, mine: Typed, theirs: Typed) -> TestResponse:
    """Both open the record; the other saves first."""
    opened = record.open(record.mine)
    saved(record.save(record.theirs, record.open(record.theirs), theirs))
    return record.save(record.mine, opened, mine)


@pytest.mark.parametrize("side", ["yours", "saved"])
@pytest.mark.parametrize("kind", FIRST)
def test_whatever_two_people_typed_each_may_be_kept_whole(
    site: Flask, ground: World, kind: str, side: str
) -> None:
    mine_alone, theirs_alone = (Record(site, ground, kind) for _ in "12")
    saved(mine_alone.save(mine_alone.mine, mine_alone.open(mine_alone.mine), FIRST[kind]))
    saved(theirs_alone.save(theirs_alone.mine, theirs_alone.open(theirs_alone.mine), SECOND[kind]))
    expected = mine_alone if side == "yours" else theirs_alone
    record = Record(site, ground, kind)
    conflict = disagree(record, FIRST[kind], SECOND[kind])
    assert record.stored() | OWN == theirs_alone.stored() | OWN
    saved(choose(record.mine, conflict, side))
    assert record.stored() | OWN == expected.stored() | OWN


@pytest.mark.parametrize("on", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_both_values_are_shown_and_nothing_is_written_before_the_choice(
    on: str, request: pytest.FixtureRequest
) -> None:
    prefix = "" if on == "sqlite" else "postgres_"
    record = Record(
        request.getfixturevalue(f"{prefix}site"), request.getfixturevalue(f"{prefix}ground"), "diagnosis"
    )
    conflict = disagree(record, {"name": "mine <i>", "category": "solid"}, {"name": "theirs"})
    assert choices(conflict) == {"name": "", "category": "yours"}
    words = words_of(conflict.text).found
    assert {"mine <i>", "theirs"} <= set(words)
    assert record.stored()["name"] == "theirs"
    assert record.saves() == 2
    kept = form_of(conflict, "conflict").send(record.mine.browser, **{"keep-name": "saved"}, resolve="chosen")
    assert kept.status_code == 303
    after = record.stored()
    assert (after["name"], after["category"]) == ("theirs", "solid")


def test_what_only_one_side_changed_is_chosen_beforehand(site: Flask, ground: World) -> None:
    record = Record(site, ground, "toxicity", seriousness=["none"])
    conflict = disagree(
        record,
        {"outcome": "recovered", "end": "2025-03-01", "ongoing": "no"},
        {"grade": "3", "seriousness": ["hospitalisation"], "outcome": "recovering"},
    )
    assert choices(conflict) == {
        "end": "yours",
        "grade": "saved",
        "ongoing": "yours",
        "outcome": "",
        "seriousness": "saved",
    }


def test_a_reason_for_a_missing_value_is_a_value_too(site: Flask, ground: World) -> None:
    record = Record(site, ground, "diagnosis")
    conflict = disagree(record, {"name": "mine"}, {"diagnosis_date_missing": "unknown"})
    assert choices(conflict) == {"diagnosis_date": "saved", "name": "yours"}
    record = Record(site, ground, "diagnosis")
    conflict = disagree(
        record, {"diagnosis_date_missing": "not_available"}, {"diagnosis_date_missing": "unknown"}
    )
    assert choices(conflict) == {"diagnosis_date": ""}
    assert {"Not available", "Unknown"} <= set(words_of(conflict.text).found)


def test_answers_to_questions_are_not_overwritten_by_boxes_that_stayed_empty(
    site: Flask, ground: World
) -> None:
    record = Record(site, ground, "toxicity", term="fever", grade="4")
    answered: Typed = {"answer-TOX-14": "their answer"}
    conflict = disagree(record, {"outcome": "recovered"}, answered)
    assert choices(conflict) == {"answer-TOX-14": "saved", "outcome": "yours"}
    kept = form_of(conflict, "conflict").send(record.mine.browser, resolve="chosen")
    assert kept.status_code == 303
    assert record.stored()["answers"] == {"TOX-14": "their answer"}
    record = Record(site, ground, "toxicity", term="fever", grade="4")
    conflict = disagree(record, {"answer-TOX-14": "my answer"}, answered)
    assert choices(conflict) == {"answer-TOX-14": ""}
    assert choose(record.mine, conflict, "yours").status_code == 303
    assert record.stored()["answers"] == {"TOX-14": "my answer"}


MORE_DRUGS: Typed = {
    "course_drug-1-id": "",
    "course_drug-1-drug": "dabrafenib",
    "course_drug-1-drug_typed": "Dabrafenib",
    "course_drug-1-starting_dose": "2.5",
    "course_drug-1-dose_unit": "mg",
}


@pytest.mark.parametrize(
    ("side", "drugs"),
    [("yours", [("trametinib", 1.5)]), ("saved", [("trametinib", None), ("dabrafenib", 2.5)])],
)
def test_the_drugs_of_a_course_are_one_choice(
    site: Flask, ground: World, side: str, drugs: list[tuple[str, float | None]]
) -> None:
    record = Record(site, ground, "course")
    conflict = disagree(record, {"course_drug-0-starting_dose": "1.5"}, MORE_DRUGS)
    assert choices(conflict) == {"course_drug": ""}
    assert "Dabrafenib, 2.5, mg" in " ".join(words_of(conflict.text).found)
    assert [row["drug"] for row in record.stored()["rows"]] == ["trametinib", "dabrafenib"]
    assert choose(record.mine, conflict, side).status_code == 303
    assert [(row["drug"], row["starting_dose"]) for row in record.stored()["rows"]] == drugs


def test_causality_per_drug_is_one_choice(site: Flask, ground: World) -> None:
    record = Record(site, ground, "toxicity", toxicity_drug=[{"drug": "trametinib", "causality": "possible"}])
    conflict = disagree(
        record, {"toxicity_drug-0-causality": "unrelated"}, {"toxicity_drug-0-causality": "related"}
    )
    assert choices(conflict) == {"toxicity_drug": ""}
    assert record.stored()["rows"][0]["causality"] == "related"
    assert choose(record.mine, conflict, "yours").status_code == 303
    assert [row["causality"] for row in record.stored()["rows"]] == ["unrelated"]


def test_a_third_save_during_the_choice_is_told_again(site: Flask, ground: World) -> None:
    record = Record(site, ground, "diagnosis")
    conflict = disagree(record, {"name": "mine"}, {"name": "theirs"})
    assert record.save(record.theirs, record.open(record.theirs), {"category": "solid"}).status_code == 303
    again = choose(record.mine, conflict, "yours")
    assert choices(again) == {"category": "saved", "name": "yours"}
    assert (record.stored()["name"], record.stored()["category"]) == ("theirs", "solid")


def test_keeping_the_saved_version_forgets_what_was_typed(site: Flask, ground: World) -> None:
    record = Record(site, ground, "diagnosis")
    conflict = disagree(record, {"name": "mine"}, {"name": "theirs"})
    assert record.open(record.mine).values["name"] == ["mine"]
    form_of(conflict, "conflict").send(record.mine.browser, resolve="saved")
    assert record.open(record.mine).values["name"] == ["theirs"]
    assert record.saves() == 2


def test_a_draft_that_is_put_back_overwrites_nobody(site: Flask, ground: World) -> None:
    """Typed on Monday and left; saved by somebody else on Tuesday; taken up again on Wednesday."""
    record = Record(site, ground, "diagnosis")
    opened = record.open(record.mine)
    kept = record.mine.browser.post("/drafts", data=opened.filled(name="mine on Monday"))
    assert kept.status_code == 200
    record.save(record.theirs, record.open(record.theirs), {"name": "theirs on Tuesday", "category": "solid"})
    back = record.open(record.mine)
    assert (back.values["name"], back.values["category"]) == (["mine on Monday"], ["cns"])
    conflict = record.save(record.mine, back, {})
    assert choices(conflict) == {"category": "saved", "name": ""}
    assert record.stored()["name"] == "theirs on Tuesday"


def test_a_record_that_was_voided_meanwhile_is_not_brought_back(site: Flask, ground: World) -> None:
    record = Record(site, ground, "diagnosis")
    opened = record.open(record.theirs)
    version = opened.values["version"][0]
    voided = record.mine.page("POST", f"{record.address}/void", data={"version": version, "reason": "twice"})
    assert voided.status_code == 303
    answer = record.save(record.theirs, opened, {"name": "typed meanwhile"})
    assert answer.status_code == 422
    assert "This record is void: restore it first." in answer.text
    assert (record.stored()["status"], record.stored()["name"]) == ("void", "low-grade glioma")
    with ground.session() as session:
        row = found.get(session, "diagnosis", record.id)
    record.mine.page("POST", f"{record.address}/restore", data={"version": str(row.version), "reason": "no"})
    assert record.open(record.theirs).values["name"] == ["typed meanwhile"]


def test_a_reviewer_answers_the_questions_of_the_review_and_no_others(site: Flask, ground: World) -> None:
    record = Record(site, ground, "assessment")
    reviewer = visitor(site, ground, "reviewer")
    form = record.open(reviewer)
    reviewed: Typed = {"reviewed_response": "SD"}
    assert form.send(reviewer.browser, **reviewed, status="keep", reason="review").status_code == 303
    form = record.open(reviewer)
    assert "answer-ASM-08" in form.values
    asked = {"answer-ASM-08": "seen by two", "reason": "review", "status": "keep"}
    assert form.send(reviewer.browser, **asked).status_code == 303
    assert record.stored()["answers"] == {"ASM-08": "seen by two"}
    forged = {"answer-ASM-07": "typed by hand", "reason": "review", "status": "keep"}
    assert record.open(reviewer).send(reviewer.browser, **forged).status_code == 403
    assert record.stored()["answers"] == {"ASM-08": "seen by two"}
