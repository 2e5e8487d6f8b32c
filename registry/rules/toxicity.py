"""Rules of the toxicity: its term and grade, its dates, its drugs."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules import toxicity_gravity, toxicity_laboratory
from registry.rules.base import Case, ask, before, note, refuse
from registry.rules.dates import before_birth, future, order, perhaps_after_death
from registry.rules.thresholds import COLLECTED_FROM
from registry.rules.toxicity_gravity import grade_of, term_of

_ONSET = T("Le début", "The onset")
_END = T("La fin", "The end")
_KNOWN = T("La date de connaissance", "The date it was known")


def _no_such_grade(case: Case) -> bool:
    term, grade = term_of(case), grade_of(case)
    return term is not None and grade > 0 and grade not in term.grades


def _other_nature(case: Case) -> bool:
    term, nature = term_of(case), case.record.get("nature")
    return (
        term is not None and not term.other and bool(nature) and (nature == "laboratory") != term.laboratory
    )


def _has_no_end(case: Case) -> bool:
    return (
        case.record.get("outcome") in ("recovered", "sequelae")
        and case.record.get("ongoing") != "yes"
        and case.is_unexplained("end")
    )


def _is_withdrawn_and_goes_on(case: Case) -> bool:
    """The one drug of the course was stopped for good, and the course has no last dose."""
    return (
        len(case.drugs) == 1
        and any(row.get("action") == "withdrawn" for row in case.rows)
        and not case.course.get("last_dose")
    )


RULES = (
    refuse(
        "TOX-01",
        "toxicity",
        "grade",
        T(
            "Ce terme n’a pas de grade {grade}. Choisissez un grade qui existe.",
            "This term has no grade {grade}. Choose one that exists.",
        ),
        _no_such_grade,
    ),
    refuse(
        "TOX-02",
        "toxicity",
        "term_text",
        T(
            "« Autre, à préciser » : dites en quelques mots ce qui est arrivé.",
            "“Other, specify”: say in a few words what happened.",
        ),
        lambda c: (term := term_of(c)) is not None and term.other and not c.record.get("term_text"),
    ),
    order("TOX-03", "toxicity", ("onset", T("le début", "the onset")), ("end", _END)),
    future("TOX-04", "toxicity", "onset", _ONSET),
    future("TOX-05", "toxicity", "end", _END),
    ask(
        "TOX-09",
        "toxicity",
        "onset",
        T(
            "Le début ({onset}) précède la première prise. Est-ce exact ?",
            "The onset ({onset}) is before the first dose. Is that right?",
        ),
        lambda c: before(c.record.get("onset"), c.course.get("first_dose")),
    ),
    perhaps_after_death("TOX-10", "toxicity", "onset", _ONSET),
    ask(
        "TOX-11",
        "toxicity",
        "nature",
        T(
            "Ce terme est d’ordinaire de l’autre nature (clinique ou biologique). Est-ce exact ?",
            "This term is usually of the other nature (clinical or laboratory). Is that right?",
        ),
        _other_nature,
    ),
    ask(
        "TOX-12",
        "toxicity",
        "ongoing",
        T(
            "La toxicité est rétablie et pourtant en cours. Laquelle est juste ?",
            "The toxicity is recovered and yet ongoing. Which is right?",
        ),
        lambda c: c.record.get("ongoing") == "yes" and c.record.get("outcome") in ("recovered", "sequelae"),
    ),
    refuse(
        "TOX-15",
        "toxicity",
        "",
        T(
            "Une imputabilité porte sur un médicament qui n’est pas dans ce traitement. Retirez cette ligne.",
            "A causality names a drug that is not in this course. Take that line out.",
        ),
        lambda c: any(row.get("drug") and row["drug"] not in c.drugs for row in c.rows),
    ),
    refuse(
        "TOX-16",
        "toxicity",
        "",
        T(
            "Le même médicament figure deux fois. Retirez une ligne.",
            "The same drug stands twice. Take one line out.",
        ),
        lambda c: len(named := [row["drug"] for row in c.rows if row.get("drug")]) != len(set(named)),
    ),
    note(
        "TOX-17",
        "toxicity",
        "grade",
        T(
            "Sous le seuil de recueil (grade 2 si clinique, 3 si biologique) : acceptée, hors des comptes au seuil.",
            "Below the collection threshold (grade 2 if clinical, 3 if laboratory): accepted, outside counts at it.",
        ),
        lambda c: 0 < grade_of(c) < COLLECTED_FROM.get(c.record.get("nature") or "", 0),
    ),
    before_birth("TOX-19", "toxicity", "onset", _ONSET),
    perhaps_after_death("TOX-20", "toxicity", "end", _END),
    future("TOX-21", "toxicity", "first_received", _KNOWN),
    order("TOX-22", "toxicity", ("onset", T("le début", "the onset")), ("first_received", _KNOWN)),
    ask(
        "TOX-23",
        "toxicity",
        "end",
        T(
            "La toxicité est rétablie, sans date de fin. La connaissez-vous, même l’année ou le mois seuls ?",
            "The toxicity is recovered, without an end. Do you know it, be it only the year or the month?",
        ),
        _has_no_end,
    ),
    ask(
        "TOX-24",
        "toxicity",
        "",
        T(
            "Le seul médicament du traitement est arrêté pour de bon, et le traitement continue. L’arrêt reste-t-il "
            "à saisir ?",
            "The only drug of the course is withdrawn, and the course goes on. Is the stop still to be entered?",
        ),
        _is_withdrawn_and_goes_on,
    ),
    *toxicity_gravity.RULES,
    *toxicity_laboratory.RULES,
)
