"""`python -m migrations "what changes"`: write the next migration from the models, to be read before it is kept."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from migrations import run
from migrations.revision import FOLDER, head
from registry.db import connect


def write(message: str) -> Path:
    """The next migration: what the models have and a database at the last one has not."""
    last = head()
    number = f"{int(last or 0) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.sqlite'}"
        run.upgrade(url)
        engine = connect(url)
        with engine.connect() as connection:
            _draft(connection, message, number=number, batch=bool(last))
        engine.dispose()
    path = next(run.VERSIONS.glob(f"{number}_*.py"))
    path.write_text(re.sub(r"^ *# ###.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    (FOLDER / "head").write_text(f"{number}\n", encoding="ascii")
    return path


def _draft(connection: Connection, message: str, *, number: str, batch: bool) -> None:
    """SQLite changes a table that has rows by rebuilding it, which only batch operations do; new tables need none."""
    config = run.configuration()
    config.attributes.update(connection=connection, batch=batch)
    command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('Say in a few words what changes: python -m migrations "what changes"')
    path = write(sys.argv[1])
    subprocess.run([Path(sys.executable).with_name("ruff"), "format", "--quiet", path], check=True)  # noqa: S603
    sys.stdout.write(f"{path}\n")
