"""What the tests need of the machine beside Python: chromium, LibreOffice, R and a few small things.

`make test` runs this first. As root on Debian it installs what is absent; otherwise it says which tests will be
left out and how to get them. PostgreSQL is not among them: tests/servers.py always finds one.
"""

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from dataclasses import dataclass


class Absent(Exception):
    """The machine lacks what a test needs: conftest.py skips the test and tells the reason at the end."""

    def __init__(self, tests: str, reason: str) -> None:
        super().__init__(f"{tests} tests: {reason}")


@dataclass(frozen=True)
class Need:
    """A program, or a library (lib...), with Debian's packages for it and the tests that need it."""

    name: str
    packages: str
    tests: str

    def is_met(self) -> bool:
        return bool(shutil.which(self.name) or find_library(self.name.removeprefix("lib")))


NEEDS = (
    Need("chromium", "chromium", "browser"),
    # playwright's driver loads it, and a bare Debian lacks it.
    Need("libatomic", "libatomic1", "browser"),
    Need("soffice", "libreoffice-calc libreoffice-writer", "office"),
    Need("pdftotext", "poppler-utils", "office"),
    Need("Rscript", "r-base-core r-cran-survival", "live R"),
)


def unmet() -> list[Need]:
    return [need for need in NEEDS if not need.is_met()]


def demand(tests: str) -> None:
    """Absent, unless this machine has all that these tests need."""
    if names := [need.name for need in unmet() if need.tests == tests]:
        raise Absent(tests, f"there is no {' and no '.join(names)} on this machine")


def provide() -> str:
    """What was done, or what cannot be: one line, or nothing when all was there already."""
    packages = " ".join(need.packages for need in unmet())
    if not packages:
        return ""
    trouble = f"as root, `apt-get install {packages}` brings them"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing for the tests, once: {packages} ...", file=sys.stderr, flush=True)
        trouble = install(packages.split())
    return left_out(unmet(), trouble) if unmet() else ""


def left_out(needs: list[Need], trouble: str) -> str:
    tests = " and ".join(sorted({need.tests for need in needs}))
    return f"The {tests} tests will be left out: no {', no '.join(need.name for need in needs)} here ({trouble})."


def install(packages: list[str]) -> str:
    """The last line of apt-get's complaint, or nothing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "--quiet", "--quiet", "-o", "DPkg::Lock::Timeout=600"]
    for command in ([*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return (done.stderr.strip().splitlines() or [""])[-1]


if __name__ == "__main__":
    if line := provide():
        print(line, file=sys.stderr)
