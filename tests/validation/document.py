"""The generated part of docs/validation.md: no dates, no timings, the same on every machine."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from registry.summaries.catalogue import OUTPUTS
from tests.validation.evidence import EVIDENCE, Evidence, Source
from tests.validation.outputs import GROUPS, STATISTICS
from tests.validation.proof import Proof

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "validation.md"
BEGINS = "<!-- Made by `python -m tests.validation`: edit tests/validation, not these lines. -->"
ENDS = "<!-- End of what is made. -->"


def tests_of(evidence: Evidence, tests: Iterable[str]) -> list[str]:
    """The tests of a line of evidence. What depends on the R of a machine is none."""
    return [test for test in tests if test.startswith(evidence.tests) and LIVE_R not in test]


LIVE_R = "test_r_on_this_machine"


def looks_at(evidence: Evidence, name: str, proof: Proof) -> int:
    """How many checks of a line of evidence look at an output; where no rows tell, all of them do."""
    watched = name in OUTPUTS and evidence.source is not Source.PROPERTY and not evidence.counts_itself
    functions = tests_of(evidence, proof)
    return sum(proof[test].checks for test in functions if not watched or name in proof[test].outputs)


def render(proof: Proof) -> str:
    """The tables, from the tests that passed."""
    return "\n".join([BEGINS, "", *_outputs(proof), "", *_statistics(proof), "", *_evidence(proof), "", ENDS])


def checks(proof: Proof) -> Mapping[str, Counter[Source]]:
    """How many checks of each kind look at each output and statistic."""
    found: dict[str, Counter[Source]] = {}
    for line in EVIDENCE:
        for name in line.proves:
            found.setdefault(name, Counter())[line.source] += looks_at(line, name, proof)
    return found


def _outputs(proof: Proof) -> Iterator[str]:
    found = checks(proof)
    yield "## Outputs"
    yield ""
    yield "Number of checks that look at each, by where the expected value comes from. All pass."
    yield ""
    yield from _head(["", "output", *Source])
    for number, (title, names) in GROUPS.items():
        yield f"| {number} | {title} |" + " |" * len(Source)
        for name in names:
            yield _row(["", f"`{name}`", *_counts(found.get(name, Counter()))])


def _statistics(proof: Proof) -> Iterator[str]:
    found = checks(proof)
    kept = json.loads((ROOT / "tests" / "statistics" / "data" / "r.json").read_text(encoding="utf-8"))
    versions = kept["versions"]
    yield "## Statistics"
    yield ""
    yield (
        f"R {versions['R']} with survival {versions['survival']}: its answers are stored with the script that asked "
        "(tests/statistics/oracle.R), and asked again where R is installed."
    )
    yield ""
    yield from _head(["statistic", *Source])
    for name, title in STATISTICS.items():
        yield _row([title, *_counts(found.get(name, Counter()))])


def _evidence(proof: Proof) -> Iterator[str]:
    yield "## Against what"
    yield ""
    yield from _head(["source", "expected values", "checks", "tests"])
    for line in EVIDENCE:
        where = line.tests
        yield _row(
            [
                line.source,
                line.against,
                str(sum(proof[test].checks for test in tests_of(line, proof))),
                f"`{where}`",
            ]
        )


def _counts(found: Counter[Source]) -> list[str]:
    return [str(found[source] or "") for source in Source]


def _head(names: Sequence[str]) -> Iterator[str]:
    yield _row(names)
    yield _row(["---"] * len(names))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def placed(document: str, made: str) -> str:
    """The document with its generated part replaced."""
    before, _, rest = document.partition(BEGINS)
    return before + made + rest.partition(ENDS)[2]
