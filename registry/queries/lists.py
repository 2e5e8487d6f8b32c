"""What a search box offers: entries of the coded lists, and drugs, in the reader's language."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import func, select

from registry import i18n
from registry.db import RegistrySession
from registry.fields.layout import COMPLETE
from registry.i18n import gettext as _
from registry.models.course import CourseDrug
from registry.models.drug import Drug
from registry.models.toxicity import Toxicity
from registry.queries import records
from registry.terminology import codes, ctcae
from registry.terminology.words import fold

LIMIT = 20
USUAL = 10

Group = dict[str, Any]


def search(session: RegistrySession, source: str, words: str, *, course_id: str = "") -> list[Group]:
    """Groups of entries for what was typed: [{"label", "items": [{"code", "label", "detail", ...}]}]."""
    if source == "ctcae":
        return _terms(session, words, course_id)
    if source == "drug":
        return _group("", [_drug(drug) for drug in _drugs(session, words)])
    if source in ("iccc3", "criterion", "analyte"):
        return _group("", [{"code": code, "label": label} for code, label in _coded(source, words)])
    return []


def _group(label: str, items: list[Group]) -> list[Group]:
    return [{"label": label, "items": items}] if items else []


def _terms(session: RegistrySession, words: str, course_id: str) -> list[Group]:
    usual = usual_terms(session, course_id) if course_id else []
    known = ctcae.terms()
    if not words.strip():
        return _group(_("Usual with this treatment"), [_term(known[key]) for key in usual])
    found = ctcae.search(words, language=i18n.language(), first=usual, limit=LIMIT)
    first = [_term(term) for term in found if term.key in usual]
    rest = [_term(term) for term in found if term.key not in usual]
    return _group(_("Usual with this treatment"), first) + _group(_("Other terms") if first else "", rest)


def usual_terms(session: RegistrySession, course_id: str) -> list[str]:
    """The terms most often recorded with the drugs of a course, among the reader's rows."""
    drugs = records.drugs_of(session, course_id)
    courses = select(CourseDrug.course_id).where(CourseDrug.drug.in_(drugs))
    counted = session.execute(
        select(Toxicity.term, func.count())
        .where(Toxicity.course_id.in_(courses), Toxicity.term.is_not(None), Toxicity.status == COMPLETE)
        .group_by(Toxicity.term)
    )
    known = ctcae.terms()
    ranked = Counter({term: n for term, n in counted if term and term in known and not known[term].other})
    return [term for term, _n in ranked.most_common(USUAL)]


def _term(term: ctcae.Term) -> Group:
    other = term.name.en if i18n.language() == "fr" else term.name.fr
    nature = _("Laboratory") if term.laboratory else _("Clinical")
    return {
        "code": term.key,
        "label": i18n.say(term.name),
        "detail": other,
        "soc": i18n.say(ctcae.SOCS[term.soc]),
        "grades": list(term.grades),
        "note": nature,
        "nature": "laboratory" if term.laboratory else "clinical",
        "other": term.other,
    }


def _drugs(session: RegistrySession, words: str) -> list[Drug]:
    wanted = fold(words)
    every = session.scalars(select(Drug).order_by(Drug.inn))
    found = [d for d in every if any(wanted in fold(name) for name in (d.inn, d.inn_fr or ""))]
    return sorted(found, key=lambda d: (not fold(d.inn).startswith(wanted), d.inn))[:LIMIT]


def _drug(drug: Drug) -> Group:
    name = drug.inn_fr if i18n.language() == "fr" and drug.inn_fr else drug.inn
    return {"code": drug.id, "label": name[:1].upper() + name[1:], "detail": drug.drug_class or ""}


def _coded(source: str, words: str) -> list[tuple[str, str]]:
    wanted = fold(words)
    entries = codes.entries(source)
    return [
        (code, i18n.say(name))
        for code, name in entries.items()
        if wanted in fold(name.fr) or wanted in fold(name.en)
    ][:60]
