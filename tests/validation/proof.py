"""What the last run of `python -m tests.validation` saw: every test that passed, and the outputs it looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "proof.json"


@dataclass(frozen=True)
class Passed:
    """A test function. checks: how often it passed, once for each set of its parameters. outputs: those whose rows it
    asked a summary for."""

    checks: int
    outputs: frozenset[str]


Proof = Mapping[str, Passed]
"""By the name of the test function, as pytest writes it without parameters."""


def function_of(test: str) -> str:
    return test.partition("[")[0]


def prove(tests: Iterable[str], seen: Mapping[str, Iterable[str]]) -> Proof:
    """From the tests that passed, with their parameters, and the outputs each of them looked at."""
    checks: dict[str, int] = {}
    outputs: dict[str, set[str]] = {}
    for test in tests:
        function = function_of(test)
        checks[function] = checks.get(function, 0) + 1
        outputs.setdefault(function, set()).update(seen.get(test, ()))
    return {function: Passed(n, frozenset(outputs[function])) for function, n in checks.items()}


def load() -> Proof:
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: Passed(found["checks"], frozenset(found["outputs"])) for name, found in stored.items()}


def save(proof: Proof) -> None:
    plain = {
        name: {"checks": found.checks, "outputs": sorted(found.outputs)}
        for name, found in sorted(proof.items())
    }
    FILE.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
