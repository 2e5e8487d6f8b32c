"""Which columns an export holds: by variable, by instrument, or all that the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.i18n import gettext as _
from registry.i18n import say
from registry.web.redcap import logic
from registry.web.redcap.asked import Asked
from registry.web.redcap.dictionary import label
from registry.web.redcap.logic import Logic
from registry.web.redcap.refusals import Refused, unknown
from registry.web.redcap.values import filter_names
from registry.web.redcap.variables import PATIENT, RECORD_ID, Instrument, Variable

REPEAT = ("redcap_repeat_instrument", "redcap_repeat_instance")
GROUP = "redcap_data_access_group"


@dataclass(frozen=True, slots=True)
class Part:
    """What is exported of an instrument."""

    instrument: Instrument
    variables: tuple[Variable, ...]
    has_state: bool

    @property
    def columns(self) -> tuple[str, ...]:
        names = tuple(name for variable in self.variables for name in variable.columns)
        return (*names, self.instrument.complete) if self.has_state else names

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns in words."""
        words = tuple(header for variable in self.variables for header in _headers(variable))
        return (*words, _("Complete?")) if self.has_state else words


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported of the records, and which rows of them; logic: None for all."""

    parts: tuple[Part, ...]
    logic: Logic | None


def select(asked: Asked, instruments: tuple[Instrument, ...]) -> Selection:
    """What a request asks for. Refused, naming them, where it asks for what this reader has not."""
    _refuse_unknown(asked, instruments)
    parts = tuple(part for instrument in instruments for part in _parts(instrument, asked))
    if asked.logic:
        return Selection(parts or (_only_id(instruments),), _known(logic.parse(asked.logic), instruments))
    return Selection(parts or (_only_id(instruments),), None)


def names_of(instruments: tuple[Instrument, ...]) -> frozenset[str]:
    """The names by which columns are asked for."""
    return frozenset(
        name
        for instrument in instruments
        for name in (*(variable.name for variable in instrument.variables), instrument.complete)
    )


def refuse_unknown_names(asked: Asked, instruments: tuple[Instrument, ...]) -> None:
    """Refused, naming them, where fields or forms are asked for that are not there for this reader."""
    for parameter, given, known in (
        ("fields", asked.fields, names_of(instruments)),
        ("forms", asked.forms, frozenset(instrument.kind for instrument in instruments)),
    ):
        if strange := [name for name in given if name not in known]:
            raise unknown(parameter, strange)


def _refuse_unknown(asked: Asked, instruments: tuple[Instrument, ...]) -> None:
    refuse_unknown_names(asked, instruments)
    if asked.events:
        raise Refused(_("This project has no events: leave the parameter out."))


def _parts(instrument: Instrument, asked: Asked) -> Iterator[Part]:
    """The part of an instrument, if any; the record id has a column of its own."""
    whole = not (asked.fields or asked.forms) or instrument.kind in asked.forms
    variables = tuple(
        variable
        for variable in instrument.variables
        if variable.name != RECORD_ID and (whole or variable.name in asked.fields)
    )
    has_state = whole or instrument.complete in asked.fields
    if variables or has_state:
        yield Part(instrument, variables, has_state)


def _only_id(instruments: tuple[Instrument, ...]) -> Part:
    return Part(next(found for found in instruments if found.kind == PATIENT), (), has_state=False)


def _known(parsed: Logic, instruments: tuple[Instrument, ...]) -> Logic:
    known = {name for i in instruments for variable in i.variables for name in filter_names(variable)}
    known |= {instrument.complete for instrument in instruments}
    if strange := sorted(parsed.names - known):
        raise unknown("filterLogic", strange)
    return parsed


def _headers(variable: Variable) -> Iterator[str]:
    """The words of each column; a check box says which choice it is."""
    if not variable.several:
        yield label(variable)
        return
    for words in variable.choices.values():
        yield _("%(question)s (choice=%(choice)s)") % {"question": label(variable), "choice": say(words)}
