"""The cases of the rules as records of a registry: each with a patient of its own, the record itself a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from registry.db import RegistrySession, writing
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import DRAFT
from registry.models.catalogue import MODELS
from registry.models.drug import Drug
from registry.models.place import Country
from registry.rules.base import TWIN
from tests.rules.cases import CASES
from tests.rules.given import DRUG_FACTS, OLD_DRUG, Given, Values, above, patient_of, typed

FREE, BARRED = "ES-001", "FR-001"
"""A centre where everything that identifies may be kept, and one where nothing may."""

ALL = ["surname_letters", "first_name_letters", "birth_day"]


def store(session: RegistrySession) -> None:
    """Every case that trips its rule, under ids that begin with its code."""
    with writing(session):
        session.add(Drug(id=OLD_DRUG, status=DRAFT, missing={}, **DRUG_FACTS[OLD_DRUG]))
        session.get_one(Drug, "trametinib").eu_year = DRUG_FACTS["trametinib"]["eu_year"]
        session.get_one(Country, FREE[:2]).identifiers = ALL
        rows = [row for kind, table in CASES.items() if kind != "drug" for row in _of_kind(kind, table)]
        for kind in KINDS:
            session.add_all(row for row in rows if isinstance(row, MODELS[kind]))
            session.flush()


def _of_kind(kind: str, table: Mapping[str, Any]) -> Iterator[Any]:
    for code, (broken, _kept) in table.items():
        yield from Chart(code, kind, broken).rows()


def id_of(code: str) -> str:
    """The id of the record that breaks a rule."""
    return f"{code}-r"


@dataclass
class Chart:
    """The records of one case, all of one patient."""

    code: str
    kind: str
    given: Given

    @property
    def centre(self) -> str:
        return FREE if self.given.country else BARRED

    def rows(self) -> Iterator[Any]:
        """The records above, the record with its rows, its siblings and what is around."""
        yield from self._lineage()
        yield from self._with_rows(self.kind, "r", self.given.record, self.given.rows)
        for place, sibling in enumerate(self.given.siblings):
            yield from self._with_drugs(self.kind, f"s{place}", sibling)
        for kind, records in self.given.around.items():
            for place, one in enumerate(records):
                if kind == TWIN:
                    yield from self._twin(one)
                else:
                    yield from self._with_drugs(kind, f"{kind}{place}", one)

    def _lineage(self) -> Iterator[Any]:
        kinds = {*above(self.kind), *(kind for other in self.given.around for kind in _above(other))} - {
            self.kind
        }
        if "patient" in kinds:
            yield self._row("patient", "p", patient_of(self.given))
        if "course" in kinds:
            yield from self._with_drugs("course", "c", {**self.given.course, "drugs": self.given.drugs})
        if "toxicity" in kinds:
            yield self._row("toxicity", "t", self.given.toxicity)

    def _with_rows(self, kind: str, name: str, record: Values, rows: Any) -> Iterator[Any]:
        yield self._row(kind, name, record)
        below = embedded(kind)
        for place, row in enumerate(rows):
            assert below is not None
            yield self._row(below.record.name, f"{name}-{place}", {**row, below.record.parent_id: name})

    def _with_drugs(self, kind: str, name: str, record: Values) -> Iterator[Any]:
        drugs = [{"drug": drug} for drug in record.get("drugs", ())] if kind == "course" else []
        yield from self._with_rows(kind, name, record, drugs)

    def _row(self, kind: str, name: str, values: Values) -> Any:
        parent = KINDS[kind].record.parent
        held = {n: value for n, value in typed(kind, values).items() if n in KINDS[kind].fields}
        place: dict[str, Any] = {"centre_id": self.centre}
        if kind != "patient":
            place["patient_id"] = f"{self.code}-{'r' if self.kind == 'patient' else 'p'}"
            above = values.get(f"{parent}_id") or ("r" if parent == self.kind else parent[0])
            place |= {f"{parent}_id": f"{self.code}-{above}"}
        else:
            place["number"] = f"{self.code}-{name}"
        answering: dict[str, Any] = (
            {"answers": {}, "questions": []} if not KINDS[kind].record.embedded else {}
        )
        row_id = f"{self.code}-{name}"
        return MODELS[kind](id=row_id, status=DRAFT, missing={}, **place, **answering, **held)

    def _twin(self, one: Values) -> Iterator[Any]:
        """Another patient, as like as the rule asks."""
        twin = Chart(f"{self.code}-twin", "diagnosis", Given({"iccc3": one["groups"][0]}))
        around = {"course": [{"first_dose": day} for day in one["first_doses"]]}
        yield from Chart(twin.code, "diagnosis", Given(twin.given.record, around=around)).rows()


def _above(kind: str) -> tuple[str, ...]:
    return () if kind == TWIN else above(kind)
