"""Toxicity: patients and events, worst grades, tables by organ class and by term."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.summaries.catalogue.base import By, Output

CTCAE = "CTCAE v5.0"
EXACT = "Clopper, Pearson 1934"
FRENCH_LAW = "R. 5121-152 CSP"
PILOT = "CDISC pilot study, treatment-emergent events"
THRESHOLD = "SACHA, ASCO 2022, abstract 10006"

WINDOW = ("window_days",)
SHARE = ("window_days", "conf_level")
LEVELS = ("clinical_threshold", "laboratory_threshold")

TOXICITY: Mapping[str, Output] = MappingProxyType(
    {
        "toxicity_any": Output(
            T("Patients avec au moins une toxicité", "Patients with at least one toxicity"),
            T(
                "Patients traités ayant au moins une toxicité débutée le jour de la première prise ou "
                "après, quels que soient le grade et l’imputabilité. Une date partielle se compare à sa "
                "propre précision.",
                "Treated patients with at least one toxicity whose onset is on or after the first dose, "
                "any grade, any causality. A partial date is compared at its own precision.",
            ),
            population="treated",
            unit="%",
            parameters=SHARE,
            source=f"{PILOT}; {EXACT}",
        ),
        "toxicity_events": Output(
            T("Toxicités", "Toxicities"),
            T(
                "Toxicités des patients traités débutées le jour de la première prise ou après, une par "
                "fiche.",
                "Toxicities of treated patients with onset on or after the first dose, one per record.",
            ),
            population="treated",
            unit="events",
            parameters=WINDOW,
            source=PILOT,
        ),
        "toxicity_worst_grade": Output(
            T("Patients par pire grade", "Patients by worst grade"),
            T(
                "Patients traités selon le grade le plus élevé de leurs toxicités ; la somme est le "
                "nombre de patients avec au moins une toxicité.",
                "Treated patients by the highest grade of their toxicities; the sum is the number of "
                "patients with at least one toxicity.",
            ),
            population="treated",
            unit="%",
            by=By.GRADE,
            parameters=SHARE,
            source=CTCAE,
        ),
        "toxicity_grade3": Output(
            T("Patients avec un grade 3 ou plus", "Patients with grade 3 or more"),
            T(
                "Patients traités ayant au moins une toxicité de grade 3, 4 ou 5.",
                "Treated patients with at least one toxicity of grade 3, 4 or 5.",
            ),
            population="treated",
            unit="%",
            parameters=SHARE,
            source=CTCAE,
        ),
        "toxicity_serious": Output(
            T("Patients avec une toxicité grave", "Patients with a serious toxicity"),
            T(
                "Patients traités ayant au moins une toxicité qui remplit un des six critères de gravité."
                " Le grade ne fait pas la gravité.",
                "Treated patients with at least one toxicity that meets any of the six seriousness "
                "criteria. The grade does not make it serious.",
            ),
            population="treated",
            unit="%",
            parameters=SHARE,
            source=FRENCH_LAW,
        ),
        "toxicity_serious_events": Output(
            T("Toxicités graves", "Serious toxicities"),
            T(
                "Toxicités qui remplissent un des six critères de gravité.",
                "Toxicities that meet any of the six seriousness criteria.",
            ),
            population="treated",
            unit="events",
            parameters=WINDOW,
            source=FRENCH_LAW,
        ),
        "toxicity_seriousness_missing": Output(
            T("Toxicités sans gravité renseignée", "Toxicities without seriousness"),
            T(
                "Toxicités dont les critères de gravité ne sont pas renseignés ; elles comptent comme non"
                " graves.",
                "Toxicities whose seriousness criteria were not answered; they count as not serious.",
            ),
            population="treated",
            unit="events",
            parameters=WINDOW,
        ),
        "toxicity_related": Output(
            T("Patients avec une toxicité liée", "Patients with a related toxicity"),
            T(
                "Patients traités ayant au moins une toxicité dont le lien avec ce médicament n’est ni "
                "improbable ni exclu ; une imputabilité manquante compte comme liée.",
                "Treated patients with at least one toxicity whose causality to this drug is neither "
                "unlikely nor unrelated; a missing causality counts as related.",
            ),
            population="treated",
            unit="%",
            parameters=SHARE,
        ),
        "toxicity_related_events": Output(
            T("Toxicités liées", "Related toxicities"),
            T(
                "Toxicités dont le lien avec ce médicament n’est ni improbable ni exclu, ou n’est pas "
                "renseigné.",
                "Toxicities whose causality to this drug is neither unlikely nor unrelated, or is missing.",
            ),
            population="treated",
            unit="events",
            parameters=WINDOW,
        ),
        "toxicity_causality_missing": Output(
            T("Toxicités sans imputabilité", "Toxicities without causality"),
            T(
                "Toxicités sans imputabilité à ce médicament, comptées comme liées.",
                "Toxicities without a causality to this drug, counted as related.",
            ),
            population="treated",
            unit="events",
            parameters=WINDOW,
        ),
        "toxicity_threshold": Output(
            T("Patients au seuil de recueil", "Patients at the collection threshold"),
            T(
                "Patients traités ayant au moins une toxicité clinique ou biologique dont le grade "
                "atteint le seuil de recueil.",
                "Treated patients with at least one clinical or laboratory toxicity whose grade reaches "
                "the collection threshold.",
            ),
            population="treated",
            unit="%",
            parameters=(*LEVELS, *SHARE),
            source=THRESHOLD,
        ),
        "toxicity_threshold_events": Output(
            T("Toxicités au seuil de recueil", "Toxicities at the collection threshold"),
            T(
                "Toxicités cliniques ou biologiques dont le grade atteint le seuil de recueil.",
                "Clinical or laboratory toxicities whose grade reaches the collection threshold.",
            ),
            population="treated",
            unit="events",
            parameters=(*LEVELS, *WINDOW),
            source=THRESHOLD,
        ),
        "toxicity_threshold_related": Output(
            T("Patients au seuil, toxicité liée", "Patients at the threshold, related"),
            T(
                "Patients traités ayant au moins une toxicité qui atteint le seuil de recueil et qui est "
                "liée : le compte publié par SACHA.",
                "Treated patients with at least one toxicity that reaches the collection threshold and is"
                " related: the count that SACHA publishes.",
            ),
            population="treated",
            unit="%",
            parameters=(*LEVELS, *SHARE),
            source=THRESHOLD,
        ),
        "toxicity_threshold_related_events": Output(
            T("Toxicités au seuil et liées", "Toxicities at the threshold, related"),
            T(
                "Toxicités qui atteignent le seuil de recueil et qui sont liées.",
                "Toxicities that reach the collection threshold and are related.",
            ),
            population="treated",
            unit="events",
            parameters=(*LEVELS, *WINDOW),
            source=THRESHOLD,
        ),
        "threshold_or_serious": Output(
            T(
                "Patients au seuil de recueil ou avec une toxicité grave",
                "Patients at the threshold or with a serious toxicity",
            ),
            T(
                "Patients traités ayant au moins une toxicité qui atteint le seuil de recueil ou qui est "
                "grave.",
                "Treated patients with at least one toxicity that reaches the collection threshold or is "
                "serious.",
            ),
            population="treated",
            unit="%",
            parameters=(*LEVELS, *SHARE),
            source=f"{THRESHOLD}; {FRENCH_LAW}",
        ),
        "threshold_or_serious_events": Output(
            T("Toxicités au seuil de recueil ou graves", "Toxicities at the threshold or serious"),
            T(
                "Toxicités qui atteignent le seuil de recueil ou qui sont graves.",
                "Toxicities that reach the collection threshold or are serious.",
            ),
            population="treated",
            unit="events",
            parameters=(*LEVELS, *WINDOW),
            source=f"{THRESHOLD}; {FRENCH_LAW}",
        ),
        "toxicity_stop": Output(
            T("Patients arrêtés pour toxicité", "Patients stopped for toxicity"),
            T(
                "Patients traités ayant au moins une toxicité qui a fait arrêter définitivement ce "
                "médicament.",
                "Treated patients with at least one toxicity for which this drug was withdrawn.",
            ),
            population="treated",
            unit="%",
            parameters=SHARE,
        ),
        "toxicity_stop_events": Output(
            T("Toxicités menant à l’arrêt", "Toxicities leading to stop"),
            T(
                "Toxicités qui ont fait arrêter définitivement ce médicament.",
                "Toxicities for which this drug was withdrawn.",
            ),
            population="treated",
            unit="events",
            parameters=WINDOW,
        ),
    }
)


def _table(name: str, by: By, *, fr: str, en: str) -> dict[str, Output]:
    """The outputs of a table of toxicities: patients, events, and patients per worst grade."""
    patients = Output(
        T(f"Patients par {fr}", f"Patients by {en}"),
        T(
            f"Patients traités ayant au moins une toxicité, par {fr}. Un patient compte une fois par ligne : "
            "les lignes ne s’additionnent pas.",
            f"Treated patients with at least one toxicity, by {en}. A patient counts once per row, "
            "so rows do not add up.",
        ),
        "treated",
        "%",
        by,
        SHARE,
        source=CTCAE,
    )
    events = Output(
        T(f"Toxicités par {fr}", f"Toxicities by {en}"),
        T(f"Toxicités, une par fiche, par {fr}.", f"Toxicities, one per record, by {en}."),
        "treated",
        "events",
        by,
        WINDOW,
        source=CTCAE,
    )
    grades = {f"{name}_grade_{grade}": _graded(grade, by, fr=fr, en=en) for grade in range(1, 6)}
    return {name: patients, f"{name}_events": events, **grades}


def _graded(grade: int, by: By, *, fr: str, en: str) -> Output:
    return Output(
        T(f"Patients par {fr}, pire grade {grade}", f"Patients by {en}, worst grade {grade}"),
        T(
            f"Patients traités dont la toxicité la plus sévère, dans la ligne ({fr}), est de grade {grade}.",
            f"Treated patients whose worst toxicity within the row ({en}) is of grade {grade}.",
        ),
        "treated",
        "%",
        by,
        SHARE,
        source=CTCAE,
    )


TABLES: Mapping[str, Output] = MappingProxyType(
    {
        **_table("toxicity_soc", By.SOC, fr="classe d’organe", en="organ class"),
        **_table("toxicity_term", By.TERM, fr="terme", en="term"),
    }
)
