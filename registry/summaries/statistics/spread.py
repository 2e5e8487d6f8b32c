"""How values spread: mean, standard deviation, median, quartiles, extremes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from registry.summaries.statistics.estimate import Estimate

STATISTICS = ("mean", "sd", "median", "q1", "q3", "min", "max")

NO_VALUE = "no_value"
ONE_VALUE = "one_value"


def describe(values: Iterable[float]) -> Mapping[str, Estimate]:
    """Each of STATISTICS of the values; none without a value, and no standard deviation of one alone.

    sd: of a sample, divided by n - 1. Quartiles and median interpolate between the values beside them (R: quantile,
    type 7; sd; mean).
    """
    known = np.sort(np.fromiter(values, dtype="float64"))
    if not known.size:
        return dict.fromkeys(STATISTICS, Estimate(None, reason=NO_VALUE))
    q1, median, q3 = (float(value) for value in np.quantile(known, [0.25, 0.5, 0.75]))
    return {
        "mean": Estimate(float(known.mean())),
        "sd": Estimate(float(known.std(ddof=1))) if known.size > 1 else Estimate(None, reason=ONE_VALUE),
        "median": Estimate(median),
        "q1": Estimate(q1),
        "q3": Estimate(q3),
        "min": Estimate(float(known[0])),
        "max": Estimate(float(known[-1])),
    }
