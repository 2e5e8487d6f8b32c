"""`python -m tests.audit.killed URL MOMENT`: saves a patient and dies by SIGKILL before or after the commit."""

import os
import signal
import sys

from registry.db import connect, sessions, writing
from tests.migrated import at_console, patient


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def save(url: str, moment: str) -> None:
    session = at_console(sessions(connect(url)))
    with writing(session, reason=moment):
        session.add(patient(moment, "A"))
        session.flush()
        if moment == "before":
            die()
    die()


if __name__ == "__main__":
    save(*sys.argv[1:])
