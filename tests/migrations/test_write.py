"""`python -m migrations`: the next migration is written from the models."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Column, String, inspect

from migrations import __main__ as writer
from migrations import revision, run
from migrations.tables import METADATA
from registry.db import connect


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what a new migration changes: the versions and the file named head."""
    shutil.copytree(run.VERSIONS, tmp_path / "versions")
    shutil.copy(revision.FOLDER / "head", tmp_path / "head")
    for module in (revision, writer):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.setattr(run, "VERSIONS", tmp_path / "versions")
    return tmp_path


def test_a_new_column_becomes_a_migration(
    folder: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    last = revision.head()
    drug = METADATA.tables["drug"]
    column = Column("colour", String(20))
    drug.append_column(column)
    try:
        path = writer.write("drugs have a colour")
    finally:
        drug._columns.remove(column)
    number = f"{int(last) + 1:04d}"
    assert path.name == f"{number}_drugs_have_a_colour.py"
    assert revision.head() == number
    assert "auto generated" not in path.read_text()
    assert run.upgrade(sqlite_url) == number
    engine = connect(sqlite_url)
    assert "colour" in {found["name"] for found in inspect(engine).get_columns("drug")}
    engine.dispose()
    run.downgrade(sqlite_url, to=last)
    engine = connect(sqlite_url)
    assert "colour" not in {found["name"] for found in inspect(engine).get_columns("drug")}
    engine.dispose()


def test_it_asks_what_changes() -> None:
    asked = subprocess.run([sys.executable, "-m", "migrations"], capture_output=True, text=True, check=False)
    assert asked.returncode == 1
    assert "Say in a few words what changes" in asked.stderr
