"""`registry worker`: the process that makes exports in the background."""

from __future__ import annotations

import os

import click

from registry.cli.core import configured
from registry.jobs.worker import AT_ONCE, work

GIVES_WAY = 10
"""How far an export stands back behind the people who work on the pages of the same machine."""


@click.command()
@click.option(
    "--at-once", default=AT_ONCE, show_default=True, type=click.IntRange(1, 16), help="Exports side by side."
)
@click.option("--parent", type=int, hidden=True, help="End when this process ends.")
def worker(at_once: int, parent: int | None) -> None:
    """Make the exports that people ask for on the pages, until stopped; one in the middle waits again."""
    os.nice(GIVES_WAY)
    work(configured(), at_once=at_once, parent=parent)
