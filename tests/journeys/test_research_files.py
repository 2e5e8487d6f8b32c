"""`registry export records` as a research file, typed as the manual says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exports.exchange.formats import FORMATS
from registry.cli import main
from tests.people import World

Typed = Callable[..., Result]


@pytest.fixture
def typed(sqlite_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.setenv("REGISTRY_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*words: str, status: int = 0) -> Result:
        asked = ("export", "records", *words)
        result = CliRunner().invoke(main, asked, env={"REGISTRY_DATABASE_URL": sqlite_world.url})
        assert result.exit_code == status, result.output
        return result

    return run


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_has_its_name_and_says_what_it_counted(typed: Typed, tmp_path: Path, form: str) -> None:
    ending = FORMATS[form].endings[0]
    counted = typed("--format", form, "--out", f"out{ending}").stdout
    assert (tmp_path / f"out{ending}").exists()
    assert "patient" in counted or "dm 0" in counted


def test_the_layout_of_import_stays_what_no_format_says(typed: Typed, tmp_path: Path) -> None:
    typed("--out", "plain")
    typed("--format", "csv", "--out", "same")
    names = {path.name for path in (tmp_path / "plain").iterdir()}
    assert "columns.csv" not in names
    for name in names:
        assert (tmp_path / "plain" / name).read_bytes() == (tmp_path / "same" / name).read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "odm", "--layout", "tidy", "--out", "out.xml"), "odm has no layout tidy"),
        (("--format", "spss", "--layout", "record", "--out", "out"), "spss has no layout record"),
        (("--format", "spss", "--out", "out.sav"), "out.sav"),
        (("--format", "fhir", "--out", "out.json"), "out.json"),
    ],
)
def test_what_does_not_fit_together_is_one_sentence(
    typed: Typed, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    output = typed(*words, status=1).output
    assert said in output
    assert "Traceback" not in output
    assert not list(tmp_path.glob("*out*"))


def test_words_are_in_the_language_asked_for(typed: Typed, tmp_path: Path) -> None:
    typed("--format", "csv", "--layout", "tidy", "--language", "fr", "--out", "out")
    head = (tmp_path / "out" / "centre.csv").read_text("utf-8").splitlines()[0]
    assert head == "id,version,status,country_id,name"
    assert (tmp_path / "out" / "country.csv").read_text("utf-8").splitlines()[1:] == [
        "ES,1,complete,en,Anglais,,",
        "FR,1,complete,fr,Français,,",
    ]
