"""The words of the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.fields.values import DIAGNOSIS_CATEGORY
from registry.i18n import say, show_number, show_percent
from registry.summaries.populations import UNKNOWN

LETTERS: Mapping[str, T] = MappingProxyType(
    {
        "CR": T("RC", "CR"),
        "PR": T("RP", "PR"),
        "MR": T("RM", "MR"),
        "SD": T("SD", "SD"),
        "PD": T("PD", "PD"),
        "NE": T("NE", "NE"),
    }
)
"""What is printed for a response."""

RESPONSES: Mapping[str, T] = MappingProxyType(
    {
        "CR": T("réponse complète", "complete response"),
        "PR": T("réponse partielle", "partial response"),
        "MR": T("réponse mineure", "minor response"),
        "SD": T("maladie stable", "stable disease"),
        "PD": T("progression", "progressive disease"),
        "NE": T("sans réponse connue", "no known response"),
    }
)

PATIENT = T("Patient", "Patient")
GROUP = T("Groupe de diagnostic", "Diagnosis group")
BEST = T("Meilleure réponse", "Best response")
CRITERION = T("Critère", "Criterion")
MONTHS = T("mois depuis la première prise", "months from first dose")
MONTH = T("Mois", "Month")
CHANGE = T("Variation (%)", "Change (%)")
NOTHING = T("Rien à représenter : {why}", "Nothing to draw: {why}")
AND_MORE = T("et {n} de plus dans le tableau", "and {n} more in the table")
_UNKNOWN_GROUP = T("Diagnostic non renseigné", "Diagnosis not recorded")


def letters(code: str | None) -> str:
    """The letters of a response; those of “not evaluable” where there is none."""
    return say(LETTERS.get(code or "NE", LETTERS["NE"]))


def group_words(code: str) -> str:
    """A diagnosis group."""
    return say(_UNKNOWN_GROUP if code == UNKNOWN else DIAGNOSIS_CATEGORY.label(code))


def signed(value: float, *, decimals: int = 0) -> str:
    """A change in %, with its sign: +25 %, −50 %; none on 0."""
    words = show_percent(value, decimals=decimals)
    return f"+{words}" if value > 0 else words


def months(value: float) -> str:
    """A number of months, to one decimal."""
    return show_number(value, decimals=1)


def counted(n: int, one: T, many: T) -> str:
    """A number with its noun, in agreement: French counts 0 as one."""
    is_one = n == 1 or (n == 0 and say(T("fr", "en")) == "fr")
    return say(one if is_one else many).format(n=show_number(n))


def listed(parts: Iterable[str]) -> str:
    """Parts with semicolons between them, as the language sets them."""
    return say(T("\u202f; ", "; ")).join(parts)


def colon() -> str:
    """A colon as the language sets it."""
    return say(T("\u00a0: ", ": "))
