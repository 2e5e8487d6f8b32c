"""All courses in place of the first of each patient."""

from registry.summaries.labels import population_label
from tests.summaries.records import counts, numbers, records, row

FRAMES = records(
    courses="""
    course_id | patient_id | first_dose | last_dose  | stop_reason
    c1        | P1         | 2025-01-10 | 2025-06-01 | progression
    c2        | P1         | 2026-01-10 |            |
    c3        | P2         | 2026-01-10 |            |
    c4        | P2         |            |            |
    """,
    course_drugs="""
    course_id | drug
    c1        | trametinib
    c2        | trametinib
    c2        | dabrafenib
    c3        | trametinib
    c4        | trametinib
    """,
    assessments="""
    course_id | assessed_on | visit        | response
    c1        | 2025-01-05  | baseline     |
    c1        | 2025-03-05  | on_treatment | SD
    c2        | 2026-01-05  | baseline     |
    c2        | 2026-03-05  | on_treatment | PR
    """,
    toxicities="""
    course_id | term     | onset      | grade
    c1        | dry_skin | 2025-02-01 | 2
    c2        | dry_skin | 2026-02-01 | 3
    c2        | fatigue  | 2025-12-01 | 1
    """,
)


def test_the_first_course_stands_for_the_patient_unless_all_are_counted() -> None:
    first, every = numbers(FRAMES), numbers(FRAMES, "courses=all")

    assert [row(first, o).n for o in ("registered", "treated", "evaluable", "orr")] == [2, 2, 1, 0]
    assert [row(every, o).n for o in ("registered", "treated", "evaluable", "orr")] == [4, 3, 2, 1]
    assert counts(every, "bor") == {"PR": 1, "SD": 1}
    # Courses are counted, patients are named once.
    assert row(every, "treated").patients == ("P1", "P2")
    assert row(every, "treated", subset="combination").n == 1


def test_each_toxicity_belongs_to_its_course_where_all_are_counted() -> None:
    first, every = numbers(FRAMES), numbers(FRAMES, "courses=all")

    assert row(first, "toxicity_events").n == 3
    # The fatigue came before the first dose of its own course.
    assert row(every, "toxicity_events").n == 2
    assert (row(every, "toxicity_any").n, row(every, "toxicity_any").N) == (2, 3)
    assert counts(every, "toxicity_worst_grade") == {"2": 1, "3": 1}


def test_rows_say_that_all_courses_are_counted() -> None:
    assert "courses=all" in row(numbers(FRAMES, "courses=all"), "orr").parameters
    assert "courses" not in row(numbers(FRAMES), "orr").parameters


def test_what_counts_courses_says_courses() -> None:
    first, every = numbers(FRAMES), numbers(FRAMES, "courses=all")

    assert (row(first, "treated").unit, row(every, "treated").unit) == ("patients", "courses")
    assert (row(every, "orr").unit, row(every, "toxicity_events").unit) == ("%", "events")
    assert population_label(row(first, "orr")).en == "Evaluable patients"
    assert population_label(row(every, "orr")).en == "Evaluable courses"
    # Who objected counts as a patient.
    assert row(every, "objected").unit == "patients"
