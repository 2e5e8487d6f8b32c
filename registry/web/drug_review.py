"""What the centres read beside what the reviewers read, assessment by assessment."""

from __future__ import annotations

from dataclasses import dataclass

from registry.i18n import language
from registry.web.drug_numbers import Count, Numbers
from registry.web.record_words import LETTERS

ARROW = ">"
ORDER = ("CR", "PR", "MR", "SD", "PD", "NE")


@dataclass(frozen=True, slots=True)
class Matrix:
    """Assessments by the centre's category (lines) and the reviewed one (columns); letters name both.

    lines: (code, letters, counts).
    """

    columns: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str, tuple[Count, ...]], ...]
    total: int


def tabulate_pairs(numbers: Numbers) -> Matrix | None:
    """The pairs of readings; None where nothing was reviewed."""
    rows = numbers.select("review_pairs")
    found = {tuple(row.category.split(ARROW)): numbers.count(row) for row in rows}
    codes = [code for code in ORDER if any(code in pair for pair in found)]
    if not codes:
        return None
    letters = LETTERS[language()]
    return Matrix(
        columns=tuple((code, letters[code]) for code in codes),
        lines=tuple(
            (code, letters[code], tuple(found.get((code, other), Count(0)) for other in codes))
            for code in codes
        ),
        total=sum(row.n for row in rows),
    )
