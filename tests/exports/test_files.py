"""Names of files that cannot be written are refused before anything is read, each with what to do."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from exports.files import FileRefused, check_name, new_file
from registry.i18n import speaking


def refusal(target: Path, *endings: str) -> str:
    with speaking("en"), pytest.raises(FileRefused) as refused:
        check_name(target, endings=endings)
    return refused.value.text


def test_another_ending_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    assert refusal(tmp_path / "report.txt", ".docx", ".pdf") == (
        "report.txt: the name of this file ends in .docx or .pdf. Change the name."
    )
    assert refusal(Path(), ".xlsx").startswith(".: the name of this file ends in .xlsx.")


def test_a_folder_that_is_not_there_and_a_folder_in_place_of_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "year.xlsx").mkdir()
    assert refusal(tmp_path / "none" / "a.xlsx", ".xlsx") == (
        f"There is no folder {tmp_path / 'none'}. Create it first."
    )
    assert refusal(tmp_path / "year.xlsx", ".xlsx") == (
        f"{tmp_path / 'year.xlsx'} is a folder. Give the name of a file."
    )


def test_a_name_that_will_do_is_not_refused(tmp_path: Path) -> None:
    check_name(tmp_path / "Dossier.XLSX", endings=(".xlsx",))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_nobody_may_write_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.files.os.access", lambda *_: False)
    assert refusal(tmp_path / "a.xlsx", ".xlsx") == (
        f"Nothing can be written in the folder {tmp_path}. Choose another."
    )


def test_trouble_names_the_file_that_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "a name that nobody typed")

    monkeypatch.setattr("exports.files.tempfile.mkstemp", full)
    with pytest.raises(OSError, match="No space left") as failed, new_file(tmp_path / "a.xlsx"):
        pass
    assert (failed.value.errno, failed.value.filename) == (errno.ENOSPC, str(tmp_path / "a.xlsx"))
