"""Events per person-time."""

from __future__ import annotations

import math

from registry.summaries.statistics.estimate import NO_EXPOSURE, Estimate


def estimate_rate(events: int, exposure: float, *, per: float = 1.0, level: float = 0.95) -> Estimate:
    """Events per `per` units of exposure, with its exact two-sided Poisson interval.

    The bounds of the expected number of events are gamma quantiles; they are divided by the exposure, which counts as
    known. Without an event the rate is 0 and its interval starts at 0; without exposure it is not calculable. The
    interval takes events as independent: repeated events of one patient make the true one wider. Source: Garwood
    1936; R: poisson.test(events, exposure).
    """
    from scipy.special import gammainccinv, gammaincinv

    if events < 0:
        raise ValueError(f"{events} events: expected a count from 0")
    if not 0 <= exposure < math.inf:
        raise ValueError(f"exposure {exposure}: expected a number from 0")
    if exposure == 0:
        return Estimate(None, reason=NO_EXPOSURE)
    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    high = float(gammainccinv(events + 1, tail))
    unit = exposure / per
    return Estimate(events / unit, low / unit, high / unit)
