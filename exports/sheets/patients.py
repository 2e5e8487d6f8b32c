"""One line per registered patient, with what the numbers count them as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.basis import Basis, records
from exports.listings import Item, computed, declared, identifier, labelled, listing, with_reasons, yes_no
from exports.style import Style
from exports.workbook import Sheet
from registry.fields.base import T
from registry.fields.diagnosis import DiagnosisFields
from registry.fields.patient import PatientFields
from registry.summaries.catalogue import READING_LABELS, SUBSET_LABELS
from registry.summaries.labels import category_label

if TYPE_CHECKING:
    import pandas as pd

NAME = T("Liste patients", "List of patients")

DIAGNOSIS = ("name", "iccc3", "diagnosis_date", "disease_status")


def make(basis: Basis) -> Sheet:
    return listing(NAME, _items(basis), records(_frame(basis)), keys=1)


def _frame(basis: Basis) -> pd.DataFrame:
    """The registered patients by number, with their diagnoses and what the numbers make of them."""
    ids = basis.frames.patients["patient_id"]
    patients = basis.frames.patients.assign(
        subset=ids.map(basis.patients["subset"]),
        diagnosis=ids.map(basis.patients["diagnosis"]),
        best=ids.map(basis.by_category("bor")),
    )[ids.isin(basis.patients.index)]
    return patients.join(_diagnoses(basis), on="patient_id").sort_values(["number", "patient_id"])


def _diagnoses(basis: Basis) -> pd.DataFrame:
    """The diagnoses of each patient, oldest first; the values of several are joined by ";"."""
    ordered = basis.frames.diagnoses.sort_values(["diagnosis_date", "diagnosis_id"])
    return ordered.groupby("patient_id")[with_reasons(DiagnosisFields, DIAGNOSIS, ordered)].agg(_joined)


def _joined(values: pd.Series[str]) -> str | None:
    return ";".join(values.dropna()) or None


def _items(basis: Basis) -> Iterator[Item]:
    with_text = basis.context.with_text
    yield from declared(PatientFields, "number", with_text=with_text)
    yield computed(T("Centre", "Centre"), lambda record: record["centre_id"])
    yield computed(T("Pays", "Country"), lambda record: record["country_id"])
    yield from declared(PatientFields, "sex", "birth_month", with_text=with_text)
    yield from labelled(
        "diagnosis",
        DiagnosisFields.category.label,
        lambda _record, code: category_label("orr", code),
    )
    yield from declared(DiagnosisFields, *DIAGNOSIS, with_text=with_text)
    yield from declared(
        PatientFields, "vital_status", "vital_status_date", "death_cause", with_text=with_text
    )
    yield from _counted_as(basis)
    yield identifier(T("Identifiant du patient", "Patient identifier"), "patient_id")


def _counted_as(basis: Basis) -> Iterator[Item]:
    """The populations and outputs that count the patient, under the chosen reading."""
    treated, evaluable = basis.members("treated"), basis.members("evaluable")
    responders, serious = basis.members("orr"), basis.members("toxicity_serious")
    worst = basis.by_category("toxicity_worst_grade")
    reading = READING_LABELS[basis.summary.parameters.reading]
    yield from labelled("subset", T("Traitement", "Treatment"), lambda _record, code: SUBSET_LABELS[code])
    yield yes_no(T("Traité", "Treated"), lambda record: record["patient_id"] in treated)
    yield yes_no(_read("Évaluable", "Evaluable", reading), lambda record: record["patient_id"] in evaluable)
    yield from labelled(
        "best",
        _read("Meilleure réponse", "Best response", reading),
        lambda _record, code: category_label("bor", code),
    )
    yield yes_no(_read("Répondeur", "Responder", reading), lambda record: record["patient_id"] in responders)
    yield computed(
        T("Pire grade de toxicité", "Worst toxicity grade"),
        lambda record: _number(worst.get(record["patient_id"])),
        style=Style.COUNT,
    )
    yield yes_no(T("Toxicité grave", "Serious toxicity"), lambda record: record["patient_id"] in serious)


def _read(fr: str, en: str, reading: T) -> T:
    return T(f"{fr} ({reading.fr.lower()})", f"{en} ({reading.en.lower()})")


def _number(grade: str | None) -> int | None:
    return int(grade) if grade and grade.isdigit() else None
