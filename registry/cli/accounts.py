"""`registry country`, `registry centre`, `registry user`: places, and the accounts that work there."""

from __future__ import annotations

from typing import Any

import click

import config as settings
from registry import console, i18n
from registry.actions import places, users
from registry.cli.core import Commands, at_console


@click.group(cls=Commands)
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


@click.group(cls=Commands)
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


@click.group(cls=Commands)
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
@click.option("--redcap", "for_redcap", is_flag=True, help="For programs made for REDCap; it reads only.")
def token_user(email: str, read_only: bool, for_redcap: bool) -> None:
    """Print a bearer token of the API for an account; it is shown once and expires."""
    with at_console() as session:
        click.echo(console.token_user(session, email, read_only=read_only, for_redcap=for_redcap))
