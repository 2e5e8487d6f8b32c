"""All record kinds, parents before children: the order of import, export and dictionary."""

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.access_request import AccessCriterionFields, AccessRequestFields
from registry.fields.alteration import AlterationFields
from registry.fields.assessment import AssessmentFields
from registry.fields.base import FieldSet
from registry.fields.board import BoardFields
from registry.fields.concomitant import ConcomitantFields
from registry.fields.consent import ConsentFields
from registry.fields.course import CourseDrugFields, CourseFields
from registry.fields.ctdna import CtdnaFields
from registry.fields.declaration import DeclarationFields
from registry.fields.diagnosis import DiagnosisFields
from registry.fields.dose_period import DosePeriodFields
from registry.fields.drug import DrugFields
from registry.fields.follow_up import FollowUpFields
from registry.fields.history import HistoryFields
from registry.fields.initiation import InitiationFields
from registry.fields.lab_result import LabResultFields
from registry.fields.patient import PatientFields
from registry.fields.place import CentreFields, CountryFields
from registry.fields.prior_line import PriorLineFields
from registry.fields.questionnaire import QuestionnaireFields, QuestionnaireScoreFields
from registry.fields.special_situation import SpecialSituationFields
from registry.fields.subsequent import SubsequentFields
from registry.fields.toxicity import ToxicityDrugFields, ToxicityFields, ToxicityGradeFields

KINDS: Mapping[str, type[FieldSet]] = MappingProxyType(
    {
        fields.record.name: fields
        for fields in (
            CountryFields,
            CentreFields,
            DrugFields,
            PatientFields,
            ConsentFields,
            DiagnosisFields,
            AlterationFields,
            HistoryFields,
            PriorLineFields,
            ConcomitantFields,
            BoardFields,
            AccessRequestFields,
            AccessCriterionFields,
            CourseFields,
            CourseDrugFields,
            InitiationFields,
            DosePeriodFields,
            FollowUpFields,
            LabResultFields,
            AssessmentFields,
            CtdnaFields,
            ToxicityFields,
            ToxicityDrugFields,
            ToxicityGradeFields,
            DeclarationFields,
            QuestionnaireFields,
            QuestionnaireScoreFields,
            SubsequentFields,
            SpecialSituationFields,
        )
    }
)


def children(kind: str) -> tuple[type[FieldSet], ...]:
    """The kinds whose parent is `kind`, in catalogue order."""
    return tuple(f for f in KINDS.values() if f.record.parent == kind)


def embedded(kind: str) -> type[FieldSet] | None:
    """The kind entered inside the form of `kind`, if any."""
    return next((f for f in children(kind) if f.record.embedded), None)
