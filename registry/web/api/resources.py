"""What the API offers: one resource per record kind that has a form, and the lists of drugs and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from registry.access.permissions import Permission, right_to, right_to_write
from registry.fields.base import FieldSet, RecordKind
from registry.fields.catalogue import KINDS, embedded
from registry.models.base import OfPatient
from registry.models.catalogue import MODELS

PREFIX = "/api/v1"

ADDRESSES: Mapping[str, str] = MappingProxyType(
    {
        "patient": "patients",
        "consent": "consents",
        "diagnosis": "diagnoses",
        "alteration": "alterations",
        "history": "history-items",
        "prior_line": "prior-lines",
        "concomitant": "concomitants",
        "board": "boards",
        "access_request": "access-requests",
        "course": "courses",
        "initiation": "initiations",
        "dose_period": "dose-periods",
        "follow_up": "follow-ups",
        "lab_result": "lab-results",
        "assessment": "assessments",
        "ctdna": "ctdna",
        "toxicity": "toxicities",
        "toxicity_grade": "toxicity-grades",
        "declaration": "declarations",
        "questionnaire": "questionnaires",
        "subsequent": "subsequent-treatments",
        "special_situation": "special-situations",
        "drug": "drugs",
        "centre": "centres",
        "country": "countries",
    }
)
"""The last part of the address of each kind. They stay, whatever the labels become."""

READ_ONLY = frozenset({"centre", "country"})

P = Permission
_READERS: Mapping[str, tuple[Permission, ...]] = MappingProxyType(
    {
        "drug": (P.SUMMARIES, P.MANAGE_DRUGS),
        "centre": (P.READ, P.SUMMARIES, P.MANAGE_CENTRES),
        "country": (P.READ, P.SUMMARIES, P.MANAGE_CENTRES),
    }
)
"""Whoever has one of these reads the list; clinical records ask for the right to read records."""


@dataclass(frozen=True, slots=True)
class Resource:
    """The records of one kind under one address, and who may do what with them."""

    kind: str
    address: str

    @property
    def fields(self) -> type[FieldSet]:
        return KINDS[self.kind]

    @property
    def record(self) -> RecordKind:
        return self.fields.record

    @property
    def rows(self) -> type[FieldSet] | None:
        """The kind entered inside this one, under its own name."""
        return embedded(self.kind)

    @property
    def path(self) -> str:
        return f"{PREFIX}/{self.address}"

    @property
    def blueprint(self) -> str:
        """The name of its blueprint, apart from those of the pages."""
        return f"api_{self.address}"

    @property
    def is_writable(self) -> bool:
        return self.kind not in READ_ONLY

    @property
    def readers(self) -> tuple[Permission, ...]:
        return _READERS.get(self.kind, (P.READ,))

    @property
    def makers(self) -> tuple[Permission, ...]:
        """Who makes new ones."""
        return (right_to_write(self.kind),)

    @property
    def writers(self) -> tuple[Permission, ...]:
        """Who changes them: whoever writes one of their fields. What each may change is decided field by field."""
        rights = (right_to_write(self.kind, field.desk) for field in self.fields.fields.values())
        return tuple(dict.fromkeys(rights))

    @property
    def voiders(self) -> tuple[Permission, ...]:
        return (right_to(self.kind, P.VOID),)

    @property
    def filters(self) -> tuple[str, ...]:
        """The columns that a list can be narrowed by: the parent, the patient, the patient's number."""
        of_patient = ("patient_id",) if issubclass(MODELS[self.kind], OfPatient) else ()
        own = {"patient": ("number",), "centre": ("country_id",)}.get(self.kind, ())
        parent = (self.record.parent_id,) if self.record.parent else ()
        return tuple(dict.fromkeys((*parent, *of_patient, *own)))


RESOURCES: tuple[Resource, ...] = tuple(Resource(kind, address) for kind, address in ADDRESSES.items())
