"""Toxicity: patients and events, worst grades, the sorts that have a row of their own, classes and terms."""

import pytest

from tests.summaries.records import counts, numbers, records, row

COURSES = """
    course_id | patient_id | first_dose | last_dose
    c1        | P1         | 2026-01-10 | 2026-03-31
    c2        | P2         | 2026-01-10 |
    c3        | P3         | 2026-01-10 |
    c4        | P4         | 2026-01-10 |
"""


def test_a_toxicity_counts_from_the_day_of_the_first_dose_without_end() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            toxicities="""
            course_id | term    | onset      | grade
            c1        | dry_skin | 2026-01-09 | 1
            c1        | dry_skin | 2026-01-10 | 1
            c1        | fatigue | 2026-06-30 | 2
            c1        | fatigue | 2026-07-01 | 3
            c2        | dry_skin | 2026-01    | 1
            c2        | dry_skin | 2025-12    | 1
            c3        | dry_skin | 2026       | 1
            c3        | dry_skin | 2025       | 1
            """,
        )
    )

    # P1: the day before does not count, nor what came after the cut-off. P2, P3: the month, the year of the first dose
    # may be on or after it; what is certainly before it does not count. P4 has none.
    any_toxicity = row(summary, "toxicity_any")
    assert any_toxicity.patients == ("P1", "P2", "P3")
    assert (any_toxicity.n, any_toxicity.N, any_toxicity.value) == (3, 4, 75)
    events = row(summary, "toxicity_events")
    assert (events.n, events.value, events.unit, events.N) == (4, 4, "events", None)


@pytest.mark.parametrize(
    ("window", "events"),
    [
        ("none", 5),
        ("29", 3),  # 31 March and 29 days: 29 April; April itself may be within
        ("30", 4),
        ("61", 5),  # 31 May
    ],
)
def test_a_window_after_the_last_dose_is_a_parameter(window: str, events: int) -> None:
    frames = records(
        courses=COURSES,
        toxicities="""
        course_id | term | onset
        c1        | dry_skin | 2026-03-31
        c1        | dry_skin | 2026-04-30
        c1        | dry_skin | 2026-04
        c1        | dry_skin | 2026-05-31
        c2        | dry_skin | 2026-06-30
        """,
    )

    # c2 is still going on, so nothing ends there.
    found = row(numbers(frames, f"window_days={window}"), "toxicity_events")
    assert found.n == events
    assert found.parameters == f"window_days={window}"


def test_toxicities_of_a_second_course_count_from_the_first_dose_of_the_first() -> None:
    summary = numbers(
        records(
            courses="""
            course_id | patient_id | first_dose
            c1        | P1         | 2025-01-10
            c2        | P1         | 2026-01-10
            """,
            course_drugs="""
            course_id | drug
            c1        | trametinib
            c2        | trametinib
            c2        | dabrafenib
            """,
            toxicities="""
            course_id | term    | onset
            c1        | dry_skin | 2025-02-01
            c2        | fatigue | 2025-12-20
            c2        | fatigue | 2026-02-01
            """,
        )
    )

    # One patient, in the subset of the first course.
    assert row(summary, "toxicity_any", subset="monotherapy").n == 1
    assert row(summary, "toxicity_events", subset="monotherapy").n == 3
    assert row(summary, "toxicity_any", subset="combination").N == 0


def test_patients_stand_once_under_their_worst_grade() -> None:
    summary = numbers(
        records(
            courses=COURSES,
            toxicities="""
            course_id | term    | onset      | grade
            c1        | dry_skin | 2026-02-01 | 1
            c1        | dry_skin | 2026-02-10 | 3
            c1        | fatigue | 2026-02-01 | 2
            c2        | dry_skin | 2026-02-01 | 2
            c3        | anemia  | 2026-02-01 | 5
            """,
        )
    )

    assert counts(summary, "toxicity_worst_grade") == {"2": 1, "3": 1, "5": 1}
    assert row(summary, "toxicity_worst_grade", category="3").patients == ("P1",)
    assert row(summary, "toxicity_worst_grade", category="4").value == 0
    assert row(summary, "toxicity_grade3").patients == ("P1", "P3")


SORTS = records(
    courses=COURSES,
    toxicities="""
    toxicity_id | course_id | term    | onset      | nature     | grade | seriousness
    t1          | c1        | fatigue | 2026-02-01 | clinical   | 1     | none
    t2          | c1        | fatigue | 2026-02-02 | clinical   | 2     | none
    t3          | c2        | anemia  | 2026-02-01 | laboratory | 2     | important
    t4          | c2        | anemia  | 2026-02-02 | laboratory | 3     |
    t5          | c3        | fatigue | 2026-02-01 | clinical   | 1     | hospitalisation;important
    t6          | c4        | fatigue | 2026-02-01 | clinical   | 4     | none
    """,
    toxicity_drugs="""
    toxicity_id | drug       | causality | action
    t1          | trametinib | related   | unchanged
    t2          | trametinib | unlikely  | withdrawn
    t3          | trametinib | possible  | reduced
    t3          | dabrafenib | unrelated | withdrawn
    t4          | trametinib |           |
    t5          | dabrafenib | related   | withdrawn
    t6          | trametinib | unrelated | unknown
    """,
)


@pytest.mark.parametrize(
    ("output", "events", "patients"),
    [
        ("toxicity_any", 6, ("P1", "P2", "P3", "P4")),
        # Any of the six criteria, whatever the grade; t4 says nothing of it.
        ("toxicity_serious", 2, ("P2", "P3")),
        # Not t2 and t6, which trametinib did not cause; t4 (empty) and t5 (no line for trametinib) count as related.
        ("toxicity_related", 4, ("P1", "P2", "P3")),
        # Clinical from grade 2, laboratory from grade 3: t2, t4, t6.
        ("toxicity_threshold", 3, ("P1", "P2", "P4")),
        # Both: t4.
        ("toxicity_threshold_related", 1, ("P2",)),
        # Either: t2, t4, t6, and t3, t5 below the threshold.
        ("threshold_or_serious", 5, ("P1", "P2", "P3", "P4")),
        # Trametinib withdrawn, not dabrafenib: t2.
        ("toxicity_stop", 1, ("P1",)),
    ],
)
def test_each_sort_of_toxicity_has_its_patients_and_its_events(
    output: str, events: int, patients: tuple[str, ...]
) -> None:
    summary = numbers(SORTS)

    assert row(summary, output).patients == patients
    assert row(summary, output).N == 4
    assert row(summary, output.replace("_any", "") + "_events").n == events


def test_what_is_missing_is_counted_and_printed() -> None:
    summary = numbers(SORTS)

    assert row(summary, "toxicity_causality_missing").n == 2  # t4, t5
    assert row(summary, "toxicity_seriousness_missing").n == 1  # t4


def test_the_collection_thresholds_are_parameters() -> None:
    found = row(numbers(SORTS, "clinical_threshold=3", "laboratory_threshold=2"), "toxicity_threshold_events")

    assert found.n == 3  # t3, t4, t6
    assert found.parameters == "clinical_threshold=3; laboratory_threshold=2; window_days=none"


TABLE = records(
    courses=COURSES,
    toxicities="""
    course_id | term                                      | term_text          | onset      | grade
    c1        | rash_acneiform                            |                    | 2026-02-01 | 1
    c1        | rash_acneiform                            |                    | 2026-03-01 | 2
    c1        | dry_skin                                  |                    | 2026-02-01 | 1
    c2        | rash_acneiform                            |                    | 2026-02-01 | 3
    c2        | anemia                                    |                    | 2026-02-01 | 2
    c3        | skin_and_subcutaneous_tissue_disorders_other_specify | Brittle nails   | 2026-02-01 | 1
    c4        | skin_and_subcutaneous_tissue_disorders_other_specify | brittle   NAILS | 2026-02-01 | 2
    """,
)
OTHER = "skin_and_subcutaneous_tissue_disorders_other_specify"


def test_the_table_of_terms_has_patients_events_and_worst_grades() -> None:
    summary = numbers(TABLE)

    # Terms in the order of the organ classes; texts that differ in case and spaces only are one.
    brittle_nails = f"{OTHER}: brittle nails"
    assert counts(summary, "toxicity_term") == {
        "anemia": 1,
        "dry_skin": 1,
        "rash_acneiform": 2,
        brittle_nails: 2,
    }
    assert [r.category for r in summary.select("toxicity_term")] == [
        "anemia",
        "dry_skin",
        "rash_acneiform",
        brittle_nails,
    ]
    assert counts(summary, "toxicity_term_events") == {
        "anemia": 1,
        "dry_skin": 1,
        "rash_acneiform": 3,
        brittle_nails: 2,
    }
    # P1 had the rash at grades 1 and 2.
    assert counts(summary, "toxicity_term_grade_1") == {"dry_skin": 1, brittle_nails: 1}
    assert counts(summary, "toxicity_term_grade_2") == {"anemia": 1, "rash_acneiform": 1, brittle_nails: 1}
    assert counts(summary, "toxicity_term_grade_3") == {"rash_acneiform": 1}
    rash = row(summary, "toxicity_term", category="rash_acneiform")
    assert (rash.n, rash.N, rash.value, rash.patients) == (2, 4, 50, ("P1", "P2"))


def test_a_grade_that_does_not_exist_for_a_term_has_no_row_rather_than_a_zero() -> None:
    summary = numbers(TABLE)

    # CTCAE: dry skin has grades 1 to 3.
    assert row(summary, "toxicity_term_grade_3", category="dry_skin").n == 0
    assert summary.find("toxicity_term_grade_4", category="dry_skin") is None
    # Unless somebody recorded it: nothing that counts is left out of the table.
    recorded = records(
        courses=COURSES,
        toxicities="""
        course_id | term     | onset      | grade
        c1        | dry_skin | 2026-02-01 | 4
        """,
    )
    assert row(numbers(recorded), "toxicity_term_grade_4", category="dry_skin").n == 1


def test_the_text_of_a_term_of_the_terminology_does_not_part_it() -> None:
    frames = records(
        courses=COURSES,
        toxicities="""
        course_id | term   | term_text      | onset
        c1        | anemia | after transfer | 2026-02-01
        c2        | anemia |                | 2026-02-01
        """,
    )

    assert counts(numbers(frames), "toxicity_term") == {"anemia": 2}


def test_the_table_of_classes_counts_a_patient_once_per_class() -> None:
    summary = numbers(TABLE)

    assert counts(summary, "toxicity_soc") == {"blood": 1, "skin": 4}
    assert counts(summary, "toxicity_soc_events") == {"blood": 1, "skin": 6}
    # Skin: P1 at worst 2, P2 3, P3 1, P4 2.
    worst = [counts(summary, f"toxicity_soc_grade_{grade}").get("skin", 0) for grade in range(1, 6)]
    assert worst == [1, 2, 1, 0, 0]


def test_words_that_a_reader_may_not_see_leave_the_term_alone() -> None:
    """Readers without free text get frames without term_text."""
    frames = records(
        courses=COURSES,
        toxicities=f"""
        course_id | term    | term_text | onset
        c1        | {OTHER} |           | 2026-02-01
        """,
    )

    assert counts(numbers(frames), "toxicity_term") == {OTHER: 1}


def test_an_other_term_with_its_text_stands_in_its_class_and_has_the_grades_of_other_terms() -> None:
    frames = records(
        courses=COURSES,
        toxicities=f"""
        course_id | term                                               | term_text     | onset      | grade
        c1        | {OTHER}                                            | Brittle nails | 2026-02-01 | 1
        c1        | dry_skin                                           |               | 2026-02-01 | 1
        c2        | blood_and_lymphatic_system_disorders_other_specify | Itchy blood   | 2026-02-01 | 1
        c2        | eye_disorders_other_specify                        | Itchy eye     | 2026-02-01 | 1
        """,
    )
    summary = numbers(frames)

    assert [found.category for found in summary.select("toxicity_term")] == [
        "blood_and_lymphatic_system_disorders_other_specify: itchy blood",
        "eye_disorders_other_specify: itchy eye",
        "dry_skin",
        f"{OTHER}: brittle nails",
    ]
    # CTCAE: an other disorder of the eye has grades 1 to 4, one of the skin 1 to 5.
    assert summary.find("toxicity_term_grade_5", category="eye_disorders_other_specify: itchy eye") is None
    assert row(summary, "toxicity_term_grade_5", category=f"{OTHER}: brittle nails").n == 0
