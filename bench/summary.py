"""The numbers of all drugs and of one, beside DuckDB and SQL written by hand on the same database.

    python -m bench.summary [--patients 100000] [--rounds 5] [--databases sqlite postgresql]

Three questions: toxicity by drug, organ class, term and worst grade; the response rate of every drug; one full drug
summary. Ours is what the application calls, under a scope and on PostgreSQL under row-level security; the two others
read as the owner. Of the full summary the others only fetch the records it is made from: no single statement makes
it. What the three find is compared before anything is timed. Each measurement is a process of its own, the three in
turn, connected and loaded before the clock starts; CPU is that of the process and of its PostgreSQL server, memory
the process's highest. DuckDB and its readers: pip install --require-hashes -r bench/duckdb.txt
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import by_hand  # noqa: E402
from bench.large import fill  # noqa: E402
from migrations import run  # noqa: E402
from registry.access.scope import console, enter  # noqa: E402
from registry.db import RegistrySession, connect, sessions  # noqa: E402
from registry.models.drug import Drug  # noqa: E402
from registry.queries.all_drugs import count_worst_grades  # noqa: E402
from registry.queries.all_responses import measure_response_rates  # noqa: E402
from registry.queries.frames import frames_of  # noqa: E402
from registry.serving import collect_rarely  # noqa: E402
from registry.summaries.drug import summarise  # noqa: E402
from tests import servers  # noqa: E402

SIDES = ("ours", "duckdb", "sql")
QUESTIONS = ("toxicity", "response", "summary")
GOALS = {"sqlite": 2.0, "postgresql": 3.0}
TICK = os.sysconf("SC_CLK_TCK")
Figures = dict[str, Any]
Lines = list[tuple[Any, ...]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--patients", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--databases", nargs="+", choices=tuple(GOALS), default=tuple(GOALS))
    asked.add_argument("--job", nargs=3, metavar=("SIDE", "QUESTION", "URL"), help=argparse.SUPPRESS)
    chosen = asked.parse_args()
    if chosen.job:
        print(json.dumps(_measured(*chosen.job)))
        return
    with servers.session() as folder:
        for kind in chosen.databases:
            with servers.database(kind) as url:
                run.upgrade(url)
                engine = connect(url, owner=True, statement_seconds=3600)
                fill(engine, patients=chosen.patients)
                engine.dispose()
                report(kind, url, folder, rounds=chosen.rounds)


def report(kind: str, url: str, folder: Path, *, rounds: int) -> None:
    """Compare what the sides find, then time them in turn and print the medians, ratios first."""
    for question in QUESTIONS:
        first = [_job(side, question, url, folder) for side in SIDES]
        if len({figures["found"] for figures in first}) != 1:
            sys.exit(f"{kind}, {question}: the sides do not find the same: {first}")
        timed = [[_job(side, question, url, folder) for side in SIDES] for _round in range(rounds)]
        ours, duckdb, sql = (
            {name: statistics.median(turn[place][name] for turn in timed) for name in ("cpu", "wall", "peak")}
            for place in range(len(SIDES))
        )
        print(
            f"{kind:11} {question:9} CPU {ours['cpu'] / duckdb['cpu']:5.2f} x DuckDB (goal {GOALS[kind]:.0f}), "
            f"{ours['cpu'] / sql['cpu']:5.2f} x SQL; wall {ours['wall'] / duckdb['wall']:5.2f}, "
            f"{ours['wall'] / sql['wall']:5.2f}; CPU seconds {ours['cpu']:.2f}, {duckdb['cpu']:.2f}, {sql['cpu']:.2f}; "
            f"peak MB {ours['peak']:.0f}, {duckdb['peak']:.0f}, {sql['peak']:.0f}",
            flush=True,
        )


def _job(side: str, question: str, url: str, folder: Path) -> Figures:
    command = [sys.executable, "-m", "bench.summary", "--job", side, question, url]
    before = _server_seconds(folder)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    found: Figures = json.loads(done.stdout)
    # The server's part: what it spent on this process, its connections included.
    return found | {"cpu": found["cpu"] + _server_seconds(folder) - before}


def _measured(side: str, question: str, url: str) -> Figures:
    """Run one side of one question in this process."""
    ask = {"ours": _ours, "duckdb": _duckdb, "sql": _sql}[side](question, url)
    wall, cpu = time.perf_counter(), time.process_time()
    lines = ask()
    spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent | {"peak": peak, "found": _digest(lines)}


def _digest(lines: Iterable[tuple[Any, ...]]) -> str:
    plain = sorted("|".join("" if value is None else str(value) for value in line) for line in lines)
    return f"{len(plain)} lines {hashlib.sha256(chr(10).join(plain).encode()).hexdigest()[:16]}"


def _ours(question: str, url: str) -> Callable[[], Lines]:
    """What the application calls, and its answer as plain lines."""
    session = sessions(connect(url, statement_seconds=3600))()
    enter(session, console("bench"))
    session.get(Drug, by_hand.DRUG)
    import pandas  # noqa: F401, ICN001 - as a server has it loaded
    import scipy.special  # noqa: F401

    collect_rarely()
    return {"toxicity": _toxicity, "response": _response, "summary": _summary}[question](session)


def _toxicity(session: RegistrySession) -> Callable[[], Lines]:
    def ask() -> Lines:
        found = count_worst_grades(session, cut_off=by_hand.CUT_OFF)
        return [(line.drug, line.term, line.grade, line.patients) for line in found]

    return ask


def _response(session: RegistrySession) -> Callable[[], Lines]:
    def ask() -> Lines:
        found = measure_response_rates(session, cut_off=by_hand.CUT_OFF)
        return [(line.drug, line.responders, line.evaluable) for line in found if line.rate]

    return ask


def _summary(session: RegistrySession) -> Callable[[], Lines]:
    drug = session.get_one(Drug, by_hand.DRUG)

    def ask() -> Lines:
        frames = frames_of(session, drug)
        summarise(frames, cut_off=by_hand.CUT_OFF)
        return [(name, len(getattr(frames, name))) for name in by_hand.RECORDS]

    return ask


def _duckdb(question: str, url: str) -> Callable[[], Lines]:
    import duckdb

    address, connection = make_url(url), duckdb.connect()
    kind = "sqlite" if address.get_backend_name() == "sqlite" else "postgres"
    connection.execute(f"LOAD '{_extension(f'{kind}_scanner')}'")
    where = address.database if kind == "sqlite" else _conninfo(url)
    connection.execute(f"ATTACH '{where}' AS registry (TYPE {kind}, READ_ONLY)")
    connection.execute("USE registry" if kind == "sqlite" else "USE registry.public")
    return lambda: by_hand.ask(question, lambda text: connection.execute(text).fetchall(), dialect="duckdb")


def _extension(name: str) -> Path:
    """The file of an extension, as its wheel brings it."""
    found = find_spec(f"duckdb_extension_{name}")
    places = found.submodule_search_locations if found else None
    return next(path for place in places or () for path in Path(place).rglob(f"{name}.duckdb_extension"))


def _sql(question: str, url: str) -> Callable[[], Lines]:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        import sqlite3

        connection: Any = sqlite3.connect(address.database or "")
    else:
        import psycopg

        connection = psycopg.connect(_conninfo(url))
    dialect = address.get_backend_name()
    return lambda: by_hand.ask(question, lambda text: connection.execute(text).fetchall(), dialect=dialect)


def _conninfo(url: str) -> str:
    address = make_url(url)
    parts: Mapping[str, Any] = {
        "host": address.query.get("host", address.host),
        "port": address.port,
        "user": address.username,
        "password": address.password,
        "dbname": address.database,
        "options": "-capp.centres=*",
    }
    return " ".join(f"{name}={value}" for name, value in parts.items() if value)


def _server_seconds(folder: Path) -> float:
    """CPU seconds of the PostgreSQL server of this run and of all its processes, past ones too; 0 without one."""
    mark = folder / "data" / "postmaster.pid"
    if not mark.exists():
        return 0.0
    parent = mark.read_text().split()[0]
    ticks = sum(_stat(parent)[11:15])
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(entry.name)) and str(fields[1]) == parent:
            ticks += sum(fields[11:13])
    return ticks / TICK


def _stat(pid: str) -> list[int]:
    """The numbers of /proc/PID/stat after its name and state, with the state as 0; empty when it has gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return []
    return [0, *map(int, text.rpartition(")")[2].split()[1:])]


if __name__ == "__main__":
    main()
