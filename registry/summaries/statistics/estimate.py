"""A number with its interval."""

from __future__ import annotations

from dataclasses import dataclass

NO_PATIENT = "no_patient"
NO_EVENT = "no_event"
NOT_REACHED = "not_reached"
BEYOND_FOLLOW_UP = "beyond_follow_up"
NO_EXPOSURE = "no_exposure"
EMPTY_CELL = "empty_cell"
ONE_CATEGORY = "one_category"
ONE_GROUP = "one_group"
ALL_AT_ONCE = "all_at_once"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and its two-sided interval.

    value: None when it is not calculable; `reason` then says why, and is "" otherwise. low, high: None when that
    bound does not exist, as the upper one of a median whose interval is open to the right.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""
