"""The lines of the aggregate sheets, from rows of the summary written by hand."""

from types import SimpleNamespace
from typing import Any, cast

from exports.has.aggregates import Aggregator
from exports.has.counts import Counter, Source
from exports.has.dossier import CUMULATIVE, PERIOD
from registry.fields.base import T
from registry.summaries.table import Row


class Nobody:
    """Counts none."""

    def count(self, _source: Source, _span: str) -> Any:
        return SimpleNamespace(ids=())


def metastases(category: str, n: int, whole: int) -> Row:
    return Row(
        "baseline_metastatic", "all", category, n, whole, 100 * n / whole, None, None, "%", "treated", "", ""
    )


def test_an_answer_that_nobody_gave_in_the_period_is_divided_by_those_who_answered() -> None:
    """Those who answered are 27 in the period; the one patient of whom nothing is known is counted of all 28."""
    period = [metastases("yes", 3, 27), metastases("no", 24, 27), metastases("unknown", 1, 28)]
    cumulative = [metastases("not_applicable", 1, 168)]
    spans: Any = SimpleNamespace(rows=period, summary=SimpleNamespace(rows=cumulative))
    found = Aggregator(spans, cast(Counter, Nobody())).shared(
        T("Métastases", "Metastases"),
        "Non applicable",
        Source(("14_LL_PATIENTS",), dated="date_initiation"),
        output="baseline_metastatic",
        category="not_applicable",
    )
    share = found.numbers[PERIOD]
    assert (share["n"], share["N"], share["pct"]) == (0, 27, 0)
    assert (found.numbers[CUMULATIVE]["n"], found.numbers[CUMULATIVE]["N"]) == (1, 168)
