"""The drug report: its numbers are those of the summary, its lines the records that count, and nothing else leaves."""

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from exports.basis import Context
from exports.drug_report import write_drug_report
from exports.sheets.numbers import THEMES
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.frames import DrugFrames
from registry.summaries.labels import category_label
from registry.summaries.table import Summary
from tests.office import Office
from tests.summaries.records import numbers, records

CANARY = "=cmd canary"
OTHER = "skin_and_subcutaneous_tissue_disorders_other_specify"


def with_numbers(frames: DrugFrames) -> DrugFrames:
    """Decimals as the database gives them."""
    doses = frames.course_drugs.assign(starting_dose=[float(v) for v in frames.course_drugs["starting_dose"]])
    measures = [v and float(v) for v in frames.assessments["target_measure"]]
    return replace(frames, course_drugs=doses, assessments=frames.assessments.assign(target_measure=measures))


TABLES = records(
    patients="""
        patient_id | number        | centre_id | country_id | sex    | birth_month | objection | status   | vital_status
        p1         | FR-012-0007-K | FR-012    | FR         | female | 2015-04     | no        | complete | alive
        p2         | FR-001-0002-Y | FR-001    | FR         | male   | 2012-11     | no        | complete | alive
        p3         | FR-001-0003-1 | FR-001    | FR         | male   | 2012-11     | yes       | complete | alive
        p4         | FR-001-0004-E | FR-001    | FR         | male   | 2012-11     | no        | draft    | alive
        p5         | FR-001-0005-2 | FR-001    | FR         | male   | 2012-11     | no        | complete | alive
    """,
    diagnoses=f"""
        diagnosis_id | patient_id | category | name        | iccc3 | diagnosis_date | disease_status | status
        d1           | p1         | cns      | {CANARY} | IIIb | 2020-05-06 | relapse | complete
        d2           | p2         | solid    | Sarcome     | IXa   | 2021           | refractory     | complete
        d3           | p2         | solid    | Autre       | IXb   | 2022-03        | relapse        | complete
    """,
    courses="""
        course_id | patient_id | first_dose | last_dose  | board_date | access_scheme | stop_reason | status
        c1        | p1         | 2026-01-10 | 2026-04-01 | 2025-12-20 | AAC           | toxicity    | complete
        c2        | p2         | 2026-02-01 |            |            | AAP_PRE       |             | complete
        c3        | p3         | 2026-02-01 |            |            | AAC           |             | complete
        c4        | p4         | 2026-02-01 |            |            | AAC           |             | complete
        c5        | p5         |            |            | 2026-05-05 |               |             | complete
    """,
    course_drugs="""
        course_id | drug       | starting_dose | dose_unit | dose_basis
        c1        | trametinib | 0.025         | mg        | kg_day
        c2        | trametinib | 2             | mg        | flat_day
        c2        | dabrafenib | 4.5           | mg        | kg_day
        c3        | trametinib | 2             | mg        | flat_day
        c4        | trametinib | 2             | mg        | flat_day
        c5        | trametinib | 2             | mg        | flat_day
    """,
    assessments="""
        course_id | visit        | assessed_on | criterion | response | reviewed_response | target_measure | status
        c1        | baseline     | 2026-01-05  | RAPNO_LGG |          |                   | 1240.5         | complete
        c1        | on_treatment | 2026-03-05  | RAPNO_LGG | PR       | MR                | 700            | complete
        c1        | on_treatment | 2026-05-05  | RAPNO_LGG | PR       |                   | 500            | draft
        c2        | baseline     | 2026-01-20  | RAPNO_LGG |          |                   |                | complete
        c2        | on_treatment | 2026-04-20  | RAPNO_LGG | PR       |                   |                | complete
        c2        | on_treatment | 2026-09-20  | RAPNO_LGG | PD       |                   |                | complete
    """,
    toxicities=f"""
        course_id | term                       | term_text | grade | onset      | seriousness                | status
        c1        | diarrhea                   |           | 3     | 2026-02-03 | hospitalisation;important  | complete
        c1        | diarrhea                   |           | 1     | 2026-03    | none                       | complete
        c1        | {OTHER}                    | @canary   | 2     | 2026       |                          | complete
        c1        | fatigue                    |           | 1     | 2026-03-03 | none                       | draft
        c2        | fatigue                    |           | 2     | 2026-03-03 | none                       | complete
        c2        | fatigue                    |           | 2     | 2026-01-03 | none                       | complete
        c3        | fatigue                    |           | 5     | 2026-03-03 | death                      | complete
    """,
)
FRAMES = with_numbers(TABLES)

CONTEXT = Context(
    drug="Tramétinib",
    scope="31 centres de France",
    by="cli:root",
    made=dt.datetime(2026, 11, 3, 9, 30, tzinfo=dt.UTC),
    with_text=True,
)
SHEETS = {
    "fr": "Présentation, Populations, Efficacité, Toxicité, Patients et usage, Réponses, Durées, "
    "Toxicité, suites et taux, Qualité de vie, ADN tumoral, Relecture, Signaux, Qualité des données, "
    "Liste sujets, Liste patients, Liste traitements, Liste évaluations, Liste toxicités, "
    "Liste toxicités graves",
    "en": "About, Populations, Efficacy, Toxicity, Patients and use, Responses, Times, "
    "Toxicity, outcomes and rates, Quality of life, ctDNA, Review, Signals, Data quality, "
    "List of subjects, List of patients, List of courses, List of assessments, List of toxicities, "
    "List of serious toxicities",
}
COUNTED = {"fr": "Oui", "en": "Yes"}


def report(
    frames: DrugFrames = FRAMES,
    *,
    context: Context = CONTEXT,
    language: str = "fr",
    summary: Summary | None = None,
) -> bytes:
    file = io.BytesIO()
    write_drug_report(
        file, summary=summary or numbers(frames), frames=frames, context=context, language=language
    )
    return file.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(report())


def lines(book: Workbook, name: str, *, head: int) -> list[dict[str, Any]]:
    """The lines of a sheet by their French headings, which stand in row `head`."""
    rows = list(book[name].iter_rows(min_row=head, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sheets_in_both_languages(language: str) -> None:
    assert ", ".join(opened(report(language=language)).sheetnames) == SHEETS[language]


def test_the_first_sheet_says_what_this_is(book: Workbook) -> None:
    said = {row[0]: row[1] for row in book["Présentation"].iter_rows(values_only=True)}
    assert "Tramétinib : toxicité et efficacité" in said
    assert said["Périmètre"] == "31 centres de France"
    assert said["Date de coupure"] == "30/06/2026"
    assert said["Établi le"] == "03/11/2026 09:30 UTC"
    assert said["Établi par"] == "cli:root"
    assert said["Versions"] == "dictionnaire 1.0, CTCAE 5.0"
    assert said["Lignes des listes"] == "Patients : 3 ; Traitements : 3 ; Évaluations : 4 ; Toxicités : 5"
    assert said["Brouillons non comptés"] == OUTPUTS["drafts"].definition.fr
    assert said["Patients opposés"] == OUTPUTS["objected"].definition.fr
    assert said["Taux de réponse objective"] == OUTPUTS["orr"].definition.fr


def test_drafts_and_objections_are_said(book: Workbook) -> None:
    said = {row[4]: row[1] for row in book["Présentation"].iter_rows(max_row=20, values_only=True)}
    assert said["drafts"] == "Patients : 1 ; Évaluations : 1 ; Toxicités : 1"
    assert said["beneath_drafts"] == "Traitements : 1"
    assert said["objected"] == "1"


def test_each_sheet_of_numbers_says_its_scope(book: Workbook) -> None:
    said = "31 centres de France. Date de coupure : 30/06/2026. Brouillons non comptés : 4."
    assert [book[name]["A2"].value for name in book.sheetnames[:4]] == [said] * 4
    assert {page.oddFooter.left.text for page in book} == {
        "Tramétinib · 31 centres de France · date de coupure 30/06/2026"
    }


def test_populations_by_hand(book: Workbook) -> None:
    found = [
        (line["Identifiant"], line["Tous"], line["Monothérapie"], line["Association"])
        for line in lines(book, "Populations", head=5)
        if line["Tous"]
    ]
    assert found == [
        ("registered", 3, 2, 1),
        ("not_treated", 1, 1, 0),
        ("treated", 2, 1, 1),
        ("evaluable", 2, 1, 1),
        ("objected", 1, None, None),
    ]


def test_response_rate_by_hand(book: Workbook) -> None:
    """Of two evaluable patients one responds; the minor response of the other, reviewed, does not count."""
    first, *_ = lines(book, "Efficacité", head=6)
    assert first["Critère de jugement"] == "Taux de réponse objective"
    assert (first["Groupe ou réponse"], first["Lecture"]) == ("Tous", "Relue, sinon locale")
    assert (first["n"], first["N"], first["%"]) == (1, 2, 50)
    # The lower bound p of 1 of 2 solves 1 - (1 - p)^2 = 0.025; the upper one is its mirror.
    low = 100 * (1 - (1 - 0.025) ** 0.5)
    assert first["Borne basse (%)"] == pytest.approx(low, abs=1e-9)
    assert first["Borne haute (%)"] == pytest.approx(100 - low, abs=1e-9)


def test_every_row_of_efficacy_is_in_the_workbook(book: Workbook) -> None:
    summary = numbers(FRAMES)
    wanted = [
        (row.output, row.n, row.N, row.value)
        for output in ("orr", "bor", "best_response_agrees", "reviewed")
        for row in summary.rows
        if row.output == output
    ]
    found = [
        (line["Identifiant"], line["n"], line["N"], line["%"]) for line in lines(book, "Efficacité", head=6)
    ]
    assert len(found) == len(wanted)
    assert sorted(map(_comparable, found)) == sorted(map(_comparable, wanted))


def test_every_other_row_of_the_summary_stands_on_its_theme_as_it_is(book: Workbook) -> None:
    """With the words of its theme beside it; what has no value says why."""
    summary = numbers(FRAMES)
    for name, outputs in THEMES.items():
        found = lines(book, name.fr, head=5)
        wanted = [row for row in summary.rows if row.output in outputs]
        assert [line["Identifiant"] for line in found] == [row.output for row in wanted]
        for line, row in zip(found, wanted, strict=True):
            assert (line["n"], line["N"]) == (row.n, row.N)
            assert line["Valeur"] == pytest.approx(row.value)
            assert bool(line["Non calculable"]) == (row.value is None)


def test_every_output_has_a_sheet(book: Workbook) -> None:
    said = {cell for sheet in book for line in sheet.iter_rows(min_row=5, values_only=True) for cell in line}
    shown = {row.output for row in numbers(FRAMES).rows}
    in_columns = {name for name in shown if name.startswith(("toxicity", "threshold"))}
    assert shown - in_columns <= said


def test_subjects_by_hand(book: Workbook) -> None:
    """p1: one PR read as MR on review; p2: PR, last seen without progression 78 days after the first dose."""
    found = {line["Patient"]: line for line in lines(book, "Liste sujets", head=5)}
    assert set(found) == {"FR-012-0007-K", "FR-001-0002-Y"}
    one, two = found["FR-012-0007-K"], found["FR-001-0002-Y"]
    assert (one["Locale"], one["Relue"], one["Meilleure réponse"], one["Compte comme réponse"]) == (
        "PR",
        "MR",
        "MR",
        "Non",
    )
    assert (two["Meilleure réponse"], two["Compte comme réponse"], two["Progression ou décès"]) == (
        "PR",
        "Oui",
        "Non",
    )
    assert two["Sans progression (mois)"] == pytest.approx(78 / 30.4375)
    assert two["Première prise"] == dt.datetime(2026, 2, 1)  # noqa: DTZ001 - a day of a workbook


def test_serious_toxicities_by_hand(book: Workbook) -> None:
    """One met criteria: diarrhoea of grade 3 on the 25th day of p1, never declared."""
    (line,) = lines(book, "Liste toxicités graves", head=5)
    assert (line["Patient"], line["Grade"], line["Jour de traitement"]) == ("FR-012-0007-K", 3, 25)
    assert line["Déclarée à"] is None


def _comparable(row: tuple[Any, ...]) -> str:
    return str([*row[:3], row[3] if row[3] is None else round(float(row[3]), 9)])


def toxicity_rows(book: Workbook) -> Mapping[tuple[str, str, str], dict[str, Any]]:
    found = lines(book, "Toxicité", head=6)
    return {(line["Traitement"], line["Classe d’organe"], line["Terme"] or ""): line for line in found}


def test_toxicity_by_hand(book: Workbook) -> None:
    rows = toxicity_rows(book)
    overall = rows["Tous", OUTPUTS["toxicity_any"].title.fr, ""]
    assert [overall[f"Grade {grade}"] for grade in range(1, 6)] == [0, 1, 1, 0, 0]
    assert (overall["Patients"], overall["Patients traités (N)"], overall["% des traités"]) == (2, 2, 100)
    assert overall["Événements"] == 4
    diarrhoea = rows["Tous", "Affections digestives", category_label("toxicity_term", "diarrhea").fr]
    assert [diarrhoea[f"Grade {grade}"] for grade in range(1, 6)] == [0, 0, 1, 0, 0]
    assert (diarrhoea["Patients"], diarrhoea["Événements"]) == (1, 2)
    fatigue = rows["Tous", "Troubles généraux et au site d’administration", "Fatigue"]
    assert [fatigue[f"Grade {grade}"] for grade in range(1, 6)] == [0, 1, 0, "/", "/"]
    assert ("Monothérapie", "Troubles généraux et au site d’administration", "Fatigue") not in rows
    missing = rows["Tous", OUTPUTS["toxicity_seriousness_missing"].title.fr, ""]
    assert (missing["Patients"], missing["Événements"]) == (None, 1)


def test_patients_that_count_are_listed_and_no_other(book: Workbook) -> None:
    first, second, third = lines(book, "Liste patients", head=1)
    assert [line["Numéro de patient"] for line in (first, second, third)] == [
        "FR-001-0002-Y",
        "FR-001-0005-2",
        "FR-012-0007-K",
    ]
    assert (third["Sexe"], third["Sexe, code"], third["Mois et année de naissance"]) == (
        "Féminin",
        "female",
        "2015-04",
    )
    assert third["Date du diagnostic initial"] == dt.datetime.fromisoformat("2020-05-06")
    assert third["Diagnostic"] == CANARY
    assert (third["Traité"], third["Pire grade de toxicité"], third["Toxicité grave"]) == ("Oui", 3, "Oui")
    assert third["Meilleure réponse (relue, sinon locale)"] == "Réponse mineure"
    assert third["Répondeur (relue, sinon locale)"] == "Non"
    assert first["Date du diagnostic initial"] == "2021;2022-03"
    assert first["Groupe ICCC-3, code"] == "IXa;IXb"
    assert (first["Traitement"], first["Répondeur (relue, sinon locale)"]) == ("Association", "Oui")
    assert (second["Traité"], second["Évaluable (relue, sinon locale)"]) == ("Non", "Non")


def test_courses_listed_with_this_drug_s_dose(book: Workbook) -> None:
    first, _second, third = lines(book, "Liste traitements", head=1)
    assert first["Médicaments"] == "dabrafenib + trametinib"
    assert (first["Dose de départ"], first["Unité"], first["Rapportée à"]) == (2, "mg", "par jour")
    assert (first["Dernière prise"], first["Raison principale de l’arrêt"]) == (None, None)
    assert third["Première prise"] == dt.datetime.fromisoformat("2026-01-10")
    assert third["Raison principale de l’arrêt"] == "Toxicité"
    assert third["Traitement retenu pour les chiffres"] == "Oui"


def test_assessments_listed_with_both_readings(book: Workbook) -> None:
    found = lines(book, "Liste évaluations", head=1)
    assert len(found) == 4
    reviewed = found[-1]
    assert (reviewed["Réponse, lecture locale"], reviewed["Réponse, lecture locale, code"]) == (
        "Réponse partielle",
        "PR",
    )
    assert reviewed["Réponse, lecture relue, compte comme"] == "MR"
    assert (reviewed["Mesure des cibles"], reviewed["Unité de la mesure"]) == (700, "mm²")


def test_toxicities_listed_with_what_counts(book: Workbook) -> None:
    found = lines(book, "Liste toxicités", head=1)
    assert [line["Comptée"] for line in found] == ["Non", "Oui", "Oui", "Oui", "Oui"]
    partial, full, month = found[2:]
    assert (partial["Début"], partial["Préciser"], partial["Grave"]) == ("2026", "@canary", "Non")
    assert full["Début"] == dt.datetime.fromisoformat("2026-02-03")
    assert full["Critères de gravité, code"] == "hospitalisation;important"
    assert (full["Grade CTCAE"], full["Grave"], full["Classe d’organe, code"]) == (
        3,
        "Oui",
        "gastrointestinal",
    )
    assert month["Début"] == "2026-03"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_of_terms_recounts_from_the_listing(language: str) -> None:
    """Patients, events and worst grades of each term, counted again from the lines of the same file."""
    content = opened(report(language=language))
    table, listing = content.worksheets[3], content.worksheets[-2]
    heads = [cell.value for cell in listing[1]]
    recount: dict[str, list[tuple[str, int]]] = {}
    for row in listing.iter_rows(min_row=3, values_only=True):
        found = dict(zip(heads, row, strict=True))
        if found["Comptée"] == COUNTED[language]:
            term = (found["Préciser"] or found["Terme CTCAE"]).lower()
            recount.setdefault(term, []).append((found["Numéro de patient"], found["Grade CTCAE"]))
    counted = 0
    for row in table.iter_rows(min_row=8, values_only=True):
        if row[0] in ("Tous", "All") and row[-1] == "toxicity_term":
            counted += 1
            events = recount[row[2].lower()]
            worst = {patient: max(g for p, g in events if p == patient) for patient, _grade in events}
            assert row[8] == len(worst)
            assert row[13] == len(events)
            assert [n for n in row[3:8] if n != "/"] == [
                sum(grade == g for grade in worst.values()) for g in range(1, 6) if row[2 + g] != "/"
            ]
    assert counted == len(recount) == 3


def words(content: bytes) -> str:
    return " ".join(
        str(cell)
        for page in opened(content)
        for row in page.iter_rows(values_only=True)
        for cell in row
        if cell
    )


def without_text(frames: DrugFrames) -> DrugFrames:
    return replace(
        frames,
        toxicities=frames.toxicities.assign(term_text=None),
        diagnoses=frames.diagnoses.assign(name=None),
    )


def test_no_typed_word_leaves_without_leave() -> None:
    shown = words(report(without_text(FRAMES), context=replace(CONTEXT, with_text=False)))
    assert "canary" not in shown
    assert "Préciser" not in shown
    assert "Aucun texte saisi n’est donné." in shown


def test_diagnoses_typed_are_left_out_even_if_the_frames_hold_them() -> None:
    frames = replace(FRAMES, toxicities=FRAMES.toxicities.assign(term_text=None))
    assert "canary" not in words(report(frames, context=replace(CONTEXT, with_text=False)))


def test_a_summary_with_typed_terms_is_not_exported_without_leave() -> None:
    with pytest.raises(ValueError, match="typed words"):
        report(context=replace(CONTEXT, with_text=False))


def test_imaging_reports_never_leave() -> None:
    frames = replace(FRAMES, assessments=FRAMES.assessments.assign(report="report canary"))
    assert "report canary" not in words(report(frames))


def test_no_cell_is_a_formula(book: Workbook) -> None:
    types = {
        cell.data_type for page in book for row in page.iter_rows() for cell in row if cell.value is not None
    }
    assert types == {"s", "n", "d"}


def test_equal_content_gives_equal_bytes() -> None:
    assert report() == report()


def test_a_drug_that_nobody_received(tmp_path: Path) -> None:
    frames = DrugFrames.empty("trametinib")
    target = tmp_path / "empty.xlsx"
    write_drug_report(target, summary=numbers(frames), frames=frames, context=CONTEXT, language="en")
    content = load_workbook(target)
    assert [page.max_row for page in content.worksheets[-5:]] == [2, 2, 2, 2, 6]
    assert content["List of patients"]["A2"].value == "Patient number"


def test_libreoffice_opens_it_and_shows_the_same(tmp_path: Path, office: Office) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(report())
    shown = office.sheets(path)
    assert ", ".join(shown) == SHEETS["fr"]
    assert [row[0] for row in shown["Liste patients"][2:]] == [
        "FR-001-0002-Y",
        "FR-001-0005-2",
        "FR-012-0007-K",
    ]
    assert shown["Liste patients"][4][8] == CANARY
    assert shown["Efficacité"][7][4:7] == ["1", "2", "50"]
    assert len(shown["Liste toxicités"]) == 2 + 5
