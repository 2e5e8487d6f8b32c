"""Rules of the molecular alteration."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, ask, before
from registry.rules.dates import before_birth, earliest, future, perhaps_after_death

_SAMPLE = T("Le prélèvement", "The sample")

SEES_NO_SEQUENCE = ("fish", "array")
"""Assays that count or place genes and do not read them."""


def _is_resistance_before_treatment(case: Case) -> bool:
    if case.record.get("found_at") != "resistance" or not case.record.get("sampled_on"):
        return False
    return before(case.record["sampled_on"], earliest(case.others("course"), "first_dose"))


def _is_there_already(case: Case) -> bool:
    names = ("gene", "type", "partner", "hgvs", "sampled_on")
    told = [case.record.get(name) for name in names]
    return bool(case.record.get("gene") and case.record.get("type")) and any(
        [other.get(name) for name in names] == told for other in case.others("alteration")
    )


RULES = (
    future("ALT-01", "alteration", "sampled_on", _SAMPLE),
    before_birth("ALT-02", "alteration", "sampled_on", _SAMPLE),
    perhaps_after_death("ALT-03", "alteration", "sampled_on", _SAMPLE),
    ask(
        "ALT-04",
        "alteration",
        "partner",
        T(
            "Une fusion de {gene} sans gène partenaire. Lequel est-ce ?",
            "A fusion of {gene} without a partner gene. Which one is it?",
        ),
        lambda c: c.record.get("type") == "fusion" and c.is_unexplained("partner"),
    ),
    ask(
        "ALT-05",
        "alteration",
        "origin",
        T(
            "Un prélèvement de tumeur seul ne montre pas qu’une altération est constitutionnelle. "
            "A-t-elle été vérifiée dans le sang ?",
            "A sample of tumour alone does not show that an alteration is germline. Was it verified in blood?",
        ),
        lambda c: c.record.get("origin") == "germline" and c.record.get("sample") == "tumour",
    ),
    ask(
        "ALT-06",
        "alteration",
        "found_at",
        T(
            "Résistance sous traitement, et le prélèvement ({sampled_on}) précède la première prise. Est-ce exact ?",
            "Resistance on treatment, and the sample ({sampled_on}) is before the first dose. Is that right?",
        ),
        _is_resistance_before_treatment,
        needs=("course",),
    ),
    ask(
        "ALT-07",
        "alteration",
        "assay",
        T(
            "Cette méthode ne lit pas la séquence : elle ne montre pas de mutation de {gene}. Est-ce la bonne ?",
            "This assay does not read the sequence: it shows no mutation of {gene}. Is it the right one?",
        ),
        lambda c: c.record.get("type") in ("snv", "indel") and c.record.get("assay") in SEES_NO_SEQUENCE,
    ),
    ask(
        "ALT-08",
        "alteration",
        "gene",
        T(
            "Cette altération de {gene} est déjà saisie, au même prélèvement. Est-ce la même, saisie deux fois ?",
            "This alteration of {gene} is entered already, on the same sample. Is it the same, entered twice?",
        ),
        _is_there_already,
        needs=("alteration",),
    ),
)
