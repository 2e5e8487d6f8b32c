"""Whether an event is reported more often with one drug than with the others. It finds questions, proves nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from registry.summaries.statistics.estimate import EMPTY_CELL, Estimate


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports in four cells: of the event (term) or of any other, with the drug or with any other.

    A report counts once; those with the drug and another one as well belong to the drug.
    """

    drug_event: int
    drug_other: int
    others_event: int
    others_other: int

    def __post_init__(self) -> None:
        if min(self.cells) < 0:
            raise ValueError(f"reports {self.cells}: expected counts from 0")

    @property
    def cells(self) -> tuple[int, int, int, int]:
        return self.drug_event, self.drug_other, self.others_event, self.others_other


def reporting_odds_ratio(reports: Reports, *, level: float = 0.95) -> Estimate:
    """ROR = (a / b) / (c / d), with a, b the event and other reports of the drug, c, d those of the other drugs.

    Interval: log-normal, standard error of log ROR the square root of 1/a + 1/b + 1/c + 1/d. Not calculable when a
    cell is empty; nothing is added to it. Source: van Puijenbroek and others 2002 (Woolf 1955 for the interval).
    """
    a, b, c, d = reports.cells
    if not min(reports.cells):
        return Estimate(None, reason=EMPTY_CELL)
    return _log_normal(a * d / (b * c), 1 / a + 1 / b + 1 / c + 1 / d, level)


def proportional_reporting_ratio(reports: Reports, *, level: float = 0.95) -> Estimate:
    """PRR = (a / (a + b)) / (c / (c + d)), with a, b, c, d as in `reporting_odds_ratio`.

    Interval: log-normal, standard error of log PRR the square root of 1/a - 1/(a + b) + 1/c - 1/(c + d). Not
    calculable when a or c is 0, and without an interval when both b and d are 0: then the event is all there is.
    Source: Evans, Waller and Davis 2001.
    """
    a, b, c, d = reports.cells
    if not (a and c):
        return Estimate(None, reason=EMPTY_CELL)
    return _log_normal(a * (c + d) / (c * (a + b)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d), level)


def _log_normal(ratio: float, variance: float, level: float) -> Estimate:
    if variance == 0:
        return Estimate(ratio)
    factor = math.exp(NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(variance))
    return Estimate(ratio, ratio / factor, ratio * factor)
