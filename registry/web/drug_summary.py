"""What a clinician reads in a minute: who, does it work, is it safe, how complete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.fields.base import T
from registry.i18n import gettext as _
from registry.i18n import ngettext, say
from registry.summaries.populations import ALL
from registry.web.drug_numbers import Count, Figure, Numbers, about, words_of


@dataclass(frozen=True, slots=True)
class Step:
    """A population of the flow, and what was lost on the way to the next: (count, reason)."""

    label: str
    about: str
    count: Count
    lost: str = ""
    reasons: tuple[tuple[Count, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A question and the figures that answer it."""

    title: str
    figures: tuple[Figure, ...]


QUESTIONS: tuple[tuple[T, tuple[tuple[str, str, T], ...]], ...] = (
    (
        T("Est-ce efficace ?", "Does it work?"),
        (
            ("orr", ALL, T("Réponse objective", "Objective response")),
            ("dcr", ALL, T("Contrôle de la maladie", "Disease control")),
            ("pfs", ALL, T("Sans progression, médiane", "Without progression, median")),
            ("dor", ALL, T("Durée de réponse, médiane", "Duration of response, median")),
        ),
    ),
    (
        T("Est-ce sûr ?", "Is it safe?"),
        (
            ("toxicity_threshold", ALL, T("Toxicité au seuil de recueil", "Toxicity at the threshold")),
            ("toxicity_grade3", ALL, T("Grade 3 ou plus", "Grade 3 or more")),
            ("toxicity_serious", ALL, T("Toxicité grave", "Serious toxicity")),
            ("toxicity_stop", ALL, T("Arrêt pour toxicité", "Stopped for toxicity")),
            ("toxicity_death", ALL, T("Toxicité mortelle", "Fatal toxicity")),
        ),
    ),
    (
        T("Chez qui, et suivi jusqu’où ?", "In whom, and followed how far?"),
        (
            ("baseline_age", "median", T("Âge médian", "Median age")),
            ("pfs_follow_up", ALL, T("Suivi médian", "Median follow-up")),
            ("ttd", ALL, T("Durée sous traitement, médiane", "Time on the drug, median")),
            ("reviewed", ALL, T("Réponses relues", "Responses reviewed")),
            ("coverage", ALL, T("Couverture des autorisations", "Coverage of authorisations")),
        ),
    ),
)
"""Each question with its outputs: identifier, category, words."""


def groups_of(numbers: Numbers) -> Iterator[Group]:
    """The questions and their figures."""
    for title, wanted in QUESTIONS:
        found = (numbers.named(output, category, label=say(words)) for output, category, words in wanted)
        yield Group(say(title), tuple(figure for figure in found if figure))


def steps_of(numbers: Numbers) -> Iterator[Step]:
    """Registered, treated, evaluable, with the reasons in between."""
    registered, treated, evaluable = (
        numbers.count(numbers.find(output)) for output in ("registered", "treated", "evaluable")
    )
    lost = registered.n - treated.n
    yield _step(
        "registered",
        registered,
        ngettext("%(n)d not treated", "%(n)d not treated", lost) % {"n": lost},
        tuple(_reasons(numbers, "not_treated")),
    )
    lost = treated.n - evaluable.n
    yield _step(
        "treated",
        treated,
        ngettext("%(n)d not evaluable", "%(n)d not evaluable", lost) % {"n": lost},
        tuple(_reasons(numbers, "not_evaluable")),
    )
    yield _step("evaluable", evaluable)


def _step(output: str, count: Count, lost: str = "", reasons: tuple[tuple[Count, str], ...] = ()) -> Step:
    labels = {"registered": _("Registered"), "treated": _("Treated"), "evaluable": _("Evaluable")}
    return Step(labels[output], about(output), count, lost, reasons)


def _reasons(numbers: Numbers, output: str) -> Iterator[tuple[Count, str]]:
    return ((numbers.count(row), words_of(row)) for row in numbers.select(output) if row.n)
