"""Problems as the small forms show them: in a summary on top that links to the controls, and beside each control."""

from collections.abc import Iterable
from typing import Any

from registry.errors import Problem


def told(problems: Iterable[Problem]) -> dict[str, Any]:
    """For a template: `summary` [(control id, sentence)] and `errors_of(field)`; controls are named f-<field>."""
    found = tuple(problems)

    def errors_of(field: str) -> list[str]:
        return [problem.text for problem in found if problem.field == field]

    return {"summary": [(f"f-{problem.field}", problem.text) for problem in found], "errors_of": errors_of}
