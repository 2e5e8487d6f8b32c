"""Rules of the toxicity."""

from registry.fields.base import T
from registry.rules.base import Case, ask, before, note, refuse
from registry.terminology import ctcae

COLLECTED_FROM = {"clinical": 2, "laboratory": 3}
"""The collection threshold of the study: grade 2 if clinical, grade 3 if laboratory."""


def _term(case: Case) -> ctcae.Term | None:
    return ctcae.terms().get(case.record.get("term") or "")


def _grade(case: Case) -> int:
    return int(case.record.get("grade") or 0)


def _no_such_grade(case: Case) -> bool:
    term, grade = _term(case), _grade(case)
    return term is not None and grade > 0 and grade not in term.grades


def _criteria(case: Case) -> list[str]:
    return case.record.get("seriousness") or []


def _after_death(case: Case) -> bool:
    dead = case.patient.get("vital_status") == "dead"
    return dead and before(case.patient.get("vital_status_date"), case.record.get("onset"))


def _other_nature(case: Case) -> bool:
    term, nature = _term(case), case.record.get("nature")
    return (
        term is not None and not term.other and bool(nature) and (nature == "laboratory") != term.laboratory
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
        lambda c: (term := _term(c)) is not None and term.other and not c.record.get("term_text"),
    ),
    refuse(
        "TOX-03",
        "toxicity",
        "end",
        T(
            "La fin ({end}) précède le début ({onset}). Corrigez l’une des deux dates.",
            "The end ({end}) is before the onset ({onset}). Correct one of the two dates.",
        ),
        lambda c: before(c.record.get("end"), c.record.get("onset")),
    ),
    refuse(
        "TOX-04",
        "toxicity",
        "onset",
        T("Le début ({onset}) est dans le futur.", "The onset ({onset}) is in the future."),
        lambda c: before(c.on, c.record.get("onset")),
    ),
    refuse(
        "TOX-05",
        "toxicity",
        "end",
        T("La fin ({end}) est dans le futur.", "The end ({end}) is in the future."),
        lambda c: before(c.on, c.record.get("end")),
    ),
    refuse(
        "TOX-06",
        "toxicity",
        "outcome",
        T(
            "Le grade 5 est un décès : l’évolution est « Décès ».",
            "Grade 5 is death: the outcome is “Fatal”.",
        ),
        lambda c: _grade(c) == 5 and c.record.get("outcome") not in (None, "fatal"),
    ),
    refuse(
        "TOX-07",
        "toxicity",
        "seriousness",
        T(
            "Le grade 5 est un décès : cochez le critère « Décès ».",
            "Grade 5 is death: tick the criterion “Death”.",
        ),
        lambda c: _grade(c) == 5 and bool(_criteria(c)) and "death" not in _criteria(c),
    ),
    ask(
        "TOX-08",
        "toxicity",
        "grade",
        T(
            "L’évolution est le décès, le grade n’est pas 5. Est-ce exact ?",
            "The outcome is fatal, the grade is not 5. Is that right?",
        ),
        lambda c: c.record.get("outcome") == "fatal" and _grade(c) in (1, 2, 3, 4),
    ),
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
    ask(
        "TOX-10",
        "toxicity",
        "onset",
        T(
            "Le début ({onset}) suit le décès du patient. Est-ce exact ?",
            "The onset ({onset}) is after the patient’s death. Is that right?",
        ),
        _after_death,
    ),
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
    ask(
        "TOX-13",
        "toxicity",
        "seriousness",
        T(
            "Le critère « Décès » est coché, l’évolution n’est pas le décès. Est-ce exact ?",
            "“Death” is ticked, the outcome is not fatal. Is that right?",
        ),
        lambda c: "death" in _criteria(c) and c.record.get("outcome") not in (None, "fatal"),
    ),
    ask(
        "TOX-14",
        "toxicity",
        "seriousness",
        T(
            "Un grade 4 ou 5 sans critère de gravité. Est-ce voulu ?",
            "A grade 4 or 5 without a seriousness criterion. Is that intended?",
        ),
        lambda c: _grade(c) >= 4 and _criteria(c) == ["none"],
    ),
    refuse(
        "TOX-15",
        "toxicity",
        "",
        T(
            "Une imputabilité porte sur un médicament qui n’est pas dans ce traitement.",
            "A causality names a drug that is not in this course.",
        ),
        lambda c: any(row.get("drug") and row["drug"] not in c.drugs for row in c.rows),
    ),
    refuse(
        "TOX-16",
        "toxicity",
        "",
        T("Le même médicament figure deux fois.", "The same drug stands twice."),
        lambda c: len(named := [row["drug"] for row in c.rows if row.get("drug")]) != len(set(named)),
    ),
    ask(
        "TOX-18",
        "toxicity",
        "grade",
        T(
            "Le grade 5 est un décès. L’évolution et le critère « Décès » restent-ils à saisir ?",
            "Grade 5 is death. Are the outcome and the criterion “Death” still to be entered?",
        ),
        lambda c: _grade(c) == 5 and (not c.record.get("outcome") or not _criteria(c)),
    ),
    note(
        "TOX-17",
        "toxicity",
        "grade",
        T(
            "Sous le seuil de recueil (grade 2 si clinique, 3 si biologique) : acceptée, hors des comptes au seuil.",
            "Below the collection threshold (grade 2 if clinical, 3 if laboratory): accepted, outside counts at it.",
        ),
        lambda c: 0 < _grade(c) < COLLECTED_FROM.get(c.record.get("nature") or "", 0),
    ),
)
