"""What R says: its stored answers, and those of the R on this machine.

The answers in data/r.json were written by oracle.R with the versions they name. They hold the inputs too.
"""

from __future__ import annotations

import json
import math
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.provide import Absent, demand

HERE = Path(__file__).parent
STORED: dict[str, Any] = json.loads((HERE / "data" / "r.json").read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = {case["name"]: case for case in STORED["survival"]}

DIGITS = 1e-8
"""R's answers are stored with ten digits."""


def ask() -> dict[str, Any]:
    """What the R on this machine answers; Absent without R or its package survival."""
    demand("live R")
    if _run("-e", "library(survival)").returncode:
        raise Absent("live R", "R is here without its package survival (r-cran-survival)")
    done = _run(str(HERE / "oracle.R"))
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["Rscript", "--vanilla", *arguments], capture_output=True, text=True, timeout=300, check=False
    )


def same(found: Any, expected: Any, *, within: float = DIGITS) -> bool:
    """Equal in shape and words, nothing where R has nothing, numbers to the given relative precision."""
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(
            same(found[key], expected[key], within=within) for key in expected
        )
    if isinstance(expected, list):
        return len(found) == len(expected) and all(
            same(one, other, within=within) for one, other in zip(found, expected, strict=True)
        )
    if isinstance(expected, int | float) and found is not None:
        return math.isclose(found, expected, rel_tol=within, abs_tol=within / 100)
    return bool(found == expected)


def answer_of(kind: str, **asked: Any) -> dict[str, Any]:
    """The stored answer to this question."""
    answers: list[dict[str, Any]] = STORED[kind]
    return next(answer for answer in answers if asked.items() <= answer.items())


def each(kind: str) -> pytest.MarkDecorator:
    """One test for each stored answer of a kind."""
    return pytest.mark.parametrize(
        "answer", STORED[kind], ids=lambda answer: str(next(iter(answer.values())))[:20]
    )
