"""Where the rows of a research file come from: read by registry.queries.research, or made by hand in tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

Row: TypeAlias = Sequence[Any]
"""The values of the columns that were asked for, in that order, as the database keeps them: dates may be ISO text."""
Names: TypeAlias = Mapping[str, tuple[str, ...]]
"""The columns to read of each kind of record."""


class Case(Protocol):
    """All rows of one patient, by kind of record; kinds without a row are not in it."""

    @property
    def patient_id(self) -> str: ...

    @property
    def rows(self) -> Mapping[str, Sequence[Row]]: ...


class Source(Protocol):
    """The rows that one reader may take away, without objecting patients and void records.

    with_text: whether this reader sees typed words.
    """

    @property
    def with_text(self) -> bool: ...

    def rows(self, kind: str, names: tuple[str, ...]) -> Iterator[Row]:
        """The records of a kind by key."""
        ...

    def cases(self, names: Names) -> Iterator[Case]:
        """The patients one after the other, each with all its records of the clinical kinds named."""
        ...

    def repeats(self, kind: str) -> int:
        """The largest number of records of a clinical kind that one patient has."""
        ...
