"""The first sheet: what this file is, whose rows, until when, made how, and what each number means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from exports.basis import Basis
from exports.style import Style
from exports.workbook import Column, Line, Sheet
from registry import dictionary
from registry.fields.assessment import AssessmentFields
from registry.fields.base import MISSING_LABELS, MISSING_LETTERS, Missing, T
from registry.fields.course import CourseFields
from registry.fields.patient import PatientFields
from registry.fields.toxicity import ToxicityFields
from registry.i18n import say, show_date, show_moment
from registry.summaries.catalogue import OUTPUTS, POPULATION_LABELS, UNIT_LABELS, Output
from registry.summaries.labels import category_label
from registry.summaries.parameters import MEANINGS
from registry.terminology import ctcae

NAME = T("Présentation", "About")

COLUMNS = (
    Column(T("Sujet", "Subject"), Style.STRONG_WORDS, 38),
    Column(T("Contenu", "Content"), Style.WORDS, 78),
    Column(T("Population, unité", "Population, unit"), Style.WORDS, 28),
    Column(T("Source", "Source"), Style.WORDS, 24),
    Column(T("Identifiant", "Identifier"), Style.TEXT, 30),
)


def make(basis: Basis) -> Sheet:
    lines = (*_identity(basis), *_drafts(basis), *_parameters(basis), *_definitions(), *_reading_guide())
    title = T("{drug} : toxicité et efficacité", "{drug}: toxicity and efficacy")
    words = say(title).format(drug=basis.drug)
    return Sheet(say(NAME), COLUMNS, lines, title=words, notes=(basis.scope_line,), headed=False)


def _identity(basis: Basis) -> Iterator[Line]:
    context, summary = basis.context, basis.summary
    yield _section(T("Ce fichier", "This file"))
    yield _line(T("Médicament", "Drug"), basis.drug)
    yield _line(T("Périmètre", "Scope"), context.scope)
    yield _line(T("Date de coupure", "Cut-off"), show_date(summary.cut_off))
    yield _line(T("Établi le", "Made on"), show_moment(context.made))
    yield _line(T("Établi par", "Made by"), context.by)
    versions = T("dictionnaire {dictionary}, CTCAE {ctcae}", "dictionary {dictionary}, CTCAE {ctcae}")
    yield _line(
        T("Versions", "Versions"), _filled(versions, dictionary=dictionary.VERSION, ctcae=ctcae.VERSION)
    )
    yield _line(T("Lignes des listes", "Lines of the listings"), _listed(_rows(basis)))
    yield _line(T("Texte libre", "Free text"), say(_TEXT_SHOWN if context.with_text else _TEXT_LEFT_OUT))


def _rows(basis: Basis) -> Iterator[tuple[T, int]]:
    yield PatientFields.record.plural, len(basis.patients)
    yield CourseFields.record.plural, len(basis.frames.courses)
    yield AssessmentFields.record.plural, len(basis.frames.assessments)
    yield ToxicityFields.record.plural, len(basis.frames.toxicities)


_TEXT_SHOWN = T(
    "Les textes saisis sont donnés ; le texte des comptes rendus d’imagerie n’est jamais transmis.",
    "Typed texts are given; the text of imaging reports is never passed on.",
)
_TEXT_LEFT_OUT = T("Aucun texte saisi n’est donné.", "No typed text is given.")


def _drafts(basis: Basis) -> Iterator[Line]:
    """The records that no number counts, per kind that has any; 0 where none is left out."""
    yield _section(T("Fiches non comptées", "Records left out"))
    for output in ("drafts", "beneath_drafts", "objected"):
        counts = [(category_label(output, row.category), row.n) for row in basis.summary.select(output)]
        several = _listed((label, n) for label, n in counts if n)
        text = str(counts[0][1]) if len(counts) == 1 else several or "0"
        yield _line(OUTPUTS[output].title, text, identifier=output)


def _listed(counts: Iterable[tuple[T, int]]) -> str:
    """Patients : 2 ; Traitements : 0, or Patients: 2; Courses: 0."""
    parts = [T(f"{label.fr} : {n}", f"{label.en}: {n}") for label, n in counts]
    return say(T(" ; ".join(part.fr for part in parts), "; ".join(part.en for part in parts)))


def _parameters(basis: Basis) -> Iterator[Line]:
    yield _section(T("Paramètres des chiffres", "Parameters of the numbers"))
    for name, meaning in MEANINGS.items():
        value = basis.summary.parameters.shown([name]).partition("=")[2]
        subject = T(*(text[:1].upper() + text[1:] for text in (meaning.text.fr, meaning.text.en)))
        yield _line(subject, value, identifier=name)


def _definitions() -> Iterator[Line]:
    yield _section(T("Ce que chaque chiffre veut dire", "What each number means"))
    for name, output in OUTPUTS.items():
        if not _WORST_OF_A_ROW.search(name):
            yield _line(
                output.title, say(output.definition), _counted(output), output.source, identifier=name
            )


_WORST_OF_A_ROW = re.compile(r"_(soc|term)_grade_\d$")
"""Defined by the note of the sheet that shows them."""


def _counted(output: Output) -> str:
    population = say(POPULATION_LABELS[output.population])
    return (
        f"{population}, {say(UNIT_LABELS[output.unit])}"
        if output.population
        else say(UNIT_LABELS[output.unit])
    )


def _reading_guide() -> Iterator[Line]:
    yield _section(T("Comment lire les feuilles", "How to read the sheets"))
    for subject, words in (*_GUIDE, _letters()):
        yield _line(subject, say(words))


_GUIDE = (
    (
        T("Listes", "Listings"),
        T(
            "Une ligne par fiche comptée : complète, non annulée, d’un patient non opposé, connue à la date de "
            "coupure. Les chiffres des autres feuilles se recomptent à partir de ces lignes.",
            "One line per record that counts: complete, not void, of a patient who did not object, known on the "
            "cut-off. The numbers of the other sheets can be counted again from these lines.",
        ),
    ),
    (
        T("Dates", "Dates"),
        T(
            "Une date complète est une vraie date ; une date partielle (AAAA-MM ou AAAA) est un texte.",
            "A full date is a true date; a partial one (YYYY-MM or YYYY) is text.",
        ),
    ),
    (
        T("Pourcentages", "Percentages"),
        T(
            "De 0 à 100, affichés avec une décimale ; la cellule contient la valeur non arrondie. Intervalles exacts.",
            "From 0 to 100, shown with one decimal; the cell holds the unrounded value. Exact intervals.",
        ),
    ),
    (
        T("Cellule vide", "Empty cell"),
        T("Valeur non renseignée, sans raison donnée.", "Value not recorded, and no reason given."),
    ),
    (
        T("/", "/"),
        T("Grade qui n’existe pas pour ce terme.", "Grade that does not exist for this term."),
    ),
)


def _letters() -> tuple[T, T]:
    """The letters that stand in the place of a missing value, and what each means."""
    pairs = [(MISSING_LETTERS[reason], MISSING_LABELS[reason]) for reason in Missing]
    return (
        T(", ".join(short.fr for short, _long in pairs), ", ".join(short.en for short, _long in pairs)),
        T(
            f"Valeur manquante, et pourquoi. {', '.join(f'{a.fr} : {b.fr.lower()}' for a, b in pairs)}.",
            f"A missing value, and why. {', '.join(f'{a.en}: {b.en.lower()}' for a, b in pairs)}.",
        ),
    )


def _section(title: T) -> Line:
    return Line((say(title),), section=True)


def _line(subject: T, content: str, counted: str = "", source: str = "", *, identifier: str = "") -> Line:
    return Line((say(subject), content, counted, source, identifier))


def _filled(words: T, **values: object) -> str:
    return say(words).format(**values)
