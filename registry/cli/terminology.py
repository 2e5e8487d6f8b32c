"""`registry terminology`: lists that others publish, loaded from files under the site's own licence."""

from __future__ import annotations

from pathlib import Path

import click

from registry import i18n
from registry.actions import terminology as actions
from registry.cli.core import at_console
from registry.queries.terminology import releases
from registry.terminology.loading import release as loading


@click.group()
def terminology() -> None:
    """Lists loaded from their publishers' files: MedDRA, ATC, CTCAE in words, drugs."""


@terminology.command()
@click.argument("kind", type=click.Choice(list(loading.READERS)))
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--version", default="", help="Where the files do not say it, such as 2026.")
@click.option("--language", default="", help="Of the names: en (assumed) or fr.")
def load(kind: str, path: Path, version: str, language: str) -> None:
    """Load a list and use it from now on: all of it, or nothing.

    FILE is a file, or for meddra the folder or zip with MedAscii.
    """
    with at_console() as session:
        read = loading.read(kind, path, version=version, language=language)
        stored = actions.load(session, read)
        click.echo(f"{stored.kind} {stored.version} ({stored.language}): {stored.rows:,} entries loaded.")


@terminology.command("list")
def list_releases() -> None:
    """List what is loaded, and what is in use."""
    with at_console() as session:
        for row in releases(session):
            use = ", in use" if row.current else ""
            day = i18n.show_date(row.loaded_at.date())
            click.echo(
                f"{row.kind} {row.version} ({row.language}): {row.rows:,} entries, "
                f"loaded {day} by {row.loaded_by}{use}"
            )
