"""One line per toxicity, with its causality to this drug and what the numbers count it as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.basis import Basis, records
from exports.listings import (
    Item,
    Record,
    computed,
    declared,
    identifier,
    labelled,
    listing,
    recorded,
    with_reasons,
    yes_no,
)
from exports.style import Style
from exports.workbook import Sheet
from registry.fields.base import T
from registry.fields.patient import PatientFields
from registry.fields.toxicity import ToxicityDrugFields, ToxicityFields
from registry.summaries.toxicity import CRITERIA
from registry.terminology.ctcae import SOCS, terms

if TYPE_CHECKING:
    import pandas as pd

NAME = T("Liste toxicités", "List of toxicities")


def make(basis: Basis) -> Sheet:
    return listing(NAME, _items(basis), records(_frame(basis)), keys=1)


def _frame(basis: Basis) -> pd.DataFrame:
    """The toxicities by patient and onset, with causality and action towards this drug."""
    frames = basis.frames
    patients = frames.patients.set_index("patient_id")[["number", "centre_id"]]
    own = frames.toxicity_drugs[frames.toxicity_drugs["drug"].str.lower() == frames.drug.lower()]
    judged = with_reasons(ToxicityDrugFields, ("causality", "action"), own)
    drug = own.drop_duplicates("toxicity_id").set_index("toxicity_id")[judged]
    counted = basis.events[["related"]].assign(counted=True)
    toxicities = frames.toxicities.join(counted).join(patients, on="patient_id")
    toxicities = toxicities.join(drug, on="toxicity_id").assign(soc=toxicities["term"].map(_soc))
    return toxicities.sort_values(["number", "onset", "toxicity_id"])


def _items(basis: Basis) -> Iterator[Item]:
    with_text = basis.context.with_text
    yield from declared(PatientFields, "number", with_text=with_text)
    yield computed(T("Centre", "Centre"), lambda record: record["centre_id"])
    yield from labelled(
        "soc", T("Classe d’organe", "Organ class"), lambda _record, soc: SOCS.get(soc) or T(soc, soc)
    )
    yield from declared(ToxicityFields, "term", "term_text", "nature", with_text=with_text)
    yield recorded(ToxicityFields.grade, style=Style.COUNT)
    yield from declared(ToxicityFields, "onset", "ongoing", "end", with_text=with_text)
    yield yes_no(T("Grave", "Serious"), _is_serious)
    yield from declared(ToxicityFields, "seriousness", with_text=with_text)
    yield from declared(ToxicityDrugFields, "causality", "action", with_text=with_text)
    yield from declared(ToxicityFields, "outcome", with_text=with_text)
    yield yes_no(T("Comptée", "Counted"), lambda record: record["counted"] is True)
    yield yes_no(T("Comptée comme liée", "Counted as related"), lambda record: record["related"] is True)
    yield identifier(T("Identifiant de la toxicité", "Toxicity identifier"), "toxicity_id")


def _soc(term: object) -> str | None:
    return terms()[term].soc if isinstance(term, str) and term in terms() else None


def _is_serious(record: Record) -> bool:
    return not CRITERIA.isdisjoint((record["seriousness"] or "").split(";"))
