"""`registry authorisations`: lists of an authority or a pharmacy, which coverage is measured against."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from registry import i18n
from registry.cli.core import Commands, at_console, day
from registry.i18n import gettext as _
from registry.intake import authorisations as intake
from registry.intake.reconciling import WINDOW_DAYS
from registry.queries import authorisations as queries


@click.group(cls=Commands)
def authorisations() -> None:
    """Lists of authorisations, which coverage is measured against."""


@authorisations.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--list", "name", required=True, help="Its name; the same name reads the same list again.")
@click.option("--drug", default="", help="Where the file has no column for it.")
@click.option(
    "--window-days",
    default=WINDOW_DAYS,
    show_default=True,
    type=click.IntRange(0, 730),
    help="How far an authorisation may be from a request or a first dose, where no number tells.",
)
@click.option("--check", is_flag=True, help="Read and match everything, write nothing.")
def import_list(path: Path, name: str, drug: str, window_days: int, *, check: bool) -> None:
    """Import a list, a CSV file or a workbook of one sheet: all of it, or nothing.

    Columns: centre_id, authorised_on, drug; then, where the list has them, number, birth_month, sex, scheme,
    eligible, never_received, reason. Each line is matched by its number with a request for access; else by centre,
    drug, month of birth, sex and date.
    """
    with at_console() as session:
        report = intake.import_list(
            session, path, name=name, on=day(None), drug=drug, window_days=window_days, check=check
        )
    for line in report.told():
        click.echo(line, err=report.refused)
    if report.refused:
        sys.exit(1)


@authorisations.command("list")
def list_lists() -> None:
    """List what was imported, and how much of it was matched."""
    with at_console() as session:
        for found in queries.lists(session):
            words = {
                "name": found.name,
                "drug": found.drug,
                "lines": i18n.show_number(found.lines),
                "matched": i18n.show_number(found.matched),
                "ambiguous": i18n.show_number(found.ambiguous),
                "unmatched": i18n.show_number(found.unmatched),
                "day": i18n.show_date(found.read_at.date()),
            }
            click.echo(
                _(
                    "%(name)s, %(drug)s: %(lines)s lines, %(matched)s matched, %(ambiguous)s ambiguous, "
                    "%(unmatched)s unmatched; read on %(day)s"
                )
                % words
            )
