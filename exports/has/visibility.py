"""What a recipient may see: the columns of the protocol or all, and how near to the person, by legal basis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from registry.fields.base import Field, Privacy
from registry.schemes.base import Basis, Identifier, Precision, Standing
from registry.schemes.catalogue import COUNTRIES
from registry.summaries.dossier import COMPANY, INTERNAL, DossierBasis


class Guard(Enum):
    """What keeps a column back: nothing, typed words, an identifier of the person, an imaging report."""

    OPEN = "open"
    TEXT = "text"
    REPORT = "report"
    BIRTH_DAY = "birth_day"
    SURNAME = "surname_letters"
    FIRST_NAME = "first_name_letters"


_IDENTIFIERS = {
    Guard.BIRTH_DAY: Identifier.BIRTH_DAY,
    Guard.SURNAME: Identifier.SURNAME_LETTERS,
    Guard.FIRST_NAME: Identifier.FIRST_NAME_LETTERS,
}
_BY_NAME = {guard.value: guard for guard in _IDENTIFIERS}


def guard_of(field: Field) -> Guard:
    """What keeps the column of a field back."""
    if field.identifier:
        return _BY_NAME[field.name]
    if field.privacy is Privacy.REPORT:
        return Guard.REPORT
    return Guard.TEXT if field.privacy is Privacy.FREE_TEXT else Guard.OPEN


@dataclass(frozen=True, slots=True)
class Visibility:
    """What one recipient sees of the records of some countries.

    bases: the legal basis under which the registry itself runs in each country; the strictest decides.
    reads_text: whoever makes the dossier reads typed words.
    """

    recipient: str
    bases: tuple[Basis | None, ...]
    reads_text: bool

    @classmethod
    def of(cls, basis: DossierBasis) -> Visibility:
        """For the recipient of a dossier and the countries whose patients are in it."""
        frames = basis.frames
        people = (frames.patients, frames.applicants)
        countries = sorted({str(code) for part in people for code in part["country_id"].dropna()})
        return cls(basis.request.recipient, tuple(_basis_of(code) for code in countries), basis.with_text)

    def shows(self, guard: Guard, *, core: bool) -> bool:
        """Whether a column goes out. A company gets what the protocol collects, nothing else."""
        if self.recipient == COMPANY and not core:
            return False
        if guard is Guard.OPEN:
            return True
        if guard is Guard.REPORT:
            return False
        return self.shows_text if guard is Guard.TEXT else self._allows(_IDENTIFIERS[guard])

    @property
    def shows_text(self) -> bool:
        """Typed words leave the registry only under legal bases that a public source states."""
        return self.reads_text and (self.recipient == INTERNAL or self._are_sourced)

    @property
    def birth_precision(self) -> Precision:
        """The most that is shown of a date of birth: the month at most, the year where no source says that."""
        if self.recipient == INTERNAL:
            return Precision.MONTH
        known = all(
            basis and basis.birth_precision in (Precision.DAY, Precision.MONTH) for basis in self.bases
        )
        return Precision.MONTH if known else Precision.YEAR

    @property
    def _are_sourced(self) -> bool:
        return all(basis and basis.standing is Standing.SOURCED for basis in self.bases)

    def _allows(self, identifier: Identifier) -> bool:
        return bool(self.bases) and all(basis and basis.allows(identifier) for basis in self.bases)


def _basis_of(country: str) -> Basis | None:
    found = COUNTRIES.get(country)
    return found.bases[0] if found and found.bases else None
