"""Declarations, signals, coverage, quality of life, and the quality of the data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T, values
from registry.summaries.catalogue.base import By, Output
from registry.summaries.catalogue.baseline import HAS, measure

EXACT = "Clopper, Pearson 1934"
FRENCH_LAW = "R. 5121-161 CSP"
SACHA = "SACHA, ASCO 2023, abstract 10019"
LEVEL = ("conf_level",)
DUE = ("deadline_days",)

CLOCK = values(
    "clock",
    ("first_received", "Date où le centre l’a connue", "Day on which the centre learnt of it"),
    ("onset", "Début de la toxicité", "Onset of the toxicity"),
    ("none", "Aucune date complète", "No full date"),
)


def _share(
    title: T, definition: T, *, parameters: tuple[str, ...] = (), by: By = By.NOTHING, source: str = ""
) -> Output:
    """A share of the serious toxicities."""
    return Output(
        title,
        definition,
        population="serious",
        unit="%",
        by=by,
        parameters=(*parameters, *LEVEL),
        source="; ".join(filter(None, (source, EXACT))),
        values=CLOCK if by is By.ANSWER else None,
    )


DECLARATIONS: Mapping[str, Output] = MappingProxyType(
    {
        "declared": _share(
            T("Toxicités graves déclarées", "Serious toxicities declared"),
            T(
                "Toxicités graves ayant au moins une déclaration envoyée, hors annulations.",
                "Serious toxicities with at least one declaration sent, nullifications left out.",
            ),
            source=FRENCH_LAW,
        ),
        "declared_in_time": _share(
            T("Toxicités graves déclarées à temps", "Serious toxicities declared in time"),
            T(
                "Toxicités graves déclarées en deadline_days jours au plus après que le centre les a connues, à "
                "défaut après leur début.",
                "Serious toxicities declared at most deadline_days days after the centre learnt of them, or else "
                "after their onset.",
            ),
            parameters=DUE,
            source=FRENCH_LAW,
        ),
        "declaration_overdue": _share(
            T("Déclarations en retard", "Declarations overdue"),
            T(
                "Toxicités graves non déclarées, connues depuis plus de deadline_days jours à la date de coupure.",
                "Serious toxicities not declared and known for more than deadline_days days on the cut-off.",
            ),
            parameters=DUE,
            source=FRENCH_LAW,
        ),
        "declaration_clock": _share(
            T("Point de départ du délai", "Start of the delay"),
            T(
                "Toxicités graves selon la date d’où part le délai ; sans date complète, ni délai ni retard.",
                "Serious toxicities by the date that starts the delay; without a full date there is neither delay "
                "nor being overdue.",
            ),
            by=By.ANSWER,
        ),
        "declaration_delay": measure(
            "Délai de déclaration",
            "Delay of declaration",
            "Jours entre ce point de départ et la première déclaration.",
            "Days from that start to the first declaration.",
            "days",
            population="serious",
            source=FRENCH_LAW,
        ),
    }
)

_BOUNDS_FR = (
    "avec ses bornes exactes unilatérales, chacune au niveau de confiance, à côté de la référence. Un écart est à "
    "discuter, jamais une conclusion ; rien n’est corrigé pour le nombre de comparaisons."
)
_BOUNDS_EN = (
    "with its exact one-sided bounds, each at the confidence level, beside the reference. A difference is to be "
    "discussed, never a conclusion; nothing is corrected for the number of comparisons."
)

FINDINGS: Mapping[str, T] = MappingProxyType(
    {
        "above": T("au-dessus de la référence : à discuter", "above the reference: to be discussed"),
        "below": T("au-dessous de la référence : à discuter", "below the reference: to be discussed"),
        "within": T("compatible avec la référence", "compatible with the reference"),
        "no_reference": T("aucune référence choisie", "no reference chosen"),
        "more_often": T(
            "plus souvent qu’avec les autres médicaments : à discuter",
            "more often than with the other drugs: to be discussed",
        ),
        "not_more_often": T(
            "pas plus souvent qu’avec les autres médicaments", "not more often than with the other drugs"
        ),
    }
)
"""What a row of signals finds, in words."""


def _ratio(title: T, ratio: T, *, source: str) -> Output:
    return Output(
        title,
        T(
            f"{ratio.fr} de chaque terme de toxicité sous le médicament, par rapport aux autres médicaments du "
            "registre, avec son intervalle log-normal. Un indice pour le comité de pilotage, jamais une conclusion : "
            "on ne déclare pas de la même façon pour tous les médicaments, maladies et centres ; rien n’est corrigé "
            "pour le nombre de comparaisons. Sans filtre seulement.",
            f"{ratio.en} of each term of toxicity on the drug, beside the other drugs of the registry, with its "
            "log-normal interval. A hint for the steering committee, never a conclusion: reporting differs between "
            "drugs, diseases and centres; nothing is corrected for the number of comparisons. Without filters only.",
        ),
        population="reports",
        unit="ratio",
        by=By.TERM,
        parameters=LEVEL,
        source=source,
    )


SIGNALS: Mapping[str, Output] = MappingProxyType(
    {
        "signal_response": Output(
            T("Réponse comparée à la référence", "Response beside the reference"),
            T(f"Taux de réponse {_BOUNDS_FR}", f"Response rate {_BOUNDS_EN}"),
            population="evaluable",
            unit="%",
            by=By.DIAGNOSIS,
            parameters=("reference_response", "minor_response", *LEVEL),
            read=True,
            source=EXACT,
        ),
        "signal_serious": Output(
            T("Toxicité grave comparée à la référence", "Serious toxicity beside the reference"),
            T(
                f"Part des patients avec une toxicité grave {_BOUNDS_FR}",
                f"Share of the patients with a serious toxicity {_BOUNDS_EN}",
            ),
            population="treated",
            unit="%",
            by=By.DIAGNOSIS,
            parameters=("reference_serious", "window_days", *LEVEL),
            source=EXACT,
        ),
        "signal_term_ror": _ratio(
            T("Terme comparé aux autres médicaments : ROR", "Term beside the other drugs: ROR"),
            T("Rapport de cotes de déclaration", "Reporting odds ratio"),
            source="van Puijenbroek 2002",
        ),
        "signal_term_prr": _ratio(
            T("Terme comparé aux autres médicaments : PRR", "Term beside the other drugs: PRR"),
            T("Rapport proportionnel de déclaration", "Proportional reporting ratio"),
            source="Evans, Waller, Davis 2001",
        ),
    }
)


def _coverage(title: T, definition: T, *, unit: str = "%", by: By = By.NOTHING) -> Output:
    return Output(
        title,
        definition,
        population="authorised",
        unit=unit,
        by=by,
        parameters=LEVEL if unit == "%" else (),
        source=SACHA,
    )


COVERAGE: Mapping[str, Output] = MappingProxyType(
    {
        "authorised": Output(
            T("Autorisations de la liste", "Authorisations of the list"),
            T(
                "Lignes éligibles de la liste d’autorisations importée, datées au plus de la date de coupure.",
                "Eligible lines of the imported list of authorisations, dated on or before the cut-off.",
            ),
            population="",
            unit="records",
            source=SACHA,
        ),
        "authorised_never_received": _coverage(
            T("Autorisés, jamais traités", "Authorised, never treated"),
            T(
                "Autorisations éligibles dont le médicament n’a jamais été reçu, selon la liste.",
                "Eligible authorisations whose drug was never received, by the list.",
            ),
            unit="records",
        ),
        "coverage": _coverage(
            T("Couverture", "Coverage"),
            T(
                "Autorisations retrouvées dans le registre, sur les autorisations éligibles dont le médicament a été "
                "reçu. Sans liste, non calculable.",
                "Authorisations found in the registry, of the eligible ones whose drug was received. Not calculable "
                "without a list.",
            ),
        ),
        "coverage_year": _coverage(
            T("Couverture par année", "Coverage by year"),
            T("La même, par année d’autorisation.", "The same, by year of authorisation."),
            by=By.ANSWER,
        ),
        "coverage_centre": _coverage(
            T("Couverture par centre", "Coverage by centre"),
            T("La même, par centre.", "The same, by centre."),
            by=By.ANSWER,
        ),
    }
)


def _form(title: T, definition: T, *, unit: str = "%") -> Output:
    return Output(
        title,
        definition,
        population="questionnaires" if unit == "%" else "",
        unit=unit,
        by=By.QUESTIONNAIRE,
        parameters=LEVEL if unit == "%" else (),
        source=HAS,
    )


QUESTIONNAIRES: Mapping[str, Output] = MappingProxyType(
    {
        "questionnaire_received": _form(
            T("Questionnaires reçus", "Questionnaires received"),
            T(
                "Questionnaires remplis, sur les attendus (fiches remplies ou non), par instrument, répondant et "
                "visite.",
                "Questionnaires filled in, of those expected (forms filled in or not), by instrument, respondent and"
                " visit.",
            ),
        ),
        "questionnaire_score": Output(
            T("Score de qualité de vie", "Quality-of-life score"),
            T(
                "Score total par instrument, répondant et visite : jamais d’un instrument ou d’un répondant à un "
                "autre. Le dernier questionnaire de la visite compte.",
                "Total score by instrument, respondent and visit, never across instruments or respondents. The "
                "latest questionnaire of the visit counts.",
            ),
            population="treated",
            unit="score",
            by=By.QUESTIONNAIRE,
            source=HAS,
        ),
        "questionnaire_change": Output(
            T("Changement depuis la référence", "Change from baseline"),
            T(
                "Score total moins celui de la référence, même patient, même instrument, même répondant.",
                "Total score less that of the baseline, same patient, same instrument, same respondent.",
            ),
            population="treated",
            unit="score",
            by=By.QUESTIONNAIRE,
            source=HAS,
        ),
    }
)
