"""The toxicities behind the line listings of reactions, each with the records around it and what it counts as."""

from __future__ import annotations

from typing import Any

from exports.has.lines import PatientLines, iso_day
from exports.has.material import NOTHING, Record


class Reactions:
    """The toxicities of the dossier with the records around each, and what each counts as."""

    def __init__(self, lines: PatientLines) -> None:
        self.lines, self.material = lines, lines.material
        self._patients = self.material.by_id("patient")
        self._courses = self.material.by_id("course")

    def make(self) -> list[dict[str, Any]]:
        """One source per toxicity, by patient number and onset."""
        found = [self._source(record) for record in self.material.kind("toxicity")]
        return sorted(found, key=lambda s: (str(s["patient"].get("number")), str(s["toxicity"]["onset"])))

    def _source(self, toxicity: Record) -> dict[str, Any]:
        material = self.material
        patient = self._patients.get(toxicity["patient_id"], NOTHING)
        declarations = material.under("declaration", "toxicity_id").get(toxicity["id"], ())
        return {
            "toxicity": toxicity,
            "patient": patient,
            "course": self._courses.get(toxicity["course_id"], NOTHING),
            "drug": self._row("course_drug", "course_id", toxicity["course_id"]),
            "toxicity_drug": self._row("toxicity_drug", "toxicity_id", toxicity["id"]),
            "initiation": next(
                iter(material.under("initiation", "course_id").get(toxicity["course_id"], ())), NOTHING
            ),
            "diagnosis": self.lines.diagnosis_of(toxicity["patient_id"]),
            "declarations": sorted(declarations, key=lambda d: iso_day(d["sent_on"]) or "~"),
            "counted": self.material.counted.get(toxicity["id"], NOTHING),
            "followed": self.material.followed.get(toxicity["id"], NOTHING),
            "reference": material.references.get(toxicity["patient_id"], NOTHING),
        }

    def _row(self, kind: str, parent: str, record_id: str) -> Record:
        drug = self.material.counting.drug.lower()
        rows = self.material.rows(kind, parent).get(record_id, ())
        return next((row for row in rows if str(row["drug"]).lower() == drug), NOTHING)
