"""Every kind of record: what counts of it, and what a cut-off hides of it."""

import datetime as dt

import pytest

from registry.summaries.columns import BESIDE, COLUMNS, PARENTS, PEOPLE
from registry.summaries.counting import counting_on
from registry.summaries.cut_off import FACTS, cut
from registry.summaries.frames import DrugFrames
from tests.summaries.records import records

CUT_OFF = dt.date(2026, 3, 31)

PEOPLE_TABLE = """
    patient_id | status   | objection
    P1         | complete | no
    P2         | draft    | no
    P3         | complete | yes
    P4         | complete | no
"""

COURSES = """
    course_id | patient_id | first_dose | status
    c1        | P1         | 2026-01-01 | complete
    c2        | P2         | 2026-01-01 | complete
    c3        | P3         | 2026-01-01 | complete
    c4        | P4         | 2026-01-01 | draft
"""

OF_PATIENT = ["diagnoses", "alterations", "prior_lines", "subsequents"]
OF_APPLICANT = ["requests", "situations"]
OF_COURSE = [
    name for name, parent in PARENTS.items() if parent.frame == "courses" and "status" in COLUMNS[name]
]


@pytest.mark.parametrize("kind", OF_PATIENT + OF_APPLICANT)
def test_records_of_a_patient_count_when_they_and_the_patient_are_complete(kind: str) -> None:
    key = COLUMNS[kind][0]
    frames = records(
        patients=PEOPLE_TABLE,
        applicants=PEOPLE_TABLE,
        courses=COURSES,
        **{
            kind: f"""
            {key} | patient_id | status
            r1    | P1         | complete
            r2    | P1         | draft
            r3    | P2         | complete
            r4    | P3         | complete
            r5    | P4         | complete
            """
        },
    )

    counting = counting_on(frames, cut_off=CUT_OFF).frames
    assert list(getattr(counting, kind)[key]) == ["r1", "r5"]


@pytest.mark.parametrize("kind", OF_COURSE)
def test_records_of_a_course_count_when_all_above_them_is_complete(kind: str) -> None:
    key = COLUMNS[kind][0]
    frames = records(
        patients=PEOPLE_TABLE,
        courses=COURSES,
        **{
            kind: f"""
            {key} | course_id | status
            r1    | c1        | complete
            r2    | c1        | draft
            r3    | c2        | complete
            r4    | c3        | complete
            r5    | c4        | complete
            """
        },
    )

    assert list(getattr(counting_on(frames, cut_off=CUT_OFF).frames, kind)[key]) == ["r1"]


def test_what_hangs_on_a_toxicity_or_a_questionnaire_goes_with_it() -> None:
    frames = records(
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-01
        """,
        toxicities="""
        toxicity_id | course_id | status   | onset
        t1          | c1        | complete | 2026-02
        t2          | c1        | draft    | 2026-02
        t3          | c1        | complete | 2026-04
        """,
        toxicity_drugs="toxicity_id\nt1\nt2\nt3",
        toxicity_grades="toxicity_id | grade\nt1 | 2\nt2 | 2\nt3 | 2",
        declarations="toxicity_id | sent_on\nt1 | 2026-02-10\nt2 | 2026-02-10\nt3 | 2026-02-10",
        questionnaires="""
        questionnaire_id | course_id | status
        q1               | c1        | complete
        q2               | c1        | draft
        """,
        questionnaire_scores="questionnaire_id | score\nq1 | 50\nq2 | 60",
    )
    counting = counting_on(frames, cut_off=CUT_OFF).frames

    for kind in ("toxicity_drugs", "toxicity_grades", "declarations"):
        assert list(getattr(counting, kind)["toxicity_id"]) == ["t1"]
    assert list(counting.questionnaire_scores["score"]) == [50]


@pytest.mark.parametrize(
    ("kind", "date"),
    [
        ("assessments", "assessed_on"),
        ("initiations", "measured_on"),
        ("dose_periods", "began"),
        ("follow_ups", "visited_on"),
        ("lab_results", "sampled_on"),
        ("ctdna", "sampled_on"),
        ("questionnaires", "filled_on"),
    ],
)
def test_what_came_after_the_cut_off_is_not_known(kind: str, date: str) -> None:
    key = COLUMNS[kind][0]
    frames = records(
        courses=COURSES,
        **{
            kind: f"""
            {key} | course_id | {date}
            r1    | c1        | 2026-03-31
            r2    | c1        | 2026-04-01
            r3    | c1        |
            """
        },
    )

    # Nothing places a record without a date later.
    assert list(getattr(cut(frames, cut_off=CUT_OFF), kind)[key]) == ["r1", "r3"]


def test_ends_after_the_cut_off_are_open() -> None:
    frames = records(
        courses="course_id | patient_id | first_dose\nc1 | P1 | 2026-01-01",
        dose_periods="course_id | began | ended\nc1 | 2026-01-01 | 2026-04-01\nc1 | 2026-01-01 | 2026-03-31",
        subsequents="patient_id | began | ended\nP1 | 2026-03 | 2026-04",
        prior_lines="patient_id | began | progressed_on | ended | end_reason\nP1 | 2025 | 2025-05 | 2026-04 | other",
        toxicities="course_id | onset | hospitalised_on | first_received\nc1 | 2026-03 | 2026-04-02 | 2026-04-01",
        declarations="toxicity_id | sent_on | acknowledged_on\nt1 | 2026-03-30 | 2026-04-02",
    )
    known = cut(frames, cut_off=CUT_OFF)

    assert [str(day) for day in known.dose_periods["ended"].dropna()] == ["2026-03-31"]
    assert known.subsequents["ended"].isna().all()
    assert known.prior_lines[["ended", "end_reason"]].isna().all(axis=None)
    assert list(known.prior_lines["progressed_on"]) == ["2025-05"]
    assert known.toxicities[["hospitalised_on", "first_received"]].isna().all(axis=None)
    assert known.declarations["acknowledged_on"].isna().all()


def test_a_decision_after_the_cut_off_is_pending() -> None:
    frames = records(
        applicants="patient_id\nP1\nP2\nP3",
        requests="""
        patient_id | requested_on | decision | decided_on | expires_on | is_started | not_started_on
        P1         | 2026-03-01   | granted  | 2026-03-31 | 2027-03-31 | no         | 2026-04-05
        P2         | 2026-03-01   | granted  | 2026-04-01 | 2027-04-01 | yes        |
        P3         | 2026-04-01   | pending  |            |            |            |
        """,
    )
    known = cut(frames, cut_off=CUT_OFF).requests

    assert list(known["decision"]) == ["granted", "pending"]
    # An expiry is known with the decision, whenever it comes; that treatment did not start was established later.
    assert [str(day) for day in known["expires_on"].dropna()] == ["2027-03-31"]
    assert known["is_started"].isna().all()


def test_a_pregnancy_that_ended_after_the_cut_off_is_ongoing() -> None:
    frames = records(
        applicants="patient_id\nP1",
        situations="""
        patient_id | situation | occurred_on | pregnancy_outcome | ended_on | malformation
        P1         | pregnancy | 2026-01     | live_birth        | 2026-08  | no
        """,
    )
    (found,) = cut(frames, cut_off=CUT_OFF).situations.to_dict("records")

    assert found["pregnancy_outcome"] == "ongoing"
    assert found["malformation"] is None or found["malformation"] != found["malformation"]


def test_a_visit_that_was_not_kept_is_known_from_the_day_it_was_planned_for() -> None:
    frames = records(
        courses=COURSES,
        follow_ups="""
        follow_up_id | course_id | planned_on | visited_on
        f1           | c1        | 2026-03-20 |
        f2           | c1        | 2026-04-20 |
        f3           | c1        | 2026-04-20 | 2026-03-25
        f4           | c1        | 2026-03-20 | 2026-04-02
        """,
    )

    assert list(cut(frames, cut_off=CUT_OFF).follow_ups["follow_up_id"]) == ["f1", "f3"]


def test_every_kind_has_its_place_and_its_dates() -> None:
    assert {*PEOPLE, *PARENTS} == set(COLUMNS) - {*BESIDE}
    rows_of_a_form = {name for name, columns in COLUMNS.items() if "status" not in columns}
    assert set(FACTS) == set(COLUMNS) - rows_of_a_form
    placed = set(PEOPLE)
    for name, parent in PARENTS.items():
        assert parent.frame in placed, name
        placed.add(name)
        assert parent.key in COLUMNS[name]
    for name, facts in FACTS.items():
        named = {*facts.since, *(f for late in facts.later for f in (late.date, *late.others, *late.becomes))}
        assert named <= set(COLUMNS[name])


def test_the_frames_that_are_not_given_are_empty() -> None:
    old = ("patients", "diagnoses", "courses", "course_drugs", "assessments", "toxicities", "toxicity_drugs")
    empty = DrugFrames.empty("trametinib")
    frames = DrugFrames("trametinib", **{name: getattr(empty, name) for name in old})

    for name, columns in COLUMNS.items():
        assert tuple(getattr(frames, name).columns) == columns
