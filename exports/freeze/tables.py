"""The record tables of a freeze: the file layout as CSV, one table per record kind, with the same bytes for ever."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from exports.basis import records
from exports.cells import unescape
from exports.records import write_table
from registry.fields.catalogue import KINDS

if TYPE_CHECKING:
    import pandas as pd

KEY, PATIENT = "id", "patient_id"


def write_tables(frames: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Each frame as CSV, its columns in their order, its rows by id."""
    return {kind: _csv(frame) for kind, frame in frames.items()}


def _csv(frame: pd.DataFrame) -> bytes:
    file = io.StringIO(newline="")
    rows = sorted(records(frame), key=lambda row: str(row[KEY]))
    write_table(file, map(str, frame.columns), (tuple(row.values()) for row in rows))
    return file.getvalue().encode()


Row = Mapping[str, str]


@dataclass(frozen=True)
class Records:
    """The record tables of a freeze, each read when it is asked for."""

    tables: Mapping[str, bytes]

    @property
    def kinds(self) -> Sequence[str]:
        """The clinical kinds, in the order of the catalogue; those that this program no longer knows at the end."""
        known = [kind for kind in KINDS if kind in self.tables and KINDS[kind].record.clinical]
        return [*known, *sorted(kind for kind in self.tables if kind not in KINDS)]

    def of(self, kind: str) -> Mapping[str, Row]:
        """The records of a kind by id: column to text, as the file holds it."""
        if kind not in self._read:
            self._read[kind] = {row[KEY]: row for row in _rows(self.tables.get(kind, b""))}
        return self._read[kind]

    @cached_property
    def _read(self) -> dict[str, Mapping[str, Row]]:
        return {}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number of each patient by id."""
        return {patient: row.get("number", "") for patient, row in self.of("patient").items()}

    def patient_of(self, kind: str, row: Row) -> str:
        """The id of the patient of a record; "" for what belongs to nobody."""
        return row[KEY] if kind == "patient" else row.get(PATIENT, "")


def _rows(table: bytes) -> Iterator[Row]:
    for row in csv.DictReader(io.StringIO(table.decode(), newline="")):
        yield {name: unescape(text) for name, text in row.items()}


def columns(table: bytes) -> tuple[str, ...]:
    """The columns of a table."""
    return tuple(next(csv.reader(io.StringIO(table.decode(), newline="")), ()))
