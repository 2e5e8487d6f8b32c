"""`python -m tests.validation` runs what validates the numbers, proves that it does, and writes docs/validation.md."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import Any

import pytest

from registry.summaries.catalogue import OUTPUTS
from registry.summaries.table import Summary
from tests.validation.document import DOCUMENT, looks_at, placed, render, tests_of
from tests.validation.evidence import EVIDENCE
from tests.validation.proof import Proof, prove, save


class Watch:
    """What is collected, what passed, and which outputs each test looked at."""

    def __init__(self) -> None:
        self.tests: list[str] = []
        self.seen: dict[str, set[str]] = {}
        self.test = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        wanted = [item for item in items if any(tests_of(line, [item.nodeid]) for line in EVIDENCE)]
        items[:] = wanted
        self.tests = [item.nodeid for item in wanted]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        self.test = item.nodeid
        return (yield)

    def watch(self) -> None:
        """Notes every output that a test asks a summary for; whoever reads all its rows looks at all of them."""
        for name in ("find", "select"):
            self._note(name, lambda found: {found})
        for name in ("to_records", "document"):
            self._note(name, lambda _: set(OUTPUTS))

    def _note(self, name: str, outputs: Any) -> None:
        original = getattr(Summary, name)

        def noted(summary: Summary, *given: Any, **more: Any) -> Any:
            self.seen.setdefault(self.test, set()).update(outputs(given[0] if given else ""))
            return original(summary, *given, **more)

        setattr(Summary, name, noted)


def unproved(proof: Proof) -> list[str]:
    """What lines of evidence name and none of their tests looks at."""
    return [
        f"{line.tests} does not look at {name}"
        for line in EVIDENCE
        for name in line.proves
        if not looks_at(line, name, proof)
    ]


def main() -> int:
    watch = Watch()
    watch.watch()
    files = sorted({line.tests.partition("::")[0] for line in EVIDENCE})
    failed = pytest.main([*files, "-q", "-p", "no:cacheprovider"], plugins=[watch])
    proof = prove(watch.tests, watch.seen)
    wrong = ["A test failed."] if failed else unproved(proof)
    if wrong:
        sys.stderr.write("\n".join([*wrong, "docs/validation.md is left as it was."]) + "\n")
        return 1
    save(proof)
    DOCUMENT.write_text(placed(DOCUMENT.read_text(encoding="utf-8"), render(proof)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
