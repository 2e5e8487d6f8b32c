"""`registry snapshot`: data freezes made, listed, written to files, checked and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from exports.files import check_name, new_file
from exports.freeze.book import write_changes
from exports.freeze.words import asked_words
from exports.has.build import build_dossier
from exports.has.workbook import write_has_workbook
from registry import i18n, snapshots
from registry.access import events
from registry.actions import exports
from registry.cli.core import Commands, Sentence, at_console, day
from registry.db import RegistrySession
from registry.errors import RegistryError
from registry.i18n import gettext as _
from registry.models.base import now
from registry.models.snapshot import Snapshot
from registry.queries import drugs
from registry.queries import snapshots as found
from registry.snapshots import Compared
from registry.summaries.dossier import INTERNAL, RECIPIENT, DossierRequest


@click.group(cls=Commands)
def snapshot() -> None:
    """Data freezes: what was known of a drug on one day, kept as it was."""


@snapshot.command()
@click.option("--drug", required=True)
@click.option("--from", "start", required=True, metavar="DATE", help="First day of the period.")
@click.option("--to", "end", required=True, metavar="DATE", help="Last day: the cut-off.")
@click.option(
    "--scheme", "schemes", multiple=True, help="An access scheme; those of the recipient if none is named."
)
@click.option("--indication", default="", help="A category of diagnosis; all if none is named.")
@click.option("--recipient", default=INTERNAL, show_default=True, type=click.Choice(RECIPIENT.codes))
@click.option("--language", default="fr", show_default=True, type=click.Choice(i18n.LANGUAGES))
@click.option("--reason", required=True, help="Why, such as “third report”.")
def create(*, start: str, end: str, reason: str, **asked: Any) -> None:
    """Freeze the data of a drug and print the number of the freeze."""
    request = DossierRequest(start=day(start), end=day(end), **asked)
    with at_console() as session:
        row = snapshots.freeze(session, request, reason=reason, today=day(None), build=build_dossier)
    click.echo(row.id)
    click.echo(f"SHA-256 {row.sha256}", err=True)


@snapshot.command("list")
@click.option("--drug", default="", help="Only of this drug.")
def list_snapshots(drug: str) -> None:
    """List the freezes, the newest first: number, drug, period, state, when, by whom, why."""
    with at_console() as session:
        rows = found.listed(session, drug=drugs.by_name(session, drug).id if drug else "")
        if not rows:
            click.echo(_("There is no data freeze."), err=True)
        for row in rows:
            made = row.made_at.strftime("%Y-%m-%d %H:%M")
            period = f"{row.period_start}..{row.cut_off}"
            click.echo(f"{row.id}  {row.drug}  {period}  {row.state}  {made}  {row.made_by}  {row.reason}")


@snapshot.command()
@click.argument("snapshot_id", metavar="NUMBER")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="A name that ends in .xlsx or .zip."
)
def export(snapshot_id: str, out: Path) -> None:
    """Write a freeze: the dossier as a workbook (.xlsx), or all that is frozen as it is stored (.zip)."""
    check_name(out, endings=(".xlsx", ".zip"))
    with at_console() as session:
        row = found.get(session, snapshot_id)
        opened = snapshots.open_freeze(session, row)
        if out.suffix.lower() == ".xlsx":
            write_has_workbook(opened.dossier, out)
            rows = {table.name: len(table.lines) for table in opened.dossier.tables}
        else:
            with new_file(out) as draft:
                draft.write_bytes(found.content_of(session, row.id))
            rows = {kind: len(opened.records.of(kind)) for kind in opened.records.kinds}
        note_export(session, row, out, rows=rows)
    click.echo(str(out))


@snapshot.command()
@click.argument("snapshot_ids", metavar="[NUMBER]...", nargs=-1)
def verify(snapshot_ids: tuple[str, ...]) -> None:
    """Check freezes against their fingerprints: those that are named, or all."""
    with at_console() as session:
        rows = [found.get(session, one) for one in snapshot_ids] or found.listed(session)
        troubles = [trouble for row in rows if (trouble := _trouble(session, row))]
    if troubles:
        raise Sentence("\n".join(troubles))
    click.echo(f"{len(rows)} checked: every part is what was frozen.")


@snapshot.command()
@click.argument("first", metavar="NUMBER")
@click.argument("second", metavar="NUMBER")
@click.option("--out", type=click.Path(path_type=Path), help="Write what changed as a workbook (.xlsx).")
def compare(first: str, second: str, out: Path | None) -> None:
    """Say what changed between two freezes of one drug: patients, records, values, numbers."""
    if out is not None:
        check_name(out, endings=(".xlsx",))
    with at_console() as session:
        compared = snapshots.compare(session, first, second)
        for line in _counts(compared):
            click.echo(line)
        if differing := asked_words(compared.comparison.asked_differently):
            click.echo(differing, err=True)
        if out is not None:
            write_changes(out, compared.comparison, compared.trail, made=now(), language=i18n.language())
            note_export(session, compared.rows[1], out, rows={"values": len(compared.comparison.changed)})


def note_export(session: RegistrySession, row: Snapshot, out: Path, *, rows: Mapping[str, int]) -> None:
    """Tell the journal what left."""
    told = snapshots.told_of(row)
    exports.log(session, events.EXPORTED_SNAPSHOT, **told, file=out.name, rows=dict(rows))


def _trouble(session: RegistrySession, row: Snapshot) -> str:
    try:
        snapshots.open_freeze(session, row)
    except RegistryError as refused:
        return f"{row.id}: {refused.text}"
    return ""


def _counts(compared: Compared) -> Iterator[str]:
    made = compared.comparison
    yield f"patients  {len(made.patients_added)} added, {len(made.patients_removed)} removed"
    yield f"records   {len(made.added)} added, {len(made.removed)} removed"
    yield f"values    {len(made.changed)} changed"
    yield f"numbers   {len(made.numbers_changed)} of {len(made.numbers)} changed"
