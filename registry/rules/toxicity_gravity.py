"""Rules of a toxicity on death, seriousness, causality and declaration."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, Record, ask, refuse
from registry.rules.dates import future, is_dead, is_later_by, order
from registry.rules.thresholds import DECLARED_WITHIN
from registry.terminology import ctcae

_ADMISSION = T("L’hospitalisation", "The hospital stay")
_DISCHARGE = T("La fin de l’hospitalisation", "The end of the hospital stay")

BLAMED = ("related", "possible")
"""Causalities that put a death down to the drug."""


def term_of(case: Case) -> ctcae.Term | None:
    return ctcae.terms().get(case.record.get("term") or "")


def grade_of(case: Case) -> int:
    return int(case.record.get("grade") or 0)


def criteria_of(record: Record) -> list[str]:
    return record.get("seriousness") or []


def is_serious(toxicity: Record) -> bool:
    """At least one criterion is met."""
    return bool(set(criteria_of(toxicity)) - {"none"})


def _is_fatal(case: Case) -> bool:
    return case.record.get("outcome") == "fatal"


def _has_no_causality(case: Case) -> bool:
    return is_serious(case.record) and not any(row.get("causality") for row in case.rows)


def _is_undeclared(case: Case) -> bool:
    if not is_serious(case.record):
        return False
    known = case.record.get("first_received") or case.record.get("onset")
    return is_later_by(known, case.on, days=DECLARED_WITHIN) and not case.below("declaration", "toxicity")


def _is_of_another_cause(case: Case) -> bool:
    """A death put down to a drug here, and to the disease in the patient's form."""
    is_death = grade_of(case) == 5 or _is_fatal(case)
    blamed = any(row.get("causality") in BLAMED for row in case.rows)
    return is_death and blamed and case.patient.get("death_cause") in ("disease", "other")


RULES = (
    refuse(
        "TOX-06",
        "toxicity",
        "outcome",
        T(
            "Le grade 5 est un décès : choisissez l’évolution « Décès », ou corrigez le grade.",
            "Grade 5 is death: choose the outcome “Fatal”, or correct the grade.",
        ),
        lambda c: grade_of(c) == 5 and c.record.get("outcome") not in (None, "fatal"),
    ),
    refuse(
        "TOX-07",
        "toxicity",
        "seriousness",
        T(
            "Le grade 5 est un décès : cochez le critère « Décès », ou corrigez le grade.",
            "Grade 5 is death: tick the criterion “Death”, or correct the grade.",
        ),
        lambda c: grade_of(c) == 5 and bool(criteria_of(c.record)) and "death" not in criteria_of(c.record),
    ),
    ask(
        "TOX-08",
        "toxicity",
        "grade",
        T(
            "L’évolution est le décès, le grade n’est pas 5. Est-ce exact ?",
            "The outcome is fatal, the grade is not 5. Is that right?",
        ),
        lambda c: c.record.get("outcome") == "fatal" and grade_of(c) in (1, 2, 3, 4),
    ),
    ask(
        "TOX-13",
        "toxicity",
        "seriousness",
        T(
            "Le critère « Décès » est coché, l’évolution n’est pas le décès. Est-ce exact ?",
            "“Death” is ticked, the outcome is not fatal. Is that right?",
        ),
        lambda c: "death" in criteria_of(c.record) and c.record.get("outcome") not in (None, "fatal"),
    ),
    ask(
        "TOX-14",
        "toxicity",
        "seriousness",
        T(
            "Un grade 4 ou 5 sans critère de gravité. Est-ce voulu ?",
            "A grade 4 or 5 without a seriousness criterion. Is that intended?",
        ),
        lambda c: grade_of(c) >= 4 and criteria_of(c.record) == ["none"],
    ),
    ask(
        "TOX-18",
        "toxicity",
        "grade",
        T(
            "Le grade 5 est un décès. L’évolution et le critère « Décès » restent-ils à saisir ?",
            "Grade 5 is death. Are the outcome and the criterion “Death” still to be entered?",
        ),
        lambda c: grade_of(c) == 5 and (not c.record.get("outcome") or not criteria_of(c.record)),
    ),
    refuse(
        "TOX-25",
        "toxicity",
        "grade",
        T(
            "Le grade 5 est un décès, et la fiche du patient ne dit pas qu’il est décédé. Mettez-y d’abord le statut "
            "vital à « Décédé », ou corrigez le grade.",
            "Grade 5 is death, and the patient’s form does not say that the patient is dead. First set the vital "
            "status there to “Dead”, or correct the grade.",
        ),
        lambda c: grade_of(c) == 5 and not is_dead(c.patient),
    ),
    refuse(
        "TOX-26",
        "toxicity",
        "outcome",
        T(
            "L’évolution est le décès, et la fiche du patient ne dit pas qu’il est décédé. Mettez-y d’abord le statut "
            "vital à « Décédé », ou corrigez l’évolution.",
            "The outcome is fatal, and the patient’s form does not say that the patient is dead. First set the vital "
            "status there to “Dead”, or correct the outcome.",
        ),
        lambda c: _is_fatal(c) and grade_of(c) != 5 and not is_dead(c.patient),
    ),
    ask(
        "TOX-27",
        "toxicity",
        "hospitalised_on",
        T(
            "Le critère « Hospitalisation » est coché, sans date. La connaissez-vous, même le mois seul ?",
            "“Hospitalisation” is ticked, without a date. Do you know it, be it only the month?",
        ),
        lambda c: "hospitalisation" in criteria_of(c.record) and c.is_unexplained("hospitalised_on"),
    ),
    order(
        "TOX-28",
        "toxicity",
        ("hospitalised_on", T("son début", "its start")),
        ("discharged_on", _DISCHARGE),
    ),
    future("TOX-29", "toxicity", "hospitalised_on", _ADMISSION),
    future("TOX-30", "toxicity", "discharged_on", _DISCHARGE),
    order("TOX-31", "toxicity", ("onset", T("le début", "the onset")), ("discharged_on", _DISCHARGE)),
    ask(
        "TOX-32",
        "toxicity",
        "seriousness",
        T(
            "La toxicité est grave, et l’imputabilité n’est donnée pour aucun médicament. Quelle est-elle ?",
            "The toxicity is serious, and no drug has a causality. What is it?",
        ),
        _has_no_causality,
    ),
    ask(
        "TOX-33",
        "toxicity",
        "seriousness",
        T(
            "La toxicité est grave, connue depuis plus de 15 jours, et aucune déclaration n’est saisie. Laquelle "
            "a été faite ?",
            "The toxicity is serious, known for more than 15 days, and no declaration is entered. Which one was made?",
        ),
        _is_undeclared,
        needs=("declaration",),
    ),
    ask(
        "TOX-34",
        "toxicity",
        "outcome",
        T(
            "Le décès est imputé à un médicament ici, à une autre cause dans la fiche du patient. Laquelle est juste ?",
            "The death is put down to a drug here, to another cause in the patient’s form. Which is right?",
        ),
        _is_of_another_cause,
    ),
)
