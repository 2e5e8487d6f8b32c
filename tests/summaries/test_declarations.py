"""Serious toxicities: declared, in time, overdue, and listed; by hand, on the cut-off of 30 June 2026."""

import pytest

from registry.summaries.counting import counting_on
from registry.summaries.declarations import follow_declarations, list_overdue
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import Parameters
from registry.summaries.populations import choose_registered, choose_treated
from registry.summaries.serious import list_serious
from registry.summaries.toxicity import choose_events
from tests.summaries.records import CUT_OFF, counts, numbers, records, row


def frames() -> DrugFrames:
    """t1 declared after 5 days, t2 after 20, t3 nullified only and overdue, t4 not yet due, t5 of unknown day."""
    return records(
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-01
        c2        | P2         | 2026-01-01
        """,
        toxicities="""
        toxicity_id | course_id | term   | onset      | first_received | seriousness            | outcome
        t1          | c1        | anemia | 2026-02-01 | 2026-02-10     | hospitalisation        | recovered
        t2          | c1        | nausea | 2026-03-01 |                | life_threatening;death | fatal
        t3          | c2        | nausea | 2026-04-01 | 2026-04-02     | important              |
        t4          | c2        | anemia | 2026-06-15 |                | important              |
        t5          | c2        | anemia | 2026-04    |                | disability             |
        t6          | c2        | anemia | 2026-04-01 |                | none                   |
        """,
        toxicity_drugs="""
        toxicity_id | drug       | causality | action
        t1          | trametinib | related   | interrupted
        t1          | dabrafenib | unlikely  | unchanged
        """,
        declarations="""
        declaration_id | toxicity_id | recipient | step          | sent_on
        d1             | t1          | crpv      | initial       | 2026-02-15
        d2             | t1          | company   | follow_up     | 2026-03-15
        d3             | t2          | crpv      | initial       | 2026-03-21
        d4             | t3          | crpv      | nullification | 2026-04-03
        """,
    )


def test_declared_in_time_and_overdue() -> None:
    summary = numbers(frames())

    declared = row(summary, "declared")
    assert (declared.n, declared.N, declared.value, declared.patients) == (2, 5, 40, ("P1",))
    assert (declared.low, declared.high) == (
        pytest.approx(5.2745, abs=1e-4),
        pytest.approx(85.3367, abs=1e-4),
    )
    assert row(summary, "declared_in_time").n == 1
    assert row(summary, "declaration_overdue").patients == ("P2",)
    assert row(summary, "declaration_overdue").n == 1
    assert counts(summary, "declaration_clock") == {"first_received": 2, "onset": 2, "none": 1}
    assert row(summary, "declaration_delay", category="median").value == 12.5
    assert row(summary, "declaration_delay", category="median").n == 2


def test_another_deadline() -> None:
    summary = numbers(frames(), "deadline_days=20")

    assert row(summary, "declared_in_time").n == 2
    assert row(numbers(frames(), "deadline_days=5"), "declaration_overdue").n == 2


def test_without_a_serious_toxicity_nothing_is_calculable() -> None:
    found = row(
        numbers(records(courses="course_id | patient_id | first_dose\nc1 | P1 | 2026-01-01")), "declared"
    )

    assert (found.n, found.N, found.value) == (0, 0, None)
    assert found.parameters.endswith("not_calculable=no_serious_toxicity")


def chosen() -> tuple[DrugFrames, object, object]:
    counting = counting_on(frames(), cut_off=CUT_OFF).frames
    treated = choose_treated(choose_registered(counting))
    return counting, treated, choose_events(counting, treated=treated, parameters=Parameters())


def test_the_listing_of_serious_toxicities() -> None:
    counting, treated, events = chosen()

    listed = list_serious(counting, events=events, treated=treated, cut_off=CUT_OFF, parameters=Parameters())  # type: ignore[arg-type]

    assert list(listed["toxicity_id"]) == ["t1", "t2", "t5", "t3", "t4"]
    first = listed.iloc[0]
    assert first["age_class"] == "child"
    assert first["onset_day"] == 32
    assert first["causality"] == "dabrafenib: unlikely; trametinib: related"
    assert first["action"] == "dabrafenib: unchanged; trametinib: interrupted"
    assert (first["declared_to"], first["declared_on"], first["delay"]) == ("crpv;company", "2026-02-15", 5)
    assert listed.iloc[1]["criteria"] == "death;life_threatening"
    assert listed["onset_day"].isna().to_list() == [False, False, True, False, False]
    assert listed["overdue"].to_list() == [False, False, False, True, False]


def test_the_overdue_list_says_since_when() -> None:
    counting, _, events = chosen()

    serious = follow_declarations(counting, events=events, cut_off=CUT_OFF, parameters=Parameters())  # type: ignore[arg-type]
    listed = list_overdue(serious, frames=counting, cut_off=CUT_OFF)

    assert listed[["toxicity_id", "patient_id", "clock", "days"]].to_numpy().tolist() == [
        ["t3", "P2", "first_received", 89]
    ]
