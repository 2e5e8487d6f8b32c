"""Parquet: one file per table, written in stretches; labels and code lists stand in the metadata of the schema."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exports.exchange.columns import Column, Type
from exports.exchange.tidy import TypedTable
from exports.exchange.words import entries
from registry import dictionary

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 20_000
"""Rows held in memory at once, and in each row group of the file."""


def write_parquet(path: Path, table: TypedTable) -> None:
    """Write one table. Text stays text, whole numbers are int64, decimals float64, dates date32; None is null."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schema_of(table)
    types = [field.type for field in schema]
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := list(islice(table.rows, GROUP)):
            columns = zip(*rows, strict=True)
            arrays = [pa.array(cells, type=kind) for cells, kind in zip(columns, types, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def schema_of(table: TypedTable) -> pa.Schema:
    """The columns with their labels, units and codes, under the keys that docs/exchange.md lists."""
    import pyarrow as pa

    types = {
        Type.TEXT: pa.string(),
        Type.INTEGER: pa.int64(),
        Type.DECIMAL: pa.float64(),
        Type.DATE: pa.date32(),
    }
    fields = [pa.field(c.name, types[c.type], metadata=_described(c)) for c in table.columns]
    about = {
        "table": table.name,
        "label_fr": table.label.fr,
        "label_en": table.label.en,
        "dictionary": dictionary.VERSION,
    }
    return pa.schema(fields, metadata=about)


def _described(column: Column) -> dict[str, Any]:
    about = {"label_fr": column.label.fr, "label_en": column.label.en}
    if column.unit:
        about["unit"] = column.unit.en
    if column.list:
        about["list"] = column.list
        words = {code: [label.fr, label.en] for code, label in entries(column.list).items()}
        about["codes"] = json.dumps(words, ensure_ascii=False)
    return about
