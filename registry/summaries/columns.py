"""The frames of a drug: their columns, and how they hang together. Further columns are left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_PATIENTS = _columns(
    """patient_id number centre_id country_id sex birth_month predisposition objection vital_status
    vital_status_date death_cause status"""
)

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "patients": _PATIENTS,
        "diagnoses": _columns(
            """diagnosis_id patient_id category name iccc3 diagnosis_date disease_status stage_system stage
            is_metastatic status"""
        ),
        "courses": _columns(
            """course_id patient_id first_dose last_dose board_date access_scheme stop_reason best_response
            status"""
        ),
        "course_drugs": _columns(
            """course_id drug starting_dose dose_unit dose_basis dose_frequency route formulation planned_dose
            role"""
        ),
        "assessments": _columns(
            """assessment_id course_id patient_id visit assessed_on criterion response reviewed_response
            target_measure modality nadir new_lesion progression_context reviewed_on status"""
        ),
        "toxicities": _columns(
            """toxicity_id course_id patient_id term term_text nature grade onset ongoing end seriousness outcome
            hospitalised_on first_received expectedness status"""
        ),
        "toxicity_drugs": _columns("toxicity_id drug causality action sponsor_causality rechallenge role"),
        "toxicity_grades": _columns("toxicity_grade_id toxicity_id graded_on grade status"),
        "declarations": _columns("declaration_id toxicity_id recipient step sent_on acknowledged_on status"),
        "alterations": _columns(
            """alteration_id patient_id gene type partner hgvs vaf origin found_at assay sample sampled_on
            is_basis tier_scale tier status"""
        ),
        "prior_lines": _columns(
            """prior_line_id patient_id line types began ended progressed_on best_response end_reason
            status"""
        ),
        "subsequents": _columns("subsequent_id patient_id types began ended best_response status"),
        "consents": _columns("consent_id patient_id given_on status"),
        "histories": _columns("history_id patient_id began status"),
        "concomitants": _columns("concomitant_id patient_id began status"),
        "boards": _columns("board_id patient_id held_on status"),
        "initiations": _columns(
            """initiation_id course_id patient_id measured_on weight height performance_scale performance
            contraception has_changed still_eligible deviation handling baseline_done questionnaire_done
            status"""
        ),
        "dose_periods": _columns(
            """dose_period_id course_id patient_id drug change began ended dose dose_unit dose_basis
            dose_frequency route formulation change_reason toxicity_term status"""
        ),
        "follow_ups": _columns(
            """follow_up_id course_id patient_id month planned_on is_seen visited_on not_seen_reason weight
            height performance_scale performance puberty dose_changed adherence missed_doses has_toxicity
            assessment_done questionnaire_done status"""
        ),
        "lab_results": _columns(
            """lab_result_id course_id patient_id visit sampled_on analyte value unit lower upper baseline
            status"""
        ),
        "ctdna": _columns(
            "ctdna_id course_id patient_id visit sampled_on sample assay target result vaf copies status"
        ),
        "questionnaires": _columns(
            """questionnaire_id course_id patient_id visit instrument instrument_text instrument_version
            respondent is_filled filled_on not_filled_reason total_score status"""
        ),
        "questionnaire_scores": _columns("questionnaire_id dimension score"),
        "applicants": _PATIENTS,
        "requests": _columns(
            """access_request_id patient_id scheme type requested_on trial weight planned_dose dose_unit
            dose_basis dose_frequency route planned_months decision decided_on authorisation_number
            valid_from expires_on payer is_free is_started not_started_reason not_started_on status"""
        ),
        "situations": _columns(
            """special_situation_id patient_id situation occurred_on has_reaction first_received
            pregnancy_outcome ended_on exposed_from_week exposed_to_week malformation status"""
        ),
        "authorisations": _columns(
            "authorisation_id centre_id scheme authorised_on eligible never_received patient_id"
        ),
        "completeness": _columns("kind field centre_id expected missing"),
        "queries": _columns("query_id patient_id course_id kind raised_on closed_on"),
        "starts": _columns("patient_id first_dose post_treatment_follow_up course_id"),
        "reports": _columns("term drug reports"),
        "lacking": _columns("frame reason"),
    }
)
"""The columns that each frame must have."""


@dataclass(frozen=True, slots=True)
class Parent:
    """The frame that a record stands under, and the column that names it."""

    frame: str
    key: str


PARENTS: Mapping[str, Parent] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "diagnoses",
                "courses",
                "alterations",
                "prior_lines",
                "subsequents",
                "consents",
                "histories",
                "concomitants",
                "boards",
            ),
            Parent("patients", "patient_id"),
        ),
        **dict.fromkeys(("requests", "situations"), Parent("applicants", "patient_id")),
        **dict.fromkeys(
            (
                "course_drugs",
                "assessments",
                "toxicities",
                "initiations",
                "dose_periods",
                "follow_ups",
                "lab_results",
                "ctdna",
                "questionnaires",
            ),
            Parent("courses", "course_id"),
        ),
        **dict.fromkeys(
            ("toxicity_drugs", "toxicity_grades", "declarations"), Parent("toxicities", "toxicity_id")
        ),
        "questionnaire_scores": Parent("questionnaires", "questionnaire_id"),
    }
)
"""What each frame stands under, parents before children. People (patients, applicants) stand under nothing."""

PEOPLE = ("patients", "applicants")

BESIDE = ("authorisations", "completeness", "queries", "starts", "reports", "lacking")
"""Frames that are no records of the drug: a list, counts made in the database, what is asked about the records."""
