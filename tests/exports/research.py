"""Rows of a research file made by hand: a source without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exports.exchange.source import Names, Row
from registry.fields.catalogue import KINDS

Record = Mapping[str, Any]


@dataclass(frozen=True)
class HandCase:
    patient_id: str
    rows: Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class HandSource:
    """records: by kind, one mapping of column to value each; a column that is not given is empty."""

    records: Mapping[str, Sequence[Record]]
    with_text: bool = True
    asked: list[str] = field(default_factory=list)

    def rows(self, kind: str, names: tuple[str, ...]) -> Iterator[Row]:
        self.asked.append(kind)
        return (tuple(record.get(name) for name in names) for record in self.records.get(kind, ()))

    def cases(self, names: Names) -> Iterator[HandCase]:
        for patient in self.records["patient"]:
            found = {kind: self._of(kind, asked, patient["id"]) for kind, asked in names.items()}
            yield HandCase(patient["id"], {kind: rows for kind, rows in found.items() if rows})

    def repeats(self, kind: str) -> int:
        owners = [record["patient_id"] for record in self.records.get(kind, ())]
        return max((owners.count(owner) for owner in owners), default=0)

    def _of(self, kind: str, names: tuple[str, ...], patient: str) -> list[Row]:
        key = "id" if kind == "patient" else "patient_id"
        records = self.records.get(kind, ()) if KINDS[kind].record.clinical else ()
        return [tuple(r.get(name) for name in names) for r in records if r[key] == patient]


def record(key: str, **values: Any) -> dict[str, Any]:
    return {"id": key, "version": 1, "status": "complete", **values}


def of_patient(patient: str, key: str, **values: Any) -> dict[str, Any]:
    return record(key, centre_id="FR-001", patient_id=patient, **values)


def small() -> HandSource:
    """One child with two courses and three toxicities, another with nothing."""
    return HandSource(
        {
            "country": [record("FR", language="fr")],
            "centre": [record("FR-001", country_id="FR", name="Centre A")],
            "drug": [record("trametinib", inn="trametinib", eu_year=2014)],
            "patient": [
                record(
                    "p1",
                    centre_id="FR-001",
                    number="FR-001-0001",
                    birth_month="2015-03",
                    sex="female",
                    predisposition="nf1;other",
                    information_date="2024-12-01",
                    birth_day=7,
                    surname_letters="ZZZ",
                ),
                record(
                    "p2",
                    centre_id="FR-001",
                    number="FR-001-0002",
                    birth_month="2016-01",
                    sex="male",
                    information_date_missing="unknown",
                ),
            ],
            "diagnosis": [
                of_patient("p1", "d1", category="cns", name="=1+1", iccc3="IIId", diagnosis_date="2023-05")
            ],
            "course": [
                of_patient("p1", "c-late", first_dose="2025-06-01"),
                of_patient("p1", "c-early", first_dose="2024-12-20", last_dose="2025-03-01"),
            ],
            "course_drug": [
                of_patient(
                    "p1",
                    "x1",
                    course_id="c-early",
                    drug="trametinib",
                    starting_dose=0.032,
                    dose_unit="mg",
                    dose_basis="kg_day",
                ),
            ],
            "assessment": [
                of_patient(
                    "p1",
                    "a1",
                    course_id="c-early",
                    visit="on_treatment",
                    assessed_on="2025-02-01",
                    criterion="RECIST_1_1",
                    response="PR",
                    target_measure=12.5,
                    report="a report",
                ),
            ],
            "toxicity": [
                of_patient("p1", "t1", course_id="c-late", term="rash_acneiform", grade="2", onset="2025-07"),
                of_patient(
                    "p1",
                    "t2",
                    course_id="c-early",
                    term="fever",
                    grade="3",
                    onset="2025-01-05",
                    seriousness="hospitalisation;important",
                    lab_baseline=-2.5,
                ),
                of_patient("p1", "t3", course_id="c-early", term="fever", grade="1", onset="2025-01"),
            ],
            "toxicity_drug": [
                of_patient("p1", "td1", toxicity_id="t2", drug="trametinib", causality="related")
            ],
        }
    )
