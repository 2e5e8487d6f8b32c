"""What was typed leaves as it was typed; the file appears whole or not at all; LibreOffice reads what we wrote."""

import datetime as dt
import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from exports.has import workbook
from exports.has.build import build_dossier
from exports.has.dossier import Column, Dossier, Line, Meta, Table
from exports.has.workbook import write_has_workbook
from registry.errors import Invalid
from registry.fields.base import T
from registry.summaries.dossier import COMPANY, DossierBasis
from tests.has.conftest import END, START, Make
from tests.office import Office

TYPED = [
    "=1+1",
    "-2.5",
    "1E5",
    "0012",
    "MARCH1",
    "12/11",
    "\U0001f476 né",
    "حمى شديدة",
    "e\u0301tat",
    "@SUM(A1)",
]


def _small(*values: Any) -> Dossier:
    columns = (Column("texte", T("Texte", "Text")), Column("nombre", T("Nombre", "Number"), "number"))
    table = Table("13_LL_SITUATIONS", T("Essai", "Trial"), columns, tuple(Line((v, -2.5)) for v in values))
    meta = Meta(
        "x",
        {"fr": "x", "en": "x"},
        START,
        END,
        ("AAC",),
        "",
        "internal",
        "fr",
        made="2026-11-24T08:00:00+00:00",
    )
    return Dossier(meta, (table,)).sealed()


def test_typed_text_stays_text_and_numbers_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_has_workbook(_small(*TYPED), path)
    page = load_workbook(path)["13_LL_SITUATIONS"]
    rows = [list(row[:2]) for row in page.iter_rows(min_row=page.max_row - len(TYPED) + 1)]
    assert [text.value for text, _ in rows] == TYPED
    assert {text.data_type for text, _ in rows} == {"s"}
    assert {number.value for _, number in rows} == {-2.5}


@pytest.mark.office
def test_libreoffice_shows_the_same(tmp_path: Path, office: Office) -> None:
    path = tmp_path / "x.xlsx"
    write_has_workbook(_small(*TYPED), path)
    (rows,) = office.sheets(path).values()
    assert [row[0] for row in rows if row[1:] == ["-2.5"] or row[1:] == ["-2,5"]] == TYPED


def test_three_rows_of_headings_a_table_with_its_filter_and_the_foot(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_has_workbook(_small("a", "b"), path)
    page = load_workbook(path)["13_LL_SITUATIONS"]
    (table,) = page.tables.values()
    head = int(table.ref.split(":")[0][1:])
    assert [[page.cell(head - 2 + n, c).value for c in (1, 2)] for n in range(3)] == [
        ["Texte", "Nombre"],
        ["Text", "Number"],
        ["texte", "nombre"],
    ]
    assert table.autoFilter.ref == table.ref == f"A{head}:B{head + 2}"
    assert page.freeze_panes == f"C{head + 1}"
    assert page.print_title_rows == f"${head - 2}:${head}"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert "PROJET" in page.oddFooter.left.text
    assert page.oddFooter.right.text == "&P / &N"
    assert len(page.oddFooter.left.text) < 255


def test_the_same_dossier_gives_the_same_bytes_and_comes_back_from_its_own(
    make: Make, tmp_path: Path
) -> None:
    made = make("trametinib")
    again = Dossier.from_bytes(made.to_bytes())
    assert again == made
    for name, dossier in (("one", made), ("two", again)):
        write_has_workbook(dossier, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_fingerprint_is_of_the_data_and_not_of_the_moment(basis: Callable[..., DossierBasis]) -> None:
    read = basis("dabrafenib")
    later = replace(read, made=read.made + dt.timedelta(days=1), by="another@example.org")
    assert build_dossier(read).meta.fingerprint == build_dossier(later).meta.fingerprint
    fewer = replace(read, frames=replace(read.frames, toxicities=read.frames.toxicities.iloc[1:]))
    assert build_dossier(fewer).meta.fingerprint != build_dossier(read).meta.fingerprint


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"before")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(workbook.workbook.SteadyZip, "writestr", full)
    with pytest.raises(OSError, match="No space left"):
        write_has_workbook(_small("a"), path)
    assert [found.name for found in tmp_path.iterdir()] == ["x.xlsx"]
    assert path.read_bytes() == b"before"


def test_letters_and_the_day_of_birth_never_leave_under_a_basis_that_forbids_them(make: Make) -> None:
    left_out = make("trametinib").meta.left_out["14_LL_PATIENTS"]
    assert {"jour_naissance", "nom_3_lettres", "prenom_2_lettres"} <= set(left_out)


def test_a_company_gets_what_the_protocol_collects(make: Make) -> None:
    made = make("trametinib", recipient=COMPANY)
    names = {column.name for column in made.table("14").columns}
    assert not names & {"date_rcp", "avis_rcp", "predisposition", "meilleure_reponse_relue"}
    assert {"date_rcp", "predisposition"} <= set(made.meta.left_out["14_LL_PATIENTS"])
    told = [str(line.values[2]) for line in made.table("00").lines if line.values[1] == "14_LL_PATIENTS"]
    assert any("date_rcp" in text for text in told)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"start": dt.date(2026, 11, 1)}, "before it begins"),
        ({"end": dt.date(2027, 1, 1)}, "in the future"),
        ({"schemes": ("NOSUCH",)}, "no access scheme"),
        ({"schemes": ("DE_HAERTEFALL",), "recipient": "has"}, "another country"),
        ({"indication": "nose"}, "no indication group"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(
    basis: Callable[..., DossierBasis], asked: dict[str, Any], words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        basis("trametinib", **asked)


def test_a_number_below_a_date_is_shown_as_a_number(tmp_path: Path) -> None:
    """The cells of a column are written one after the other: the look of one must not stay with the next."""
    path = tmp_path / "x.xlsx"
    columns = (Column("valeur", T("Valeur", "Value"), "words"), Column("n", T("n", "n"), "count"))
    lines = (Line((dt.date(2026, 10, 31), 1)), Line((3, 2)))
    made = replace(_small("a"), tables=(Table("00_LISEZ_MOI", T("x", "x"), columns, lines),))
    write_has_workbook(made, path)
    page = load_workbook(path)["00_LISEZ_MOI"]
    last = page.max_row
    assert page.cell(last - 1, 1).is_date
    assert (page.cell(last, 1).value, page.cell(last, 1).is_date) == (3, False)
