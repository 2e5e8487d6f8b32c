"""Records leave as a file: read under the session's scope, written in a format, told to the trail.

Below the pages and the console, above reading and writing: both of them, and work in the background, call it.
"""

from __future__ import annotations

from pathlib import Path

from exports import records
from exports.exchange.formats import FORMATS, Layout
from exports.exchange.writing import Order, write_research
from exports.files import pack
from exports.records import Progress, Table
from registry.access import events
from registry.access.scope import scope_in
from registry.actions import exports
from registry.db import RegistrySession
from registry.fields.catalogue import KINDS
from registry.queries import layout
from registry.queries.research import ResearchRecords


def export_research(
    session: RegistrySession, target: Path, order: Order, *, progress: Progress | None = None
) -> dict[str, int]:
    """A research file of the reader's rows; the rows of each table. Typed words as the reader's role sees them."""
    source = ResearchRecords(session, with_text=scope_in(session).role.reads_text)
    counts = write_research(target, source, order, progress=progress)
    _log(session, counts, form=order.format, arranged=order.layout)
    return counts


def export_download(
    session: RegistrySession, folder: Path, order: Order, *, progress: Progress | None = None
) -> Path:
    """A research file as one file in this folder, named after its format and layout: a folder of files is packed."""
    ending = FORMATS[order.format].endings[0]
    stem = "-".join(filter(None, ("records", order.format, order.layout)))
    target = folder / f"{stem}{ending}"
    export_research(session, target, order, progress=progress)
    return target if ending else pack(target)


def export_records(
    session: RegistrySession, target: Path, *, with_objected: bool, progress: Progress | None = None
) -> dict[str, int]:
    """The reader's rows in the layout that import reads. with_objected: only for the registry's own copy."""
    with_text = scope_in(session).role.reads_text
    tables = (_table(session, kind, with_text=with_text, with_objected=with_objected) for kind in KINDS)
    counts = records.write_records(target, tables, progress=progress)
    form = target.suffix.removeprefix(".") or "csv"
    _log(session, counts, form=form, arranged=Layout.RECORD)
    return counts


def _table(session: RegistrySession, kind: str, *, with_text: bool, with_objected: bool) -> Table:
    rows = layout.layout_rows(session, kind, with_text=with_text, with_objected=with_objected)
    return Table(kind, layout.layout_columns(kind, with_text=with_text), rows)


def _log(session: RegistrySession, counts: dict[str, int], *, form: str, arranged: Layout | None) -> None:
    about = {"layout": arranged.value} if arranged else {}
    exports.log(session, events.EXPORTED_RECORDS, rows=counts, format=form, **about)
