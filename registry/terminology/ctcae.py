"""The 837 terms of CTCAE v5.0 as facts: name, organ class, the grades that exist, laboratory or clinical.

The grade descriptions and the MedDRA codes are not here: a site loads them from the official files.
The French names are the registry's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from registry.fields.base import T
from registry.terminology.tables import rows
from registry.terminology.words import Index

VERSION = "5.0"

SOCS: Mapping[str, T] = MappingProxyType(
    {
        "infections": T("Infections et infestations", "Infections and infestations"),
        "neoplasms": T(
            "Tumeurs bénignes, malignes et non précisées (dont kystes et polypes)",
            "Neoplasms benign, malignant and unspecified (incl cysts and polyps)",
        ),
        "blood": T("Affections du sang et du système lymphatique", "Blood and lymphatic system disorders"),
        "immune": T("Affections du système immunitaire", "Immune system disorders"),
        "endocrine": T("Affections endocriniennes", "Endocrine disorders"),
        "metabolism": T("Troubles du métabolisme et de la nutrition", "Metabolism and nutrition disorders"),
        "psychiatric": T("Troubles psychiatriques", "Psychiatric disorders"),
        "nervous": T("Affections du système nerveux", "Nervous system disorders"),
        "eye": T("Affections de l’œil", "Eye disorders"),
        "ear": T("Affections de l’oreille et du labyrinthe", "Ear and labyrinth disorders"),
        "cardiac": T("Affections cardiaques", "Cardiac disorders"),
        "vascular": T("Affections vasculaires", "Vascular disorders"),
        "respiratory": T(
            "Affections respiratoires, thoraciques et médiastinales",
            "Respiratory, thoracic and mediastinal disorders",
        ),
        "gastrointestinal": T("Affections digestives", "Gastrointestinal disorders"),
        "hepatobiliary": T("Affections hépatobiliaires", "Hepatobiliary disorders"),
        "skin": T("Affections de la peau et du tissu sous-cutané", "Skin and subcutaneous tissue disorders"),
        "musculoskeletal": T(
            "Affections des muscles, du squelette et du tissu conjonctif",
            "Musculoskeletal and connective tissue disorders",
        ),
        "renal": T("Affections du rein et des voies urinaires", "Renal and urinary disorders"),
        "pregnancy": T(
            "Grossesse, accouchement et période périnatale", "Pregnancy, puerperium and perinatal conditions"
        ),
        "reproductive": T(
            "Affections des organes de reproduction et du sein", "Reproductive system and breast disorders"
        ),
        "congenital": T(
            "Affections congénitales, familiales et génétiques", "Congenital, familial and genetic disorders"
        ),
        "general": T(
            "Troubles généraux et au site d’administration",
            "General disorders and administration site conditions",
        ),
        "investigations": T("Examens et analyses", "Investigations"),
        "injury": T(
            "Blessures, intoxications et complications d’interventions",
            "Injury, poisoning and procedural complications",
        ),
        "procedures": T("Interventions chirurgicales et médicales", "Surgical and medical procedures"),
        "social": T("Contexte social", "Social circumstances"),
    }
)
"""The 26 organ classes, in the order in which reports are read internationally."""


@dataclass(frozen=True, slots=True)
class Term:
    """A CTCAE term.

    soc: key of SOCS. grades: those that exist, ascending. laboratory: its definition or its grades rest on
    a laboratory value, so the form proposes "laboratory" as its nature. other: one of the 26 "Other,
    specify". synonyms: further words to find it by, in both languages, never shown.
    """

    key: str
    name: T
    soc: str
    grades: tuple[int, ...]
    laboratory: bool
    other: bool
    synonyms: tuple[str, ...]


@cache
def terms() -> Mapping[str, Term]:
    """All terms by key, in the order of SOCS, then of the English names; "Other, specify" ends its class."""
    return MappingProxyType({row["key"]: _term(row) for row in rows("ctcae.tsv")})


def other_of(soc: str) -> Term:
    """The "Other, specify" of an organ class; KeyError for a class that does not exist."""
    return _others()[soc]


def search(text: str, *, language: str, first: Sequence[str] = (), limit: int = 20) -> list[Term]:
    """The terms that match what was typed, best first.

    Words of both languages and synonyms are looked at, those of `language` weigh most; accents do not matter,
    a typing error is forgiven. Keys in `first` (usual for the drug) stand on top when they match; nothing
    typed gives them all.
    """
    return [terms()[key] for key in _index(language).find(text, first=first, limit=limit)]


def _term(row: Mapping[str, str]) -> Term:
    return Term(
        key=row["key"],
        name=T(row["fr"], row["en"]),
        soc=row["soc"],
        grades=tuple(int(grade) for grade in row["grades"]),
        laboratory=row["laboratory"] == "1",
        other=row["other"] == "1",
        synonyms=tuple(filter(None, row["synonyms"].split("|"))),
    )


@cache
def _others() -> Mapping[str, Term]:
    return {term.soc: term for term in terms().values() if term.other}


@cache
def _index(language: str) -> Index:
    return Index((term.key, _names(term, language=language)) for term in terms().values())


def _names(term: Term, *, language: str) -> tuple[tuple[str, ...], ...]:
    shown, foreign = (term.name.fr, term.name.en) if language == "fr" else (term.name.en, term.name.fr)
    return (shown,), term.synonyms, (foreign,)
