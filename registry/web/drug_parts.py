"""Where each output of a summary stands on the page of a drug: its tab, its section, and the form of its table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from exports.sheets.toxicity import EVENTS, MISSING
from registry.fields.base import T
from registry.summaries.toxicity import FLAGS
from registry.web.drug_parts_quality import FURTHER
from registry.web.drug_plan import Form, Plan


def _terms(output: str) -> tuple[str, ...]:
    return (
        output,
        f"{output}_events",
        f"{output}_rate",
        *(f"{output}_grade_{grade}" for grade in range(1, 6)),
    )


TIMES = ("pfs", "os", "ttnt", "ttd", "dor")

FLOW = ("registered", "treated", "not_treated", "evaluable", "not_evaluable", "objected")  # above the tabs

SORTS = (*(output for output, _flag in FLAGS), *EVENTS.values(), *MISSING)
"""The sorts of toxicity: patients, events, and what lacks an answer."""

PARTS: Mapping[str, tuple[Plan, ...]] = MappingProxyType(
    {
        "overview": (
            Plan("groups", T("Réponse par diagnostic", "Response by diagnosis group"), Form.OWN, ("orr",)),
            Plan("best", T("Meilleure réponse", "Best response"), Form.OWN, ("bor",)),
        ),
        "use": (
            Plan(
                "who",
                T("Qui sont les patients", "Who the patients are"),
                Form.SHARES,
                (
                    "baseline_age_class",
                    "baseline_sex",
                    "baseline_diagnosis",
                    "baseline_disease_status",
                    "baseline_stage",
                    "baseline_metastatic",
                    "baseline_predisposition",
                    "baseline_basis",
                    "baseline_basis_gene",
                    "baseline_prior_treatment",
                ),
                T(
                    "À la première prise. % des patients dont la réponse est connue ; ce qui manque a sa ligne.",
                    "At first dose. % of the patients whose answer is known; what is missing has its own line.",
                ),
            ),
            Plan(
                "measures",
                T("Âge, taille, état général", "Age, size, performance"),
                Form.MEASURES,
                (
                    "baseline_age",
                    "baseline_prior_lines",
                    "baseline_weight",
                    "baseline_height",
                    "baseline_surface",
                    "baseline_performance",
                    "baseline_ecog",
                ),
            ),
            Plan(
                "doses",
                T("Doses et exposition", "Doses and exposure"),
                Form.MEASURES,
                (
                    "start_dose_ratio",
                    "start_dose_kg",
                    "start_dose_m2",
                    "dose_intensity",
                    "exposure_days",
                    "exposure_months",
                    "dose_interruption_days",
                ),
            ),
            Plan(
                "handling",
                T("Comment le médicament est pris", "How the drug is taken"),
                Form.SHARES,
                (
                    "treatment_status",
                    "stop_reason",
                    "start_dose_below",
                    "dosed",
                    "dose_interruption",
                    "dose_interruption_events",
                    "dose_interruption_reason",
                    "dose_reduction",
                    "dose_reduction_events",
                    "dose_reduction_reason",
                    "formulation",
                    "route",
                    "handling",
                    "deviation",
                    "exposure_estimated",
                ),
            ),
        ),
        "efficacy": (
            Plan(
                "rates",
                T("Réponse et contrôle de la maladie", "Response and disease control"),
                Form.SHARES,
                (
                    "orr_confirmed",
                    "orr_treated",
                    "orr_with_minor",
                    "dcr",
                    "clinical_benefit",
                    "bor_confirmed",
                    "partial_after_complete",
                ),
            ),
            Plan(
                "by-alteration",
                T("Réponse par altération et par forme", "Response by alteration and formulation"),
                Form.SHARES,
                ("orr_gene", "orr_alteration", "orr_formulation"),
                T("Intervalles exacts, aucun test.", "Exact intervals, no test."),
            ),
            Plan(
                "times",
                T("Durées", "Times to an event"),
                Form.TIMES,
                tuple(
                    f"{name}{more}"
                    for name in TIMES
                    for more in ("", "_rate", "_at_risk", *(("_follow_up",) if name in ("pfs", "os") else ()))
                ),
                T("Kaplan-Meier, en mois.", "Kaplan-Meier, in months."),
            ),
            Plan(
                "response-times",
                T("Délai de réponse, indice de croissance", "Time to response, growth modulation"),
                Form.SHARES,
                ("responders", "ttr", "ttbr", "gmi", "gmi_above"),
            ),
            Plan(
                "remarkable",
                T("Réponses exceptionnelles et prolongées", "Exceptional and long-term responses"),
                Form.SHARES,
                ("exceptional", "long_term", "remarkable_alteration"),
            ),
        ),
        "toxicity": (
            Plan("sorts", T("Toxicité", "Toxicity"), Form.OWN, SORTS),
            Plan(
                "natures",
                T("Par grade et par nature", "By grade and nature"),
                Form.PAIRS,
                (
                    "toxicity_by_grade",
                    "toxicity_by_grade_events",
                    "toxicity_by_nature",
                    "toxicity_by_nature_events",
                ),
                T(
                    "Un patient compte dans chaque grade qu’il a eu.",
                    "A patient counts in each grade he or she had.",
                ),
            ),
            Plan(
                "person-time",
                T("Rapportée au temps sous traitement", "Over time on the drug"),
                Form.SHARES,
                (
                    "person_time",
                    "toxicity_rate",
                    "toxicity_related_rate",
                    "toxicity_serious_rate",
                    "toxicity_grade3_rate",
                    "toxicity_threshold_rate",
                    "toxicity_nature_rate",
                ),
                T(
                    "n : toxicités ; taux pour 100 patients-mois, intervalle exact de Poisson.",
                    "n: toxicities; rate per 100 patient-months, exact Poisson interval.",
                ),
            ),
            Plan(
                "terms",
                T("Par classe d’organe et terme", "By organ class and term"),
                Form.OWN,
                (*_terms("toxicity_soc"), *_terms("toxicity_term"), "toxicity_worst_grade"),
            ),
        ),
        "life": (
            Plan(
                "scores",
                T("Qualité de vie", "Quality of life"),
                Form.SCORES,
                ("questionnaire_received", "questionnaire_score", "questionnaire_change"),
                T(
                    "Par instrument, répondant et visite, jamais de l’un à l’autre.",
                    "By instrument, respondent and visit, never across them.",
                ),
            ),
            Plan(
                "ctdna",
                T("ADN tumoral circulant", "Circulating tumour DNA"),
                Form.SHARES,
                ("ctdna", "ctdna_cleared", "ctdna_cleared_response"),
            ),
        ),
        "review": (
            Plan("readings", T("Lectures locale et relue", "Local and reviewed readings"), Form.OWN, ()),
            Plan(
                "changes",
                T("Ce que la relecture a changé", "What the review changed"),
                Form.SHARES,
                (
                    "reviewed",
                    "best_response_agrees",
                    "review_changed",
                    "review_changed_objective",
                    "review_kappa",
                    "orr_shift",
                ),
            ),
            Plan(
                "pairs",
                T("Évaluation par évaluation", "Assessment by assessment"),
                Form.OWN,
                ("review_pairs",),
            ),
        ),
        **FURTHER,
    }
)


def placed() -> frozenset[str]:
    """Every output that has its place."""
    return frozenset(FLOW).union(*(plan.outputs for plans in PARTS.values() for plan in plans))
