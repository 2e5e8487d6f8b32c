"""What the steering committee may discuss: rates beside a reference, and terms reported more often than with others.

Nothing here decides. A finding is a reason to look at the patients, never a conclusion.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from registry.summaries.frames import DrugFrames
from registry.summaries.judgement import Judgement, choose_evaluable
from registry.summaries.parameters import Parameters
from registry.summaries.populations import ALL, Population
from registry.summaries.statistics.disproportion import (
    Reports,
    proportional_reporting_ratio,
    reporting_odds_ratio,
)
from registry.summaries.statistics.estimate import EMPTY_CELL, NO_PATIENT
from registry.summaries.statistics.proportions import Comparison, compare_with_reference
from registry.summaries.table import Row
from registry.summaries.tally import choices, make_row, tally_patients

if TYPE_CHECKING:
    import pandas as pd

NO_REFERENCE = "no_reference"
ABOVE, BELOW, WITHIN = "above", "below", "within"
MORE, NOT_MORE = "more_often", "not_more_often"
NO_REPORT = "no_report"
RATIOS = {"signal_term_ror": "ror", "signal_term_prr": "prr"}
"""Outputs of disproportionality, and their columns in DISPROPORTION."""

DISPROPORTION = (
    "term",
    "reports",
    "other_reports",
    "ror",
    "ror_low",
    "ror_high",
    "prr",
    "prr_low",
    "prr_high",
    "reason",
    "finding",
)
"""Columns of `compare_terms`; reason says why there is no ROR; finding is "above" when its interval is above 1."""


def summarise_signals(
    judgement: Judgement, *, events: pd.DataFrame, treated: Population, parameters: Parameters
) -> Iterator[Row]:
    """The rates beside their references. events: the toxicities of `choose_events`."""
    evaluable = choose_evaluable(judgement.chosen)
    yield from compare_response(evaluable, reading=parameters.reading, parameters=parameters)
    yield from compare_serious(events, treated=treated, parameters=parameters)


def compare_response(evaluable: Population, *, reading: str, parameters: Parameters) -> Iterator[Row]:
    """The response rate with its exact one-sided bounds beside reference_response, overall and by diagnosis.

    evaluable: patients with `responds`. Two one-sided statements, each at conf_level: the finding "above" means that
    the lower bound is above the reference, "below" that the upper bound is below it; both are to be discussed, and no
    correction is made for the number of comparisons. Population: evaluable. Unit: %. Source: Clopper, Pearson 1934.
    """
    for category, patients in ((ALL, evaluable), *evaluable.by_diagnosis()):
        found = patients.patients["responds"]
        yield from _compare(
            "signal_response",
            found[found],
            category=category,
            of=patients,
            reference=parameters.reference_response,
            reading=reading,
            parameters=parameters,
        )


def compare_serious(events: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Patients with a serious toxicity beside reference_serious, overall and by diagnosis, as `compare_response`.

    events: the toxicities of `choose_events`. Population: treated. Unit: %. Source: Clopper, Pearson 1934.
    """
    concerned = set(events.loc[events["serious"], "patient"])
    for category, patients in ((ALL, treated), *treated.by_diagnosis()):
        index = patients.patients.index.to_series()
        found = index.isin(concerned)
        yield from _compare(
            "signal_serious",
            found[found],
            category=category,
            of=patients,
            reference=parameters.reference_serious,
            reading="",
            parameters=parameters,
        )


def tell_terms(frames: DrugFrames, *, parameters: Parameters) -> Iterator[Row]:
    """The terms of the drug beside the other drugs of the registry, as `compare_terms` finds them: ROR, then PRR.

    n: complete toxicities of the term under the drug, known by the cut-off, before or after the first dose; N: those of
    any term. Note: the same two numbers of the other drugs. Over all courses and uses, whatever the filters: under
    a filter nothing is calculable. A hint for the steering committee, never a conclusion: reporting differs between
    drugs, diseases and centres. Population: toxicities on the drug. Unit: ratio. Source: as `compare_terms`.
    """
    found = compare_terms(frames.reports, drug=frames.drug, level=parameters.conf_level)
    if found.empty:
        reason = frames.why_empty("reports") or NO_REPORT
        for output in RATIOS:
            row = make_row(output, n=0, total=0, population="reports")
            yield replace(row, value=None, parameters=choices(output, parameters, f"not_calculable={reason}"))
        return
    own = frames.toxicities.groupby("term")["patient_id"].unique()
    totals = frames.reports.groupby(frames.reports["drug"] == frames.drug)["reports"].sum()
    for output, name in RATIOS.items():
        for line in found.to_dict("records"):
            notes = [f"others={line['other_reports']}/{totals[False] - totals[True]}", *_notes(line, name)]
            yield replace(
                make_row(
                    output,
                    n=line["reports"],
                    total=int(totals[True]),
                    category=line["term"],
                    patients=tuple(sorted(own.get(line["term"], ()))),
                    chosen=choices(output, parameters, *notes),
                    population="reports",
                ),
                value=_number(line[name]),
                low=_number(line[f"{name}_low"]),
                high=_number(line[f"{name}_high"]),
            )


def _notes(line: Mapping[Any, Any], name: str) -> Iterator[str]:
    """What a row says besides its numbers: why it has none, or what it hints at."""
    if _number(line[name]) is None:
        yield f"not_calculable={line['reason'] or EMPTY_CELL}"
    elif _number(line[f"{name}_low"]) is not None:
        yield f"finding={MORE if line[f'{name}_low'] > 1 else NOT_MORE}"


def _number(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124 - only NaN differs from itself


def compare_terms(reports: pd.DataFrame, *, drug: str, level: float = 0.95) -> pd.DataFrame:
    """The terms of a drug beside those of the other drugs of the registry: one line per term with DISPROPORTION.

    reports: how many toxicities there are, by term and drug: columns term, drug, reports; drug "", or none, holds
    those of all drugs, each toxicity once. A toxicity on the drug and another one as well belongs to the drug. ROR
    and PRR have log-normal intervals. Terms in falling order of the lower
    bound. Source: van Puijenbroek 2002; Evans 2001.
    """
    import pandas as pd

    counts = reports.fillna({"drug": ""}).groupby(["drug", "term"])["reports"].sum()
    every = counts.get("", pd.Series(dtype="int64"))
    mine = counts.get(drug, pd.Series(dtype="int64"))
    mine_total, total = int(mine.sum()), int(every.sum())
    lines = [
        _disproportion(str(term), int(n), int(every[term]), mine=mine_total, total=total, level=level)
        for term, n in mine.items()
    ]
    found = pd.DataFrame(lines, columns=list(DISPROPORTION))
    return found.sort_values(
        ["ror_low", "reports", "term"], ascending=[False, False, True], na_position="last", ignore_index=True
    )


def _disproportion(
    term: str, n: int, all_n: int, *, mine: int, total: int, level: float
) -> tuple[object, ...]:
    others = all_n - n
    cells = Reports(n, mine - n, others, total - mine - others)
    odds, share = reporting_odds_ratio(cells, level=level), proportional_reporting_ratio(cells, level=level)
    finding = ABOVE if odds.low is not None and odds.low > 1 else WITHIN
    return (
        term,
        n,
        others,
        odds.value,
        odds.low,
        odds.high,
        share.value,
        share.low,
        share.high,
        odds.reason,
        finding if odds.value is not None else "",
    )


def _compare(
    output: str,
    found: pd.Series[bool],
    *,
    category: str,
    of: Population,
    reference: float | None,
    reading: str,
    parameters: Parameters,
) -> Iterator[Row]:
    """The rows of one group, its two-sided interval replaced by the one-sided bounds."""
    named = found.map({True: category})
    for row in tally_patients(
        output, named, of=of, parameters=parameters, categories=[category], reading=reading
    ):
        yield _with_bounds(row, reference=reference, parameters=parameters)


def _with_bounds(row: Row, *, reference: float | None, parameters: Parameters) -> Row:
    total = row.N or 0
    compared = compare_with_reference(row.n, total, reference=reference or 0.0, level=parameters.conf_level)
    notes = [f"not_calculable={NO_PATIENT}"] if not total else [f"finding={_finding(compared, reference)}"]
    return replace(
        row,
        low=None if compared.lower is None else 100 * compared.lower,
        high=None if compared.upper is None else 100 * compared.upper,
        parameters=choices(row.output, parameters, *notes),
    )


def _finding(compared: Comparison, reference: float | None) -> str:
    if reference is None:
        return NO_REFERENCE
    if compared.is_above:
        return ABOVE
    return BELOW if compared.is_below else WITHIN
