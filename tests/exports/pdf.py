"""What a PDF holds: its words, its pages, and what it says of itself."""

import re
import subprocess
import tempfile
from pathlib import Path

from tests.provide import Absent


def words(pdf: bytes) -> str:
    """The text layer in reading order."""
    return _run("pdftotext", pdf, "-raw", "-")


def facts(pdf: bytes) -> dict[str, str]:
    """Title, pages, page size, whether it is tagged."""
    lines = _run("pdfinfo", pdf).splitlines()
    return {name: value.strip() for name, _colon, value in (line.partition(":") for line in lines)}


def structure(pdf: bytes) -> str:
    """The tags with their text."""
    return _run("pdfinfo", pdf, "-struct-text")


def outside(pdf: bytes, *, across: float = 40, along: float = 15) -> list[str]:
    """Words that reach into the margins of the page or beyond; the margins are in points."""
    found, width, height = [], 0.0, 0.0
    for line in _run("pdftotext", pdf, "-bbox", "-").splitlines():
        if page := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            width, height = float(page[1]), float(page[2])
        if word := re.search(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</', line
        ):
            left, top, right, bottom = map(float, word.groups()[:4])
            if left < across or right > width - across or top < along or bottom > height - along:
                found.append(word[5])
    return found


def flat(text: str) -> str:
    """Without blanks and ends of line, which a page sets where it must."""
    return "".join(text.split())


def _run(command: str, pdf: bytes, *arguments: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(pdf)
        options = [a for a in arguments if a != "-"]
        last = ["-"] if "-" in arguments else []
        try:
            done = subprocess.run(
                [command, *options, path, *last], check=True, capture_output=True, timeout=60
            )
        except FileNotFoundError:
            raise Absent("pdf", f"there is no {command} (poppler-utils) on this machine") from None
    return done.stdout.decode(errors="replace")
