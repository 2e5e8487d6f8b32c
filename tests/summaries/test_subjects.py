"""The courses one by one, as the listing and the plots show them."""

import pytest

from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import parse
from registry.summaries.subjects import Subjects, describe_subjects
from tests.summaries.records import CUT_OFF, numbers, records, row

FRAMES = records(
    patients="""
    patient_id | number   | centre_id | country_id | vital_status | vital_status_date
    P1         | FR-001-1 | FR-001    | FR         | alive        | 2026-06-01
    P2         | ES-001-1 | ES-001    | ES         | dead         | 2026-05
    P3         | FR-001-2 | FR-001    | FR         |              |
    """,
    courses="""
    course_id | patient_id | first_dose | last_dose  | stop_reason
    c1        | P1         | 2026-01-01 |            |
    c2        | P2         | 2026-01-01 | 2026-03-02 | progression
    c3        | P3         | 2026-01-01 | 2026-01-31 | toxicity
    """,
    diagnoses="""
    patient_id | category
    P1         | cns
    """,
    assessments="""
    course_id | assessed_on | visit        | response | reviewed_response | target_measure
    c1        | 2025-12-20  | baseline     |          |                   | 40
    c1        | 2026-02-01  | on_treatment | PR       | PR                | 20
    c1        | 2026-04-01  | on_treatment | CR       | PR                | 16
    c1        | 2026-06-01  | on_treatment | PR       |                   | 24
    c2        | 2025-12-20  | baseline     |          |                   | 30
    c2        | 2026-02-01  | on_treatment | SD       |                   | 33
    c3        | 2025-12-20  | baseline     |          |                   | 10
    """,
    dose_periods="""
    course_id | drug       | change       | began
    c1        | trametinib | start        | 2026-01-01
    c1        | trametinib | reduction    | 2026-01-31
    c1        | dabrafenib | interruption | 2026-02-10
    """,
    toxicities="""
    course_id | term   | onset   | grade
    c1        | anemia | 2026-02 | 3
    c1        | anemia | 2026-03 | 2
    c2        | rash   | 2026    | 4
    """,
    alterations="""
    patient_id | gene | type   | is_basis
    P1         | BRAF | fusion | yes
    """,
)


def subjects(frames: DrugFrames = FRAMES, *choices: str) -> Subjects:
    return describe_subjects(frames, cut_off=CUT_OFF, parameters=parse(choices))


def test_the_listing_has_a_line_per_treated_course() -> None:
    first, second, third = subjects().courses.to_dict("records")

    assert [first[n] for n in ("number", "centre_id", "diagnosis", "alterations", "subset")] == [
        "FR-001-1",
        "FR-001",
        "cns",
        "BRAF/fusion",
        "monotherapy",
    ]
    # Reviewed, else local: PR, PR, PR. The centre saw a complete response.
    assert [first[n] for n in ("best", "best_local", "best_reviewed", "confirmed")] == [
        "PR",
        "CR",
        "PR",
        "PR",
    ]
    assert (first["responds"], first["pfs_event"], first["on_drug_event"]) == (True, False, False)
    assert first["pfs"] == pytest.approx(151 / 30.4375)
    assert first["dor"] == pytest.approx(120 / 30.4375)
    assert (second["pfs_event"], second["os_event"]) == (True, True)
    assert second["pfs"] == pytest.approx(60 / 30.4375)
    assert (third["evaluable"], third["reason"]) == (False, "no_later_assessment")


def test_the_listing_holds_the_patients_of_the_rates() -> None:
    summary, listed = numbers(FRAMES), subjects().courses

    for output, column in (("evaluable", "evaluable"), ("orr", "responds"), ("exceptional", "exceptional")):
        assert row(summary, output).patients == tuple(listed.loc[listed[column], "patient_id"])


def test_bars_are_ordered_by_time_on_the_drug() -> None:
    bars = subjects().bars

    assert list(bars["patient_id"]) == ["P1", "P2", "P3"]
    assert [round(months * 30.4375) for months in bars["months"]] == [151, 60, 30]
    assert list(bars["is_ongoing"]) == [True, False, False]


def test_marks_lie_along_the_bars() -> None:
    marks = subjects().marks
    found = [
        (m.patient_id, m.kind, round(m.month * 30.4375), m.detail if isinstance(m.detail, str) else "")
        for m in marks.itertuples()
    ]

    # The toxicity of February stands on the 15th; one of a year alone has no place. Only severe ones, and changes of
    # this drug, are marked.
    assert found == [
        ("P1", "dose_change", 30, "reduction"),
        ("P1", "response", 31, ""),
        ("P1", "best", 31, "PR"),
        ("P1", "toxicity", 45, "anemia"),
        ("P2", "best", 31, "SD"),
        ("P2", "progression", 60, ""),
        ("P2", "stop", 60, "progression"),
        ("P2", "death", 134, ""),
        ("P3", "stop", 30, "toxicity"),
    ]


def test_the_deepest_change_is_that_of_the_waterfall() -> None:
    deepest = subjects().deepest

    assert list(deepest["patient_id"]) == ["P2", "P1", "P3"]
    assert list(deepest["change"][:2]) == pytest.approx([10, -60])
    assert list(deepest["best"][:2]) == ["SD", "PR"]
    # P3 is listed under the plot.
    assert deepest["reason"][2] == "no_later_measure"
    assert deepest["change"].isna()[2]


def test_changes_over_time_are_those_of_the_spider() -> None:
    measures = subjects().measures
    own = measures[measures["patient_id"] == "P1"]

    assert list(own["change"]) == pytest.approx([0, -50, -60, -40])
    assert [round(month * 30.4375) for month in own["month"]] == [-12, 31, 90, 151]
    assert set(own["criterion"]) == {"RAPNO_LGG"}


def test_a_change_needs_a_baseline_by_the_same_criterion() -> None:
    frames = records(
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-01
        """,
        assessments="""
        course_id | assessed_on | visit        | criterion  | response | target_measure
        c1        | 2025-12-20  | baseline     | RECIST_1_1 |          | 0
        c1        | 2025-12-20  | baseline     | RAPNO_LGG  |          |
        c1        | 2026-02-01  | on_treatment | RECIST_1_1 | SD       | 5
        c1        | 2026-02-01  | on_treatment | RAPNO_LGG  | SD       | 50
        """,
    )

    assert subjects(frames).measures["change"].isna().all()
    assert list(subjects(frames).deepest["reason"]) == ["no_baseline_measure"]


def test_a_drug_that_nobody_received_has_the_same_columns() -> None:
    some, none = subjects(), subjects(DrugFrames.empty("trametinib"))

    for name in Subjects.__dataclass_fields__:
        assert list(getattr(none, name).columns) == list(getattr(some, name).columns), name
        assert getattr(none, name).empty
