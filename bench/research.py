"""`registry export records --layout tidy` beside the bare writer of each format: the same cells, in turn.

    .venv/bin/python -m bench.research                              1,000,000 rows: CSV, workbook, Parquet; SQLite
    .venv/bin/python -m bench.research --rows 100000 --format spss --format sas

Ours is the whole command in a process of its own, its start and the reading of the database included. The bare writer
has its cells in memory and is timed while it writes. Peak memory is that of the command, for a tenth of the rows and
for all of them. Goal: at most 1.5 times the CPU, memory flat.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from bench.export import COMMAND, ROOT, Figures, database, environment, measure
from bench.rows import MAKERS
from exports.exchange.columns import Column, Type
from exports.exchange.parquet import GROUP, schema_of
from exports.exchange.tidy import TypedTable, tables_of

ROWS_PER_PATIENT = 26
"""Of bench.rows: patient, diagnosis, course, drug, two assessments, ten toxicities and their causalities."""
ENDINGS = {"xlsx": ".xlsx"}


def main() -> None:
    chosen = _arguments()
    if chosen.bare:
        _timed(chosen)
        return
    with tempfile.TemporaryDirectory(prefix="bench-research-") as folder:
        report(chosen, Path(folder))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--format", dest="formats", action="append", choices=list(WRITERS))
    parser.add_argument("--bare", choices=list(WRITERS), help=argparse.SUPPRESS)
    parser.add_argument("--patients", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def report(chosen: argparse.Namespace, folder: Path) -> None:
    """Run both sides in turn for each format; one line of ratios and one of memory."""
    many = chosen.rows // ROWS_PER_PATIENT
    few = max(1, many // 10)
    urls = {size: database(folder, size) for size in (few, many)}
    for form in chosen.formats or ("csv", "xlsx", "parquet"):
        little = _command(form, urls[few], folder)
        pairs = [(_bare(form, many, folder), _command(form, urls[many], folder)) for _ in range(chosen.runs)]
        ratios = sorted(ours["cpu"] / bare["cpu"] for bare, ours in pairs)
        bare, ours = (statistics.median(pair[place]["cpu"] for pair in pairs) for place in (0, 1))
        print(
            f"{form:8} CPU {statistics.median(ratios):.2f} x the bare writer "
            f"({ratios[0]:.2f} to {ratios[-1]:.2f}), {ours:.1f} s beside {bare:.1f} s"
        )
        peak = max(found["peak"] for _bare_one, found in pairs)
        print(
            f"{'':8} memory {peak:.0f} MB at {chosen.rows:,} rows, {little['peak']:.0f} MB at a tenth",
            flush=True,
        )


def _command(form: str, url: str, folder: Path) -> Figures:
    out = folder / f"ours-{form}{ENDINGS.get(form, '')}"
    asked = ["export", "records", "--format", form, "--layout", "tidy", "--out", str(out)]
    return measure([*COMMAND, *asked], url)


def _bare(form: str, patients: int, folder: Path) -> Figures:
    command = [sys.executable, "-m", "bench.research", "--bare", form, "--patients", str(patients)]
    command += ["--out", str(folder / f"bare-{form}")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment(""))
    found: Figures = json.loads(done.stdout)
    return found


class Made:
    """The rows of bench.rows as a source, without a database."""

    with_text = True

    def __init__(self, patients: int) -> None:
        self._patients = patients

    def rows(self, kind: str, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        if kind not in MAKERS:
            return
        for record in MAKERS[kind](self._patients):
            missing = record.get("missing", {})
            yield tuple(_cell(record, missing, name) for name in names)

    def cases(self, names: Any) -> Iterator[Any]:
        raise NotImplementedError

    def repeats(self, kind: str) -> int:
        raise NotImplementedError


def _cell(record: dict[str, Any], missing: dict[str, str], name: str) -> Any:
    if name.endswith("_missing"):
        return missing.get(name.removesuffix("_missing"))
    value = record.get(name)
    return ";".join(value) if isinstance(value, list) else value


def _timed(chosen: argparse.Namespace) -> None:
    """Table by table: make the cells, then time the writer alone."""
    wall = cpu = 0.0
    pool: dict[Any, Any] = {}
    chosen.out.mkdir(exist_ok=True)
    for table in tables_of(Made(chosen.patients), plain=chosen.bare != "spss"):
        cells = [tuple(map(pool.setdefault, row, row)) for row in table.rows]
        write = WRITERS[chosen.bare](chosen.out / table.name, table, cells)
        started, used = time.perf_counter(), time.process_time()
        write()
        wall, cpu = wall + time.perf_counter() - started, cpu + time.process_time() - used
    print(json.dumps({"wall": wall, "cpu": cpu}))


Ready = Callable[[], None]
Cells = list[tuple[Any, ...]]


def _names(columns: tuple[Column, ...]) -> list[str]:
    return [column.name for column in columns]


def bare_csv(path: Path, table: TypedTable, cells: Cells) -> Ready:
    def write() -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_names(table.columns))
            writer.writerows(cells)

    return write


def bare_workbook(path: Path, table: TypedTable, cells: Cells) -> Ready:
    from rustpy_xlsxwriter import FastExcel

    names = _names(table.columns)

    def write() -> None:
        book = FastExcel(path.with_suffix(".xlsx"))
        book.sheet(table.name, (dict(zip(names, row, strict=True)) for row in cells))
        book.save()

    return write


def bare_parquet(path: Path, table: TypedTable, cells: Cells) -> Ready:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schema_of(table)

    def write() -> None:
        rows = iter(cells)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            while part := list(islice(rows, GROUP)):
                columns = zip(zip(*part, strict=True), schema.types, strict=True)
                writer.write_batch(pa.record_batch([pa.array(c, type=t) for c, t in columns], schema=schema))

    return write


def bare_statistics(path: Path, table: TypedTable, cells: Cells, *, ending: str) -> Ready:
    import pandas as pd
    import pyreadstat

    columns = zip(*cells, strict=True) if cells else ((),) * len(table.columns)
    series = {
        f"v{number}": pd.Series(list(found), dtype=float if column.type in _NUMBERS else object)
        for number, (found, column) in enumerate(zip(columns, table.columns, strict=True))
    }
    frame = pd.DataFrame(series, copy=False)
    save = pyreadstat.write_sav if ending == "sav" else pyreadstat.write_xport
    more: dict[str, Any] = {"row_compress": True} if ending == "sav" else {}

    def write() -> None:
        save(frame, path.with_suffix(f".{ending}"), **more)

    return write


_NUMBERS = (Type.INTEGER, Type.DECIMAL)
WRITERS: dict[str, Callable[[Path, TypedTable, Cells], Ready]] = {
    "csv": bare_csv,
    "xlsx": bare_workbook,
    "parquet": bare_parquet,
    "spss": lambda path, table, cells: bare_statistics(path, table, cells, ending="sav"),
    "sas": lambda path, table, cells: bare_statistics(path, table, cells, ending="xpt"),
}

if __name__ == "__main__":
    main()
