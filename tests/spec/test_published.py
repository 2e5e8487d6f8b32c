"""Published figures, rebuilt from patients whose best responses are the published ones.

Percentages and intervals are compared as printed in the papers: whole numbers, half up.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import floor

import pandas as pd
import pytest

from registry.summaries.frames import DrugFrames
from registry.summaries.intervals import exact_interval
from tests.summaries.records import counts, frames_of, numbers, row

BASELINE, VISIT = "2026-01-02", "2026-04-02"


def series(best: Mapping[str, int], *, criterion: str) -> DrugFrames:
    """Treated patients with a baseline and one later assessment each, so many with each response."""
    responses = [code for code, n in best.items() for _ in range(n)]
    people = [f"P{number:03d}" for number in range(len(responses))]
    visits = [
        {"course_id": person, "patient_id": person, "criterion": criterion, **visit}
        for person, response in zip(people, responses, strict=True)
        for visit in (
            {"assessed_on": BASELINE, "visit": "baseline"},
            {"assessed_on": VISIT, "visit": "on_treatment", "response": response},
        )
    ]
    return frames_of(
        "a drug",
        {
            "patients": [{"patient_id": person} for person in people],
            "courses": [{"course_id": p, "patient_id": p, "first_dose": "2026-01-10"} for p in people],
            "assessments": visits,
        },
    )


def printed(value: float | None) -> int:
    assert value is not None
    return floor(value + 0.5)


@pytest.mark.parametrize(
    ("best", "criterion", "share", "shown"),
    [
        # Larotrectinib, children with a CNS tumour (2021): 3 CR, 8 PR, 15 SD, 2 PD.
        ({"CR": 3, "PR": 8, "SD": 15, "PD": 2}, "RANO_HGG", (11, 28), (39, 22, 59)),
        # Dabrafenib and trametinib, high-grade glioma: 23 of 41 respond.
        ({"PR": 23, "SD": 10, "PD": 8}, "RANO_HGG", (23, 41), (56, 40, 72)),
        # Dabrafenib, low-grade glioma: 14 of 32.
        ({"PR": 14, "SD": 18}, "RANO_LGG", (14, 32), (44, 26, 62)),
        # Larotrectinib (2019): 5 of 11.
        ({"CR": 2, "PR": 3, "SD": 6}, "RANO_HGG", (5, 11), (45, 17, 77)),
    ],
)
def test_published_response_rates(
    best: dict[str, int], criterion: str, share: tuple[int, int], shown: tuple[int, int, int]
) -> None:
    summary = numbers(series(best, criterion=criterion))
    found = row(summary, "orr")

    assert (found.n, found.N) == share
    assert (printed(found.value), printed(found.low), printed(found.high)) == shown
    assert counts(summary, "bor") == best


def test_larotrectinib_disease_control_and_benefit_at_24_weeks() -> None:
    """Of the 15 with stable disease 12 had it for 24 weeks: 23 of 28, 82 % (63-94); 26 of 28 were controlled."""
    long, short = BASELINE.replace("01-02", "06-27"), BASELINE.replace("01-02", "06-26")
    frames = series({"CR": 3, "PR": 8, "SD": 15, "PD": 2}, criterion="RANO_HGG")
    stable = frames.assessments.loc[frames.assessments["response"] == "SD", "course_id"]
    last = [
        {"course_id": p, "patient_id": p, "assessment_id": f"last {p}", "criterion": "RANO_HGG"}
        | {"visit": "on_treatment", "response": "SD", "assessed_on": long if number < 12 else short}
        for number, p in enumerate(stable)
    ]
    more = frames_of("a drug", {"assessments": last}).assessments
    summary = numbers(replace(frames, assessments=pd.concat([frames.assessments, more])))

    control, benefit = row(summary, "dcr"), row(summary, "clinical_benefit")
    assert (control.n, control.N) == (26, 28)
    assert (benefit.n, benefit.N) == (23, 28)
    assert [printed(x) for x in (benefit.value, benefit.low, benefit.high)] == [82, 63, 94]


TRAMETINIB = series({"CR": 1, "PR": 7, "MR": 17, "SD": 23, "PD": 5}, criterion="RAPNO_LGG")


@pytest.mark.parametrize(("choices", "n", "rate"), [((), 8, "15.1"), (("minor_response=true",), 25, "47.2")])
def test_trametinib_in_low_grade_glioma_with_and_without_minor_responses(
    choices: tuple[str, ...], n: int, rate: str
) -> None:
    """1 CR, 7 PR, 17 MR, 23 SD, 5 PD of 53: 15.1 %, or 47.2 % if minor responses count."""
    found = row(numbers(TRAMETINIB, *choices), "orr")

    assert (found.n, found.N) == (n, 53)
    assert f"{found.value:.1f}" == rate


def test_trametinib_with_minor_responses_in_a_row_of_their_own() -> None:
    found = row(numbers(TRAMETINIB), "orr_with_minor")

    assert (found.n, found.N, f"{found.value:.1f}") == (25, 53, "47.2")


def test_sacha_review_changed_45_of_176_objective_responses() -> None:
    """26 %; its exact interval is 19.3 to 32.7."""
    frames = series({"PR": 176}, criterion="RECIST_1_1")
    reviewed = dict(zip(frames.patients["patient_id"], ["SD"] * 45 + ["PR"] * 131, strict=True))
    read = frames.assessments["response"].notna()
    twice = frames.assessments.assign(
        reviewed_response=frames.assessments["patient_id"].map(reviewed).where(read, None),
    )
    summary = numbers(replace(frames, assessments=twice))
    found = row(summary, "review_changed_objective")

    assert (found.n, found.N) == (45, 176)
    assert [f"{x:.1f}" for x in (found.value, found.low, found.high) if x is not None] == [
        "25.6",
        "19.3",
        "32.7",
    ]
    # All of them lose their response.
    assert row(summary, "orr_shift").value == pytest.approx(-100 * 45 / 176)


@pytest.mark.parametrize(
    ("n", "total", "low", "high"),
    [
        (40, 107, 28.2, 47.3),  # SACHA 2023: patients with a reaction
        (176, 640, 24.1, 31.1),  # SACHA 2025: reported objective responses
        (45, 176, 19.3, 32.7),  # of them changed on review
        (23, 28, 63.1, 93.9),  # larotrectinib, disease control at 24 weeks: 82 % (63-94)
        (3, 20, 3.21, 37.89),
        (0, 20, 0, 16.84),  # 1 - 0.025 ** (1 / 20)
        (20, 20, 83.16, 100),
    ],
)
def test_exact_intervals_of_published_proportions(n: int, total: int, low: float, high: float) -> None:
    found = exact_interval(n, total, level=0.95)

    assert [100 * bound for bound in found] == pytest.approx([low, high], abs=0.06)
