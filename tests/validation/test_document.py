"""docs/validation.md says what was proved by tests that are still there; every number has an independent source."""

import pytest

from registry.summaries.catalogue import OUTPUTS
from tests.validation.document import DOCUMENT, ROOT, checks, looks_at, placed, render
from tests.validation.evidence import EVIDENCE, INDEPENDENT, Source
from tests.validation.outputs import GROUPS, LISTED, STATISTICS
from tests.validation.proof import load, prove

GROUPED = [name for _, names in GROUPS.values() for name in names]
PROOF = load()


def test_the_document_is_the_generated_one() -> None:
    """If not: python -m tests.validation writes it."""
    document = DOCUMENT.read_text(encoding="utf-8")

    assert document == placed(document, render(PROOF))


@pytest.mark.parametrize("file", sorted({test.partition("::")[0] for test in PROOF}))
def test_every_test_that_proved_something_is_still_there(file: str) -> None:
    code = (ROOT / file).read_text(encoding="utf-8")
    gone = [
        test
        for test in PROOF
        if test.startswith(f"{file}::") and f"def {test.partition('::')[2]}(" not in code
    ]

    assert gone == []


def test_every_output_has_its_place() -> None:
    assert set(GROUPED) == {*OUTPUTS, *LISTED}
    assert len(GROUPED) == len(set(GROUPED))
    assert {name for line in EVIDENCE for name in line.proves} == {*GROUPED, *STATISTICS}


@pytest.mark.parametrize("name", [*GROUPED, *STATISTICS])
def test_every_number_has_an_independent_source(name: str) -> None:
    assert sum(checks(PROOF)[name][source] for source in INDEPENDENT) > 0


def test_a_line_of_evidence_looks_at_all_that_it_names() -> None:
    assert [
        (line.tests, name) for line in EVIDENCE for name in line.proves if not looks_at(line, name, PROOF)
    ] == []


def test_checks_are_those_that_looked_at_the_output() -> None:
    line = next(
        line
        for line in EVIDENCE
        if line.tests.endswith("test_trametinib") and line.source is Source.PUBLISHED
    )
    tests = [f"{line.tests}_a[1]", f"{line.tests}_a[2]", f"{line.tests}_b", "tests/other.py::test_trametinib"]
    proof = prove(tests, {tests[0]: ["orr"], tests[2]: ["bor"], tests[3]: ["orr"]})

    assert (looks_at(line, "orr", proof), looks_at(line, "bor", proof)) == (2, 1)
