"""A demonstration registry, read once for all tests of the dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from exports.has.build import build_dossier
from exports.has.dossier import Dossier
from exports.has.workbook import write_has_workbook
from registry.queries.dossier import read_dossier
from registry.summaries.dossier import DossierBasis, DossierRequest
from tests.has.reading import Book
from tests.intake.desk import EMPTY, Desk, opened
from tests.intake.test_round_trip import fill_with_demo

ON = dt.date(2026, 11, 1)
START, END = dt.date(2025, 11, 1), dt.date(2026, 10, 31)

Make = Callable[..., Dossier]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with opened("sqlite", tmp_path_factory.mktemp("has"), like=EMPTY) as found:
        fill_with_demo(found, patients=110, on=ON)
        yield found


@pytest.fixture(scope="session")
def basis(demo: Desk) -> Callable[..., DossierBasis]:
    """What is read of a drug of the demonstration, over a year."""

    def read(drug: str, **asked: Any) -> DossierBasis:
        request = DossierRequest(drug, **{"start": START, "end": END, **asked})
        with demo.session() as session:
            return read_dossier(session, request, today=ON)

    return read


@pytest.fixture(scope="session")
def make(basis: Callable[..., DossierBasis]) -> Make:
    """The dossier of a drug of the demonstration, made once per request."""
    made: dict[Any, Dossier] = {}

    def build(drug: str, **asked: Any) -> Dossier:
        key = (drug, tuple(sorted(asked.items())))
        if key not in made:
            made[key] = build_dossier(basis(drug, **asked))
        return made[key]

    return build


@pytest.fixture
def book(make: Make, tmp_path: Path) -> Callable[..., Book]:
    """The same, written and read back."""

    def write(drug: str, **asked: Any) -> Book:
        path = tmp_path / "dossier.xlsx"
        write_has_workbook(make(drug, **asked), path)
        return Book(path, asked.get("start", START), asked.get("end", END))

    return write
