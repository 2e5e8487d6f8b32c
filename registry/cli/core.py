"""What every command shares: sessions of the console, errors as a sentence, progress, dates."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

import config as settings
from registry import console
from registry.access.scope import console as console_scope
from registry.access.scope import enter
from registry.db import RegistrySession, connect, sessions
from registry.errors import Invalid, RegistryError
from registry.i18n import gettext as _


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
