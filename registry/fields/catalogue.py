"""All record kinds, parents before children: the order of import, export and dictionary."""

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.assessment import AssessmentFields
from registry.fields.base import FieldSet
from registry.fields.course import CourseDrugFields, CourseFields
from registry.fields.diagnosis import DiagnosisFields
from registry.fields.drug import DrugFields
from registry.fields.patient import PatientFields
from registry.fields.place import CentreFields, CountryFields
from registry.fields.toxicity import ToxicityDrugFields, ToxicityFields

KINDS: Mapping[str, type[FieldSet]] = MappingProxyType(
    {
        fields.record.name: fields
        for fields in (
            CountryFields,
            CentreFields,
            DrugFields,
            PatientFields,
            DiagnosisFields,
            CourseFields,
            CourseDrugFields,
            AssessmentFields,
            ToxicityFields,
            ToxicityDrugFields,
        )
    }
)


def children(kind: str) -> tuple[type[FieldSet], ...]:
    """The kinds whose parent is `kind`, in catalogue order."""
    return tuple(f for f in KINDS.values() if f.record.parent == kind)


def embedded(kind: str) -> type[FieldSet] | None:
    """The kind entered inside the form of `kind`, if any."""
    return next((f for f in children(kind) if f.record.embedded), None)
