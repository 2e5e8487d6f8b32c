"""`registry export records` beside the bare writer: the same cells, interleaved in the same minutes.

    .venv/bin/python -m bench.export                      20,000 patients, 200,000 toxicities, a workbook, SQLite
    .venv/bin/python -m bench.export --source rows        without a database: what the writing itself adds
    .venv/bin/python -m bench.export --form folder        a folder of CSV files against the same workbook
    .venv/bin/python -m bench.export --url postgresql://  an empty database of your own, filled and left filled

Ours is the whole command in a process of its own, its start included; with --source rows only the writing. The bare
writer has its rows in memory and is timed while it writes. Peak memory is that of the command, for a tenth of the
records and for all of them. Goal: at most twice the time, under 400 MB, flat.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.rows import fill, tables
from exports.records import Table, write_records

ROOT = Path(__file__).parents[1]
Figures = dict[str, float]
COMMAND = [sys.executable, "-c", "from registry.cli import main; main()"]


def main() -> None:
    chosen = _arguments()
    if chosen.job:
        _timed(chosen)
        return
    with tempfile.TemporaryDirectory(prefix="bench-export-") as folder:
        report(chosen, Path(folder))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--patients", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--source", choices=["registry", "rows"], default="registry")
    parser.add_argument("--form", choices=["workbook", "folder"], default="workbook")
    parser.add_argument("--url", default="")
    parser.add_argument("--job", choices=list(JOBS), help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def report(chosen: argparse.Namespace, folder: Path) -> None:
    """Run both sides in turn and say the ratios first."""
    if chosen.source == "rows":
        pairs = [
            tuple(_job(chosen, job, folder, size=chosen.patients) for job in JOBS) for _ in range(chosen.runs)
        ]
        _say_times(pairs)
        return
    small = max(1, chosen.patients // 10)
    databases = {
        small: database(folder, small),
        chosen.patients: database(folder, chosen.patients, url=chosen.url),
    }
    little = _command(chosen, databases[small], folder)
    pairs = [
        (
            _job(chosen, "bare", folder, size=chosen.patients),
            _command(chosen, databases[chosen.patients], folder),
        )
        for _ in range(chosen.runs)
    ]
    _say_times(pairs)
    peak = max(ours["peak"] for _bare, ours in pairs)
    print(f"memory    {peak:.0f} MB at {chosen.patients:,} patients, {little['peak']:.0f} MB at {small:,}")
    start = min(measure([*COMMAND, "--help"], "")["cpu"] for _ in range(3))
    print(f"start     {start:.1f} s CPU of each command, before it does anything")


def _say_times(pairs: list[tuple[Figures, Figures]]) -> None:
    for label, name in (("time", "wall"), ("CPU", "cpu")):
        ratios = sorted(ours[name] / bare[name] for bare, ours in pairs)
        bare, ours = (statistics.median(pair[place][name] for pair in pairs) for place in (0, 1))
        print(
            f"{label:9} {statistics.median(ratios):.2f} x the bare writer ({ratios[0]:.2f} to {ratios[-1]:.2f})",
            end="",
        )
        print(f", {ours:.1f} s beside {bare:.1f} s")


def _command(chosen: argparse.Namespace, url: str, folder: Path) -> Figures:
    """`registry export records` in a process of its own: seconds, CPU seconds, peak megabytes."""
    return measure([*COMMAND, "export", "records", "--out", str(folder / _name(chosen))], url)


def _job(chosen: argparse.Namespace, job: str, folder: Path, *, size: int) -> Figures:
    """A writer on rows that lie ready, in a process of its own, timed while it writes."""
    out = folder / ("bare.xlsx" if job == "bare" else _name(chosen))
    command = [sys.executable, "-m", "bench.export", "--job", job, "--patients", str(size), "--out", str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment(""))
    found: Figures = json.loads(done.stdout)
    return found


def _name(chosen: argparse.Namespace) -> str:
    return "out.xlsx" if chosen.form == "workbook" else "out"


def measure(command: list[str], url: str) -> Figures:
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment(url), stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    wall = time.perf_counter() - started
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}


def environment(url: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **({"REGISTRY_DATABASE_URL": url} if url else {})}


def database(folder: Path, size: int, *, url: str = "") -> str:
    """The address of a migrated database with that many patients: of `url`, or of a file in the folder."""
    url = url or f"sqlite:///{folder / f'{size}.sqlite'}"
    subprocess.run(
        [*COMMAND, "db", "upgrade"], check=True, cwd=ROOT, env=environment(url), stdout=subprocess.DEVNULL
    )
    fill(url, patients=size)
    return url


def write_bare(out: Path, ready: list[Table]) -> None:
    """The bare writer on the same cells."""
    from rustpy_xlsxwriter import FastExcel

    book = FastExcel(out)
    for table in ready:
        book.sheet(table.name, _dicts(table))
    book.save()


def write_ours(out: Path, ready: list[Table]) -> None:
    write_records(out, ready)


def _dicts(table: Table) -> Iterator[dict[str, Any]]:
    return (dict(zip(table.columns, row, strict=True)) for row in table.rows)


def _timed(chosen: argparse.Namespace) -> None:
    """Run a job on rows that lie ready; print its seconds."""
    ready = [
        Table(table.name, table.columns, iter(list(map(_plain, table.rows))))
        for table in tables(chosen.patients)
    ]
    wall, cpu = time.perf_counter(), time.process_time()
    JOBS[chosen.job](chosen.out, ready)
    print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}))


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Dates as the text that both writers write."""
    return tuple(value.isoformat() if hasattr(value, "isoformat") else value for value in row)


JOBS = {"bare": write_bare, "ours": write_ours}

if __name__ == "__main__":
    main()
