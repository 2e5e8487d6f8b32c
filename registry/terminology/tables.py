"""Reads the tab-separated tables that lie in this package."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib import resources


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of the table `name`, each by column name. Quotes in a cell mean themselves."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    yield from csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
