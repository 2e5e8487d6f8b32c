"""A record and its entry are one: a process that dies in between leaves both or neither."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from registry.db import RegistrySession
from registry.models.patient import Patient
from tests.audit.entries import entries
from tests.migrated import add_places, at_console


@pytest.mark.parametrize(("moment", "kept"), [("before", []), ("after", ["after"])])
def test_a_killed_process_leaves_both_or_neither(
    migrated_url: str, maker: sessionmaker[RegistrySession], moment: str, kept: list[str]
) -> None:
    with at_console(maker) as session:
        add_places(session)
        killed = subprocess.run(
            [sys.executable, "-m", "tests.audit.killed", migrated_url, moment], check=False, timeout=120
        )
        assert killed.returncode == -signal.SIGKILL
        assert list(session.scalars(select(Patient.id))) == kept
        assert [(entry.row, entry.reason) for entry in entries(session, "patient")] == [
            (row, row) for row in kept
        ]
