"""`registry summary` and `registry export drug`: the numbers of one drug as a tidy table or as a workbook."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from exports.records import write_table
from registry import console, i18n
from registry.cli.core import at_console, day
from registry.summaries.table import COLUMNS

CUT_OFF = click.option(
    "--cut-off", "cut_off", metavar="DATE", help="Only facts on or before it; today by default."
)
CHOICES = click.option(
    "--parameter",
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A choice that the numbers depend on, such as reading=local; may be repeated.",
)
NARROWED = click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="NAME=VALUE",
    help="Only a part of the patients, such as country=FR;ES or since=2025-01-01; may be repeated.",
)


@click.command()
@click.argument("drug")
@click.option("--format", "form", default="json", type=click.Choice(["json", "csv"]), show_default=True)
@CUT_OFF
@CHOICES
@NARROWED
def summary(drug: str, *, form: str, cut_off: str | None, **chosen: Any) -> None:
    """The numbers of one drug as a tidy table."""
    with at_console() as session:
        found = console.summary_of(session, drug, cut_off=day(cut_off), **chosen)
    if form == "json":
        click.echo(json.dumps(found.document(), ensure_ascii=False, indent=1))
        return
    write_table(sys.stdout, COLUMNS, (tuple(row.values()) for row in found.to_records()))


@click.command("drug")
@click.argument("drug")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@CUT_OFF
@CHOICES
@NARROWED
@click.option("--language", default=None, type=click.Choice(i18n.LANGUAGES))
def export_drug(drug: str, *, out: Path, cut_off: str | None, language: str | None, **chosen: Any) -> None:
    """The report of one drug as a workbook."""
    with at_console() as session, i18n.speaking(language or i18n.language()):
        console.export_drug(session, drug, out, cut_off=day(cut_off), **chosen)
    click.echo(str(out))
