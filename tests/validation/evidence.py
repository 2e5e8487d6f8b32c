"""Which tests check which outputs and statistics, and against what. `python -m tests.validation` proves each line: its
tests pass, and look at every output that it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tests.validation.outputs import GROUPS, LISTED


class Source(StrEnum):
    """Where the expected values come from."""

    PUBLISHED = "published"
    R = "R"
    SECOND = "second implementation"
    HAND = "worked by hand"
    PROPERTY = "property"


INDEPENDENT = (Source.PUBLISHED, Source.R, Source.SECOND, Source.HAND)
"""A property holds for wrong numbers too: alone it is no proof of one."""


@dataclass(frozen=True)
class Evidence:
    """source: the kind. against: what the expected values are. tests: a file, or tests of it by the beginning of
    their name. proves: outputs and statistics by name."""

    source: Source
    against: str
    tests: str
    proves: tuple[str, ...]

    @property
    def counts_itself(self) -> bool:
        """It asks no summary: it counts in the converted data."""
        return self.tests.startswith("tests/cdisc")


def _line(source: Source, tests: str, against: str, proves: str) -> Evidence:
    return Evidence(source, against, f"tests/{tests}", tuple(proves.split()))


def _group(number: str) -> str:
    return " ".join(GROUPS[number][1])


P, R, S, H = Source.PUBLISHED, Source.R, Source.SECOND, Source.HAND

EVIDENCE: tuple[Evidence, ...] = (
    _line(
        P,
        "spec/test_published.py::test_published_response_rates",
        "larotrectinib, CNS: 11 of 28 = 39 % (22-59) and 5 of 11 = 45 % (17-77); dabrafenib and trametinib, "
        "high-grade glioma: 23 of 41 = 56 % (40-72); dabrafenib, low-grade glioma: 14 of 32 = 44 % (26-62)",
        "bor orr",
    ),
    _line(
        P,
        "spec/test_published.py::test_larotrectinib",
        "larotrectinib, CNS: disease control 26 of 28, 24-week clinical benefit 23 of 28 = 82 % (63-94)",
        "dcr clinical_benefit",
    ),
    _line(
        P,
        "spec/test_published.py::test_trametinib",
        "trametinib, low-grade glioma, 1 CR 7 PR 17 MR 23 SD 5 PD of 53: 15.1 %, 47.2 % with minor responses",
        "orr orr_with_minor",
    ),
    _line(
        P,
        "spec/test_published.py::test_sacha_review",
        "SACHA 2025: review changed 45 of 176 objective responses, 25.6 % (19.3-32.7)",
        "review_changed_objective orr_shift",
    ),
    _line(
        P,
        "spec/test_published.py::test_exact_intervals",
        "intervals printed beside published proportions",
        "exact_interval",
    ),
    _line(
        P,
        "spec/test_sacha_aggregates.py::test_the_national_list",
        "SACHA 2023, entered through the API: 188 authorised, 14 never treated, 107 of 174 found (61 %; 56 % and 67 % "
        "by year) in 21 centres; 69 + 24 + 14 by tumour, median age 6.0 (0.3-17.3), reactions in 40",
        "authorised authorised_never_received coverage coverage_year coverage_centre registered treated "
        "baseline_diagnosis baseline_age toxicity_threshold_related",
    ),
    _line(
        P,
        "spec/test_sacha_aggregates.py::test_central_review",
        "SACHA 2025, entered through the API: 640 patients, 176 responses reported, 45 changed on review",
        "registered treated orr_treated review_changed_objective",
    ),
    _line(
        P,
        "spec/test_pilot.py",
        "CDISC pilot study: patients with an event 65, 77, 76 of 86, 84, 84, events 281, 412, 433; 7 organ classes and "
        "15 terms as its report prints them, 20 terms as others printed them",
        "toxicity_any toxicity_events toxicity_soc toxicity_term",
    ),
    _line(
        P,
        "summaries/test_coverage.py::test_the_published",
        "SACHA 2023: 107 of 174, by year and centre",
        _group("O2"),
    ),
    _line(
        P,
        "statistics/test_counts.py::test_published_kappas",
        "SAS/STAT, Agreement Study; J. Uebersax; statsmodels",
        "kappa",
    ),
    _line(R, "statistics/test_counts.py::test_proportion_beside", "binom.test", "exact_interval one_sided"),
    _line(R, "statistics/test_counts.py::test_rate_per_person_time", "poisson.test", "poisson"),
    _line(
        R,
        "statistics/test_counts.py::test_disproportion_as",
        "glm, saturated logistic and log-binomial models",
        "ror",
    ),
    _line(
        R,
        "statistics/test_counts.py::test_kappa_by_the_delta",
        "delta method by numerical derivatives",
        "kappa",
    ),
    _line(R, "statistics/test_spread.py::test_spread", "mean, sd, quantile (type 7)", "spread"),
    _line(R, "statistics/test_survival_against_r.py::test_curve", "survfit", "kaplan_meier"),
    _line(R, "statistics/test_survival_against_r.py::test_bands", "survfit, three conf.type", "km_bands"),
    _line(R, "statistics/test_survival_against_r.py::test_median_as", "print(survfit)", "km_median"),
    _line(R, "statistics/test_survival_against_r.py::test_quartiles", "quantile(survfit)", "km_median"),
    _line(R, "statistics/test_survival_against_r.py::test_rate_at", "summary(survfit, times)", "km_rate"),
    _line(
        R,
        "statistics/test_survival_against_r.py::test_median_follow_up",
        "survfit, events exchanged",
        "follow_up",
    ),
    _line(R, "statistics/test_survival_against_r.py::test_log_rank", "survdiff", "log_rank"),
    _line(
        R,
        "summaries/test_signals.py::test_a_response_rate",
        "binom.test in both directions",
        "signal_response",
    ),
    _line(R, "summaries/test_rates.py::test_the_interval", "poisson.test", "toxicity_rate"),
    _line(R, "spec/test_data_quality.py::test_terms", "glm", "signal_term_ror signal_term_prr"),
    _line(
        S,
        "summaries/test_plain.py",
        "generated records, patient by patient in plain Python",
        "registered treated bor orr toxicity_events toxicity_worst_grade",
    ),
    _line(
        S,
        "cdisc/test_convert.py::test_responders",
        "CDISC oncology set, counted in plain Python",
        "bor",
    ),
    _line(H, "spec/test_flow.py", "small registries", _group("O1")),
    _line(H, "summaries/test_baseline.py", "four patients", _group("O3").replace("baseline_height", "")),
    _line(
        H,
        "summaries/test_use.py",
        "a few courses with their dose periods",
        """start_dose_ratio start_dose_below start_dose_kg start_dose_m2 exposure_days exposure_months
        exposure_estimated dose_intensity dosed dose_interruption dose_interruption_events
        dose_interruption_reason dose_interruption_days dose_reduction_reason route deviation""",
    ),
    _line(
        H,
        "spec/test_consequences.py",
        "three patients with six toxicities; ten patients followed for two years",
        """baseline_height formulation handling dose_reduction dose_reduction_events toxicity_interruption
        toxicity_interruption_events toxicity_reduction toxicity_reduction_events toxicity_death
        toxicity_death_events toxicity_by_grade toxicity_by_grade_events toxicity_by_nature
        toxicity_by_nature_events toxicity_term_grade_5 toxicity_grade3_rate toxicity_related_rate
        toxicity_threshold_rate toxicity_serious_rate toxicity_soc_rate pfs pfs_rate pfs_at_risk pfs_follow_up
        dor_rate dor_at_risk ttd ttd_rate ttd_at_risk ttnt ttnt_rate ttnt_at_risk""",
    ),
    _line(
        H,
        "spec/test_efficacy.py",
        "sequences of assessments",
        "evaluable not_evaluable bor orr best_response_agrees reviewed",
    ),
    _line(
        H,
        "spec/test_confirmation.py",
        "sequences of assessments",
        "bor_confirmed orr_confirmed partial_after_complete",
    ),
    _line(
        H,
        "spec/test_response_rates.py",
        "small registries",
        "orr_treated orr_with_minor dcr clinical_benefit orr_gene orr_alteration orr_formulation",
    ),
    _line(
        H,
        "spec/test_times.py",
        "dates of six patients",
        "pfs os os_rate os_at_risk os_follow_up ttd dor responders ttr ttbr gmi gmi_above",
    ),
    _line(
        H,
        "spec/test_toxicity.py",
        "small registries",
        """toxicity_any toxicity_events toxicity_worst_grade toxicity_grade3 toxicity_serious toxicity_serious_events
        toxicity_seriousness_missing toxicity_related toxicity_related_events toxicity_causality_missing
        toxicity_threshold toxicity_threshold_events toxicity_threshold_related toxicity_threshold_related_events
        threshold_or_serious threshold_or_serious_events toxicity_stop toxicity_stop_events toxicity_soc
        toxicity_soc_events toxicity_soc_grade_1 toxicity_soc_grade_2 toxicity_soc_grade_3 toxicity_soc_grade_4
        toxicity_soc_grade_5 toxicity_term toxicity_term_events toxicity_term_grade_1 toxicity_term_grade_2
        toxicity_term_grade_3 toxicity_term_grade_4""",
    ),
    _line(
        H,
        "summaries/test_rates.py",
        "two patients and their days",
        "person_time toxicity_rate toxicity_nature_rate toxicity_serious_rate toxicity_term_rate",
    ),
    _line(H, "summaries/test_declarations.py", "serious toxicities with their declarations", _group("O16")),
    _line(H, "summaries/test_declarations.py::test_the_listing", "the same, line by line", "serious_listing"),
    _line(H, "summaries/test_subjects.py::test_the_listing", "four courses, line by line", "subject_listing"),
    _line(H, "summaries/test_subjects.py::test_bars", "four courses", "swimmer"),
    _line(H, "summaries/test_subjects.py::test_marks", "four courses", "swimmer"),
    _line(H, "exports/test_plots.py::test_swimmer", "lengths and places in the drawing", "swimmer"),
    _line(H, "summaries/test_subjects.py::test_the_deepest", "four courses", "waterfall"),
    _line(H, "exports/test_plots.py::test_waterfall", "heights in the drawing", "waterfall"),
    _line(H, "summaries/test_subjects.py::test_changes", "four courses", "spider"),
    _line(H, "exports/test_plots.py::test_spider", "lines in the drawing", "spider"),
    _line(
        H,
        "spec/test_review.py",
        "small registries",
        """review_pairs review_changed review_changed_objective review_kappa orr_shift exceptional long_term
        remarkable_alteration ctdna ctdna_cleared ctdna_cleared_response""",
    ),
    _line(H, "summaries/test_signals.py", "ten patients", "signal_response signal_serious"),
    _line(H, "report/test_report.py::test_numbers_agree", "sentences in words", "report"),
    _line(H, "report/test_report.py::test_a_patient_with_two", "patients with two courses", "report"),
    _line(H, "report/test_report.py::test_only_the_reading", "rows of one reading", "report"),
    _line(H, "spec/test_data_quality.py", "small registries", _group("O23")),
    _line(H, "summaries/test_questionnaires.py", "small registries", _group("QoL")),
    _line(H, "statistics/test_counts.py::test_one_sided", "formulas at the ends", "one_sided"),
    _line(H, "statistics/test_counts.py::test_rates_by_hand", "formula at no event", "poisson"),
    _line(H, "statistics/test_counts.py::test_disproportion_by", "a table of four cells", "ror"),
    _line(H, "statistics/test_counts.py::test_kappa_by_hand", "a table of four cells", "kappa"),
    _line(H, "statistics/test_spread.py::test_four", "four values", "spread"),
    _line(
        H,
        "statistics/test_survival_by_hand.py",
        "a few patients",
        "kaplan_meier km_bands km_median km_rate",
    ),
    _line(
        Source.PROPERTY,
        "summaries/test_properties.py",
        "generated registries: names and order of records, centres, subsets, parts, populations, intervals, never NaN",
        " ".join(name for number in GROUPS for name in GROUPS[number][1] if name not in LISTED),
    ),
    _line(
        Source.PROPERTY,
        "statistics/test_survival_properties.py",
        "generated follow-ups",
        "kaplan_meier km_bands km_median km_rate follow_up log_rank",
    ),
)
