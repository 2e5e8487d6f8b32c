"""`python -m tests.migrations.killed URL WORDS`: an upgrade that dies by SIGKILL when a statement begins with WORDS."""

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from migrations import run


def upgrade_until(url: str, words: str) -> None:
    @event.listens_for(Engine, "before_cursor_execute")
    def die(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if " ".join(statement.split()).startswith(words):
            os.kill(os.getpid(), signal.SIGKILL)

    run.upgrade(url)


if __name__ == "__main__":
    upgrade_until(*sys.argv[1:])
