"""What stands in the registry that these tests read: a patient in each centre with a record of every kind."""

from __future__ import annotations

from dataclasses import dataclass

from tests.api.programs import ADDRESSES, CLINICAL, PARENTS, Document, Program
from tests.exports.hostile import FORMULAS, LOOKALIKES, SIGNS

CENTRES = ("FR-001", "FR-002", "ES-001")
HOSTILE = {"diagnosis": "name", "special_situation": "description"}
"""A field of one line and one of several."""
TEXTS = (*FORMULAS, *LOOKALIKES, *SIGNS)


@dataclass(frozen=True)
class Ground:
    """The records by centre and kind, each kind in the order they were made; and the patient who objected."""

    records: dict[str, dict[str, list[Document]]]
    objecting: Document

    def patient(self, centre: str) -> Document:
        return self.records[centre]["patient"][0]


def lay(program: Program) -> Ground:
    """Fill an empty registry."""
    records = {centre: _fill(program, centre) for centre in CENTRES}
    _repeat(program, records["FR-001"])
    return Ground(records, program.add("patient", centre_id="FR-001", objection="yes"))


def _fill(program: Program, centre: str) -> dict[str, list[Document]]:
    made: dict[str, list[Document]] = {}
    for kind in CLINICAL:
        parent = PARENTS.get(kind)
        place = {f"{parent}_id": made[parent][0]["id"]} if parent else {"centre_id": centre}
        made[kind] = [program.add(kind, **place)]
    return made


def _repeat(program: Program, made: dict[str, list[Document]]) -> None:
    """A diagnosis and a special situation for each text that files have spoiled elsewhere; the second one is void."""
    patient = made["patient"][0]["id"]
    void = program.add("diagnosis", patient_id=patient, name="entered by mistake")
    assert program.act("diagnosis", void, "void").status_code == 200
    for text in TEXTS:
        for kind, name in HOSTILE.items():
            answer = program.post(f"/{ADDRESSES[kind]}", {"patient_id": patient, name: text})
            if answer.status_code == 201:
                made[kind].append(answer.json)
