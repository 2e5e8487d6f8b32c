"""The world on PostgreSQL alone."""

from collections.abc import Iterator

import pytest

from tests.people import World, _world


@pytest.fixture
def postgres_world() -> Iterator[World]:
    yield from _world("postgresql")
