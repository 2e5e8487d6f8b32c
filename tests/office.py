"""LibreOffice without a window: it opens what the registry wrote, as a reader's machine would.

`office.sheets(path)` gives the text of every cell as LibreOffice shows it, `office.convert(path, to="pdf")`
another format, `office.text(pdf)` the words of a PDF. Each call has a profile of its own, so workers do not
meet.
"""

import csv
import shutil
import subprocess
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.provide import demand

# Comma, double quote, UTF-8, cells as they are shown, one file per sheet.
CSV_OF_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@dataclass(frozen=True)
class Office:
    """LibreOffice with a folder of its own, where each call leaves its files in a new subfolder."""

    folder: Path
    numbers: "count[int]"

    def convert(self, source: Path, *, to: str) -> Path:
        """The file in another format: pdf, xlsx, csv (first sheet), docx ..."""
        converted = self._convert(source, to)
        if len(converted) != 1:
            raise AssertionError(
                f"LibreOffice made {len(converted)} files of {source.name}, one was expected."
            )
        return converted[0]

    def sheets(self, source: Path) -> dict[str, list[list[str]]]:
        """Sheet name -> rows -> cells, in the words LibreOffice shows."""
        files = self._convert(source, CSV_OF_EVERY_SHEET)
        return {path.stem.removeprefix(f"{source.stem}-"): _rows(path) for path in files}

    def text(self, pdf: Path) -> str:
        return subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True, timeout=120
        ).stdout

    def _convert(self, source: Path, to: str) -> list[Path]:
        work = self.folder / str(next(self.numbers))
        profile, result = work / "profile", work / "result"
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        finished = subprocess.run(
            [*command, "--convert-to", to, "--outdir", result, source],
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
        made = sorted(result.glob("*"), key=lambda path: path.stat().st_mtime_ns)
        if not made:
            raise AssertionError(
                f"LibreOffice could not open {source.name}: {finished.stdout}{finished.stderr}"
            )
        shutil.rmtree(profile, ignore_errors=True)
        return made


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    demand("office")
    return Office(folder=tmp_path / "office", numbers=count(1))
