"""The table of each record kind: importing this module maps them all."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from registry.models.assessment import Assessment
from registry.models.audit import AuditContext, AuditEntry, Event
from registry.models.base import Versioned
from registry.models.course import Course, CourseDrug
from registry.models.diagnosis import Diagnosis
from registry.models.draft import FormDraft, SavedRequest
from registry.models.drug import Drug
from registry.models.patient import Patient, PatientSerial
from registry.models.place import Centre, Country
from registry.models.toxicity import Toxicity, ToxicityDrug
from registry.models.user import ApiToken, SignInAttempt, User, UserLink, UserSession

MODELS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "country": Country,
        "centre": Centre,
        "drug": Drug,
        "patient": Patient,
        "diagnosis": Diagnosis,
        "course": Course,
        "course_drug": CourseDrug,
        "assessment": Assessment,
        "toxicity": Toxicity,
        "toxicity_drug": ToxicityDrug,
    }
)

AUDITED = (*MODELS.values(), PatientSerial, User, UserLink, ApiToken)
"""Tables whose every change the triggers write to the trail."""

UNAUDITED = (UserSession, SignInAttempt, FormDraft, SavedRequest, AuditEntry, AuditContext, Event)
"""Tables that hold no record and no right: each says in its docstring what it is for."""

__all__ = ["AUDITED", "MODELS", "UNAUDITED", "Versioned"]
