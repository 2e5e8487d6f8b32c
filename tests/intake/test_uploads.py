"""Files that wait for a confirmation: the sender's own, for a day, and nowhere else."""

import io
import os
import time
from pathlib import Path

import pytest

from registry.errors import NotFound
from registry.intake import uploads

MODE = 0o777


def keep(instance: Path, owner: str = "alice", name: str = "records.xlsx") -> str:
    return uploads.keep(instance, owner, name=name, content=io.BytesIO(b"content"))


def files(instance: Path) -> list[Path]:
    return [path for path in instance.rglob("*") if path.is_file()]


def test_the_sender_finds_the_file(tmp_path: Path) -> None:
    path = uploads.find(tmp_path, "alice", keep(tmp_path))
    assert (path.name, path.read_bytes()) == ("records.xlsx", b"content")
    assert path.is_relative_to(tmp_path / "imports")
    assert path.stat().st_mode & MODE == 0o600
    assert path.parent.stat().st_mode & MODE == 0o700


def test_nobody_else_does(tmp_path: Path) -> None:
    token = keep(tmp_path)
    assert keep(tmp_path) != token
    with pytest.raises(NotFound):
        uploads.find(tmp_path, "bob", token)


@pytest.mark.parametrize("token", ["", "..", "../alice", "a" * 22, "a" * 21 + "/", "." * 22, "a" * 21 + "\n"])
def test_a_token_is_one_that_was_given(tmp_path: Path, token: str) -> None:
    keep(tmp_path)
    with pytest.raises(NotFound):
        uploads.find(tmp_path, "alice", token)
    uploads.discard(tmp_path, "alice", token)
    assert len(files(tmp_path)) == 1


def test_a_file_that_has_served_goes(tmp_path: Path) -> None:
    token = keep(tmp_path)
    uploads.discard(tmp_path, "alice", token)
    assert files(tmp_path) == []
    with pytest.raises(NotFound):
        uploads.find(tmp_path, "alice", token)


def test_a_file_that_nobody_confirmed_goes_after_a_day(tmp_path: Path) -> None:
    token = keep(tmp_path)
    folder = uploads.find(tmp_path, "alice", token).parent
    for age, is_there in ((23, True), (25, False)):
        then = time.time() - age * 3600
        os.utime(folder, (then, then))
        keep(tmp_path, "bob")
        assert folder.exists() is is_there


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("records.xlsx", "records.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\toxicity.csv", "toxicity.csv"),
        (".hidden.csv", "hidden.csv"),
        ("..", "file"),
        ("", "file"),
        ("a\x00b\n=1.csv", "a_b__1.csv"),
        ("été (1).xlsx", "été (1).xlsx"),
        ("x" * 300 + ".csv", "x" * 80 + ".csv"),
    ],
)
def test_a_name_stays_a_name(tmp_path: Path, name: str, kept: str) -> None:
    assert uploads.safe_name(name) == kept
    assert uploads.find(tmp_path, "alice", keep(tmp_path, name=name)).name == kept
