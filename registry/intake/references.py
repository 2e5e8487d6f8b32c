"""Finds what a field refers to, as files name it: a drug by its INN, a country by its code, stored or in the files."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from registry.db import RegistrySession
from registry.models.drug import Drug
from registry.models.place import Country
from registry.terminology.words import fold


class References:
    """Drugs and countries by the words that stand for them."""

    def __init__(self, session: RegistrySession) -> None:
        self._drugs: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._countries = set(session.scalars(select(Country.id)))
        self._met: dict[str, str | None] = {}
        for drug_id, *names in session.execute(select(Drug.id, Drug.inn, Drug.inn_fr).order_by(Drug.id)):
            self.add_drug(drug_id, names)

    def add_country(self, code: str) -> None:
        self._countries.add(code)

    def add_drug(self, drug_id: str, names: Iterable[str | None]) -> None:
        """A drug and its names; words that stand for a drug already keep doing so."""
        self._drugs.setdefault(drug_id, drug_id)
        for name in filter(None, names):
            self._drugs.setdefault(name, drug_id)
            self._folded.setdefault(fold(name), drug_id)
        self._met.clear()

    def find(self, kind: str, words: str) -> str | None:
        """The id of a drug or country, None if there is none: a drug by id or INN, accents and case aside."""
        if kind == "country":
            return words if words in self._countries else None
        if kind != "drug":
            return None
        if words not in self._met:
            self._met[words] = self._drugs.get(words) or self._folded.get(fold(words))
        return self._met[words]
