"""`registry summary` and `registry export drug`: the numbers of one drug as a tidy table or as a workbook."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from exports.records import write_table
from registry import console, i18n
from registry.cli.core import at_console, configured, day
from registry.cli.disclosed import ShownTo, disclosed_of, export_disclosed
from registry.summaries.audiences import Audience
from registry.summaries.disclosure import Disclosed
from registry.summaries.table import COLUMNS, Summary

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
AUDIENCE = click.option(
    "--audience",
    default=str(Audience.FULL),
    type=click.Choice([str(audience) for audience in Audience]),
    show_default=True,
    help="For whom: every number, or small counts hidden for the centres or for a public document.",
)


@click.command()
@click.argument("drug")
@click.option("--format", "form", default="json", type=click.Choice(["json", "csv"]), show_default=True)
@CUT_OFF
@CHOICES
@NARROWED
@AUDIENCE
def summary(drug: str, *, form: str, cut_off: str | None, audience: str, **chosen: Any) -> None:
    """The numbers of one drug as a tidy table."""
    asked = {"cut_off": day(cut_off), **chosen}
    with at_console() as session:
        found: Summary | Disclosed = (
            console.summary_of(session, drug, **asked)
            if audience == Audience.FULL
            else disclosed_of(session, drug, audience=_shown_to(audience), **asked)
        )
    if form == "json":
        click.echo(json.dumps(found.document(), ensure_ascii=False, indent=1))
        return
    write_table(sys.stdout, COLUMNS, found.to_lines())


def _shown_to(audience: str) -> ShownTo:
    """An audience with the threshold of this registry."""
    return ShownTo(Audience(audience), configured().threshold)


@click.command("drug")
@click.argument("drug")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@CUT_OFF
@CHOICES
@NARROWED
@AUDIENCE
@click.option("--language", default=None, type=click.Choice(i18n.LANGUAGES))
def export_drug(
    drug: str, *, out: Path, cut_off: str | None, audience: str, language: str | None, **chosen: Any
) -> None:
    """The report of one drug as a workbook."""
    asked = {"cut_off": day(cut_off), **chosen}
    with at_console() as session, i18n.speaking(language or i18n.language()):
        if audience == Audience.FULL:
            console.export_drug(session, drug, out, **asked)
        else:
            export_disclosed(session, drug, out, audience=_shown_to(audience), **asked)
    click.echo(str(out))
