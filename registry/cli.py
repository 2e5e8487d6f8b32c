"""The `registry` command: thin, each command calls one action, query or export.

At the console one acts as cli:<system user>, sees all centres, and is audited like anybody. Errors are one sentence
and a non-zero status; long work shows a progress bar on a terminal and nothing on a pipe.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

import config as settings
from exports import dictionary as dictionary_book
from migrations import run as migrations
from registry import cli_summary, cli_terminology, console, i18n, serving
from registry.access.scope import console as console_scope
from registry.access.scope import enter
from registry.actions import places, users
from registry.cli_paper import export_forms
from registry.db import RegistrySession, connect, sessions
from registry.errors import Invalid, RegistryError
from registry.i18n import gettext as _
from registry.intake import load as intake
from registry.queries import health


class Sentence(click.ClickException):
    """An error as the console says it: one sentence, status 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


class Commands(click.Group):
    """A group whose known errors come out as their sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Invalid as refused:
            places = [f"  {p.field}: {p.text}" for p in refused.problems if p.text != refused.text]
            raise Sentence("\n".join([refused.text, *places])) from None
        except RegistryError as refused:
            raise Sentence(refused.text) from None
        except settings.UnsafeSetting as refused:
            raise Sentence(str(refused)) from None
        except (OperationalError, ProgrammingError) as failed:
            raise Sentence(database_sentence(failed)) from None
        except BrokenPipeError:
            raise
        except OSError as failed:
            raise Sentence(
                ": ".join(str(part) for part in (failed.filename, failed.strerror or failed) if part)
            ) from None


def database_sentence(failed: OperationalError | ProgrammingError) -> str:
    """What to do about a database that does not answer as expected."""
    text = str(failed.orig).splitlines()[0]
    if "no such table" in text or "does not exist" in text:
        return "The database has no tables of this registry yet. Run `registry db upgrade`."
    return f"The database does not answer: {text}. Check REGISTRY_DATABASE_URL."


def configured() -> settings.Config:
    """The settings of the environment, with addresses of databases that can be used here."""
    chosen = settings.read()
    for name, url in (
        ("REGISTRY_DATABASE_URL", chosen.database_url),
        ("REGISTRY_DATABASE_OWNER_URL", chosen.owner_url),
    ):
        try:
            connect(url).dispose()
        except (ArgumentError, ImportError, ValueError):
            text = _(
                "%(name)s is no address of a database that can be used here. "
                "Write it like sqlite:////srv/registry.sqlite or postgresql://name@host/registry."
            )
            raise Sentence(text % {"name": name}) from None
    return chosen


@contextmanager
def at_console() -> Iterator[RegistrySession]:
    """A session that sees all centres, as cli:<system user>."""
    chosen = configured()
    engine = connect(chosen.database_url, statement_seconds=3600)
    with sessions(engine)() as session:
        enter(session, console_scope(console.system_user()))
        yield session
    engine.dispose()


@contextmanager
def progress(label: str) -> Iterator[Callable[[str, int], None] | None]:
    """A counter on a terminal, nothing on a pipe."""
    if not sys.stderr.isatty():
        yield None
        return

    def tell(kind: str, done: int) -> None:
        click.echo(f"\r\033[K{label}: {kind} {done:,}", err=True, nl=False)

    yield tell
    click.echo("\r\033[K", err=True, nl=False)


def day(text: str | None) -> dt.date:
    """A date option, today by default."""
    if text is None:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Sentence(f"{text!r} is not a date. Write it like 2026-10-31.") from None


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
    """Serve the application."""
    configured()
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


@main.group(cls=Commands)
def country() -> None:
    """Countries."""


@country.command("add")
@click.argument("code")
@click.option("--language", default=None, type=click.Choice(i18n.LANGUAGES))
def add_country(code: str, language: str | None) -> None:
    """Add a country by its two letters, such as FR."""
    with at_console() as session:
        places.add_country(session, country_id=code, language=language)
    click.echo(f"Country {code} added.")


@main.group(cls=Commands)
def centre() -> None:
    """Centres."""


@centre.command("add")
@click.argument("code")
@click.option("--name", required=True)
def add_centre(code: str, name: str) -> None:
    """Add a centre by its code, such as FR-012."""
    with at_console() as session:
        places.add_centre(session, centre_id=code, name=name)
    click.echo(f"Centre {code} added.")


@main.group(cls=Commands)
def user() -> None:
    """Accounts."""


@user.command("add")
@click.argument("email")
@click.option("--role", required=True)
@click.option("--centre", "centre_id")
@click.option("--country", "country_id")
@click.option("--language", default=None, type=click.Choice(i18n.LANGUAGES))
def add_user(
    email: str, role: str, centre_id: str | None, country_id: str | None, language: str | None
) -> None:
    """Add an account and print its one-time link."""
    base = settings.read().base_url
    with at_console() as session:
        link = users.add(
            session,
            email=email,
            role=role,
            centre_id=centre_id,
            country_id=country_id,
            language=language,
            base_url=base,
        )
    click.echo(link)


@user.command("list")
def list_users() -> None:
    """List the accounts: e-mail, role, rows, state."""
    with at_console() as session:
        for line in console.user_lines(session):
            click.echo(line)


@user.command("set")
@click.argument("email")
@click.option("--role")
@click.option("--centre", "centre_id")
@click.option("--country", "country_id")
@click.option("--language", type=click.Choice(i18n.LANGUAGES))
@click.option("--enable", is_flag=True, help="Let a disabled account in again.")
def set_user(email: str, **wanted: Any) -> None:
    """Change the role, the rows or the language of an account."""
    with at_console() as session:
        console.set_user(session, email, **wanted)
    click.echo(f"{email} changed.")


@user.command("disable")
@click.argument("email")
def disable_user(email: str) -> None:
    """End an account and all its sessions and tokens."""
    with at_console() as session:
        console.disable_user(session, email)
    click.echo(f"{email} disabled.")


@user.command("reset")
@click.argument("email")
def reset_user(email: str) -> None:
    """End all sessions and tokens and print a link to choose a new password: single use, 60 minutes."""
    base = settings.read().base_url
    with at_console() as session:
        click.echo(console.reset_user(session, email, base_url=base))


@user.command("token")
@click.argument("email")
@click.option("--read-only", is_flag=True)
def token_user(email: str, read_only: bool) -> None:
    """Print a bearer token of the API for an account; it is shown once and expires."""
    with at_console() as session:
        click.echo(console.token_user(session, email, read_only=read_only))


@main.command("import")
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


@main.group(cls=Commands)
def export() -> None:
    """Files out of the registry."""


@export.command("records")
@click.option("--out", required=True, type=click.Path(path_type=Path))
def export_records(out: Path) -> None:
    """Every record: a folder of CSV files, or one workbook when the name ends in .xlsx."""
    with at_console() as session, progress("export") as tell:
        counts = console.export_records(session, out, progress=tell)
    click.echo(", ".join(f"{kind} {count}" for kind, count in counts.items()))


@export.command("dictionary")
@click.option("--out", required=True, type=click.Path(path_type=Path))
def export_dictionary(out: Path) -> None:
    """The data dictionary as a workbook."""
    dictionary_book.write_dictionary(out)
    click.echo(str(out))


export.add_command(export_forms)
export.add_command(cli_summary.report_command(at_console, day))


main.add_command(cli_terminology.commands(at_console))
main.add_command(cli_summary.summary_command(at_console, day))


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
