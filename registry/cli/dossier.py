"""`registry export has`: the dossier for HAS, ANSM or a company as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from exports.has.dossier import Dossier
from registry import dossiers, i18n
from registry.cli.core import at_console, day
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.summaries.dossier import INTERNAL, RECIPIENT, DossierRequest


@click.command("has")
@click.option("--drug", required=True)
@click.option("--from", "start", required=True, metavar="DATE", help="First day of the period.")
@click.option("--to", "end", required=True, metavar="DATE", help="Last day: the cut-off.")
@click.option(
    "--scheme", "schemes", multiple=True, help="An access scheme; those of the recipient if none is named."
)
@click.option("--indication", default="", help="A category of diagnosis; all if none is named.")
@click.option("--recipient", default=INTERNAL, show_default=True, type=click.Choice(RECIPIENT.codes))
@click.option("--language", default="fr", show_default=True, type=click.Choice(i18n.LANGUAGES))
@click.option("--out", required=True, type=click.Path(path_type=Path))
def export_has(*, start: str, end: str, out: Path, **asked: Any) -> None:
    """The dossier of a drug and a period: sheets 00_LISEZ_MOI to 22_LISTES."""
    request = DossierRequest(start=day(start), end=day(end), **asked)
    with at_console() as session:
        dossier = dossiers.export_has(session, request, out, today=day(None))
    click.echo(str(out))
    for sentence in sentences(dossier):
        click.echo(sentence, err=True)


def sentences(dossier: Dossier) -> list[str]:
    """Whether it may leave, and whether anybody is in it."""
    n = len(dossier.blocking)
    blocked = ngettext(
        "%(n)d blocking check, on the first sheet.", "%(n)d blocking checks, on the first sheet.", n
    )
    told = [f"{dossier.meta.status}. {blocked % {'n': n}}" if n else f"{dossier.meta.status}."]
    if not dossier.table("14").lines:
        told.append(
            _("No patient has a course or a request of this drug under these schemes up to the cut-off.")
        )
    return told
