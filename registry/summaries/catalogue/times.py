"""Times to an event: medians, rates, patients at risk, follow-up; time to response; growth modulation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.summaries.catalogue.base import By, Output

KAPLAN = "Kaplan, Meier 1958"
BROOKMEYER = "Brookmeyer, Crowley 1982"
REVERSE = "Schemper, Smith 1996"

BAND = ("conf_type", "conf_level")
PROGRESSION = ("censor_new_therapy", "same_day", "until_new_therapy")
RESPONSE = ("response_ends", "objective_response", "minor_response")

_MEDIAN = T(
    "{what} Médiane en mois de 30,4375 jours, et son intervalle ; n : patients ayant eu l’événement, sur N dont la "
    "durée est connue.",
    "{what} Median in months of 30.4375 days, and its interval; n: patients with the event, of N whose duration is "
    "known.",
)
_RATE = T(
    "{what} Proportion sans événement à ce mois ; n : patients ayant eu l’événement jusque-là.",
    "{what} Share without the event at that month; n: patients with the event by then.",
)
_AT_RISK = T("{what} Patients encore suivis à ce mois.", "{what} Patients still followed at that month.")
_FOLLOW_UP = T(
    "{what} Suivi médian par Kaplan-Meier inversé ; n : patients sans événement.",
    "{what} Median follow-up by reverse Kaplan-Meier; n: patients without the event.",
)


def _with(text: T, what: T) -> T:
    return T(text.fr.format(what=what.fr), text.en.format(what=what.en))


def _entries(
    name: str,
    title: T,
    what: T,
    *,
    population: str = "treated",
    parameters: tuple[str, ...] = (),
    read: bool = False,
    follow_up: bool = False,
) -> Iterator[tuple[str, Output]]:
    """The outputs of one endpoint."""

    def entry(text: T, more: T, **rest: object) -> Output:
        chosen = parameters if rest.get("unit") == "patients" else (*parameters, *BAND)
        named = T(f"{title.fr}{more.fr}", f"{title.en}{more.en}")
        return Output(
            named,
            _with(text, what),
            population=population,
            parameters=chosen,
            read=read,
            **rest,  # type: ignore[arg-type]
        )

    yield name, entry(_MEDIAN, T("", ""), unit="months", source=f"{KAPLAN}; {BROOKMEYER}")
    yield (
        f"{name}_rate",
        entry(_RATE, T(", taux", ", rates"), unit="%", by=By.MONTH, source=KAPLAN),
    )
    yield (
        f"{name}_at_risk",
        entry(_AT_RISK, T(", patients à risque", ", patients at risk"), unit="patients", by=By.MONTH),
    )
    if follow_up:
        yield (
            f"{name}_follow_up",
            entry(_FOLLOW_UP, T(", suivi médian", ", median follow-up"), unit="months", source=REVERSE),
        )


TIMES: Mapping[str, Output] = MappingProxyType(
    {
        **dict(
            _entries(
                "pfs",
                T("Survie sans progression", "Progression-free survival"),
                T(
                    "De la première prise à la première progression (évaluation, ou dernière prise d’un traitement "
                    "arrêté pour progression) ou au décès de toute cause ; sinon, censuré à la dernière évaluation.",
                    "From first dose to the first progression (on an assessment, or the last dose of a course stopped "
                    "for progression) or death of any cause; else censored at the last assessment.",
                ),
                parameters=PROGRESSION[:1],
                read=True,
                follow_up=True,
            )
        ),
        **dict(
            _entries(
                "os",
                T("Survie globale", "Overall survival"),
                T(
                    "De la première prise au décès de toute cause ; sinon, censuré aux dernières nouvelles.",
                    "From first dose to death of any cause; else censored when last known to be alive.",
                ),
                follow_up=True,
            )
        ),
        **dict(
            _entries(
                "ttnt",
                T("Délai jusqu’au traitement suivant", "Time to next treatment"),
                T(
                    "De la première prise au début du traitement suivant de la tumeur ou au décès ; sinon, censuré "
                    "aux dernières nouvelles.",
                    "From first dose to the start of the next treatment of the tumour or death; else censored when "
                    "last known to be alive.",
                ),
            )
        ),
        **dict(
            _entries(
                "ttd",
                T("Durée sous traitement", "Time on the drug"),
                T(
                    "De la première à la dernière prise, quelle que soit la raison de l’arrêt, ou au décès ; un "
                    "traitement en cours est censuré aux dernières nouvelles.",
                    "From first to last dose, whatever the reason for stopping, or death; an ongoing course is "
                    "censored when the patient was last known to be alive.",
                ),
            )
        ),
        "responders": Output(
            T("Répondeurs", "Responders"),
            T(
                "Patients évaluables ayant une réponse objective, sans confirmation.",
                "Evaluable patients with an objective response, unconfirmed.",
            ),
            population="evaluable",
            unit="patients",
            parameters=("objective_response", "minor_response", *PROGRESSION[1:]),
            read=True,
        ),
        **dict(
            _entries(
                "dor",
                T("Durée de la réponse", "Duration of response"),
                T(
                    "De la première réponse objective à la première progression ou au décès ; sinon, censuré à la "
                    "dernière évaluation.",
                    "From the first objective response to the first progression or death; else censored at the last "
                    "assessment.",
                ),
                population="responders",
                parameters=(*RESPONSE, *PROGRESSION),
                read=True,
            )
        ),
        "ttr": Output(
            T("Délai jusqu’à la réponse", "Time to response"),
            T(
                "De la première prise à la première réponse objective. Médiane en mois ; les bornes sont la plus "
                "courte et la plus longue.",
                "From first dose to the first objective response. Median in months; the bounds are the shortest and "
                "the longest.",
            ),
            population="responders",
            unit="months",
            parameters=("objective_response", "minor_response", *PROGRESSION[1:]),
            read=True,
        ),
        "ttbr": Output(
            T("Délai jusqu’à la meilleure réponse", "Time to best response"),
            T(
                "De la première prise au premier jour de la meilleure réponse des répondeurs. Médiane en mois ; les "
                "bornes sont la plus courte et la plus longue.",
                "From first dose to the first day of the best response of the responders. Median in months; the "
                "bounds are the shortest and the longest.",
            ),
            population="responders",
            unit="months",
            parameters=("objective_response", "minor_response", *PROGRESSION[1:]),
            read=True,
        ),
        "gmi": Output(
            T("Indice de modulation de la croissance", "Growth modulation index"),
            T(
                "Survie sans progression sous le médicament divisée par le délai jusqu’à la progression sous la "
                "dernière ligne antérieure, chez les patients traités dont les deux sont connus (n). Médiane par "
                "Kaplan-Meier. Faible : le délai antérieur est rétrospectif.",
                "Progression-free survival on the drug divided by the time to progression under the last line before, "
                "of the treated patients in whom both are known (n). Median by Kaplan-Meier. Weak: the earlier time is "
                "retrospective.",
            ),
            population="treated",
            unit="ratio",
            parameters=(*PROGRESSION[:1], *BAND),
            read=True,
            source="Von Hoff 1998; Mick 2000",
        ),
        "gmi_above": Output(
            T("Indice de modulation au-dessus du seuil", "Growth modulation above the threshold"),
            T(
                "Parmi ces patients, ceux dont l’indice dépasse growth_ratio ; un indice encore ouvert qui ne l’a "
                "pas dépassé compte comme ne le dépassant pas.",
                "Of these patients, those whose index is above growth_ratio; an index that is still open and has not "
                "passed it counts as not above.",
            ),
            population="treated",
            unit="%",
            parameters=("growth_ratio", *PROGRESSION[:1], "conf_level"),
            read=True,
            source="Von Hoff 1998",
        ),
    }
)
