"""A figure of a drug as every place needs it: drawn wide and narrow, told in words, and listed."""

from __future__ import annotations

from dataclasses import dataclass

from exports.cells import Value
from exports.plots.shapes import Drawing

WIDE, NARROW, PAPER = 1200, 358, 720
"""Widths of a figure on a desk, between the margins of a phone, and on a sheet of paper, in pixels."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is drawn as rows: the whole of it, also what a drawing leaves out. Unrounded numbers, ISO dates."""

    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure in the reader's language.

    name: its identifier, in addresses and as the prefix of ids. population: who is in it; covers: the same with the
    drug and whose rows, as a file says it. description: what it shows, with its key numbers, for who does not see it.
    notes: what stands under it. wide, narrow and paper: for a desk, a phone and a printed page; None where there is
    nothing to draw, and `notes` say why. A figure without a drawing for paper prints its wide one.
    """

    name: str
    title: str
    population: str
    covers: str
    description: str
    notes: tuple[str, ...]
    wide: Drawing | None
    narrow: Drawing | None
    table: Table
    paper: Drawing | None = None
