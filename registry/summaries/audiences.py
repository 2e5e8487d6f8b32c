"""The audiences of the numbers of a drug, and what is not answered to those that do not read in full."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from registry.errors import Invalid, Problem
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.filters import Filters
from registry.summaries.parameters import FIRST_COURSE, Parameters

THRESHOLD = 11
"""The usual number of patients under which a count is hidden."""

HIDDEN = T("masqué", "hidden")
"""What stands in the place of a number that is hidden, wherever it is shown."""


class Audience(StrEnum):
    """FULL: every number of the reader's own rows. CENTRES: all centres, for whoever knows one. PUBLIC: a document."""

    FULL = "full"
    CENTRES = "centres"
    PUBLIC = "public"


def check_choices(filters: Filters, parameters: Parameters) -> None:
    """Refuse what is not answered where small counts are hidden: a part of the patients, or courses one by one.

    Two parts that differ by a few patients would tell of these few, so only the whole is answered.
    """
    if filters.are_set:
        refuse(FILTERED, "filters")
    if parameters.courses != FIRST_COURSE:
        refuse(EVERY_COURSE, "courses")


def refuse_choices() -> None:
    """Refuse the choices of a reader who does not read in full: the difference of two would tell of a few patients."""
    refuse(CHOSEN, "cut_off")


def released_on(today: dt.date) -> dt.date:
    """The cut-off of the numbers of all centres: the last day of the month before."""
    return today.replace(day=1) - dt.timedelta(days=1)


FILTERED = T(
    "Les nombres de tous les centres ne se filtrent pas : deux sélections qui diffèrent de quelques patients "
    "les révéleraient. Retirez les filtres.",
    "Numbers of all centres take no filter: two selections that differ by a few patients would give these away. "
    "Remove the filters.",
)

EVERY_COURSE = T(
    "Les nombres de tous les centres comptent la première cure de chaque patient. Retirez « courses ».",
    "Numbers of all centres count the first course of each patient. Remove “courses”.",
)

CHOSEN = T(
    "Les nombres de tous les centres se lisent avec les choix habituels et à la fin du dernier mois : deux choix "
    "différents révéleraient quelques patients. Retirez les choix et la date de coupure.",
    "Numbers of all centres are read under the usual choices and at the end of the last month: two different choices "
    "would give a few patients away. Remove the choices and the cut-off.",
)


def refuse(words: T, name: str) -> None:
    """Refuse a choice with its reason."""
    raise Invalid(say(words), [Problem(name, "not_for_audience", say(words))])
