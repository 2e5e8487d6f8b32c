"""The dossier of a drug with one patient, and of the drugs of a published study: recounted, and as a report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document

from exports.has.build import build_dossier
from exports.has.dossier import Dossier
from exports.has.workbook import write_has_workbook
from exports.report.report import write_report
from registry.queries.dossier import read_dossier
from registry.summaries.dossier import DossierRequest
from tests import make
from tests.cdisc import convert
from tests.exports import pdf
from tests.has.reading import Book
from tests.has.recount import differences
from tests.intake.desk import EMPTY, ON, Desk, opened

YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
STUDY = (dt.date(2013, 1, 1), dt.date(2015, 12, 31))
"""The pilot study began in July 2012: those who were treated that year count only up to the cut-off."""
OTHER = "OTHER"
"""The scheme of the pilot study: of no country, so it is named."""
PUBLISHED = dict(zip(convert.DRUGS.values(), [(86, 65, 281), (84, 77, 412), (84, 76, 433)], strict=True))
"""Treated; with a toxicity under treatment; toxicities."""

Ask = Callable[[str], Dossier]


def ask(desk: Desk, drug: str, period: tuple[dt.date, dt.date], schemes: tuple[str, ...] = ()) -> Dossier:
    request = DossierRequest(drug, *period, schemes)
    with desk.session() as session:
        return build_dossier(read_dossier(session, request, today=ON))


def written(dossier: Dossier, folder: Path) -> Book:
    path = folder / "dossier.xlsx"
    write_has_workbook(dossier, path)
    return Book(path, dossier.meta.start, dossier.meta.end)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """One girl with a glioma: six months of trametinib under AAC, a partial response, a serious and a mild toxicity."""
    with opened("sqlite", tmp_path_factory.mktemp("alone")) as desk:
        with desk.session() as session:
            girl = make.patient(session, vital_status="alive", vital_status_date="2025-11-20")
            make.diagnosis(session, girl)
            course = make.course(
                session, girl, access_scheme="AAC", last_dose="2025-07-01", stop_reason="toxicity"
            )
            make.assessment(session, course)
            make.response(session, course, "PR", "2025-03-20")
            caused = [{"drug": "trametinib", "causality": "related"}]
            make.toxicity(session, course, toxicity_drug=caused)
            make.toxicity(
                session,
                course,
                onset="2025-06-28",
                grade="3",
                seriousness=["hospitalisation"],
                toxicity_drug=caused,
            )
            boy = make.patient(session, "FR-002", sex="male")
            make.course(session, boy, drugs=("dabrafenib",), access_scheme="AAC")
        yield ask(desk, "trametinib", YEAR)


def test_every_number_of_one_patient_is_counted_again(alone: Dossier, tmp_path: Path) -> None:
    book = written(alone, tmp_path)
    checked, wrong = differences(book)
    assert wrong == []
    assert checked > 500
    assert len(book["14"]) == len(book["10"]) == len(book["11"]) == 1


def test_nothing_is_divided_by_one_patient(alone: Dossier, tmp_path: Path) -> None:
    book = written(alone, tmp_path)
    for sheet in ("03", "04", "05", "06", "07", "08", "09"):
        shares = {name for name in book[sheet].columns if name.startswith(("pct", "ic_"))}
        assert {value for name in shares for value in book[sheet][name]} <= {"NA"}, sheet


def test_the_report_of_one_patient_speaks_of_one_patient(alone: Dossier, tmp_path: Path) -> None:
    texts = said(alone, tmp_path)
    for text in texts:
        assert "1patientareçuaumoinsunedose" in text
        assert not re.search(r"(?<!\d)1(patients|traitements|événements)", text)
        assert "chez1/1despatientstraités" in text
        assert "1/1(100" not in text


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """The dossiers of the three arms of the CDISC pilot study, from one import."""
    folder = tmp_path_factory.mktemp("study")
    (folder / "pilot").mkdir()
    convert.write(convert.pilot(), folder / "pilot")
    with opened("sqlite", folder, like=EMPTY) as desk:
        report = desk.load(folder / "pilot")
        assert not report.refused, list(report.lines())
        made: dict[str, Dossier] = {}

        def found(drug: str) -> Dossier:
            if drug not in made:
                made[drug] = ask(desk, drug, STUDY, (OTHER,))
            return made[drug]

        yield found


@pytest.mark.parametrize("drug", PUBLISHED)
def test_the_published_study_as_three_drugs(study: Ask, drug: str, tmp_path: Path) -> None:
    """The sizes are those of the published safety tables, and every number comes out of the listings again."""
    book = written(study(drug), tmp_path)
    checked, wrong = differences(book)
    assert wrong == []
    assert checked > 1000
    counted = book.rows("10_LL_EI_GRAVES + 11_LL_EI_NON_GRAVES", 'comptee = "Oui"')
    treated = book.rows("14_LL_PATIENTS", 'population_P3 = "Oui"')["patient_id"].nunique()
    assert (treated, counted["patient_id"].nunique(), len(counted)) == PUBLISHED[drug]


def test_the_report_of_an_arm_is_word_and_pdf(study: Ask, tmp_path: Path) -> None:
    drug, (treated, _patients, _events) = next(iter(PUBLISHED.items()))
    for text in said(study(drug), tmp_path):
        assert f"{treated}patientsontreçuaumoinsunedose" in text


def said(dossier: Dossier, folder: Path) -> list[str]:
    """The words of the report as PDF and as Word document, without blanks."""
    for name in ("report.pdf", "report.docx"):
        write_report(dossier, folder / name, texts={}, language="fr")
    content = (folder / "report.pdf").read_bytes()
    facts = pdf.facts(content)
    assert facts["Tagged"] == "yes"
    assert pdf.outside(content, across=35) == []
    words = " ".join(paragraph.text for paragraph in Document(str(folder / "report.docx")).paragraphs)
    return [pdf.flat(pdf.words(content)), pdf.flat(words)]
