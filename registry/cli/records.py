"""`registry export records`: every record, in the layout of import or as a research file in a format of its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from exports.exchange.formats import FORMATS, Layout
from exports.exchange.writing import Order
from registry import i18n
from registry.cli.core import at_console, progress
from registry.errors import Invalid
from registry.i18n import gettext as _
from registry.record_files import export_records as write_records
from registry.record_files import export_research


@click.command("records")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    default=None,
    type=click.Choice(list(FORMATS)),
    help="By the name of --out if left out.",
)
@click.option(
    "--layout",
    default=None,
    type=click.Choice([layout.value for layout in Layout]),
    help="record: as import reads it; tidy: a table per kind; patient: a line per patient.",
)
@click.option(
    "--sas-version", default=8, type=click.Choice([8, 5]), show_default=True, help="Of transport files."
)
@click.option(
    "--language", default=None, type=click.Choice(i18n.LANGUAGES), help="Of the words beside codes."
)
def export_records(
    out: Path, *, form: str | None, layout: str | None, sas_version: int, language: str | None
) -> None:
    """Every record: a folder of CSV files, or one workbook when the name ends in .xlsx.

    That is the registry's own copy, which import reads back. In any other format or layout it is a research file:
    without patients who objected, void records, imaging reports and identifiers.
    """
    chosen = form or ("xlsx" if out.suffix.lower() == ".xlsx" else "csv")
    arranged = _layout(chosen, layout)
    with at_console() as session, progress("export") as tell, i18n.speaking(language or i18n.language()):
        if arranged is Layout.RECORD:
            counts = write_records(session, out, with_objected=True, progress=tell)
        else:
            order = Order(chosen, arranged, sas_version, dt.datetime.now(dt.UTC))
            counts = export_research(session, out, order, progress=tell)
    click.echo(", ".join(f"{name} {count}" for name, count in counts.items()))


def _layout(form: str, name: str | None) -> Layout | None:
    """The layout asked for, or the first that the format has."""
    layouts = FORMATS[form].layouts
    if name is None:
        return layouts[0] if layouts else None
    if name not in layouts:
        text = _("%(format)s has no layout %(layout)s.")
        raise Invalid(text % {"format": form, "layout": name})
    return Layout(name)
