"""What the tests need of the machine beside Python: chromium, LibreOffice and pdftotext.

`make test` runs this first. As root on Debian it installs what is absent; otherwise it says which tests
will be left out and how to get them. PostgreSQL is not among them: tests/servers.py always finds one.
"""

import os
import shutil
import subprocess
import sys

# Debian's package for each program, and the tests that need it.
PACKAGES = {
    "chromium": ("chromium", "browser"),
    "soffice": ("libreoffice-calc libreoffice-writer", "office"),
    "pdftotext": ("poppler-utils", "office"),
}


class Absent(Exception):
    """The machine lacks what a test needs: conftest.py skips the test and tells the reason at the end."""

    def __init__(self, tests: str, reason: str) -> None:
        super().__init__(f"{tests} tests: {reason}")


def absent(*programs: str) -> list[str]:
    return [program for program in programs or PACKAGES if shutil.which(program) is None]


def provide() -> str:
    """One line on what there is now, or nothing when all was there already."""
    wanted = absent()
    if not wanted:
        return ""
    names = " ".join(PACKAGES[program][0] for program in wanted)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing for the tests, once: {names} ...", flush=True)
        trouble = install(names.split())
        if not absent():
            return ""
    else:
        trouble = f"as root, `apt-get install {names}` brings them"
    kinds = " and ".join(sorted({PACKAGES[program][1] for program in absent()}))
    return f"The {kinds} tests will be left out: no {', no '.join(absent())} here ({trouble})."


def install(packages: list[str]) -> str:
    """The last line of what apt-get complained about, or nothing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "--quiet", "--quiet", "-o", "DPkg::Lock::Timeout=600"]
    for command in ([*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return (done.stderr.strip().splitlines() or [""])[-1]


if __name__ == "__main__":
    if line := provide():
        print(line, file=sys.stderr)
