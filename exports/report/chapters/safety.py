"""Chapters 7 and 8: toxicity in this country and abroad."""

from __future__ import annotations

from collections.abc import Iterator

from exports.report.builder import Builder
from exports.report.parts import Block, Chapter, Heading, Paragraph, Row, Table
from exports.report.words import counted, number, share
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.labels import category_label, soc_of

OVERVIEW = (
    "toxicity_any",
    "toxicity_related",
    "toxicity_grade3",
    "toxicity_serious",
    "toxicity_threshold",
    "toxicity_death",
    "toxicity_stop",
    "toxicity_interruption",
    "toxicity_reduction",
)
GRADES = ("1", "2", "3", "4", "5")


def write_safety(write: Builder) -> Chapter:
    """Chapter 7."""
    title = say(T("Tolérance : données du registre", "Safety: data of the registry"))
    return Chapter("chapter_7", "7", title, tuple(_safety(write)))


def _safety(write: Builder) -> Iterator[Block]:
    yield Heading(say(T("7.1 Vue d’ensemble", "7.1 Overview")))
    overview = write.shares(T("Patients avec une toxicité", "Patients with a toxicity"), OVERVIEW)
    yield Paragraph(_sentence(write, overview.name))
    yield overview
    yield _rates(write)
    yield Heading(say(T("7.2 Par classe d’organe et terme", "7.2 By organ class and term")))
    yield _by_term(
        write, T("Toutes les toxicités, par pire grade", "All toxicities, by worst grade"), lowest=1
    )
    yield _by_term(write, T("Grade 3 ou plus", "Grade 3 or more"), lowest=3)
    yield Heading(say(T("7.3 Toxicités graves", "7.3 Serious toxicities")))
    yield write.shares(
        T("Déclaration des toxicités graves", "Declaration of serious toxicities"),
        ("declared", "declared_in_time", "declaration_overdue"),
    )
    yield from _listings(write)
    yield from write.place("signals")


def _sentence(write: Builder, table: str) -> str:
    treated = write.count("treated")
    if not treated:
        return say(T("Aucun patient n’a été traité ({t}).", "No patient was treated ({t}).")).format(
            t=table.lower()
        )
    serious = write.count("toxicity_serious_events")
    whole = write.find("toxicity_any")
    said = T(
        "Au moins une toxicité a été rapportée chez {share} des patients traités",
        "At least one toxicity was reported in {share} of the treated patients",
    )
    of_them = counted(
        serious,
        T("{n} toxicité était grave", "{n} toxicity was serious"),
        T("{n} toxicités étaient graves", "{n} toxicities were serious"),
    )
    shown = share(whole.n, whole.N, whole.value) if whole else number(0)
    return f"{say(said).format(share=shown)} ; {of_them} ({table.lower()})."


def _rates(write: Builder) -> Table:
    outputs = (
        "toxicity_rate",
        "toxicity_related_rate",
        "toxicity_grade3_rate",
        "toxicity_serious_rate",
    )
    rows = []
    for output in outputs:
        found = write.find(output)
        if found is not None:
            bounds = f"{number(found.low, decimals=2)} – {number(found.high, decimals=2)}"
            rows.append(
                Row((say(OUTPUTS[output].title), number(found.n), number(found.value, decimals=2), bounds))
            )
    head = (
        "",
        say(T("Événements", "Events")),
        say(T("Pour 100 patients-mois", "Per 100 patient-months")),
        say(T("IC 95 %", "95% CI")),
    )
    return write.table(
        T("Taux par 100 patients-mois", "Rates per 100 patient-months"), head, rows, numbers=(1, 2, 3)
    )


def _by_term(write: Builder, caption: T, *, lowest: int) -> Table:
    """Patients by worst grade, organ classes in the order of the terminology, the most frequent terms first."""
    grades = [grade for grade in GRADES if int(grade) >= lowest]
    rows = []
    for soc in write.select("toxicity_soc"):
        lines = _term_rows(write, soc.category, grades)
        own = _grade_counts(write, "toxicity_soc", soc.category, grades)
        if not any(own):
            continue
        label = say(category_label("toxicity_soc", soc.category))
        rows.append(Row((label, *map(number, own), number(sum(own))), strong=True))
        rows += lines
    head = (say(T("Classe d’organe, terme", "Organ class, term")), *(f"G{grade}" for grade in grades))
    return write.table(
        caption,
        (*head, say(T("Patients", "Patients"))),
        rows,
        numbers=tuple(range(1, len(grades) + 2)),
        widths=(4, *(0.6,) * len(grades), 1),
    )


def _term_rows(write: Builder, soc: str, grades: list[str]) -> list[Row]:
    found = [one for one in write.select("toxicity_term") if one.n and soc_of(one.category) == soc]
    rows = []
    for one in sorted(found, key=lambda one: (-one.n, one.category)):
        counts = _grade_counts(write, "toxicity_term", one.category, grades)
        if any(counts):
            label = f"\N{EN SPACE}{say(category_label('toxicity_term', one.category))}"
            rows.append(Row((label, *map(number, counts), number(sum(counts)))))
    return rows


def _grade_counts(write: Builder, output: str, category: str, grades: list[str]) -> list[int]:
    return [write.count(f"{output}_grade_{grade}", category=category) for grade in grades]


def _listings(write: Builder) -> Iterator[Block]:
    yield Heading(say(T("7.4 Décès", "7.4 Deaths")))
    yield write.sheet(
        T("Décès", "Deaths"),
        "12",
        {
            "patient_id": 1.6,
            "age": 0.7,
            "sexe": 0.9,
            "date_deces": 1.2,
            "delai_derniere_dose_j": 1,
            "cause_categorie": 1.4,
            "lie_medicament": 1.2,
        },
    )
    yield Heading(say(T("7.5 Situations particulières", "7.5 Special situations")))
    yield Paragraph(_situations(write))


def _situations(write: Builder) -> str:
    n = len(write.dossier.table("13").lines)
    return counted(
        n,
        T(
            "{n} situation particulière a été rapportée (feuille 13 du classeur).",
            "{n} special situation was reported (sheet 13 of the workbook).",
        ),
        T(
            "{n} situations particulières ont été rapportées (feuille 13 du classeur).",
            "{n} special situations were reported (sheet 13 of the workbook).",
        ),
    )


def write_international(write: Builder) -> Chapter:
    """Chapter 8: what the registry knows from abroad, and what only the company knows."""
    title = say(T("Pharmacovigilance internationale", "International pharmacovigilance"))
    return Chapter("chapter_8", "8", title, tuple(_international(write)), new_page=False)


def _international(write: Builder) -> Iterator[Block]:
    table = write.dossier.table("14")
    per_country: dict[str, set[object]] = {}
    for country, patient in zip(table.values("pays"), table.values("patient_id"), strict=True):
        per_country.setdefault(str(country), set()).add(patient)
    yield write.table(
        T("Patients du registre par pays", "Patients of the registry by country"),
        (say(T("Pays", "Country")), say(T("Patients", "Patients"))),
        [Row((country, number(len(people)))) for country, people in sorted(per_country.items())],
        numbers=(1,),
    )
    yield from write.written("international")
