"""What toxicity led to, its grades and natures, and its rates over time."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.fields.values import TOXICITY_NATURE
from registry.summaries.catalogue.base import By, Output
from registry.summaries.catalogue.toxicity import CTCAE, EXACT, FRENCH_LAW, LEVELS, SHARE, WINDOW

HAS = "HAS, PUT-RD"
POISSON = "Garwood 1936"

RATED = ("rate_window_days", "conf_level")


def _consequence(name: str, title: T, events: T, what: T, *, source: str = "") -> dict[str, Output]:
    """Patients with a toxicity that had a consequence, and these toxicities."""
    return {
        name: Output(
            title,
            T(
                f"Patients traités ayant au moins une toxicité {what.fr}.",
                f"Treated patients with at least one toxicity {what.en}.",
            ),
            population="treated",
            unit="%",
            parameters=SHARE,
            source="; ".join(filter(None, (source, EXACT))),
        ),
        f"{name}_events": Output(
            events,
            T(f"Toxicités {what.fr}.", f"Toxicities {what.en}."),
            population="treated",
            unit="events",
            parameters=WINDOW,
            source=source,
        ),
    }


CONSEQUENCES: Mapping[str, Output] = MappingProxyType(
    {
        **_consequence(
            "toxicity_interruption",
            T("Patients interrompus pour toxicité", "Patients interrupted for toxicity"),
            T("Toxicités menant à une interruption", "Toxicities leading to interruption"),
            T(
                "qui a fait interrompre ou retarder ce médicament",
                "for which this drug was interrupted or delayed",
            ),
        ),
        **_consequence(
            "toxicity_reduction",
            T("Patients réduits pour toxicité", "Patients reduced for toxicity"),
            T("Toxicités menant à une réduction", "Toxicities leading to reduction"),
            T("qui a fait réduire la dose de ce médicament", "for which the dose of this drug was reduced"),
        ),
        **_consequence(
            "toxicity_death",
            T("Patients avec une toxicité mortelle", "Patients with a fatal toxicity"),
            T("Toxicités mortelles", "Fatal toxicities"),
            T(
                "de grade 5, avec le critère décès ou d’évolution fatale",
                "of grade 5, with the criterion death or a fatal outcome",
            ),
            source=f"{CTCAE}; {FRENCH_LAW}",
        ),
    }
)

NUMBERS: Mapping[str, Output] = MappingProxyType(
    {
        "toxicity_by_grade": Output(
            T("Patients par grade", "Patients by grade"),
            T(
                "Patients traités ayant au moins une toxicité de ce grade, pire ou non : un patient compte dans "
                "chaque grade qu’il a eu.",
                "Treated patients with at least one toxicity of this grade, worst or not: a patient counts in "
                "each grade he or she had.",
            ),
            population="treated",
            unit="%",
            by=By.GRADE,
            parameters=SHARE,
            source=CTCAE,
        ),
        "toxicity_by_grade_events": Output(
            T("Toxicités par grade", "Toxicities by grade"),
            T("Toxicités de ce grade, une par fiche.", "Toxicities of this grade, one per record."),
            population="treated",
            unit="events",
            by=By.GRADE,
            parameters=WINDOW,
            source=CTCAE,
        ),
        "toxicity_by_nature": Output(
            T("Patients, clinique ou biologique", "Patients, clinical or laboratory"),
            T(
                "Patients traités ayant au moins une toxicité clinique, biologique.",
                "Treated patients with at least one clinical, laboratory toxicity.",
            ),
            population="treated",
            unit="%",
            by=By.ANSWER,
            parameters=SHARE,
            values=TOXICITY_NATURE,
        ),
        "toxicity_by_nature_events": Output(
            T("Toxicités, cliniques ou biologiques", "Toxicities, clinical or laboratory"),
            T("Toxicités cliniques, biologiques.", "Clinical, laboratory toxicities."),
            population="treated",
            unit="events",
            by=By.ANSWER,
            parameters=WINDOW,
            values=TOXICITY_NATURE,
        ),
    }
)


def _rate(title: T, what: T, by: By = By.NOTHING, *, parameters: tuple[str, ...] = ()) -> Output:
    """Events per 100 patient-months."""
    return Output(
        title,
        T(
            f"{what.fr} pour 100 patients-mois, de la première prise à rate_window_days jours après la dernière, "
            "toxicités et durée ensemble ; intervalle exact de Poisson.",
            f"{what.en} per 100 patient-months, from the first dose to rate_window_days days after the last, "
            "toxicities and time alike; exact Poisson interval.",
        ),
        population="treated",
        unit="per 100 patient-months",
        by=by,
        parameters=(*parameters, *RATED),
        source=POISSON,
        values=TOXICITY_NATURE if by is By.ANSWER else None,
    )


RATES: Mapping[str, Output] = MappingProxyType(
    {
        "person_time": Output(
            T("Durée d’observation", "Person-time"),
            T(
                "Patients-mois de la première prise à rate_window_days jours après la dernière, sans dépasser la "
                "date de coupure, le décès ou la perte de vue. Un patient dont un traitement a une fin inconnue "
                "n’y est pas (n sur N).",
                "Patient-months from the first dose to rate_window_days days after the last, not beyond the cut-off,"
                " death or loss to follow-up. A patient with a course whose end is unknown is left out (n of N).",
            ),
            population="treated",
            unit="patient-months",
            parameters=("rate_window_days",),
            source=HAS,
        ),
        "toxicity_rate": _rate(T("Taux de toxicités", "Rate of toxicities"), T("Toxicités", "Toxicities")),
        "toxicity_related_rate": _rate(
            T("Taux de toxicités liées", "Rate of related toxicities"),
            T("Toxicités liées ou d’imputabilité manquante", "Toxicities related or without causality"),
        ),
        "toxicity_serious_rate": _rate(
            T("Taux de toxicités graves", "Rate of serious toxicities"),
            T("Toxicités graves", "Serious toxicities"),
        ),
        "toxicity_grade3_rate": _rate(
            T("Taux de toxicités de grade 3 ou plus", "Rate of toxicities of grade 3 or more"),
            T("Toxicités de grade 3, 4 ou 5", "Toxicities of grade 3, 4 or 5"),
        ),
        "toxicity_threshold_rate": _rate(
            T("Taux de toxicités au seuil de recueil", "Rate of toxicities at the collection threshold"),
            T(
                "Toxicités dont le grade atteint le seuil de recueil",
                "Toxicities whose grade reaches the collection threshold",
            ),
            parameters=LEVELS,
        ),
        "toxicity_nature_rate": _rate(
            T("Taux, clinique ou biologique", "Rate, clinical or laboratory"),
            T("Toxicités par nature,", "Toxicities by nature"),
            By.ANSWER,
        ),
        "toxicity_soc_rate": _rate(
            T("Taux par classe d’organe", "Rate by organ class"),
            T("Toxicités par classe d’organe,", "Toxicities by organ class"),
            By.SOC,
        ),
        "toxicity_term_rate": _rate(
            T("Taux par terme", "Rate by term"), T("Toxicités par terme,", "Toxicities by term"), By.TERM
        ),
    }
)
