"""Records as REDCap exports them: a row per patient and per instance of an instrument, or a row per value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from registry.db import RegistrySession
from registry.i18n import say
from registry.queries import repeating
from registry.queries.repeating import Choice, Numbered
from registry.web.redcap.asked import Asked
from registry.web.redcap.selection import GROUP, REPEAT, Part, Selection
from registry.web.redcap.tables import Cell, Table
from registry.web.redcap.values import Cells, Maker, Spoken, maker, raw_reader, spoken_of, state_maker
from registry.web.redcap.variables import PATIENT, RECORD_ID, Instrument

EAV = ("record", *REPEAT, "field_name", "value")

Found = dict[str, dict[str, list[Numbered]]]
"""The records of some patients, by kind and patient."""
Pairs = Callable[[Cells], Iterator[tuple[str, str]]]
"""Gives (variable, value) for each value of a record, and for each box that is checked."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a patient: of which instrument, which instance ("" where it does not repeat), which group."""

    record: str
    part: Part
    instance: Cell
    group: str
    cells: Cells

    @property
    def place(self) -> tuple[Cell, ...]:
        """The cells that every row begins with."""
        repeats = self.part.instrument.repeats
        return (self.record, self.part.instrument.kind if repeats else "", self.instance if repeats else "")


@dataclass(frozen=True, slots=True)
class Records:
    """The records that were asked for. groups: the words of each centre's group; counts: rows read, by kind."""

    session: RegistrySession
    asked: Asked
    selection: Selection
    patient: Instrument
    groups: Mapping[str, str]
    counts: Counter[str] = field(default_factory=Counter)

    def table(self) -> Table:
        return self._eav() if self.asked.is_eav else self._flat()

    def lines(self) -> Iterator[Line]:
        """The records, patient by patient, each kind in the order of the catalogue, by instance."""
        keeps = self._filter()
        choice = Choice(self.asked.records or None, self.asked.since, self.asked.until)
        for centres in repeating.batches(self.session, choice):
            found = self._read(list(centres))
            for patient, centre in centres.items():
                for line in self._of_patient(patient, self.groups.get(centre, ""), found):
                    if keeps(line, found):
                        self.counts[line.part.instrument.kind] += 1
                        yield line

    def _of_patient(self, patient: str, group: str, found: Found) -> Iterator[Line]:
        for part in self.selection.parts:
            for record in found[part.instrument.kind].get(patient, ()):
                yield Line(patient, part, record.number, group, record.cells)

    def _read(self, patients: Sequence[str]) -> Found:
        instruments = {part.instrument.kind: part.instrument for part in self.selection.parts}
        if self.selection.logic:
            instruments[PATIENT] = self.patient
        found: Found = {}
        for kind, instrument in instruments.items():
            held = found[kind] = defaultdict(list)
            for record in repeating.numbered(self.session, kind, instrument.read, patients):
                held[record.patient_id].append(record)
        return found

    def _filter(self) -> Callable[[Line, Found], bool]:
        """Whether a record is asked for: its own values are compared, and those of its patient."""
        logic = self.selection.logic
        if logic is None:
            return lambda _line, _found: True
        of_patient = raw_reader(self.patient, logic.names)
        readers = {
            part.instrument.kind: raw_reader(part.instrument, logic.names) for part in self.selection.parts
        }

        def keeps(line: Line, found: Found) -> bool:
            own = readers[line.part.instrument.kind](line.cells)
            # Whoever objected between two statements is there no more.
            return any(
                logic.holds({**of_patient(patient.cells), **own})
                for patient in found[PATIENT].get(line.record, ())
            )

        return keeps

    def _flat(self) -> Table:
        first = (RECORD_ID, *REPEAT, *((GROUP,) if self.asked.with_group else ()))
        parts = self.selection.parts
        headers = (*first, *(header for part in parts for header in part.headers))
        return Table(
            columns=(*first, *(name for part in parts for name in part.columns)),
            rows=self._flat_rows(),
            headers=headers if self.asked.label_headers else (),
        )

    def _flat_rows(self) -> Iterator[Sequence[Cell]]:
        widths = [len(part.columns) for part in self.selection.parts]
        blanks = {
            part.instrument.kind: ([""] * sum(widths[:place]), [""] * sum(widths[place + 1 :]))
            for place, part in enumerate(self.selection.parts)
        }
        makers = {part.instrument.kind: _makers(part, spoken_of(self.asked)) for part in self.selection.parts}
        for line in self.lines():
            kind = line.part.instrument.kind
            before, after = blanks[kind]
            group = (line.group,) if self.asked.with_group else ()
            made = (cell for make in makers[kind] for cell in make(line.cells))
            yield (*line.place, *group, *before, *made, *after)

    def _eav(self) -> Table:
        return Table(EAV, self._eav_rows())

    def _eav_rows(self) -> Iterator[Sequence[Cell]]:
        spoken = spoken_of(self.asked)
        makers = {part.instrument.kind: _pairs(part, spoken) for part in self.selection.parts}
        for line in self.lines():
            if not line.part.instrument.repeats:
                yield (*line.place, RECORD_ID, line.record)
                if self.asked.with_group and line.group:
                    yield (*line.place, GROUP, line.group)
            for name, value in makers[line.part.instrument.kind](line.cells):
                yield (*line.place, name, value)


def _makers(part: Part, spoken: Spoken) -> list[Maker]:
    made = [maker(variable, part.instrument, spoken) for variable in part.variables]
    return [*made, state_maker(part.instrument, spoken)] if part.has_state else made


def _pairs(part: Part, spoken: Spoken) -> Pairs:
    plain = [(v.name, maker(v, part.instrument, spoken)) for v in part.variables if not v.several]
    if part.has_state:
        plain.append((part.instrument.complete, state_maker(part.instrument, spoken)))
    boxes = [(v, part.instrument.read.index(v.column.name)) for v in part.variables if v.several]

    def pairs(cells: Cells) -> Iterator[tuple[str, str]]:
        for name, make in plain:
            (value,) = make(cells)
            if value:
                yield name, value
        for variable, place in boxes:
            for code in filter(None, (cells[place] or "").split(";")):
                yield variable.name, say(variable.choices[code]) if spoken.as_labels else code

    return pairs
