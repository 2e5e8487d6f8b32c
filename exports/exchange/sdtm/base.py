"""A domain as data: its variables with their origin, and what makes its lines from the records of one patient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from exports.exchange.columns import Type

STUDY = "REGISTRY"

Record: TypeAlias = Mapping[str, Any]
Line: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """The complete records of one patient, and the country of the centre."""

    records: Mapping[str, Sequence[Record]]
    country: str | None

    @property
    def patient(self) -> Record:
        return self.records["patient"][0]

    def of(self, kind: str, name: str, value: str) -> list[Record]:
        """The records of a kind in which a column holds this value."""
        return [record for record in self.records[kind] if record[name] == value]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable. origin: the field it comes from, or how it is made."""

    name: str
    label: str
    origin: str
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain. kinds: the kinds of record it is made of."""

    name: str
    label: str
    kinds: tuple[str, ...]
    variables: tuple[Variable, ...]
    lines: Callable[[Subject], Iterable[Line]]

    def of(self, subject: Subject) -> Iterator[tuple[Any, ...]]:
        """The lines of a patient, numbered."""
        same = {"STUDYID": STUDY, "DOMAIN": self.name, "USUBJID": subject.patient["number"]}
        for number, line in enumerate(self.lines(subject), start=1):
            whole = {**same, f"{self.name}SEQ": number, **line}
            yield tuple(whole[variable.name] for variable in self.variables)


def identifiers(domain: str, *, sequence: bool = True) -> tuple[Variable, ...]:
    """The variables that every domain begins with."""
    found = (
        Variable("STUDYID", "Study Identifier", f"always {STUDY}"),
        Variable("DOMAIN", "Domain Abbreviation", f"always {domain}"),
        Variable("USUBJID", "Unique Subject Identifier", "patient.number"),
    )
    if not sequence:
        return found
    return (
        *found,
        Variable(f"{domain}SEQ", "Sequence Number", "counted within the patient", Type.INTEGER),
        Variable(f"{domain}SPID", "Sponsor-Defined Identifier", "id of the record"),
    )


def iso(value: Any) -> str | None:
    """A date, full or partial, as ISO 8601 text."""
    return None if value is None else str(value)


def flag(holds: bool) -> str:
    return "Y" if holds else "N"
