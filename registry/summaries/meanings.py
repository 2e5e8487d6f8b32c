"""What each parameter of the numbers decides, the values that it takes, and how one is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from registry.fields.base import T
from registry.summaries.statistics.survival import CONF_TYPES

LOCAL, REVIEWED, REVIEWED_ELSE_LOCAL = "local", "reviewed", "reviewed_else_local"
READINGS = (REVIEWED_ELSE_LOCAL, LOCAL, REVIEWED)
FIRST_COURSE, ALL_COURSES = "first", "all"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a parameter decides, the values it takes, how one is read (ValueError), and the words of its codes."""

    text: T
    allowed: T
    read: Callable[[str], Any]
    words: Mapping[str, T] = field(default_factory=dict)


def _one_of(*codes: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in codes:
            raise ValueError(text)
        return text

    return read


def _whole(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", text) or not lowest <= int(text) <= highest:
            raise ValueError(text)
        return int(text)

    return read


def _one_number_of(*numbers: int) -> Callable[[str], int]:
    texts = _one_of(*map(str, numbers))
    return lambda text: int(texts(text))


def _read_yes_no(text: str) -> bool:
    return _one_of("true", "false")(text) == "true"


def _read_days(text: str) -> int | None:
    return None if text == "none" else _whole(0, 36_500)(text)


def _read_fraction(text: str) -> float | None:
    if text == "none":
        return None
    if not re.fullmatch(r"[01]|0\.[0-9]{1,6}", text):
        raise ValueError(text)
    return float(text)


def _read_ratio(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,4})?", text):
        raise ValueError(text)
    return float(text)


def _read_level(text: str) -> float:
    if not re.fullmatch(r"0\.[0-9]{1,6}", text) or not 0.5 <= float(text) <= 0.9999:
        raise ValueError(text)
    return float(text)


_GRADES = T("un grade de 1 à 5", "a grade from 1 to 5")
_YES_NO = T("true ou false", "true or false")
YES_NO_WORDS = {"true": T("oui", "yes"), "false": T("non", "no")}

_FRACTION = T(
    "none (aucun) ou un nombre de 0 à 1, avec un point", "none or a number from 0 to 1, with a point"
)

MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {
        "reading": Meaning(
            T(
                "lecture des réponses donnée en premier : relue ou à défaut locale, locale, relue",
                "reading of the responses that comes first: reviewed or else local, local, reviewed",
            ),
            T("reviewed_else_local, local ou reviewed", "reviewed_else_local, local or reviewed"),
            _one_of(*READINGS),
        ),
        "minor_response": Meaning(
            T("la réponse mineure compte comme une réponse", "a minor response counts as a response"),
            _YES_NO,
            _read_yes_no,
            YES_NO_WORDS,
        ),
        "objective_response": Meaning(
            T(
                "une réponse compte selon sa catégorie (RC, RP) ou selon ce que le critère dit de son code",
                "a response counts by its category (CR, PR) or by what the criterion says of its code",
            ),
            T("category ou code", "category or code"),
            _one_of("category", "code"),
        ),
        "same_day": Meaning(
            T(
                "évaluation retenue quand plusieurs du même jour se contredisent : la pire ou la meilleure",
                "assessment kept when several of one day contradict each other: the worst or the best",
            ),
            T("worst ou best", "worst or best"),
            _one_of("worst", "best"),
        ),
        "until_new_therapy": Meaning(
            T(
                "une réponse ne compte plus après le début d’un traitement ultérieur, local compris",
                "a response no longer counts once a subsequent treatment, a local one included, has begun",
            ),
            _YES_NO,
            _read_yes_no,
            YES_NO_WORDS,
        ),
        "courses": Meaning(
            T(
                "traitements comptés : le premier de chaque patient, ou tous",
                "courses counted: the first of each patient, or all",
            ),
            T("first ou all", "first or all"),
            _one_of(FIRST_COURSE, ALL_COURSES),
            {
                FIRST_COURSE: T("le premier de chaque patient", "the first of each patient"),
                ALL_COURSES: T("tous", "all"),
            },
        ),
        "confirm_days": Meaning(
            T(
                "jours entre une réponse et celle qui la confirme, au moins",
                "days between a response and the one that confirms it, at least",
            ),
            T("des jours, de 0 à 365", "days, from 0 to 365"),
            _whole(0, 365),
        ),
        "sd_days": Meaning(
            T(
                "jours entre la première prise et une maladie stable pour qu’elle compte, au moins",
                "days between first dose and a stable disease for it to count, at least",
            ),
            T("28, 42, 56 ou 84", "28, 42, 56 or 84"),
            _one_number_of(28, 42, 56, 84),
        ),
        "benefit_weeks": Meaning(
            T(
                "semaines pendant lesquelles une maladie stable doit durer pour être un bénéfice clinique",
                "weeks that a stable disease must last to be a clinical benefit",
            ),
            T("des semaines, de 1 à 260", "weeks, from 1 to 260"),
            _whole(1, 260),
        ),
        "censor_new_therapy": Meaning(
            T(
                "le suivi sans progression s’arrête au début d’un traitement ultérieur",
                "follow-up without progression ends when a subsequent treatment begins",
            ),
            _YES_NO,
            _read_yes_no,
            YES_NO_WORDS,
        ),
        "response_ends": Meaning(
            T(
                "décès qui termine une réponse, comme une progression : de toute cause, ou par la maladie",
                "death that ends a response, as progression does: of any cause, or from the disease",
            ),
            T("any_death ou disease_death", "any_death or disease_death"),
            _one_of("any_death", "disease_death"),
            {
                "any_death": T("décès de toute cause", "death of any cause"),
                "disease_death": T("décès par la maladie", "death from the disease"),
            },
        ),
        "conf_type": Meaning(
            T("échelle des intervalles de Kaplan-Meier", "scale of the Kaplan-Meier intervals"),
            T("log-log, log ou plain", "log-log, log or plain"),
            _one_of(*CONF_TYPES),
        ),
        "growth_ratio": Meaning(
            T(
                "rapport des durées sans progression au-dessus duquel le médicament a ralenti la maladie",
                "ratio of the times without progression above which the drug has slowed the disease",
            ),
            T("un nombre, avec un point", "a number, with a point"),
            _read_ratio,
        ),
        "durable_months": Meaning(
            T(
                "mois que dure une réponse exceptionnelle, sauf réponse complète",
                "months that an exceptional response lasts, unless it is complete",
            ),
            T("des mois, de 1 à 240", "months, from 1 to 240"),
            _whole(1, 240),
        ),
        "long_term_months": Meaning(
            T(
                "mois sous traitement à partir desquels il est prolongé",
                "months on the drug from which use is long-term",
            ),
            T("des mois, de 1 à 240", "months, from 1 to 240"),
            _whole(1, 240),
        ),
        "window_days": Meaning(
            T(
                "jours après la dernière prise pendant lesquels une toxicité compte encore",
                "days after the last dose during which a toxicity still counts",
            ),
            T("none (sans fin) ou des jours, de 0 à 36500", "none (no end) or days, from 0 to 36500"),
            _read_days,
        ),
        "clinical_threshold": Meaning(
            T("grade le plus bas recueilli, toxicité clinique", "lowest grade collected, clinical toxicity"),
            _GRADES,
            _whole(1, 5),
        ),
        "laboratory_threshold": Meaning(
            T(
                "grade le plus bas recueilli, toxicité biologique",
                "lowest grade collected, laboratory toxicity",
            ),
            _GRADES,
            _whole(1, 5),
        ),
        "rate_window_days": Meaning(
            T(
                "jours après la dernière prise comptés dans les taux, toxicités et durée d’exposition ensemble",
                "days after the last dose counted in rates, toxicities and person-time alike",
            ),
            T("des jours, de 0 à 36500", "days, from 0 to 36500"),
            _whole(0, 36_500),
        ),
        "dose_reference": Meaning(
            T(
                "dose de référence de l’intensité : prévue par le protocole, ou de départ",
                "reference dose of the dose intensity: planned by the protocol, or starting dose",
            ),
            T("planned ou start", "planned or start"),
            _one_of("planned", "start"),
            {
                "planned": T("prévue", "planned"),
                "start": T("de départ", "starting dose"),
            },
        ),
        "deadline_days": Meaning(
            T(
                "jours pour déclarer une toxicité grave",
                "days in which a serious toxicity is to be declared",
            ),
            T("des jours, de 1 à 365", "days, from 1 to 365"),
            _whole(1, 365),
        ),
        "reference_response": Meaning(
            T(
                "taux de réponse auquel le médicament est comparé",
                "response rate that the drug is compared with",
            ),
            _FRACTION,
            _read_fraction,
        ),
        "reference_serious": Meaning(
            T(
                "part de patients avec une toxicité grave à laquelle le médicament est comparé",
                "share of patients with a serious toxicity that the drug is compared with",
            ),
            _FRACTION,
            _read_fraction,
        ),
        "last_contact_months": Meaning(
            T(
                "mois au plus depuis les dernières nouvelles d’un patient suivi",
                "months at most since the last news of a patient who is followed",
            ),
            T("des mois, de 1 à 240", "months, from 1 to 240"),
            _whole(1, 240),
        ),
        "conf_level": Meaning(
            T("niveau de confiance des intervalles", "confidence level of the intervals"),
            T("un nombre de 0.5 à 0.9999, avec un point", "a number from 0.5 to 0.9999, with a point"),
            _read_level,
        ),
    }
)
