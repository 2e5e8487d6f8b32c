"""`registry import` and `registry export`: files into the registry and out of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from exports import dictionary as dictionary_book
from registry.cli.core import Commands, at_console, day, progress
from registry.cli.dossier import export_has, export_report, export_template
from registry.cli.paper import export_forms
from registry.cli.records import export_records
from registry.cli.summary import export_drug
from registry.intake import load as intake


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--reason", default="", help="Why stored records change.")
def import_records(path: Path, dry_run: bool, reason: str) -> None:
    """Import records from a folder of CSV files, one CSV or a workbook: all of them, or nothing."""
    with at_console() as session, progress("import") as tell:
        report = intake.import_path(
            session, path, on=day(None), dry_run=dry_run, reason=reason, progress=tell
        )
    for line in report.lines():
        click.echo(line, err=report.refused)
    if report.refused:
        sys.exit(1)


@click.group(cls=Commands)
def export() -> None:
    """Files out of the registry."""


@export.command("dictionary")
@click.option("--out", required=True, type=click.Path(path_type=Path))
def export_dictionary(out: Path) -> None:
    """The data dictionary as a workbook."""
    dictionary_book.write_dictionary(out)
    click.echo(str(out))


export.add_command(export_records)
export.add_command(export_forms)
export.add_command(export_drug)
export.add_command(export_has)
export.add_command(export_report)
export.add_command(export_template)
