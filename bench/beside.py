"""Whoever enters records while an export is made: p95 of a save with and without `registry worker` at work beside it.

    python -m bench.beside [--patients 5000] [--rounds 4] [--seconds 8]

A registry of that many patients with ten toxicities each; one server of four threads; two people who save a toxicity
again and again, waiting half a second in between; meanwhile a process as niced as the worker makes the dossier of a
drug, or all records as a workbook, over and over. Rounds with and without it follow each other. Goal: at most twice.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.export import COMMAND, environment  # noqa: E402
from bench.rows import DRUGS, fill  # noqa: E402
from bench.save import Subject, real, save_until  # noqa: E402
from migrations import run  # noqa: E402
from registry.access.scope import console, enter  # noqa: E402
from registry.db import connect, sessions, writing  # noqa: E402
from registry.models.user import User  # noqa: E402
from tests import people  # noqa: E402
from tests.servers import database, session  # noqa: E402

PEOPLE, PAUSE = 2, 0.5
EXPORTS = {
    "dossier": ["has", "--drug", DRUGS[0], "--from", "2024-01-01", "--to", "2024-12-31", "--out", "d.xlsx"],
    "records": ["records", "--out", "r.xlsx"],
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--patients", type=int, default=5_000)
    asked.add_argument("--rounds", type=int, default=4)
    asked.add_argument("--seconds", type=float, default=8)
    chosen = asked.parse_args()
    with session():
        for kind in ("sqlite", "postgresql"):
            with database(kind) as url, tempfile.TemporaryDirectory() as folder:
                run.upgrade(url)
                fill(url, patients=chosen.patients)
                _open_account(url)
                with real(url, Path(folder)) as subject:
                    for name in EXPORTS:
                        print(
                            f"{kind:11} {name:8} {measure(subject, name, url, chosen, Path(folder))}",
                            flush=True,
                        )


def _open_account(url: str) -> None:
    """Of a clinician of the first centre, who signs in without a password."""
    engine = connect(url)
    with sessions(engine)() as session:
        enter(session, console("bench"))
        email = people.email_of("clinician")
        with writing(session):
            session.add(
                User(
                    id=email,
                    email=email,
                    role="clinician",
                    centre_id="FR-001",
                    language="en",
                    password_hash="-",
                )
            )
    engine.dispose()


def measure(subject: Subject, name: str, url: str, chosen: argparse.Namespace, folder: Path) -> str:
    alone, beside = list[float](), list[float]()
    for _round in range(chosen.rounds):
        alone += saves(subject, chosen.seconds)
        with exporting(name, url, folder):
            beside += saves(subject, chosen.seconds)
    ratio = p95(beside) / p95(alone)
    return (
        f"p95 {ratio:.2f} x: {p95(beside):.1f} ms beside, {p95(alone):.1f} ms alone "
        f"({len(beside)} and {len(alone)} saves)"
    )


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18] * 1000


def saves(subject: Subject, seconds: float) -> list[float]:
    """How long each save took of people who also think."""
    until = time.monotonic() + seconds
    subject.times = []
    threads = [threading.Thread(target=save_until, args=(subject, until, n, PAUSE)) for n in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return subject.times


@contextmanager
def exporting(name: str, url: str, folder: Path) -> Iterator[None]:
    """Exports one after the other, as niced as the worker is."""
    ended = threading.Event()
    running = list[subprocess.Popen[bytes]]()

    def work() -> None:
        while not ended.is_set():
            command = ["nice", "-n", "10", *COMMAND, "export", *EXPORTS[name]]
            done = subprocess.Popen(
                command,
                cwd=folder,
                env={**environment(url), "PATH": os.environ["PATH"]},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            running[:] = [done]
            if done.wait() and not ended.is_set():
                raise RuntimeError(f"the export {name} ended with {done.returncode}")

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(1)
    try:
        yield
    finally:
        ended.set()
        running[0].terminate()
        thread.join()


if __name__ == "__main__":
    main()
