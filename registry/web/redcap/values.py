"""Cells of a record as REDCap writes them: raw or in words, a check box each for several choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.cells import csv_cell
from exports.exchange.columns import CRITERION, RESPONSE, STATUS
from registry.i18n import say
from registry.terminology import codes
from registry.web.redcap.asked import Asked
from registry.web.redcap.variables import STATE_LABELS, STATES, Instrument, Variable

Cells = Sequence[Any]
"""The columns of an instrument as they were read."""
Maker = Callable[[Cells], Sequence[str]]
"""Makes the cells of a variable from those of its record."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How values are said. decimal: the sign of decimals."""

    as_labels: bool
    box_labels: bool
    decimal: str


RAW = Spoken(as_labels=False, box_labels=False, decimal=".")


def spoken_of(asked: Asked) -> Spoken:
    return Spoken(asked.as_labels, asked.box_labels, asked.decimal)


def text_of(value: Any, decimal: str = ".") -> str:
    """A value as text: dates ISO, decimals without exponent, "" for none."""
    if isinstance(value, str):
        return value
    text = str(csv_cell(value))
    return text.replace(".", decimal) if isinstance(value, float) else text


def maker(variable: Variable, instrument: Instrument, spoken: Spoken) -> Maker:
    """What makes the cells of a variable."""
    place = instrument.read.index(variable.column.name)
    if variable.several:
        say_box = _boxes(variable, spoken)
        return lambda cells: say_box(cells[place])
    if spoken.as_labels and variable.column.list == RESPONSE and CRITERION in instrument.read:
        beside = instrument.read.index(CRITERION)
        return lambda cells: (_response(cells[beside], cells[place]),)
    if spoken.as_labels and variable.choices:
        words = {code: say(label) for code, label in variable.choices.items()}
        return lambda cells: (words.get(cells[place] or "", cells[place] or ""),)
    return lambda cells: (text_of(cells[place], spoken.decimal),)


def state_maker(instrument: Instrument, spoken: Spoken) -> Maker:
    """What makes the state of the instrument: 0 incomplete, 2 complete."""
    place = instrument.read.index(STATUS)
    if spoken.as_labels:
        return lambda cells: (say(STATE_LABELS[STATES[cells[place]]]),)
    return lambda cells: (STATES[cells[place]],)


def raw_reader(instrument: Instrument, names: frozenset[str]) -> Callable[[Cells], Mapping[str, str]]:
    """What gives the values that a filter asks of a record, by their names in the filter."""
    makers = [
        (keys, maker(variable, instrument, RAW))
        for variable in instrument.variables
        if names.intersection(keys := filter_names(variable))
    ]
    if instrument.complete in names:
        makers.append(((instrument.complete,), state_maker(instrument, RAW)))
    return lambda cells: {
        key: cell for keys, make in makers for key, cell in zip(keys, make(cells), strict=True)
    }


def filter_names(variable: Variable) -> tuple[str, ...]:
    """How a filter names the values of a variable: each check box by its code."""
    if variable.several:
        return tuple(f"{variable.name}({code})" for code in variable.choices)
    return (variable.name,)


def _boxes(variable: Variable, spoken: Spoken) -> Callable[[str | None], Sequence[str]]:
    """Each box checked or not; in words by its own label, or by that of REDCap."""
    checked, unchecked = ("Checked", "Unchecked") if spoken.as_labels else ("1", "0")
    words = dict.fromkeys(variable.choices, checked)
    if spoken.as_labels and spoken.box_labels:
        words, unchecked = {code: say(label) for code, label in variable.choices.items()}, ""

    def make(value: str | None) -> Sequence[str]:
        held = set((value or "").split(";"))
        return [words[code] if code in held else unchecked for code in words]

    return make


def _response(criterion: str | None, code: str | None) -> str:
    return say(codes.label(RESPONSE, code, criterion=criterion or "")) if code else ""
