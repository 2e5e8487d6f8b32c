"""What a public document may give of a dossier: nothing that counts a few, with or without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from exports.has.build import build_dossier
from exports.has.dossier import CUMULATIVE, Dossier
from registry.summaries.dossier import DossierBasis

DRUG = "trametinib"


@pytest.fixture(scope="module", params=[5, 11, 20])
def made(request: pytest.FixtureRequest, basis: Callable[..., DossierBasis]) -> Dossier:
    return build_dossier(replace(basis(DRUG), threshold=request.param))


def test_every_number_counts_nobody_or_enough_and_so_do_those_beside_it(made: Dossier) -> None:
    assert made.find("treated").n >= made.meta.threshold  # type: ignore[union-attr]
    assert "treated" in {one.output for one in made.publishable}
    least = made.meta.threshold
    for one in made.publishable:
        assert one.patients == ()
        assert one.n == 0 or one.n >= least, one
        if one.unit == "%" and one.N:
            assert one.n == one.N or one.N - one.n >= least, one


def test_every_number_is_one_of_the_dossier(made: Dossier) -> None:
    known = {
        (one.output, one.subset, one.category, one.reading): one
        for one in made.numbers
        if one.span == CUMULATIVE
    }
    for one in made.publishable:
        whole = known[one.output, one.subset, one.category, one.reading]
        assert (one.n, one.value) == (whole.n, whole.value)


def test_the_higher_the_threshold_the_less_is_published(basis: Callable[..., DossierBasis]) -> None:
    few, many = (build_dossier(replace(basis(DRUG), threshold=n)) for n in (5, 100))
    assert few.publishable
    assert many.publishable == ()


def test_it_is_kept_with_the_dossier(made: Dossier) -> None:
    kept = Dossier.from_bytes(made.to_bytes())
    assert (kept.publishable, kept.meta.threshold) == (made.publishable, made.meta.threshold)
