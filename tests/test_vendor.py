"""The browser assets of others are the published files, each with its licence."""

import hashlib
import re
from pathlib import Path

import registry

VENDOR = Path(registry.__file__).parent / "static" / "vendor"
ROW = re.compile(r"\| \S+ \| (?P<version>[\d.]+) \| \S+ \| (?P<file>\S+) \| (?P<sha256>[0-9a-f]{64}) \|")


def table() -> list[dict[str, str]]:
    lines = (VENDOR / "VENDOR.md").read_text(encoding="utf-8").splitlines()
    return [found.groupdict() for line in lines if (found := ROW.fullmatch(line))]


def test_every_file_is_the_published_one() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDOR.md"
    }
    assert found == {row["file"]: row["sha256"] for row in table()}


def test_every_package_has_its_version_in_its_folder_and_its_licence_in_it() -> None:
    for row in table():
        folder = Path(row["file"]).parent.name
        assert folder.endswith(f"-{row['version']}")
        assert (VENDOR / folder / "LICENSE").exists()
