"""Checks before a dossier leaves: blocking ones (B) keep it PROJET, warnings (W) are told.

What a rule of the forms says already is asked of that rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from exports.has.dossier import Finding
from exports.has.finders import (
    CRITICAL,
    find_before_request,
    find_breaking,
    find_dead_on_treatment,
    find_duplicates,
    find_objecting,
    find_open_queries,
    find_over_plan,
    find_toxicities,
    find_uncoded,
    find_unreviewed,
    find_weights,
    find_without_baseline,
    find_without_cause,
)
from exports.has.material import NOTHING, Material
from exports.has.sheets.completeness import Measured
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.summaries.quality import AMBER_UP_TO

BLOCKING, WARNING = "B", "W"


@dataclass(frozen=True, slots=True)
class Check:
    """code, level, the sentence, the kind of the records concerned, and what finds them."""

    code: str
    level: str
    text: T
    kind: str
    find: Callable[[Material], Iterable[str]]


def run(
    material: Material, measured: Sequence[Measured], shown: Iterable[tuple[str, str]]
) -> tuple[Finding, ...]:
    """Every check that finds something. shown: sheet and name of each column that goes out."""
    found = [_finding(check, tuple(check.find(material)), material) for check in CHECKS]
    found += [*_missing(measured, material), *_identifiers(material, shown)]
    return tuple(one for one in found if one is not None)


def _finding(check: Check, records: tuple[str, ...], material: Material) -> Finding | None:
    if not records:
        return None
    known = material.by_id(check.kind) if check.kind in KINDS else {}
    patients = material.by_id("patient")
    owners = (known.get(one, NOTHING).get("patient_id", one) for one in records)
    numbers = tuple(str(patients.get(owner, NOTHING).get("number", owner)) for owner in owners)
    links = tuple(f"/records/{check.kind}/{one}" for one in records)
    return Finding(check.code, check.level, check.text, check.kind, records, numbers, links)


def _missing(measured: Sequence[Measured], material: Material) -> Iterator[Finding]:
    links = {row["number"]: f"/patients/{one}" for one, row in material.by_id("patient").items()}
    for one in measured:
        if one.percent is None or one.percent <= AMBER_UP_TO:
            continue
        critical = bool(CRITICAL & set(one.shows))
        words = one.column.heading
        text = T(
            f"Plus de 10 % de données manquantes : {words.fr} ({one.sheet}), {one.missing} sur {one.expected}.",
            f"More than 10% missing: {words.en} ({one.sheet}), {one.missing} of {one.expected}.",
        )
        code = "HAS-15" if critical else "HAS-16"
        level = BLOCKING if critical else WARNING
        opened = tuple(links.get(number, "") for number in one.patients)
        yield Finding(code, level, text, "patient", (), one.patients, opened)


def _identifiers(material: Material, shown: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """What must never leave, whatever was asked for: a second look at the columns that do."""
    names = {name for _sheet, name in shown}
    allowed = {identifier for basis in material.visibility.bases if basis for identifier in basis.identifiers}
    if names & {"jour_naissance", "patient_birth_day"} and "birth_day" not in allowed:
        text = T(
            "Le jour de naissance figure dans l’export, la base légale ne le permet pas.",
            "The day of birth is in the export and the legal basis does not allow it.",
        )
        yield Finding("HAS-20", BLOCKING, text)


CHECKS: tuple[Check, ...] = (
    Check(
        "HAS-01",
        BLOCKING,
        T(
            "Patient en double possible : même naissance, sexe et diagnostic.",
            "Possible duplicate patient: same birth, sex and diagnosis.",
        ),
        "patient",
        find_duplicates,
    ),
    Check(
        "HAS-02",
        BLOCKING,
        T("Première prise avant la demande d’accès.", "First dose before the access request."),
        "course",
        find_before_request(urgent=False),
    ),
    Check(
        "HAS-03",
        WARNING,
        T(
            "Première prise avant la demande d’accès ; le traitement ne pouvait pas être différé.",
            "First dose before the access request; treatment could not be deferred.",
        ),
        "course",
        find_before_request(urgent=True),
    ),
    Check(
        "HAS-04",
        BLOCKING,
        T("Dernière prise avant la première.", "Last dose before the first."),
        "course",
        find_breaking("course", "COU-01"),
    ),
    Check(
        "HAS-05",
        BLOCKING,
        T("Décès sans arrêt du traitement.", "Death without a stop of treatment."),
        "course",
        find_dead_on_treatment,
    ),
    Check(
        "HAS-06",
        BLOCKING,
        T(
            "Grade 5 sans évolution ou sans critère « Décès ».",
            "Grade 5 without fatal outcome or the criterion death.",
        ),
        "toxicity",
        find_breaking("toxicity", "TOX-18"),
    ),
    Check(
        "HAS-07",
        WARNING,
        T("Évolution mortelle sans grade 5.", "Fatal outcome without grade 5."),
        "toxicity",
        find_toxicities(lambda r, _c: r["outcome"] == "fatal" and r["grade"] != 5),
    ),
    Check(
        "HAS-08",
        WARNING,
        T("Critère d’hospitalisation sans date.", "Criterion hospitalisation without a date."),
        "toxicity",
        find_breaking("toxicity", "TOX-27"),
    ),
    Check(
        "HAS-09",
        BLOCKING,
        T("Réponse sans évaluation de référence.", "Response without a baseline assessment."),
        "assessment",
        find_without_baseline,
    ),
    Check(
        "HAS-10",
        WARNING,
        T("Réponse complète ou partielle non relue.", "Complete or partial response not reviewed."),
        "assessment",
        find_unreviewed,
    ),
    Check(
        "HAS-11",
        WARNING,
        T(
            "Dose initiale au-dessus de 1,2 fois la dose prévue.",
            "Starting dose above 1.2 times the planned dose.",
        ),
        "course",
        find_over_plan,
    ),
    Check(
        "HAS-12",
        WARNING,
        T(
            "Poids différent de plus de 20 % de celui de la visite précédente.",
            "Weight more than 20% off that of the visit before.",
        ),
        "follow_up",
        find_weights,
    ),
    Check(
        "HAS-13",
        BLOCKING,
        T(
            "Toxicité grave sans évolution ou sans imputabilité.",
            "Serious toxicity without outcome or causality.",
        ),
        "toxicity",
        find_toxicities(
            lambda r, c: bool(c) and c["serious"] and (not r["outcome"] or c["causality_missing"])
        ),
    ),
    Check(
        "HAS-14",
        BLOCKING,
        T(
            "Toxicité grave connue depuis plus de 15 jours, sans preuve d’envoi.",
            "Serious toxicity known for more than 15 days without proof of sending.",
        ),
        "toxicity",
        lambda m: m.overdue,
    ),
    Check("HAS-17", BLOCKING, T("Décès sans cause.", "Death without cause."), "patient", find_without_cause),
    Check(
        "HAS-18",
        BLOCKING,
        T(
            "Toxicité grave sans code MedDRA, alors qu’un dictionnaire est chargé.",
            "Serious toxicity without a MedDRA code though a dictionary is loaded.",
        ),
        "toxicity",
        find_uncoded,
    ),
    Check(
        "HAS-19",
        BLOCKING,
        T(
            "Opposition à la recherche enregistrée, patient présent dans l’export.",
            "Objection recorded and patient in the export.",
        ),
        "patient",
        find_objecting,
    ),
    Check(
        "HAS-21",
        BLOCKING,
        T(
            "Question ouverte sur une variable critique ou sur toute une fiche.",
            "Open query on a critical variable or a whole form.",
        ),
        "patient",
        find_open_queries(critical=True),
    ),
    Check(
        "HAS-22", WARNING, T("Question ouverte.", "Open query."), "patient", find_open_queries(critical=False)
    ),
)
"""In the order in which they are told."""
