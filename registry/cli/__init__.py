"""The `registry` command: thin, each command calls one action, query or export.

At the console one acts as cli:<system user>, sees all centres, and is audited like anybody. Errors are one sentence
and a non-zero status; long work shows a progress bar on a terminal and nothing on a pipe.

core.py          sessions, errors, progress: what the commands share
accounts.py      country, centre, user
files.py         import, export
authorisations.py, paper.py, records.py, summary.py, terminology.py
                 the commands of one part each
"""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext

import click

import config as settings
from migrations import run as migrations
from registry import console, i18n, serving
from registry.cli.accounts import centre, country, user
from registry.cli.authorisations import authorisations
from registry.cli.core import Commands, at_console, configured, day, progress
from registry.cli.files import export, import_records
from registry.cli.snapshot import snapshot
from registry.cli.summary import summary
from registry.cli.terminology import terminology
from registry.cli.worker import worker
from registry.db import connect
from registry.queries import health


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The registry of medicines given to children with cancer outside their licence."""
    i18n.speak("fr" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("fr") else "en")


@main.group(cls=Commands)
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Create the tables, or bring them to this version."""
    chosen = configured()
    if chosen.is_sqlite:
        chosen.instance.mkdir(parents=True, exist_ok=True)
    reached = migrations.upgrade(chosen.owner_url, application=chosen.database_url, actor=console.actor())
    click.echo(f"The database stands at migration {reached}.")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Serve the application. A demonstration starts its own worker; elsewhere `registry worker` runs beside it."""
    chosen = configured()
    with serving.background_worker() if chosen.demo else nullcontext():
        serving.serve(host=host, port=port, workers=workers)


@main.command()
@click.option("--patients", type=click.IntRange(1, 100_000), show_default=str(console.DEMO_PATIENTS))
@click.option("--seed", type=int, show_default=str(console.DEMO_SEED))
@click.option("--on", "on_text", metavar="DATE", help="The day the records are made for; today by default.")
def demo(patients: int | None, seed: int | None, on_text: str | None) -> None:
    """Fill an empty registry with invented records; the same seed and date give the same records."""
    chosen = settings.read()
    on = None if on_text is None else day(on_text)
    with at_console() as session, progress("demo") as tell:
        lines = console.fill_demo(session, chosen, patients=patients, seed=seed, on=on, progress=tell)
    click.echo("\n".join(lines))


for command in (
    country,
    centre,
    user,
    import_records,
    authorisations,
    export,
    terminology,
    summary,
    snapshot,
    worker,
):
    main.add_command(command)


@main.command()
def check() -> None:
    """Check the configuration, the database's settings, the migrations and the audit trail."""
    chosen = configured()
    engine = connect(chosen.database_url, statement_seconds=3600)
    results = health.check(engine, chosen)
    engine.dispose()
    for result in results:
        click.echo(f"{'ok  ' if result.ok else 'FAIL'}  {result.name}: {result.sentence}")
    if not all(result.ok for result in results):
        sys.exit(1)
