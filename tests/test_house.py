"""Rules of the house that ruff has no word for."""

import ast
from pathlib import Path

import registry

CODE = Path(registry.__file__).parent


def lines_with_table(source: str) -> list[int]:
    """The lines that take Model.__table__."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == "__table__"
    ]


def test_nothing_reads_around_the_scope() -> None:
    """select(Model) is narrowed to the reader's centres, select(Model.__table__) is not. Models describe themselves."""
    found = [
        f"{path.relative_to(CODE.parent)}:{line}"
        for path in sorted(CODE.rglob("*.py"))
        if "models" not in path.parts
        for line in lines_with_table(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "Write select(Model) instead of select(Model.__table__)."


def test_a_reading_around_the_scope_would_be_seen() -> None:
    assert lines_with_table("a = 1\nrows = session.execute(select(Patient.__table__))\n") == [2]
