"""Exports for tests: small ones, and some that meet trouble."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from registry.access.permissions import Permission
from registry.db import RegistrySession
from registry.fields.base import T
from registry.jobs.kinds import ExportKind, Write
from registry.jobs.progress import Progress


def kind(write: Write, name: str = "small") -> ExportKind:
    return ExportKind(name, T("essai", "trial"), Permission.EXPORT_RECORDS, ".txt", write)


def kinds(write: Write) -> Mapping[str, ExportKind]:
    return {"small": kind(write)}


def small(_session: RegistrySession, arguments: Mapping[str, Any], target: Path, progress: Progress) -> str:
    target.write_text(f"whole {sorted(arguments.items())}")
    progress("rows", 1)
    return "small.txt"


def endless(_session: RegistrySession, _arguments: Any, target: Path, progress: Progress) -> str:
    """Writes until it is stopped, or until the file `enough` lies beside the folder of the exports."""
    with target.open("w") as file:
        for number in range(100_000):
            file.write("half of it\n")
            file.flush()
            progress("rows", number)
            if (target.parents[2] / "enough").exists():
                return "endless.txt"
            time.sleep(0.02)
    raise AssertionError("nobody stopped it")
