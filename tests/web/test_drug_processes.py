"""Two processes serve one registry: each keeps its own numbers, and neither shows a number that a save made stale."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine

from registry.queries import drugs
from registry.summaries.parameters import DEFAULTS
from tests import make
from tests.people import World
from tests.web.drug_site import NOON, NUMBERS_OF

Ask = Callable[[], str]


@pytest.fixture
def other(world: World) -> Iterator[Ask]:
    """Asks another process of the same registry."""
    command = [sys.executable, "-m", "tests.web.asking", world.url]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def ask() -> str:
            print(file=process.stdin, flush=True)
            return process.stdout.readline().strip()  # type: ignore[union-attr]

        yield ask
        process.stdin.close()


def own(world: World) -> int:
    """How many this process counts."""
    with world.session() as session:
        drug = drugs.by_name(session, "trametinib")
        row = NUMBERS_OF(session, drug, cut_off=make.ON, parameters=DEFAULTS).summary.find("registered")
        assert row is not None
        return row.n


def test_what_one_process_saves_the_other_shows_at_once(world: World, other: Ask) -> None:
    with time_machine.travel(NOON):
        assert (own(world), other(), other()) == (0, "0 made", "0 kept")
        with world.session() as session:
            course = make.course(session, make.patient(session), drugs=("trametinib",))
        assert (own(world), other(), other()) == (1, "1 made", "1 kept")

        # Any saved record, not only one that changes the number, makes the numbers anew.
        with world.session() as session:
            make.toxicity(session, course)
        assert (own(world), other()) == (1, "1 made")
