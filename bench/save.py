"""One toxicity saved through the real application, against a bare Flask that writes one record row and one audit row.

Both run under the same gunicorn, one worker of four threads each, and are called in turn in the same minute, on SQLite
and on PostgreSQL, with 1 and with 8 clients. Printed, ratio first: p95 of the answer time, and CPU seconds per request
of the server's processes (of PostgreSQL too). The goal is 4.0 for both.

    python -m bench.save [--rounds 6] [--seconds 4] [--postgres URL]
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench import bare  # noqa: E402
from tests import make, people  # noqa: E402
from tests.servers import database, session  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Subject:
    """One server under test: how to call it, and what was measured."""

    name: str
    port: int
    pid: int
    path: str
    cookie: str
    form: dict[str, str]
    times: list[float] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18] * 1000

    @property
    def cpu_ms(self) -> float:
        return self.cpu / len(self.times) * 1000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=6)
    asked.add_argument("--seconds", type=float, default=4)
    chosen = asked.parse_args()
    print(
        f"{'database':12}{'clients':>8}{'p95 ratio':>11}{'CPU ratio':>11}   "
        "real p95, bare p95 (ms); real CPU, bare CPU (ms)"
    )
    with session():
        for kind in ("sqlite", "postgresql"):
            with database(kind, like=people.WORLD) as url, tempfile.TemporaryDirectory() as folder:
                for clients in (1, 8):
                    measure(
                        kind, url, Path(folder), clients=clients, rounds=chosen.rounds, seconds=chosen.seconds
                    )


def measure(kind: str, url: str, folder: Path, *, clients: int, rounds: int, seconds: float) -> None:
    with real(url, folder) as first, plain(url) as second:
        for subject in (first, second):
            hammer(subject, clients=clients, seconds=1)
            subject.times, subject.cpu = [], 0.0
        for _round in range(rounds):
            for subject in (first, second):
                before = cpu_of(subject.pid)
                hammer(subject, clients=clients, seconds=seconds / 2)
                subject.cpu += cpu_of(subject.pid) - before
    print(
        f"{kind:12}{clients:8}{first.p95 / second.p95:11.2f}{first.cpu_ms / second.cpu_ms:11.2f}   "
        f"{first.p95:.1f}, {second.p95:.1f}; {first.cpu_ms:.2f}, {second.cpu_ms:.2f}   ({len(first.times)} saves)",
        flush=True,
    )


@contextmanager
def real(url: str, folder: Path) -> Iterator[Subject]:
    """The application, a signed-in clinician, and the form of a new toxicity."""
    engine = people.connect(url)
    world = people.World(url, people.sessions(engine))
    with world.session() as console:
        course = make.course(console, make.patient(console), drugs=("dabrafenib", "trametinib"))
    app = people.create_app(people.config_for(url, folder))
    client = people.client(app, world, "clinician")
    page = client.get(f"/records/toxicity/new?parent={course.id}").text
    cookie = client.get_cookie("registry")
    assert cookie is not None
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    form = {
        "csrf_token": token[1],
        "status": "complete",
        "term": "rash_acneiform",
        "nature": "clinical",
        "grade": "2",
        "onset": "10/02/2025",
        "ongoing": "no",
        "end": "20/02/2025",
        "seriousness": "none",
        "outcome": "recovered",
        "toxicity_drug-0-drug": "dabrafenib",
        "toxicity_drug-0-causality": "possible",
        "toxicity_drug-0-action": "unchanged",
        "toxicity_drug-1-drug": "trametinib",
        "toxicity_drug-1-causality": "related",
        "toxicity_drug-1-action": "reduced",
    }
    settings = {
        "REGISTRY_DATABASE_URL": url,
        "REGISTRY_SECRET_KEY": "tests" * 10,
        "REGISTRY_INSTANCE": str(folder),
    }
    with served("wsgi:app", settings) as (port, pid):
        yield Subject(
            "real", port, pid, f"/records/toxicity/new?parent={course.id}", f"registry={cookie.value}", form
        )
    engine.dispose()


@contextmanager
def plain(url: str) -> Iterator[Subject]:
    """The bare application on tables of its own in the same database."""
    bare.prepare(url)
    with served("bench.bare:app", {"BARE_DATABASE_URL": url}) as (port, pid):
        form = {
            "term": "rash_acneiform",
            "nature": "clinical",
            "grade": "2",
            "onset": "2025-02-10",
            "outcome": "recovered",
        }
        yield Subject("bare", port, pid, "/save", "", form)


@contextmanager
def served(target: str, settings: dict[str, str]) -> Iterator[tuple[int, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--workers",
        "1",
        "--threads",
        "4",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    process = subprocess.Popen(
        [*command, "--log-level", "error", target], cwd=ROOT, env={**os.environ, **settings}
    )
    try:
        for _try in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def hammer(subject: Subject, *, clients: int, seconds: float) -> None:
    """Save over and over from several connections until the time is up."""
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=save_until, args=(subject, until, n)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def save_until(subject: Subject, until: float, number: int, pause: float = 0) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", subject.port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": subject.cookie}
    headers["X-Requested-With"] = "fetch"
    count = 0
    while time.monotonic() < until:
        count += 1
        form = {
            **subject.form,
            "idempotency_key": f"{id(connection)}-{number}-{count}-{time.monotonic_ns()}",
        }
        begun = time.perf_counter()
        connection.request("POST", subject.path, urllib.parse.urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        subject.times.append(time.perf_counter() - begun)
        if answer.status != 200:
            raise RuntimeError(f"{subject.name}: status {answer.status}")
        time.sleep(pause)
    connection.close()


def cpu_of(pid: int) -> float:
    """CPU seconds of a process, its children, and every PostgreSQL backend of this machine."""
    return sum(
        seconds_of(int(entry.name))
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and counts(entry, pid)
    )


def counts(entry: Path, pid: int) -> bool:
    try:
        fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        name = (entry / "comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return int(entry.name) == pid or int(fields[1]) == pid or name == "postgres"


def seconds_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


if __name__ == "__main__":
    main()
