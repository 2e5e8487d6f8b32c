"""The outputs of the summary by the question they answer, and the statistics beneath them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "O1": (
            "flow",
            _names(
                "registered objected treated not_treated treatment_status stop_reason drafts beneath_drafts"
            ),
        ),
        "O2": (
            "coverage",
            _names("authorised authorised_never_received coverage coverage_year coverage_centre"),
        ),
        "O3": (
            "baseline table",
            _names(
                """baseline_age baseline_age_class baseline_sex baseline_diagnosis baseline_disease_status
                baseline_stage baseline_metastatic baseline_predisposition baseline_basis baseline_basis_gene
                baseline_prior_lines baseline_prior_treatment baseline_weight baseline_height baseline_surface
                baseline_performance baseline_ecog"""
            ),
        ),
        "O4": (
            "use",
            _names(
                """start_dose_ratio start_dose_below start_dose_kg start_dose_m2 exposure_days exposure_months
                exposure_estimated dose_intensity dosed dose_interruption dose_interruption_events
                dose_interruption_reason dose_interruption_days dose_reduction dose_reduction_events
                dose_reduction_reason formulation route handling deviation"""
            ),
        ),
        "O5": (
            "best overall response",
            _names("evaluable not_evaluable bor best_response_agrees bor_confirmed partial_after_complete"),
        ),
        "O6": ("response rate", _names("orr orr_treated orr_confirmed orr_with_minor")),
        "O7": ("by histology, alteration, formulation", _names("orr_gene orr_alteration orr_formulation")),
        "O8": ("disease control and clinical benefit", _names("dcr clinical_benefit")),
        "O9": ("duration of response", _names("responders dor dor_rate dor_at_risk")),
        "O10": ("time to response", _names("ttr ttbr")),
        "O11": (
            "survival and times",
            _names(
                """pfs pfs_rate pfs_at_risk pfs_follow_up os os_rate os_at_risk os_follow_up ttnt ttnt_rate
                ttnt_at_risk ttd ttd_rate ttd_at_risk"""
            ),
        ),
        "O12": ("growth modulation index", _names("gmi gmi_above")),
        "O13": (
            "toxicity overview",
            _names(
                """toxicity_any toxicity_events toxicity_worst_grade toxicity_grade3 toxicity_serious
                toxicity_serious_events toxicity_seriousness_missing toxicity_related toxicity_related_events
                toxicity_causality_missing toxicity_threshold toxicity_threshold_events
                toxicity_threshold_related toxicity_threshold_related_events threshold_or_serious
                threshold_or_serious_events toxicity_stop toxicity_stop_events toxicity_interruption
                toxicity_interruption_events toxicity_reduction toxicity_reduction_events toxicity_death
                toxicity_death_events toxicity_by_grade toxicity_by_grade_events toxicity_by_nature
                toxicity_by_nature_events"""
            ),
        ),
        "O14": (
            "toxicity by class, term and worst grade, and per 100 patient-months",
            _names(
                """toxicity_soc toxicity_soc_events toxicity_soc_grade_1 toxicity_soc_grade_2
                toxicity_soc_grade_3 toxicity_soc_grade_4 toxicity_soc_grade_5 toxicity_term
                toxicity_term_events toxicity_term_grade_1 toxicity_term_grade_2 toxicity_term_grade_3
                toxicity_term_grade_4 toxicity_term_grade_5 person_time toxicity_rate toxicity_related_rate
                toxicity_serious_rate toxicity_grade3_rate toxicity_threshold_rate toxicity_nature_rate
                toxicity_soc_rate toxicity_term_rate"""
            ),
        ),
        "O15": ("serious listing", _names("serious_listing")),
        "O16": (
            "declarations",
            _names("declared declared_in_time declaration_overdue declaration_clock declaration_delay"),
        ),
        "O17": ("swimmer plot", _names("swimmer")),
        "O18": ("waterfall plot", _names("waterfall")),
        "O19": ("spider plot", _names("spider")),
        "O20": ("subject listing", _names("subject_listing")),
        "O21": (
            "local against reviewed",
            _names("reviewed review_pairs review_changed review_changed_objective review_kappa orr_shift"),
        ),
        "O22": ("signals", _names("signal_response signal_serious signal_term_ror signal_term_prr")),
        "O23": (
            "data quality",
            _names(
                """completeness completeness_field completeness_centre contact visits_overdue queries_open
                queries_open_age"""
            ),
        ),
        "O24": ("report under the headings of the authorities", _names("report")),
        "Outliers": (
            "exceptional and long-term responders",
            _names("exceptional long_term remarkable_alteration"),
        ),
        "DNA": ("circulating tumour DNA", _names("ctdna ctdna_cleared ctdna_cleared_response")),
        "QoL": ("quality of life", _names("questionnaire_received questionnaire_score questionnaire_change")),
    }
)
"""Number and title of each group, and its outputs: rows of the summary, or a listing or a plot."""

LISTED = ("serious_listing", "swimmer", "waterfall", "spider", "subject_listing", "report")
"""Outputs that are no rows of the summary."""

STATISTICS: Mapping[str, str] = MappingProxyType(
    {
        "exact_interval": "exact binomial interval (Clopper-Pearson)",
        "one_sided": "exact one-sided bounds and p-values beside a reference",
        "poisson": "exact Poisson interval of a rate",
        "kaplan_meier": "Kaplan-Meier curve, numbers at risk, standard error",
        "km_bands": "bands of the curve: log-log, log, plain",
        "km_median": "median and quartiles with their intervals",
        "km_rate": "survival at a time with its interval",
        "follow_up": "median follow-up (reverse Kaplan-Meier)",
        "log_rank": "log-rank test",
        "kappa": "kappa with its standard error and interval",
        "ror": "reporting odds ratio and proportional reporting ratio",
        "spread": "mean, standard deviation, median, quartiles",
    }
)
