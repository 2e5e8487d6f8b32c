"""`registry export has`, `report`, `template`: the dossier for HAS, ANSM or a company, as workbook and as report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from exports.files import check_name, new_file
from exports.has.dossier import Dossier
from exports.report.template import default_template
from exports.report.texts import read_texts
from registry import dossiers, i18n, reports
from registry.cli.core import at_console, configured, day
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.summaries.dossier import INTERNAL, RECIPIENT, DossierRequest


def _asks(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which dossier."""
    options = (
        click.option("--drug", required=True),
        click.option("--from", "start", required=True, metavar="DATE", help="First day of the period."),
        click.option("--to", "end", required=True, metavar="DATE", help="Last day: the cut-off."),
        click.option(
            "--scheme",
            "schemes",
            multiple=True,
            help="An access scheme; those of the recipient if none is named.",
        ),
        click.option("--indication", default="", help="A category of diagnosis; all if none is named."),
        click.option("--recipient", default=INTERNAL, show_default=True, type=click.Choice(RECIPIENT.codes)),
        click.option("--language", default="fr", show_default=True, type=click.Choice(i18n.LANGUAGES)),
        click.option("--out", required=True, type=click.Path(path_type=Path)),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("has")
@_asks
def export_has(*, start: str, end: str, out: Path, **asked: Any) -> None:
    """The dossier of a drug and a period: sheets 00_LISEZ_MOI to 22_LISTES."""
    check_name(out, endings=(".xlsx",))
    request = DossierRequest(start=day(start), end=day(end), **asked)
    with at_console() as session:
        dossier = dossiers.export_has(session, request, out, today=day(None))
    click.echo(str(out))
    for sentence in sentences(dossier):
        click.echo(sentence, err=True)


@click.command("report")
@_asks
@click.option(
    "--texts",
    metavar="FILE.toml",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help='Your own texts, key = "text"; kept with the drug for the next report.',
)
@click.option(
    "--template",
    metavar="FILE.docx",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Your own Word template, begun from `registry export template`.",
)
def export_report(
    *, start: str, end: str, out: Path, texts: Path | None, template: Path | None, **asked: Any
) -> None:
    """The summary report of a drug and a period, as .docx or .pdf."""
    check_name(out, endings=(".docx", ".pdf"))
    request = DossierRequest(start=day(start), end=day(end), **asked)
    typed = read_texts(texts) if texts else {}
    with at_console() as session:
        if typed:
            reports.keep_texts(session, request.drug, typed, language=request.language)
        own = template or configured().report_template
        _dossier, report = reports.export_report(session, request, out, today=day(None), template=own)
    click.echo(str(out))
    for sentence in (reports.status_of(report), *report.cover.reasons):
        click.echo(sentence, err=True)


@click.command("template")
@click.option("--out", required=True, type=click.Path(path_type=Path))
def export_template(out: Path) -> None:
    """The Word template of the report, to be changed and given back with --template."""
    check_name(out, endings=(".docx",))
    with new_file(out) as draft:
        draft.write_bytes(default_template())
    click.echo(str(out))


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
