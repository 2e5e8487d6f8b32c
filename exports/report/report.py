"""A dossier and the coordinator's texts become a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from exports.files import FileRefused, new_file
from exports.has.dossier import DRAFT, FINAL, Dossier
from exports.report.builder import Builder
from exports.report.chapters import closing, efficacy, opening, population, safety, summary
from exports.report.parts import Chapter, Cover, Mark, Report
from exports.report.pdf import pdf_of
from exports.report.word import docx_of
from exports.report.words import counted, day
from registry.fields.base import T
from registry.i18n import gettext, say, speaking
from registry.schemes.catalogue import SCHEMES

CHAPTERS: tuple[Callable[[Builder], Chapter], ...] = (
    summary.write_summary,
    summary.write_abbreviations,
    opening.write_context,
    opening.write_methods,
    population.write_population,
    population.write_use,
    efficacy.write_efficacy,
    efficacy.write_quality_of_life,
    safety.write_safety,
    safety.write_international,
    closing.write_literature,
    closing.write_quality,
    closing.write_discussion,
    closing.write_conclusion,
    closing.write_annexes,
)
STATUS_WORDS = {
    DRAFT: T(
        "Document de travail. Il reste un projet parce que :", "Working document. It stays a draft because:"
    ),
    FINAL: T("Document définitif.", "Final document."),
}
STATUS = {DRAFT: T("PROJET", "DRAFT"), FINAL: T("DÉFINITIF", "FINAL")}


def make_report(dossier: Dossier, *, texts: Mapping[str, str], language: str) -> Report:
    """The report in a language. It stays a draft while a place is not written or a blocking check found something."""
    with speaking(language):
        write = Builder(dossier, texts)
        chapters = tuple(chapter(write) for chapter in CHAPTERS)
        reasons = tuple(_reasons(dossier, chapters))
        status = DRAFT if reasons else FINAL
        return Report(
            language=language,
            title=_title(dossier, language),
            footer=_footer(dossier, language, say(STATUS[status])),
            cover=_cover(dossier, language, status=status, reasons=reasons),
            chapters=chapters,
            words={name: say(words) for name, words in WORDS.items()},
        )


def write_report(
    dossier: Dossier,
    target: Path,
    *,
    texts: Mapping[str, str],
    language: str,
    template: Path | None = None,
) -> Report:
    """Write the report as .docx or .pdf, whole or not at all. FileRefused: another ending, a template that is wrong."""
    writers: dict[str, Callable[[Report], bytes]] = {
        ".docx": lambda report: docx_of(report, template=template),
        ".pdf": pdf_of,
    }
    if target.suffix.lower() not in writers:
        sentence = gettext("%(name)s is neither a Word document (.docx) nor a PDF (.pdf). Change the name.")
        raise FileRefused(sentence % {"name": target.name})
    report = make_report(dossier, texts=texts, language=language)
    with speaking(language):
        content = writers[target.suffix.lower()](report)
    with new_file(target) as draft:
        draft.write_bytes(content)
    return report


WORDS = {
    "page": T("page", "page"),
    "contents": T("Sommaire", "Contents"),
    "to_write": T("[À COMPLÉTER]", "[TO BE WRITTEN]"),
    "nothing_drawn": T("Rien à représenter.", "Nothing to draw."),
    "colon": T(" :", ":"),
}


def _drug(dossier: Dossier, language: str) -> str:
    """The name as it begins a line."""
    name = dossier.meta.drug_names[language]
    return name[:1].upper() + name[1:]


NAMED = 5
"""Patients who are named behind a reason; the first sheet of the workbook has them all."""


def _title(dossier: Dossier, language: str) -> str:
    said = T("Rapport de synthèse : {drug}", "Summary report: {drug}")
    return say(said).format(drug=_drug(dossier, language))


def _footer(dossier: Dossier, language: str, status: str) -> str:
    meta = dossier.meta
    said = T(
        "{drug} · du {start} au {end} · {status} · empreinte {fingerprint}",
        "{drug} · {start} to {end} · {status} · fingerprint {fingerprint}",
    )
    return say(said).format(
        drug=_drug(dossier, language),
        start=day(meta.start),
        end=day(meta.end),
        status=status,
        fingerprint=meta.fingerprint[:16],
    )


def _cover(dossier: Dossier, language: str, *, status: str, reasons: tuple[str, ...]) -> Cover:
    meta = dossier.meta
    schemes = [say(SCHEMES[code].label) if code in SCHEMES else code for code in meta.schemes]
    facts = (
        (T("Médicament (DCI)", "Medicine (INN)"), _drug(dossier, language)),
        (T("Cadres d’accès", "Access schemes"), ", ".join(schemes)),
        (T("Période", "Period"), f"{day(meta.start)} – {day(meta.end)}"),
        (T("Date d’arrêt des données", "Data cut-off"), day(meta.end)),
        (T("Version du dictionnaire", "Dictionary version"), meta.versions.get("dictionary", "–")),
        (T("Empreinte des données (SHA-256)", "Fingerprint of the data (SHA-256)"), meta.fingerprint),
    )
    return Cover(
        title=_title(dossier, language),
        subtitle=say(
            T(
                "Données recueillies chez l’enfant, l’adolescent et le jeune adulte",
                "Data collected in children, adolescents and young adults",
            )
        ),
        facts=tuple((say(what), value) for what, value in facts),
        status=say(STATUS[status]),
        status_words=say(STATUS_WORDS[status]),
        reasons=reasons,
    )


def _reasons(dossier: Dossier, chapters: tuple[Chapter, ...]) -> list[str]:
    """Why the report is not final: places that are not written, then the checks that block."""
    marks = sum(isinstance(block, Mark) for chapter in chapters for block in chapter.blocks)
    reasons = []
    if marks:
        reasons.append(
            counted(
                marks,
                T("{n} partie reste à compléter.", "{n} part is still to be written."),
                T("{n} parties restent à compléter.", "{n} parts are still to be written."),
            )
        )
    for found in dossier.blocking:
        places = list(dict.fromkeys(found.places))
        named = ", ".join(places[:NAMED]) + (" …" if len(places) > NAMED else "")
        reasons.append(f"{say(found.text)} ({named})" if places else say(found.text))
    return reasons
