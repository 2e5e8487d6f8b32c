"""The report as plain data: chapters of paragraphs, tables and figures, for either writer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from exports.plots.plot import Plot
from exports.plots.shapes import Drawing


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter; its number is part of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. note: smaller, about what stands above it."""

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short lines."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that only a person can write: the key of its text, and what is expected there."""

    key: str
    expected: str


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in words; a strong row is a sum, a section has only its first cell."""

    cells: tuple[str, ...]
    strong: bool = False
    section: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table. name: "Tableau 3". numbers: the columns whose cells are numbers, set to the right.

    widths: shares of the page, one per column. wide: it needs a page on its side.
    """

    name: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()
    wide: bool = False

    @property
    def shares(self) -> tuple[float, ...]:
        """The widths; without any, the first column takes as much as two others."""
        return self.widths or (2.0, *(1.0,) * (len(self.head) - 1))


@dataclass(frozen=True, slots=True)
class Figure:
    """A numbered figure. name: "Figure 2". alt: what it shows, for who does not see it. None: nothing to draw."""

    name: str
    caption: str
    alt: str
    drawing: Drawing | None
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, plot: Plot, drawing: Drawing | None) -> Figure:
        """A figure with the words of a plot, drawn for paper."""
        return cls(name, f"{plot.title}. {plot.population}".strip(), plot.description, drawing, plot.notes)


Block: TypeAlias = Heading | Paragraph | Points | Mark | Table | Figure


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter. key: its place in a Word template, such as chapter_3; number: "" where it has none.

    new_page: it begins one.
    """

    key: str
    number: str
    title: str
    blocks: tuple[Block, ...]
    new_page: bool = True

    @property
    def full_title(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page. facts: (what, value) lines. reasons: why it is a draft, empty when it is final."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    status: str
    status_words: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is ready to be written. words: what the writers themselves print, by name."""

    language: str
    title: str
    footer: str
    cover: Cover
    chapters: tuple[Chapter, ...]
    words: dict[str, str]

    def blocks(self) -> Iterator[Block]:
        """Everything of all chapters, in order."""
        for chapter in self.chapters:
            yield from chapter.blocks

    @property
    def is_draft(self) -> bool:
        return bool(self.cover.reasons)
