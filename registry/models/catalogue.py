"""The table of each record kind: importing this module maps them all."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from registry.models.access_request import AccessCriterion, AccessRequest
from registry.models.alteration import Alteration
from registry.models.assessment import Assessment
from registry.models.audit import AuditContext, AuditEntry, Event
from registry.models.authorisation import Authorisation
from registry.models.base import Versioned
from registry.models.board import Board
from registry.models.concomitant import Concomitant
from registry.models.consent import Consent
from registry.models.course import Course, CourseDrug
from registry.models.ctdna import Ctdna
from registry.models.declaration import Declaration
from registry.models.diagnosis import Diagnosis
from registry.models.dose_period import DosePeriod
from registry.models.draft import FormDraft, SavedRequest
from registry.models.drug import Drug
from registry.models.follow_up import FollowUp
from registry.models.history import History
from registry.models.initiation import Initiation
from registry.models.job import ExportJob, QueueCounter, QueuedTask, QueueValue, ScheduledTask
from registry.models.lab_result import LabResult
from registry.models.patient import Patient, PatientSerial
from registry.models.place import Centre, Country
from registry.models.prior_line import PriorLine
from registry.models.query import Query
from registry.models.questionnaire import Questionnaire, QuestionnaireScore
from registry.models.report_text import ReportText
from registry.models.snapshot import Snapshot, SnapshotPatient
from registry.models.special_situation import SpecialSituation
from registry.models.subsequent import Subsequent
from registry.models.terminology import TerminologyEntry, TerminologyRelease
from registry.models.toxicity import Toxicity, ToxicityDrug
from registry.models.toxicity_grade import ToxicityGrade
from registry.models.user import ApiToken, SignInAttempt, User, UserLink, UserSession

MODELS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "country": Country,
        "centre": Centre,
        "drug": Drug,
        "patient": Patient,
        "consent": Consent,
        "diagnosis": Diagnosis,
        "alteration": Alteration,
        "history": History,
        "prior_line": PriorLine,
        "concomitant": Concomitant,
        "board": Board,
        "access_request": AccessRequest,
        "access_criterion": AccessCriterion,
        "course": Course,
        "course_drug": CourseDrug,
        "initiation": Initiation,
        "dose_period": DosePeriod,
        "follow_up": FollowUp,
        "lab_result": LabResult,
        "assessment": Assessment,
        "ctdna": Ctdna,
        "toxicity": Toxicity,
        "toxicity_drug": ToxicityDrug,
        "toxicity_grade": ToxicityGrade,
        "declaration": Declaration,
        "questionnaire": Questionnaire,
        "questionnaire_score": QuestionnaireScore,
        "subsequent": Subsequent,
        "special_situation": SpecialSituation,
    }
)

AUDITED = (*MODELS.values(), Query, Authorisation, ReportText, PatientSerial, User, UserLink, ApiToken)
"""Tables whose every change the triggers write to the trail."""

UNAUDITED = (
    UserSession,
    SignInAttempt,
    FormDraft,
    SavedRequest,
    AuditEntry,
    AuditContext,
    Event,
    TerminologyRelease,
    TerminologyEntry,
    Snapshot,
    SnapshotPatient,
    ExportJob,
    QueuedTask,
    ScheduledTask,
    QueueValue,
    QueueCounter,
)
"""Tables that hold no record and no right: each says in its docstring what it is for."""

__all__ = ["AUDITED", "MODELS", "UNAUDITED", "Versioned"]
