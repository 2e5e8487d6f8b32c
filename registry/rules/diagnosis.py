"""Rules of the diagnosis."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.rules.base import Case, ask, before, iso
from registry.rules.dates import before_birth, earliest, future, perhaps_after_death
from registry.terminology.icdo3 import propose_iccc3

_DIAGNOSIS = T("Le diagnostic", "The diagnosis")

CATEGORIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "I": ("leukaemia",),
        "II": ("lymphoma", "leukaemia"),
        "IId": ("lymphoma", "histiocytosis"),
        "III": ("cns",),
        "X": ("solid", "cns"),
    }
)
"""The categories of the ICCC-3 groups that have one of their own; any other group is a solid tumour."""

STAGED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "inrgss": ("solid",),
        "inss": ("solid",),
        "chang": ("cns",),
        "irs": ("solid",),
        "siop": ("solid",),
        "pretext": ("solid",),
        "lugano": ("lymphoma",),
        "ipnhlss": ("lymphoma", "leukaemia"),
        "lch": ("histiocytosis",),
    }
)
"""The categories of disease that a staging system was made for; the others serve several."""


def _proposed(case: Case) -> str | None:
    return propose_iccc3(case.record.get("morphology") or "", case.record.get("topography") or "")


def _is_of_another_group(case: Case) -> bool:
    """The group that follows from ICD-O-3 is neither the chosen one nor a part of it."""
    chosen, proposed = case.record.get("iccc3") or "", _proposed(case)
    return bool(chosen) and proposed is not None and chosen not in (proposed, proposed.rstrip("abcdef"))


def _is_of_another_category(case: Case) -> bool:
    group, category = case.record.get("iccc3") or "", case.record.get("category")
    if not group or category in (None, "other"):
        return False
    allowed = CATEGORIES.get(group) or CATEGORIES.get(group.rstrip("abcdef")) or ("solid", "other")
    return category not in allowed


def _is_staged_as_another(case: Case) -> bool:
    category = case.record.get("category")
    allowed = STAGED.get(case.record.get("stage_system") or "")
    return bool(allowed and category) and category != "other" and category not in (allowed or ())


def _had_lines_before(case: Case) -> bool:
    return case.record.get("disease_status") == "first_line" and bool(case.others("prior_line"))


def _is_unjustified_first_line(case: Case) -> bool:
    if case.record.get("disease_status") != "first_line":
        return False
    return not any(
        one.get("first_line_reason") for one in (*case.others("board"), *case.others("access_request"))
    )


def _follows_treatment(case: Case) -> bool:
    """Treatment began before this diagnosis, and no other diagnosis explains it."""
    day = case.record.get("diagnosis_date")
    start = earliest(case.others("course"), "first_dose") if day else ""
    return before(start, day) and not any(
        not before(start, other.get("diagnosis_date")) for other in case.others("diagnosis")
    )


def _is_there_already(case: Case) -> bool:
    group, day = case.record.get("iccc3"), iso(case.record.get("diagnosis_date"))
    return bool(group and day) and any(
        (other.get("iccc3"), iso(other.get("diagnosis_date"))) == (group, day)
        for other in case.others("diagnosis")
    )


RULES = (
    future("DIA-01", "diagnosis", "diagnosis_date", T("La date du diagnostic", "The date of diagnosis")),
    before_birth("DIA-02", "diagnosis", "diagnosis_date", _DIAGNOSIS),
    perhaps_after_death("DIA-03", "diagnosis", "diagnosis_date", _DIAGNOSIS),
    ask(
        "DIA-04",
        "diagnosis",
        "iccc3",
        T(
            "Les codes CIM-O-3 mènent à un autre groupe ICCC-3 que {iccc3}. Lequel est juste ?",
            "The ICD-O-3 codes lead to an ICCC-3 group other than {iccc3}. Which is right?",
        ),
        _is_of_another_group,
    ),
    ask(
        "DIA-05",
        "diagnosis",
        "category",
        T(
            "Le groupe ICCC-3 ({iccc3}) est d’une autre catégorie. Laquelle est juste ?",
            "The ICCC-3 group ({iccc3}) is of another category. Which is right?",
        ),
        _is_of_another_category,
    ),
    ask(
        "DIA-06",
        "diagnosis",
        "stage_system",
        T(
            "Ce système de stade n’est pas fait pour cette catégorie de maladie. Est-ce le bon ?",
            "This staging system is not made for this category of disease. Is it the right one?",
        ),
        _is_staged_as_another,
    ),
    ask(
        "DIA-07",
        "diagnosis",
        "is_metastatic",
        T(
            "Une leucémie n’a pas de métastases : une atteinte hors moelle se dit dans le stade. Est-ce voulu ?",
            "A leukaemia has no metastases: disease outside the marrow is told in the stage. Is that intended?",
        ),
        lambda c: c.record.get("category") == "leukaemia" and c.record.get("is_metastatic") == "yes",
    ),
    ask(
        "DIA-08",
        "diagnosis",
        "disease_status",
        T(
            "« Première ligne », et une ligne antérieure est saisie. Laquelle est juste ?",
            "“First line”, and a prior line is entered. Which is right?",
        ),
        _had_lines_before,
        needs=("prior_line",),
    ),
    ask(
        "DIA-09",
        "diagnosis",
        "disease_status",
        T(
            "Une première ligne est une exception : ni RCP ni demande d’accès n’en donne la raison. Où est-elle ?",
            "A first line is an exception: neither tumour board nor access request gives its reason. Where is it?",
        ),
        _is_unjustified_first_line,
        needs=("board", "access_request"),
    ),
    ask(
        "DIA-10",
        "diagnosis",
        "disease_status",
        T(
            "« Maladie non cancéreuse », et la catégorie est un cancer. Laquelle est juste ?",
            "“Not a cancer”, and the category is one. Which is right?",
        ),
        lambda c: (
            c.record.get("disease_status") == "not_oncological"
            and c.record.get("category") in ("leukaemia", "lymphoma")
        ),
    ),
    ask(
        "DIA-11",
        "diagnosis",
        "diagnosis_date",
        T(
            "Le diagnostic ({diagnosis_date}) suit la première prise. Est-ce exact ?",
            "The diagnosis ({diagnosis_date}) is after the first dose. Is that right?",
        ),
        _follows_treatment,
        needs=("course", "diagnosis"),
    ),
    ask(
        "DIA-12",
        "diagnosis",
        "iccc3",
        T(
            "Ce patient a déjà un diagnostic de ce groupe à cette date. Est-ce le même, saisi deux fois ?",
            "This patient has a diagnosis of this group on this date already. Is it the same, entered twice?",
        ),
        _is_there_already,
        needs=("diagnosis",),
    ),
)
