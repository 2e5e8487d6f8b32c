"""Published tables to compare with. They are not ours to ship, so a test that needs one may be left out."""

import csv
from pathlib import Path

from tests.provide import Absent

FOLDER = Path(__file__).parents[3] / "shared" / "reference"


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of the file; Absent, with the reason, where it is not."""
    path = FOLDER / name
    if not path.exists():
        raise Absent("comparison", f"the published table {name} is not on this machine")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
