"""Rules of the house that ruff has no word for."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import registry
from registry.fields.catalogue import KINDS, embedded

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


RESERVED = frozenset(
    (
        *(
            "id",
            "version",
            "status",
            "missing",
            "answers",
            "questions",
            "notes",
        ),  # beside the fields of a record
        *("centre_id", "patient_id", "course_id", "toxicity_id", "parent"),  # its place
        *(
            "reason",
            "resolve",
            "csrf_token",
            "draft_form",
            "idempotency_key",
        ),  # beside the controls of a form
        *("then", "lab", "record"),  # in the address of a form
        *("fields", "sections", "metadata", "registry"),  # of the classes that declarations make
    )
)
"""Names that stand beside those of fields in forms, bodies, files and tables."""


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_bears_a_name_that_means_something_else(kind: str) -> None:
    below = embedded(kind)
    taken = RESERVED | ({below.record.name} if below else set())
    names = set(KINDS[kind].fields)
    assert names & taken == set()
    assert [name for name in names if name.endswith(("_missing", "_typed"))] == []
    assert [name for name in names if name.startswith(("answer_", "keep_")) or not name.isidentifier()] == []


def names_twice(source: str) -> list[str]:
    """What a class body names twice: of a section and a field of one name the first would be lost."""
    bodies = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef))
    return [
        f"{body.name}.{name}"
        for body in bodies
        for name, times in Counter(
            target.id
            for line in body.body
            if isinstance(line, ast.Assign)
            for target in line.targets
            if isinstance(target, ast.Name)
        ).items()
        if times > 1
    ]


def test_no_declaration_hides_another() -> None:
    found = {path.name: names_twice(path.read_text("utf-8")) for path in (CODE / "fields").glob("*.py")}
    assert {name: twice for name, twice in found.items() if twice} == {}


def test_a_hidden_declaration_would_be_seen() -> None:
    assert names_twice("class A:\n    report = 1\n    grade = 2\n    report = 3\n") == ["A.report"]
