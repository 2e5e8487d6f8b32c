"""One entry for all formats: the research file that a name asks for, whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TextIO

from exports.cells import Value, csv_cell
from exports.exchange import guide
from exports.exchange.fhir.bundle import write_files, write_lines
from exports.exchange.formats import FORMATS, Layout
from exports.exchange.guide import Described
from exports.exchange.odm.data import write_odm
from exports.exchange.parquet import write_parquet
from exports.exchange.sas import write_sas
from exports.exchange.sdtm import tables as sdtm
from exports.exchange.source import Source
from exports.exchange.spss import write_spss
from exports.exchange.tidy import TypedTable, tables_of
from exports.exchange.wide import wide_table
from exports.exchange.workbook import write_sheets
from exports.files import EPOCH, FileRefused, new_file, new_folder
from exports.records import STEP, Progress, row_writer, write_cells
from registry.fields.catalogue import KINDS
from registry.i18n import gettext


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a format, and its layout, None where the standard arranges the records.

    sas_version: of transport files, 8 or 5. made: the moment that a file names as its creation.
    """

    format: str
    layout: Layout | None = Layout.TIDY
    sas_version: int = 8
    made: dt.datetime = dt.datetime(*EPOCH, tzinfo=dt.UTC)


PATIENTS = "patients"


class Tally:
    """Counts the rows of each table as they go by, and says so every thousand rows and at the end."""

    def __init__(self, progress: Progress | None) -> None:
        self.rows: dict[str, int] = {}
        self._tell = progress or (lambda _kind, _done: None)

    def follow(self, table: TypedTable) -> TypedTable:
        return replace(table, rows=self._rows(table))

    def count(self) -> None:
        """One more patient, for the standards that hold patients one by one."""
        done = self.rows[PATIENTS] = self.rows[PATIENTS] + 1
        if not done % STEP:
            self._tell(PATIENTS, done)

    def start(self) -> Callable[[], None]:
        """Begin to count patients."""
        self.rows[PATIENTS] = 0
        return self.count

    def _rows(self, table: TypedTable) -> Iterator[tuple[Value, ...]]:
        done = 0
        for done, row in enumerate(table.rows, start=1):
            yield row
            if not done % STEP:
                self._tell(table.name, done)
        self.rows[table.name] = done
        self._tell(table.name, done)


Writer = Callable[[Path, Source, Order, Tally], None]


def write_research(
    target: Path, source: Source, order: Order, *, progress: Progress | None = None
) -> dict[str, int]:
    """Write the file or folder that `target` names; return the rows (or patients) of each table.

    It appears when everything is written. A name that does not fit the format, and a value that the format cannot
    hold unchanged, are refused with a sentence.
    """
    _refuse_name(target, order)
    tally = Tally(progress)
    writer = _WRITERS[order.format]
    if target.suffix:
        with new_file(target) as draft:
            writer(draft, source, order, tally)
    else:
        with new_folder(target, ours=files_of(order)) as draft:
            writer(draft, source, order, tally)
    return tally.rows


def files_of(order: Order) -> frozenset[str]:
    """The files that a folder of this order may hold: they may be replaced. A folder of patients must be new."""
    tables: tuple[str, ...] = (*KINDS, PATIENTS, guide.COLUMNS, guide.CODES, guide.NAMES)
    if order.format == "sdtm":
        tables = (*(domain.name.lower() for domain in sdtm.DOMAINS), sdtm.DEFINE)
    endings = _ENDINGS.get(order.format, ())
    return frozenset(f"{table}.{ending}" for table in tables for ending in endings)


_ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "csv": ("csv",),
        "parquet": ("parquet",),
        "spss": ("sav", "csv"),
        "sas": ("xpt", "csv"),
        "sdtm": ("xpt", "csv"),
    }
)


def _refuse_name(target: Path, order: Order) -> None:
    endings = FORMATS[order.format].endings
    if target.suffix.lower() not in endings:
        sentence = gettext("%(name)s: the name of this format is %(wanted)s. Change the name.")
        wanted = gettext(" or ").join(ending or gettext("a folder, without an ending") for ending in endings)
        raise FileRefused(sentence % {"name": target.name, "wanted": wanted})


def tables(source: Source, order: Order, *, plain: bool = True) -> Iterable[TypedTable]:
    """The tables of a layout."""
    return (wide_table(source),) if order.layout is Layout.PATIENT else tables_of(source, plain=plain)


def _csv(folder: Path, source: Source, order: Order, tally: Tally) -> None:
    described = []
    for table in tables(source, order):
        described.append((table.name, table.columns))
        _table_csv(folder, tally.follow(table))
    _write_beside(folder, described)


def _write_beside(folder: Path, described: Described) -> None:
    """The table of columns and the table of codes."""
    for beside in (guide.columns_table(described), guide.codes_table(described)):
        _table_csv(folder, beside)


def _table_csv(folder: Path, table: TypedTable) -> None:
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        write_cells(file, (column.name for column in table.columns), _csv_rows(table))


def _csv_rows(table: TypedTable) -> Iterator[list[Any]]:
    """The rows as CSV cells. Only what people typed can need an apostrophe, so only that is looked at."""
    typed = [place for place, column in enumerate(table.columns) if column.is_typed]
    for row in table.rows:
        cells = list(row)
        for place in typed:
            if cells[place] is not None:
                cells[place] = csv_cell(cells[place])
        yield cells


def _xlsx(path: Path, source: Source, order: Order, tally: Tally) -> None:
    found = list(tables(source, order))
    described = [(table.name, table.columns) for table in found]
    beside = (guide.columns_table(described), guide.codes_table(described))
    write_sheets(path, (*(tally.follow(table) for table in found), *beside))


def _parquet(folder: Path, source: Source, order: Order, tally: Tally) -> None:
    for table in tables(source, order):
        write_parquet(folder / f"{table.name}.parquet", tally.follow(table))


def _spss(folder: Path, source: Source, order: Order, tally: Tally) -> None:
    _statistics(folder, tables(source, order, plain=False), tally, ending="sav", write=write_spss)


def _sas(folder: Path, source: Source, order: Order, tally: Tally) -> None:
    write = partial(write_sas, version=order.sas_version)
    _statistics(folder, tables(source, order), tally, ending="xpt", write=write)


def _statistics(
    folder: Path,
    found: Iterable[TypedTable],
    tally: Tally,
    *,
    ending: str,
    write: Callable[[Path, TypedTable], Mapping[str, str]],
) -> None:
    """A file per table; beside them the columns, the codes and the names that had to be shortened."""
    described, named = [], []
    for table in found:
        described.append((table.name, table.columns))
        named.append((table.name, write(folder / f"{table.name}.{ending}", tally.follow(table))))
    _write_beside(folder, described)
    _table_csv(folder, guide.names_table(named))


def _odm(path: Path, source: Source, order: Order, tally: Tally) -> None:
    write_odm(path, source, made=order.made, count=tally.start())


def _sdtm(folder: Path, source: Source, order: Order, tally: Tally) -> None:
    for table in sdtm.tables_of(source):
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            beside = replace(table, rows=_written(tally.follow(table), file))
            write_sas(folder / f"{table.name}.xpt", beside, version=order.sas_version)
    _table_csv(folder, sdtm.define_table())


def _written(table: TypedTable, file: TextIO) -> Iterator[tuple[Value, ...]]:
    """The rows, each written to the CSV as it goes by."""
    write = row_writer(file)
    write(tuple(column.name for column in table.columns))
    for row in table.rows:
        write(row)
        yield row


def _fhir(target: Path, source: Source, _order: Order, tally: Tally) -> None:
    write = write_files if target.is_dir() else write_lines
    write(target, source, tally.start())


_WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "csv": _csv,
        "xlsx": _xlsx,
        "parquet": _parquet,
        "spss": _spss,
        "sas": _sas,
        "odm": _odm,
        "sdtm": _sdtm,
        "fhir": _fhir,
    }
)
