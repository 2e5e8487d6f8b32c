"""The wider read of registry.access.aggregate: all rows inside it, none outside, nothing saved, on both databases."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

import registry
from registry.access.aggregate import AGGREGATE, all_rows
from registry.access.permissions import ROLES
from registry.access.scope import Scope, enter, scope_in
from registry.db import RegistrySession, writing
from registry.models.patient import Patient
from tests.migrated import patient
from tests.scope.places import furnish

Maker = sessionmaker[RegistrySession]
OWN = Scope("A@tests.invalid", ROLES["clinician"], frozenset({"A"}))


def seen(session: RegistrySession) -> list[str]:
    return sorted(session.scalars(select(Patient.id)))


def test_all_rows_are_read_inside_and_the_own_ones_outside(maker: Maker) -> None:
    """On PostgreSQL row-level security decides with the setting of each session; they do not touch each other."""
    furnish(maker)
    with maker() as session:
        enter(session, OWN)
        assert seen(session) == ["A1", "A2"]
        with all_rows(session) as wide:
            assert seen(wide) == ["A1", "A2", "B1", "B2"]
            assert seen(session) == ["A1", "A2"]
            assert scope_in(wide).actor == OWN.actor
        assert seen(session) == ["A1", "A2"]
        assert scope_in(session) == OWN


def test_the_connection_keeps_nothing_of_it(maker: Maker) -> None:
    """The next session on the same connection sees no centre until it says who it is."""
    furnish(maker)
    with maker() as session:
        enter(session, OWN)
        with all_rows(session):
            pass
    with maker() as session:
        assert seen(session) == []


def test_nothing_is_saved_in_it(maker: Maker) -> None:
    furnish(maker)
    with maker() as session:
        enter(session, OWN)
        with pytest.raises(RuntimeError, match="saves nothing"), all_rows(session) as wide, writing(wide):
            wide.add(patient("B3", "B"))
        with all_rows(session) as wide:
            assert seen(wide) == ["A1", "A2", "B1", "B2"]


def test_it_has_no_right_and_reads_no_typed_words() -> None:
    assert AGGREGATE.permissions == frozenset()
    assert not AGGREGATE.reads_text
    assert AGGREGATE.name not in ROLES


def test_only_the_disclosed_numbers_use_it() -> None:
    """Whoever else would open all rows is found here."""
    root = Path(registry.__file__).parent
    users = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "registry.access.aggregate"
    }
    assert users == {"queries/disclosed.py"}
