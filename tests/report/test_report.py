"""The report: its sentences, its state, and what both writers do with everything that it says."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from exports.files import FileRefused
from exports.has.dossier import DRAFT, FINAL, Finding
from exports.report.parts import Chapter, Figure, Mark, Paragraph, Report, Row, Table
from exports.report.pdf import pdf_of
from exports.report.report import CHAPTERS, make_report, write_report
from exports.report.template import default_template
from exports.report.texts import PLACES, check_texts, paragraphs_of, read_texts
from exports.report.word import docx_of
from registry.fields.base import T
from registry.i18n import speaking
from tests.exports import pdf
from tests.exports.hostile import TEXTS
from tests.report.dossiers import dossier, number, of_patients, with_patients

WRITTEN = dict.fromkeys(PLACES, "Texte du coordinateur.")


def said(report: Report) -> str:
    return "\n".join(block.text for block in report.blocks() if isinstance(block, Paragraph))


def test_there_are_twelve_chapters_a_summary_and_annexes() -> None:
    report = make_report(of_patients(0, 0), texts={}, language="fr")

    assert [chapter.number for chapter in report.chapters if chapter.number] == [str(n) for n in range(1, 13)]
    assert len(CHAPTERS) == 15
    assert (report.chapters[0].key, report.chapters[-1].key) == ("summary", "annexes")


def test_every_place_that_is_not_written_is_a_mark_and_keeps_the_report_a_draft() -> None:
    report = make_report(of_patients(3, 1), texts={"benefit": "Vu."}, language="fr")

    marks = [block.key for block in report.blocks() if isinstance(block, Mark)]
    assert sorted(marks) == sorted(set(PLACES) - {"benefit"})
    assert report.is_draft
    assert report.cover.reasons[0] == f"{len(PLACES) - 1} parties restent à compléter."


def test_a_report_is_final_when_all_is_written_and_no_check_blocks() -> None:
    finished = of_patients(3, 1)
    blocked = replace(
        finished,
        checks=(Finding("B-01", "B", T("Décès sans arrêt", "Death without stop"), places=("FR-001",)),),
    )
    warned = replace(
        finished, checks=(Finding("W-01", "W", T("Réponse non relue", "Response not reviewed")),)
    )

    assert make_report(finished, texts=WRITTEN, language="fr").cover.status == "DÉFINITIF"
    assert make_report(warned, texts=WRITTEN, language="fr").cover.status == "DÉFINITIF"
    kept = make_report(blocked, texts=WRITTEN, language="fr").cover
    assert (kept.status, kept.reasons) == ("PROJET", ("Décès sans arrêt (FR-001)",))
    assert (DRAFT, FINAL) == ("PROJET", "DEFINITIF")


@pytest.mark.parametrize(
    ("language", "treated", "new", "sentence"),
    [
        (
            "fr",
            1,
            1,
            "Depuis le début, 1 patient a reçu au moins une dose, dont 1 pendant la période (tableau 1).",
        ),
        (
            "fr",
            2,
            0,
            "Depuis le début, 2 patients ont reçu au moins une dose, dont 0 pendant la période (tableau 1).",
        ),
        (
            "en",
            1,
            1,
            "Since the start, 1 patient has received at least one dose, 1 of them during the period (table 1).",
        ),
        ("fr", 0, 0, "Depuis le début, 0 patient a reçu au moins une dose (tableau 1)."),
        ("en", 0, 0, "Since the start, 0 patients have received at least one dose (table 1)."),
    ],
)
def test_numbers_agree_with_their_nouns(language: str, treated: int, new: int, sentence: str) -> None:
    assert sentence in said(make_report(of_patients(treated, new), texts={}, language=language))


def test_every_sentence_with_a_number_cites_a_table_that_is_there() -> None:
    numbers = (
        number("treated", 40),
        number("orr", 11, 28, reading="reviewed_else_local"),
        number("toxicity_any", 20, 40),
        number("dose_interruption", 4, 20),
    )
    report = make_report(dossier(*numbers), texts={}, language="fr")

    names = {block.name.lower() for block in report.blocks() if isinstance(block, Table)}
    cited = set(re.findall(r"\((tableau \d+)\)", said(report)))
    assert len(cited) >= 4
    assert cited <= names
    assert "11/28 (39,3\N{NO-BREAK SPACE}%)" in said(report)


def test_only_the_reading_that_counts_is_in_the_response_rates() -> None:
    numbers = [
        number("orr", n, 28, reading=r)
        for n, r in ((9, "local"), (7, "reviewed"), (8, "reviewed_else_local"))
    ]
    report = make_report(dossier(number("treated", 28), *numbers), texts={}, language="en")

    rates = next(b for b in report.blocks() if isinstance(b, Table) and b.caption == "Response rates")
    readings = next(b for b in report.blocks() if isinstance(b, Table) and b.caption.endswith("by reading"))
    assert [row.cells[2] for row in rates.rows] == ["8/28 (28.6%)"]
    assert [row.cells[1] for row in readings.rows] == ["9/28 (32.1%)", "7/28 (25.0%)", "8/28 (28.6%)"]


@pytest.mark.parametrize(
    ("published", "sentence", "absent"),
    [
        ((), "Too few patients were treated for a number to be published.", "40"),
        (("treated",), "40 patients received at least one dose.", "Serious toxicity"),
        (("treated", "toxicity_serious"), "Serious toxicity: 50.0% of 40 patients treated.", "Too few"),
    ],
)
def test_the_publishable_page_gives_what_may_be_published_and_nothing_else(
    published: tuple[str, ...], sentence: str, absent: str
) -> None:
    numbers = (number("treated", 40), number("toxicity_serious", 20, 40))
    held = replace(dossier(*numbers), publishable=tuple(one for one in numbers if one.output in published))
    words = str(make_report(held, texts={}, language="en").chapters[0].blocks)

    assert sentence in words
    assert absent not in words
    assert "fewer than 11 patients" in words


def test_a_patient_with_two_courses_is_included_once() -> None:
    rows = [
        ("FR", "FR-001", "FR-001-0001-A", dt.date(2026, 3, 2)),
        ("FR", "FR-001", "FR-001-0001-A", dt.date(2026, 1, 9)),
        ("FR", "FR-002", "FR-002-0001-B", "2026-02"),
    ]
    report = make_report(with_patients(of_patients(2, 2), rows), texts={}, language="en")

    figure = next(b for b in report.blocks() if isinstance(b, Figure) and b.caption.startswith("Cumulative"))
    assert "2 first doses, from Jan 2026 to Feb 2026" in figure.alt


# The writers


def small(*rows: Row, blocks: tuple[object, ...] = (), wide: bool = False) -> Report:
    """A report of one table."""
    report = make_report(of_patients(1, 0), texts=WRITTEN, language="fr")
    one = Table("Tableau 1", "Lignes", ("Terme", "Patients"), rows, frozenset({1}), wide=wide)
    chapter = Chapter("chapter_3", "3", "Population", (*blocks, one))  # type: ignore[arg-type]
    others = (chapter if one.key == chapter.key else replace(one, blocks=()) for one in report.chapters)
    return replace(report, chapters=tuple(others))


def opened(content: bytes) -> object:
    from docx import Document

    return Document(io.BytesIO(content))


@pytest.mark.parametrize("wide", [False, True])
def test_no_row_of_a_long_table_is_lost_in_the_pdf(wide: bool) -> None:
    rows = [Row((f"ligne-{n:04d}", str(n))) for n in range(400)]

    text = pdf.words(pdf_of(small(*rows, wide=wide)))

    assert [n for n in range(400) if f"ligne-{n:04d}" not in text] == []
    assert text.count("Terme") > 5, "The headings are repeated on every page."


def test_the_pdf_is_tagged_and_says_its_title_and_language() -> None:
    content = pdf_of(make_report(of_patients(12, 3), texts={}, language="fr"))

    facts = pdf.facts(content)
    assert facts["Tagged"] == "yes"
    assert facts["Title"] == "Rapport de synthèse : Tramétinib"
    assert b"/Lang (fr)" in content or b"/Lang(fr)" in content
    assert b"pdfuaid" in content


def test_the_same_report_gives_the_same_bytes() -> None:
    report = make_report(of_patients(12, 3), texts={}, language="fr")

    assert pdf_of(report) == pdf_of(report)
    assert docx_of(report) == docx_of(report)


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_typed_stands_in_the_word_document_as_it_was_typed(text: str) -> None:
    shown = "".join(sign for sign in text if ord(sign) >= 32 or sign in "\t\n\r")

    content = docx_of(small(Row((text, "{{ 7*7 }}")), blocks=(Paragraph("{{ 7*7 }} & <b>"),)))

    document = opened(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]  # type: ignore[attr-defined]
    assert " ".join(shown.split()) in [" ".join(cell.split()) for cell in cells]
    assert "{{ 7*7 }}" in cells
    assert "{{ 7*7 }} & <b>" in [one.text for one in document.paragraphs]  # type: ignore[attr-defined]


def test_headings_are_repeated_and_rows_unbroken_in_word() -> None:
    content = docx_of(small(Row(("a", "1")), Row(("Section",), section=True), Row(("b", "2"), strong=True)))

    grid = opened(content).tables[-1]._tbl  # type: ignore[attr-defined]
    assert len(grid.findall(".//{*}tblHeader")) == 1
    assert len(grid.findall(".//{*}cantSplit")) == len(grid.findall("{*}tr")) == 4
    assert grid.find("{*}tblPr/{*}tblCaption").values() == ["Tableau 1. Lignes"]
    assert len(grid.findall(".//{*}gridSpan")) == 1


def test_pictures_say_what_they_show() -> None:
    rows = [("FR", "FR-001", "FR-001-0001-A", dt.date(2026, 3, 2))]
    report = make_report(with_patients(of_patients(1, 1), rows), texts={}, language="fr")

    properties = opened(docx_of(report)).element.findall(".//{*}docPr")  # type: ignore[attr-defined]

    assert properties
    assert all(one.get("descr") for one in properties)


def test_a_wide_table_lies_on_its_side_and_the_pages_after_it_stand() -> None:
    document = opened(docx_of(small(Row(("a", "1")), wide=True)))

    turned = [section.page_width > section.page_height for section in document.sections]  # type: ignore[attr-defined]
    assert turned == [False, True, False]


def test_libreoffice_opens_the_word_report(office: object, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    rows = [("FR", "FR-001", "FR-001-0001-A", dt.date(2026, 3, 2))]
    write_report(with_patients(of_patients(1, 1), rows), path, texts={}, language="fr")

    text = office.text(office.convert(path, to="pdf"))  # type: ignore[attr-defined]

    assert "12. Conclusion et propositions" in text
    assert "[À COMPLÉTER]" in text
    assert "page 1" in text


# The template


def template_with(tmp_path: Path, words: str) -> Path:
    from docx import Document

    document = Document(io.BytesIO(default_template()))
    document.add_paragraph(words)
    path = tmp_path / "own.docx"
    document.save(str(path))
    return path


def test_an_owner_may_move_and_leave_out_chapters(tmp_path: Path) -> None:
    from docx import Document

    document = Document(io.BytesIO(default_template()))
    for paragraph in list(document.paragraphs):
        if "chapter_3" in paragraph.text:
            paragraph._element.getparent().remove(paragraph._element)
    document.add_paragraph("Notre texte sur {{ title }}")
    path = tmp_path / "own.docx"
    document.save(str(path))

    written = opened(docx_of(small(), template=path)).paragraphs  # type: ignore[attr-defined]

    headings = [one.text for one in written if one.style.name == "Heading 1"]
    assert "3. Population" not in headings
    assert "4. Conditions d’utilisation" in headings
    assert "Notre texte sur Rapport de synthèse : Tramétinib" in [one.text for one in written]


def test_a_place_that_the_report_does_not_know_is_named(tmp_path: Path) -> None:
    path = template_with(tmp_path, "{{ chapitre_trois }}")

    with (
        speaking("en"),
        pytest.raises(FileRefused, match="names chapitre_trois, which the report does not know"),
    ):
        docx_of(make_report(of_patients(1, 0), texts={}, language="fr"), template=path)


def test_a_broken_place_is_told(tmp_path: Path) -> None:
    path = template_with(tmp_path, "{{ title ")

    with speaking("en"), pytest.raises(FileRefused, match="cannot be read as a Word document with places"):
        docx_of(make_report(of_patients(1, 0), texts={}, language="fr"), template=path)


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__init__.__globals__ }}",
        "{{ status.__class__.__base__.__subclasses__() }}",
        "{{ chapters.clear() }}",
        "{{ title.nowhere }}",
        "{{ title + 1 }}",
        "{{ 1 / 0 }}",
    ],
)
def test_a_template_reaches_nothing_but_the_places_of_the_report(tmp_path: Path, words: str) -> None:
    path = template_with(tmp_path, words)

    with speaking("en"), pytest.raises(FileRefused, match="cannot be read as a Word document with places"):
        docx_of(make_report(of_patients(1, 0), texts={}, language="fr"), template=path)


def test_what_is_no_word_document_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    path.write_text("no zip")

    with speaking("en"), pytest.raises(FileRefused, match="not a Word document"):
        docx_of(make_report(of_patients(1, 0), texts={}, language="fr"), template=path)


def test_a_report_of_another_ending_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    with speaking("en"), pytest.raises(FileRefused, match="neither a Word document"):
        write_report(of_patients(1, 0), tmp_path / "report.odt", texts={}, language="fr")

    assert list(tmp_path.iterdir()) == []


# The texts


def test_texts_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "texts.toml"
    path.write_text('benefit = """Un.\n\nDeux\nlignes."""\nrisk = "  "\n', encoding="utf-8")

    texts = read_texts(path)

    assert texts == {"benefit": "Un.\n\nDeux\nlignes."}
    assert paragraphs_of(texts["benefit"]) == ("Un.", "Deux lignes.")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('benefits = "x"', "benefits is no place of the report"),
        ("benefit = 3", "benefit is not a text"),
        ("benefit = ", "cannot be read"),
        (f'benefit = "{"x" * 20_001}"', "has 20001 characters"),
    ],
)
def test_a_file_of_texts_that_is_wrong_is_told_where(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "texts.toml"
    path.write_text(content, encoding="utf-8")

    with speaking("en"), pytest.raises(FileRefused, match=why):
        read_texts(path)


def test_blank_texts_are_not_written() -> None:
    assert check_texts({"benefit": " \n "}) == {}
