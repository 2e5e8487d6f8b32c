"""What a paper form is made of, as plain values: the layout makes them, the typesetting draws them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Box(StrEnum):
    """How a value is written by hand, or that it is printed."""

    LINE = "line"
    LINES = "lines"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    MONTH = "month"
    DIGITS = "digits"
    NUMBER = "number"
    TICKS = "ticks"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A field on paper.

    help, when: small type under the label: what is meant, and the condition under which it is asked. digits: whole
    digits of a number; decimals: digits after the mark. lines: of a long text. options: words beside tick boxes.
    reasons: letters of the reasons allowed in place of a value. value: words of a filled form; is_reason: they say why
    there is none.
    """

    label: str
    box: Box
    help: str = ""
    when: str = ""
    needed: bool = False
    unit: str = ""
    signed: bool = False
    digits: int = 0
    decimals: int = 0
    lines: int = 0
    options: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    value: str = ""
    is_reason: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Embedded rows. lines: empty lines to write on; rows: printed ones, an entry per column; is_wide: too many columns
    to stand side by side, so that each row is a block of its own."""

    columns: tuple[Entry, ...]
    lines: int = 0
    rows: tuple[tuple[Entry, ...], ...] = ()
    nothing: str = ""
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered section: entries, or a table of embedded rows."""

    number: int
    title: str
    help: str
    entries: tuple[Entry, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One form. mark: what stands beside the title (blank, draft, void); head: who and when; legend: the letters of
    the reasons in words; signatures: who filled it in and who entered it; notes: last lines of the form."""

    title: str
    mark: str
    is_loud: bool
    head: tuple[Entry, ...]
    parts: tuple[Part, ...]
    legend: tuple[str, ...] = ()
    signatures: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """The small words inside date cells and between digits."""

    day: str
    month: str
    year: str
    if_known: str
    decimal_mark: str


@dataclass(frozen=True, slots=True)
class Document:
    """One form, or several one after the other; each counts its own pages."""

    title: str
    language: str
    registry: str
    dictionary: str
    page: str
    cells: Cells
    forms: tuple[Form, ...]
