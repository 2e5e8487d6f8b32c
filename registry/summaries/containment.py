"""What lies within what: the whole behind an N, the totals that counts add up to, the rows that a row depends on.

Everything here follows from the definitions of the outputs, not from the data: it is what any reader can calculate
with. Cells are those of one subset.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from registry.summaries.catalogue import OUTPUTS, By
from registry.summaries.catalogue.baseline import BASELINE
from registry.summaries.catalogue.efficacy import EFFICACY
from registry.summaries.catalogue.flow import FLOW
from registry.summaries.catalogue.response import RESPONSE_RATES
from registry.summaries.catalogue.review import REMARKABLE, REVIEW
from registry.summaries.catalogue.safety import CONSEQUENCES, NUMBERS, RATES
from registry.summaries.catalogue.times import TIMES
from registry.summaries.catalogue.toxicity import TABLES, TOXICITY
from registry.summaries.catalogue.use import USE
from registry.summaries.labels import soc_of
from registry.summaries.populations import ALL, UNKNOWN

TREATED, EVALUABLE, REGISTERED = "treated", "evaluable", "registered"
ANY, EVENTS = "toxicity_any", "toxicity_events"
POPULATIONS = (TREATED, REGISTERED, EVALUABLE, "responders")
"""Populations that have a row of the same name, the one that is kept first."""

COUNTED = frozenset({*POPULATIONS, "dosed"})
"""The same and those of fewer outputs: whoever else an N counts is not known."""

ONE_ANSWER = (
    "baseline_age_class",
    "baseline_sex",
    "baseline_diagnosis",
    "baseline_disease_status",
    "baseline_stage",
    "baseline_metastatic",
    "baseline_basis",
    "start_dose_below",
    "formulation",
    "route",
    "handling",
    "deviation",
)
"""Questions of which each patient has one answer: the answers add up to who answered."""

ANSWERED = frozenset(
    {*ONE_ANSWER, "baseline_predisposition", "baseline_basis_gene", "baseline_prior_treatment"}
)
"""Questions whose N is who answered."""

PARTED: Mapping[str, str] = MappingProxyType(
    {"orr": "baseline_diagnosis", "orr_gene": "baseline_basis_gene", "orr_formulation": "formulation"}
)
"""Outputs whose categories have an N of their own: the evaluable patients with that answer to a question."""

TOGETHER = frozenset({"orr", "orr_formulation"})
"""Of these the categories add up in n and in N at once; they are shown all or not at all."""

INSIDE: Mapping[str, str] = MappingProxyType(
    {
        "registered": TREATED,
        "not_treated": REGISTERED,
        "not_evaluable": EVALUABLE,
        "bor_confirmed": "orr_confirmed",
        "orr_confirmed": "orr",
        "orr_with_minor": "dcr",
        "clinical_benefit": "dcr",
        "exceptional": "orr",
        "toxicity_by_grade": "toxicity_by_grade_events",
        "toxicity_by_nature": "toxicity_by_nature_events",
        "toxicity_soc": "toxicity_soc_events",
        "toxicity_term": "toxicity_term_events",
        "gmi_above": "gmi",
        "ctdna_cleared": "ctdna",
    }
)
"""Outputs that are shown only where another one is: what is hidden keeps no part of it in sight."""

ENDPOINTS = ("pfs", "os", "ttnt", "ttd", "dor")

TOLD = frozenset(
    {
        *FLOW,
        *BASELINE,
        *USE,
        *EFFICACY,
        *RESPONSE_RATES,
        *TIMES,
        *REMARKABLE,
        *REVIEW,
        *TOXICITY,
        *CONSEQUENCES,
        *NUMBERS,
        *TABLES,
        *RATES,
    }
) - {
    *("drafts", "beneath_drafts", "objected", "orr_shift", "review_kappa", "toxicity_grade3_rate"),
    *("treatment_status", "stop_reason"),
}
"""Outputs whose sums are known here. Left out are those of records and desks, those that are made of counts that may
be hidden, and who stopped the drug and why, which the time on the drug would tell; so is any output that is new, until
its sums are told here."""

PERSONAL = ("min", "max", "mean", "sd")
"""Statistics that are the value of one patient."""


class Cell(NamedTuple):
    """A row by its name, within a subset."""

    output: str
    category: str
    reading: str


TOTALS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bor": ("orr", "dcr"),
        "bor_confirmed": ("orr_confirmed",),
        "toxicity_worst_grade": ("toxicity_grade3",),
    }
)
"""What some of the categories of an output make together, beside all of them."""

SHARING = frozenset({By.KIND, By.REASON, By.RESPONSE, By.DIAGNOSIS, By.GRADE, By.ANSWER, By.PAIR})
"""Categories that share out a whole, or are treated as if they did."""


FIRST = (*POPULATIONS, "orr", ANY, "toxicity_grade3", "toxicity_serious", "toxicity_threshold", "dcr")
"""Totals in the order in which they are kept where two that lie one inside the other are too close; then the others."""


def depends_on(cell: Cell, population: str) -> Iterator[Cell]:
    """The cells without which a cell is not shown."""
    output, category, reading = cell
    if population in COUNTED and output not in (population, TREATED):
        yield of(population, reading=reading)
    if output in INSIDE:
        other = INSIDE[output]
        yield Cell(other, category if _is_broken_down_alike(output, other) else ALL, _reading(other, reading))
    if output in PARTED and category != ALL:
        yield of("orr", reading=reading)
        yield Cell(PARTED[output], category, "")
    yield from _of_toxicity(output, category)


def _of_toxicity(output: str, category: str) -> Iterator[Cell]:
    stem, _, ending = output.rpartition("_")
    if stem.endswith("_grade"):
        yield Cell(stem.removesuffix("_grade"), category, "")
    if ending == "rate" and (counted := count_of(Cell(output, category, ""))):
        yield counted
    if output.startswith("toxicity_term"):
        yield Cell(
            "toxicity_soc" if output == "toxicity_term" else "toxicity_soc_events", soc_of(category), ""
        )
    if output.startswith(("toxicity_", "threshold_")) and output != ANY:
        yield Cell(ANY, ALL, "")


def count_of(rate: Cell) -> Cell | None:
    """The cell that counts the toxicities of a rate per time."""
    alone = {"toxicity": EVENTS, "toxicity_nature": "toxicity_by_nature_events"}
    stem, _, ending = rate.output.rpartition("_")
    counted = alone.get(stem, f"{stem}_events")
    return Cell(counted, rate.category, "") if ending == "rate" and counted in OUTPUTS else None


def of(output: str, *, reading: str = "") -> Cell:
    """The cell of an output that is not broken down."""
    return Cell(output, ALL, _reading(output, reading))


def _reading(output: str, reading: str) -> str:
    return reading if OUTPUTS[output].read else ""


def _is_broken_down_alike(output: str, other: str) -> bool:
    return OUTPUTS[output].by == OUTPUTS[other].by


def is_unknown(cell: Cell) -> bool:
    """The line of those without an answer, whose N is everybody."""
    return cell.category == UNKNOWN
