"""`registry export has` of a drug with many patients beside the bare writers on the same cells.

    .venv/bin/python -m bench.export_has                              5,000 patients, 50,000 toxicities, SQLite
    .venv/bin/python -m bench.export_has --patients 1000 --runs 5

Ours is the whole command in a process of its own: its start, the reading of the database, every number, the checks, the
fingerprint and the workbook. The bare writers write the cells of that dossier row by row, without a style, a width or a
table: openpyxl, on which the workbook is written, and rustpy_xlsxwriter, the fastest there is. They have their cells in
memory and are timed while they write. Peak memory is that of the command, for a tenth of the patients and for all of
them. Three other drugs have as many patients. Goal: at most 3 times the CPU, memory flat.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.export import COMMAND, ROOT, Figures, database, environment, measure
from bench.rows import DRUGS

DRUG, START, END = DRUGS[0], dt.date(2024, 1, 1), dt.date(2024, 12, 31)
Sheets = dict[str, list[tuple[Any, ...]]]


def main() -> None:
    chosen = _arguments()
    if chosen.bare:
        _timed(chosen)
        return
    with tempfile.TemporaryDirectory(prefix="bench-has-") as folder:
        report(chosen, Path(folder))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--patients", type=int, default=5_000, help="of the drug; each has ten toxicities")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--bare", choices=list(WRITERS), help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def report(chosen: argparse.Namespace, folder: Path) -> None:
    """Run the three in turn; a line for each bare writer and one of memory."""
    many = chosen.patients
    few = max(1, many // 10)
    urls = {size: database(folder, size * len(DRUGS)) for size in (few, many)}
    little, ours, bare = _command(urls[few], folder), [], []
    for _run in range(chosen.runs):
        ours.append(_command(urls[many], folder))
        bare.append({writer: _bare(writer, folder) for writer in WRITERS})
    for writer in WRITERS:
        pairs = zip(ours, bare, strict=True)
        ratios = sorted(one["cpu"] / other[writer]["cpu"] for one, other in pairs)
        print(
            f"CPU     {statistics.median(ratios):.1f} x {writer} ({ratios[0]:.1f} to {ratios[-1]:.1f}), "
            f"{statistics.median(one['cpu'] for one in ours):.1f} s beside "
            f"{statistics.median(other[writer]['cpu'] for other in bare):.1f} s, "
            f"{bare[0][writer]['cells']:,} cells"
        )
    peak = max(one["peak"] for one in ours)
    print(f"memory  {peak:.0f} MB at {many:,} patients, {little['peak']:.0f} MB at {few:,}")


def _command(url: str, folder: Path) -> Figures:
    asked = ["export", "has", "--drug", DRUG, "--from", START.isoformat(), "--to", END.isoformat()]
    return measure([*COMMAND, *asked, "--out", str(folder / "ours.xlsx")], url)


def _bare(writer: str, folder: Path) -> Figures:
    command = [sys.executable, "-m", "bench.export_has", "--bare", writer, "--out", str(folder / "ours.xlsx")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment(""))
    found: Figures = json.loads(done.stdout)
    return found


def _timed(chosen: argparse.Namespace) -> None:
    """Read the cells of our workbook, then time the bare writer alone."""
    sheets = _cells_of(chosen.out)
    started, used = time.perf_counter(), time.process_time()
    WRITERS[chosen.bare](chosen.out.with_name("bare.xlsx"), sheets)
    figures = {"wall": time.perf_counter() - started, "cpu": time.process_time() - used}
    print(json.dumps(figures | {"cells": sum(len(row) for rows in sheets.values() for row in rows)}))


def _cells_of(path: Path) -> Sheets:
    """Every cell; a day without its hour, as it was written."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    return {
        page.title: [tuple(map(_day, row)) for row in page.iter_rows(values_only=True)]
        for page in book.worksheets
    }


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) else value


def write_openpyxl(path: Path, sheets: Sheets) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)


def write_rust(path: Path, sheets: Sheets) -> None:
    from rustpy_xlsxwriter import FastExcel

    book = FastExcel(path)
    for name, rows in sheets.items():
        names = [str(number) for number in range(max(map(len, rows)))]
        book.sheet(name, (dict(zip(names, row, strict=False)) for row in rows))
    book.save()


WRITERS: dict[str, Callable[[Path, Sheets], None]] = {
    "openpyxl": write_openpyxl,
    "rustpy_xlsxwriter": write_rust,
}

if __name__ == "__main__":
    main()
