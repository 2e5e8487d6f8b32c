"""Chapters 9 to 12 and the annexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exports.report.builder import Builder
from exports.report.parts import Block, Chapter, Heading, Paragraph, Points
from exports.report.words import counted
from registry.fields.base import T
from registry.i18n import say


def write_literature(write: Builder) -> Chapter:
    """Chapter 9: a search is proposed; what it finds a person writes."""
    return Chapter(
        "chapter_9", "9", say(T("Littérature", "Literature")), tuple(_literature(write)), new_page=False
    )


def _literature(write: Builder) -> Iterator[Block]:
    drug = write.dossier.meta.drug_names["en"].lower()
    years = f"{write.dossier.meta.start.year}:{write.dossier.meta.end.year}[dp]"
    query = f"{drug}[tiab] AND (child*[tiab] OR paediatric[tiab] OR pediatric[tiab] OR adolescent[mh]) AND {years}"
    yield Paragraph(f"{say(T('Recherche proposée :', 'Proposed search:'))} {query}")
    yield from write.written("literature")


def write_quality(write: Builder) -> Chapter:
    """Chapter 10."""
    title = say(T("Qualité des données et biais", "Quality of the data and biases"))
    return Chapter("chapter_10", "10", title, tuple(_quality(write)), new_page=False)


def _quality(write: Builder) -> Iterator[Block]:
    columns = {"nom": 4, "attendu": 1, "manquant": 1, "pct_manquant": 1, "statut": 1}
    yield Heading(say(T("10.1 Complétude par variable", "10.1 Completeness by variable")))
    yield _completeness(
        write, T("Variables à surveiller", "Variables to watch"), columns, "variable", watched=True
    )
    yield Paragraph(
        say(
            T(
                "Les variables dont 5 % au plus manquent n’y sont pas ; la feuille 18 du classeur les donne toutes.",
                "Variables of which at most 5% are missing are not in it; sheet 18 of the workbook has them all.",
            )
        ),
        note=True,
    )
    yield Heading(say(T("10.2 Complétude par centre", "10.2 Completeness by centre")))
    yield _completeness(write, T("Centres", "Centres"), columns, "centre")
    yield Heading(say(T("10.3 Contrôles", "10.3 Checks")))
    yield from _checks(write)
    yield from write.place("biases")


def _completeness(
    write: Builder, caption: T, columns: Mapping[str, float], level: str, *, watched: bool = False
) -> Block:
    keep = {"niveau": frozenset({level})}
    if watched:
        keep["statut"] = frozenset({"orange", "rouge", "amber", "red"})
    return write.sheet(caption, "18", columns, keep=keep)


def _checks(write: Builder) -> Iterator[Block]:
    found = write.dossier.checks
    if not found:
        yield Paragraph(say(T("Aucun contrôle n’a trouvé d’anomalie.", "No check found anything.")))
        return
    yield Points(tuple(_check_words(one.code, say(one.text), len(one.records), one.level) for one in found))


def _check_words(code: str, text: str, n: int, level: str) -> str:
    kind = say(T("bloquant", "blocking")) if level == "B" else say(T("avertissement", "warning"))
    many = counted(n, T("{n} fiche", "{n} record"), T("{n} fiches", "{n} records"))
    return f"{text} ({code}, {kind}, {many})" if n else f"{text} ({code}, {kind})"


def write_discussion(write: Builder) -> Chapter:
    """Chapter 11: four places for a person."""
    title = say(T("Discussion : bénéfice et risque", "Discussion: benefit and risk"))
    return Chapter("chapter_11", "11", title, tuple(_discussion(write)), new_page=False)


def _discussion(write: Builder) -> Iterator[Block]:
    for key in ("benefit", "risk", "uncertainties", "since_last"):
        yield from write.place(key)


def write_conclusion(write: Builder) -> Chapter:
    """Chapter 12: a person writes it."""
    title = say(T("Conclusion et propositions", "Conclusion and proposals"))
    return Chapter("chapter_12", "12", title, tuple(write.written("conclusion")), new_page=False)


def write_annexes(write: Builder) -> Chapter:
    """Annex A, the serious toxicities one by one; where B to E are found."""
    return Chapter("annexes", "", say(T("Annexes", "Annexes")), tuple(_annexes(write)))


def _annexes(write: Builder) -> Iterator[Block]:
    yield Heading(say(T("A. Toxicités graves, cas par cas", "A. Serious toxicities, case by case")))
    yield write.sheet(
        T("Toxicités graves", "Serious toxicities"),
        "10",
        {
            "patient_id": 1.5,
            "age_survenue": 0.7,
            "sexe": 0.8,
            "diagnostic": 2.2,
            "ctcae_terme": 2,
            "ctcae_grade": 0.6,
            "date_debut_ei": 1.1,
            "delai_survenue_j": 0.7,
            "evolution": 1.5,
            "mesure_medicament": 1.5,
            "imput_notificateur": 1.3,
            "destinataire": 1.6,
            "date_envoi": 1.1,
        },
        wide=True,
    )
    yield Heading(say(T("B à E", "B to E")))
    yield Paragraph(
        say(
            T(
                "Les fiches (B) sont imprimées par le registre ; le dictionnaire (C), les centres (D) et le journal de "
                "la qualité (E) sont les feuilles 21, 02 et 20 du classeur qui accompagne ce rapport.",
                "The forms (B) are printed by the registry; the dictionary (C), the centres (D) and the quality "
                "log (E) are sheets 21, 02 and 20 of the workbook that goes with this report.",
            )
        )
    )
