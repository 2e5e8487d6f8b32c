"""The centre's reading against the reviewed one: what changed, how well they agree, what it does to the rate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from registry.summaries.judgement import Judgement
from registry.summaries.parameters import LOCAL, REVIEWED, REVIEWED_ELSE_LOCAL, Parameters
from registry.summaries.populations import ALL, SUBSETS, Population
from registry.summaries.quantities import estimated_row, why_not
from registry.summaries.responses import RESPONSES, read_categories
from registry.summaries.statistics.agreement import cohen_kappa
from registry.summaries.statistics.estimate import NO_PATIENT, Estimate
from registry.summaries.table import Row
from registry.summaries.tally import choices, make_row, tally_events

if TYPE_CHECKING:
    import pandas as pd

CATEGORIES = (*RESPONSES, "NE")
ARROW = ">"
OBJECTIVE = ("CR", "PR")


def summarise_review(judgement: Judgement, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """All rows of the two readings side by side."""
    pairs = pair_readings(judgement.visits.followed)
    yield from tabulate_pairs(pairs, treated=treated, parameters=parameters)
    yield from measure_changes(pairs, treated=treated, parameters=parameters)
    yield from measure_agreement(pairs, treated=treated, parameters=parameters)
    yield from measure_shift(judgement, parameters=parameters)


def pair_readings(followed: pd.DataFrame) -> pd.DataFrame:
    """The assessments after the first dose that were read twice: patient, local, reviewed, by category."""
    both = followed[followed["response"].notna() & followed["reviewed_response"].notna()]
    numbered = both.assign(day=range(len(both)))
    found = numbered[["patient", "day"]]
    for reading in (LOCAL, REVIEWED):
        read = read_categories(numbered, reading=reading).set_index("day")["category"]
        found = found.assign(**{reading: found["day"].map(read).astype("object")})
    return found[found[LOCAL].isin(CATEGORIES) & found[REVIEWED].isin(CATEGORIES)].drop(columns="day")


def tabulate_pairs(pairs: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Assessments by what the centre and the reviewer read, written LOCAL>REVIEWED; only pairs that occur.

    Population: treated. Unit: assessments.
    """
    found = (pairs[LOCAL] + ARROW + pairs[REVIEWED]).set_axis(pairs["patient"])
    present = set(found)
    wanted = [f"{one}{ARROW}{other}" for one in CATEGORIES for other in CATEGORIES]
    categories = [pair for pair in wanted if pair in present]
    return tally_events("review_pairs", found, of=treated, parameters=parameters, categories=categories)


def measure_changes(pairs: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Assessments whose category the review changed: of all that were reviewed, and of the centre's CR and PR.

    Population: treated; n and N are assessments. Unit: %. Source: SACHA, central review of the reported objective
    responses; Clopper and Pearson 1934.
    """
    for output, read in (
        ("review_changed", pairs),
        ("review_changed_objective", pairs[pairs[LOCAL].isin(OBJECTIVE)]),
    ):
        for subset in SUBSETS:
            inside = read[read["patient"].isin(_members(treated, subset))]
            changed = inside[inside[LOCAL] != inside[REVIEWED]]
            yield make_row(
                output,
                n=len(changed),
                total=len(inside),
                subset=subset,
                patients=_ids(treated, changed),
                level=parameters.conf_level,
                chosen=choices(output, parameters),
                population=treated.name,
            )


def measure_agreement(pairs: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Cohen's kappa of the two readings of the assessments, unweighted, with its interval.

    Population: treated; n are assessments. Source: Cohen 1960; Fleiss, Cohen and Everitt 1969.
    """
    for subset in SUBSETS:
        inside = pairs[pairs["patient"].isin(_members(treated, subset))]
        counts = inside.groupby([LOCAL, REVIEWED]).size().to_dict()
        table = [[int(counts.get((one, other), 0)) for other in CATEGORIES] for one in CATEGORIES]
        kappa = cohen_kappa(table, level=parameters.conf_level)
        yield estimated_row(
            "review_kappa",
            kappa,
            n=len(inside),
            subset=subset,
            category=ALL,
            patients=_ids(treated, inside),
            chosen=choices("review_kappa", parameters, *why_not(kappa)),
            population=treated.name,
        )


def measure_shift(judgement: Judgement, *, parameters: Parameters) -> Iterator[Row]:
    """The response rate with the reviewed readings less that with the centre's own, in percentage points.

    n: patients who respond under one of them only, of N evaluable under both. Population: evaluable. Unit: points.
    """
    local, reviewed = (judgement.by_reading[reading] for reading in (LOCAL, REVIEWED_ELSE_LOCAL))
    both = reviewed.where(reviewed.patients["evaluable"] & local.patients["evaluable"], name="evaluable")
    before = local.patients["responds"].reindex(both.patients.index).astype(int)
    gained = both.patients["responds"].astype(int) - before
    for subset in SUBSETS:
        inside = gained[both.holds(subset)]
        shifted = inside[inside != 0]
        estimate = Estimate(100 * float(inside.mean())) if len(inside) else Estimate(None, reason=NO_PATIENT)
        yield estimated_row(
            "orr_shift",
            estimate,
            n=len(shifted),
            total=len(inside),
            subset=subset,
            category=ALL,
            patients=tuple(dict.fromkeys(both.patients.loc[shifted.index, "patient_id"])),
            chosen=choices("orr_shift", parameters, *why_not(estimate)),
            population=both.name,
        )


def _members(treated: Population, subset: str) -> pd.Index[Any]:
    return treated.patients.index[treated.holds(subset)]


def _ids(treated: Population, found: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted(set(treated.patients.loc[found["patient"], "patient_id"])))
