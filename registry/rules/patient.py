"""Rules of the patient."""

from __future__ import annotations

import calendar
import re

from registry.fields.base import T
from registry.rules.base import Case, ask, before, forbid, refuse
from registry.rules.dates import future, is_dead, order

_FORBIDDEN = T(
    "Le cadre légal de ce pays ne permet pas de garder {}. Effacez cette valeur.",
    "The legal basis of this country does not allow {} to be kept. Clear this value.",
)


def _may_not_be_kept(case: Case, name: str) -> bool:
    """Something that identifies, and the country does not say that it may be kept."""
    return case.record.get(name) not in (None, "") and name not in (case.country.get("identifiers") or ())


def _forbidden(what: T) -> T:
    return T(_FORBIDDEN.fr.format(what.fr), _FORBIDDEN.en.format(what.en))


def _has_other_signs(case: Case, name: str) -> bool:
    return re.fullmatch("[A-Z]*", case.record.get(name) or "") is None


def _is_no_day(case: Case) -> bool:
    month, day = case.record.get("birth_month"), case.record.get("birth_day")
    if not month or not day:
        return False
    return bool(day > calendar.monthrange(int(month[:4]), int(month[5:7]))[1])


RULES = (
    refuse(
        "PAT-01",
        "patient",
        "birth_month",
        T(
            "Le mois de naissance est dans le futur. Corrigez-le.",
            "The month of birth is in the future. Correct it.",
        ),
        lambda c: before(c.on, c.record.get("birth_month")),
    ),
    future(
        "PAT-02",
        "patient",
        "vital_status_date",
        T("La date des dernières nouvelles", "The date of last news"),
    ),
    order(
        "PAT-03",
        "patient",
        ("birth_month", T("la naissance", "birth")),
        ("vital_status_date", T("La date des dernières nouvelles", "The date of last news")),
    ),
    future("PAT-04", "patient", "information_date", T("La date d’information", "The date of information")),
    future("PAT-05", "patient", "objection_date", T("La date de l’opposition", "The date of objection")),
    ask(
        "PAT-06",
        "patient",
        "objection_date",
        T(
            "L’opposition ({objection_date}) précède l’information ({information_date}). Est-ce exact ?",
            "The objection ({objection_date}) is before the information ({information_date}). Is that right?",
        ),
        lambda c: before(c.record.get("objection_date"), c.record.get("information_date")),
    ),
    forbid(
        "PAT-07",
        "patient",
        "birth_day",
        _forbidden(T("le jour de naissance", "the day of birth")),
        lambda c: _may_not_be_kept(c, "birth_day"),
    ),
    forbid(
        "PAT-08",
        "patient",
        "surname_letters",
        _forbidden(T("les lettres du nom", "letters of the surname")),
        lambda c: _may_not_be_kept(c, "surname_letters"),
    ),
    forbid(
        "PAT-09",
        "patient",
        "first_name_letters",
        _forbidden(T("les lettres du prénom", "letters of the first name")),
        lambda c: _may_not_be_kept(c, "first_name_letters"),
    ),
    refuse(
        "PAT-10",
        "patient",
        "surname_letters",
        T(
            "Les lettres du nom sont des majuscules de A à Z, sans accent. Corrigez « {surname_letters} ».",
            "The letters of the surname are capitals from A to Z, without accent. Correct “{surname_letters}”.",
        ),
        lambda c: _has_other_signs(c, "surname_letters"),
    ),
    refuse(
        "PAT-11",
        "patient",
        "first_name_letters",
        T(
            "Les lettres du prénom sont des majuscules de A à Z, sans accent. Corrigez « {first_name_letters} ».",
            "The letters of the first name are capitals from A to Z, without accent. Correct “{first_name_letters}”.",
        ),
        lambda c: _has_other_signs(c, "first_name_letters"),
    ),
    refuse(
        "PAT-12",
        "patient",
        "birth_day",
        T(
            "Le mois de naissance ({birth_month}) n’a pas de jour {birth_day}. Corrigez l’un des deux.",
            "The month of birth ({birth_month}) has no day {birth_day}. Correct one of the two.",
        ),
        _is_no_day,
    ),
    order(
        "PAT-25",
        "patient",
        ("birth_month", T("la naissance", "birth")),
        ("information_date", T("L’information", "The information")),
    ),
    order(
        "PAT-26",
        "patient",
        ("birth_month", T("la naissance", "birth")),
        ("objection_date", T("L’opposition", "The objection")),
    ),
    ask(
        "PAT-27",
        "patient",
        "vital_status_date",
        T(
            "Le patient est décédé, la date manque. Même l’année seule se saisit : la connaissez-vous ?",
            "The patient is dead, the date is missing. The year alone can be entered: do you know it?",
        ),
        lambda c: is_dead(c.record) and c.is_unexplained("vital_status_date"),
    ),
)
