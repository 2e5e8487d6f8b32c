"""The commands of the README, typed as it says, in an empty folder, on both databases."""

from __future__ import annotations

import csv
import filecmp
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import time_machine
from click.testing import CliRunner, Result

from registry import console
from registry.cli import main
from registry.fields.catalogue import KINDS
from tests.cdisc import convert
from tests.servers import database

Typed = Callable[..., Result]
DAY = "2026-11-23"


@pytest.fixture
def typed(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    """Type a command of a registry of its own; it must end well unless `status` says otherwise."""
    monkeypatch.setenv("REGISTRY_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*words: str, status: int = 0, url: str = database_url) -> Result:
        result = CliRunner().invoke(main, words, env={"REGISTRY_DATABASE_URL": url})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    run("db", "upgrade")
    return run


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def number(table: list[dict[str, str]], output: str, column: str = "n") -> str:
    return next(
        r[column] for r in table if (r["output"], r["subset"], r["category"]) == (output, "all", "all")
    )


def same_files(one: Path, other: Path) -> bool:
    names = [f"{kind}.csv" for kind in KINDS]
    return filecmp.cmpfiles(one, other, names, shallow=False)[0] == names


def test_the_demo_leaves_and_comes_back_equal(typed: Typed, tmp_path: Path, database_url: str) -> None:
    first = typed("demo", "--patients", "60", "--seed", "7", "--on", DAY)
    assert first.stdout.startswith("http://127.0.0.1:8000")
    assert "coordinator@demo.invalid" in first.stdout
    assert typed("demo", "--patients", "60", "--seed", "7", "--on", DAY).stdout == first.stdout
    typed("export", "records", "--out", "one")
    typed("export", "records", "--out", "one.xlsx")
    for source, target in (("one", "two"), ("one.xlsx", "three")):
        with database(database_url.partition(":")[0].partition("+")[0]) as empty:
            typed("db", "upgrade", url=empty)
            typed("import", source, url=empty)
            typed("export", "records", "--out", target, url=empty)
            assert "Nothing new" in typed("import", source, url=empty).output
        assert same_files(tmp_path / "one", tmp_path / target)
    # The tests' server is set for speed and its login owns the tables: `check` says so and fails.
    on_sqlite = database_url.startswith("sqlite")
    checked = typed("check", status=0 if on_sqlite else 1)
    assert ("FAIL" not in checked.output) is on_sqlite
    assert "Replayed, it gives every row as it is." in checked.output


def test_the_published_table_of_the_cdisc_pilot_comes_out(typed: Typed, tmp_path: Path) -> None:
    folder = tmp_path / "pilot"
    folder.mkdir()
    convert.write(convert.pilot(), folder)
    assert "questions" in typed("import", "pilot").output  # ages 50-89 ask, they do not refuse
    published = {
        "Placebo (CDISC pilot)": ("86", "65", "281"),
        "Xanomeline low dose (CDISC pilot)": ("84", "77", "412"),
        "Xanomeline high dose (CDISC pilot)": ("84", "76", "433"),
    }
    for drug, (treated, patients, events) in published.items():
        table = rows(typed("summary", drug, "--format", "csv"))
        found = number(table, "treated"), number(table, "toxicity_any"), number(table, "toxicity_events")
        assert found == (treated, patients, events)


def test_a_registry_is_built_from_the_console(typed: Typed) -> None:
    typed("country", "add", "FR")
    typed("centre", "add", "FR-012", "--name", "Centre douze")
    link = typed("user", "add", "a@tests.invalid", "--role", "clinician", "--centre", "FR-012").stdout
    assert link.strip().startswith("http://127.0.0.1:8000/")
    assert "a@tests.invalid" in typed("user", "list").stdout
    assert "invited" in typed("user", "list").stdout
    typed("user", "set", "a@tests.invalid", "--role", "national_coordinator", "--country", "FR")
    assert "national_coordinator" in typed("user", "list").stdout
    typed("user", "disable", "A@tests.INVALID")
    assert "disabled" in typed("user", "list").stdout


WRONG = [
    (("summary", "nothing"), "nothing"),
    (("summary", "trametinib", "--param", "moon=1"), "window_days"),
    (("summary", "trametinib", "--cut-off", "31/02/2026"), "31/02/2026"),
    (("import", "nowhere"), "nowhere"),
    (("export", "records", "--out", "file.doc"), "file.doc"),
    (("export", "drug", "nothing", "--out", "a.xlsx"), "nothing"),
    (("user", "reset", "nobody@tests.invalid"), "nobody@tests.invalid"),
    (("user", "add", "b@tests.invalid", "--role", "king"), "role"),
    (("centre", "add", "FR-99", "--name", "x"), "FR-012"),
    (("user", "set", "clinician@demo.invalid"), "--language"),
    (("demo", "--seed", "5"), "seed 2026"),
    (("export", "dictionary", "--out", "taken.xlsx"), "taken.xlsx"),
]


def test_errors_are_a_sentence_and_a_status(typed: Typed, tmp_path: Path) -> None:
    typed("demo", "--patients", "1", "--on", DAY)
    (tmp_path / "taken.xlsx").mkdir()
    for words, said in WRONG:
        result = typed(*words, status=1)
        assert said in result.stderr, words
        assert "Traceback" not in result.output, words
        lines = result.stderr.strip().splitlines()
        assert len(lines) <= 2
        assert not any(line.endswith(lines[0]) for line in lines[1:]), "said twice"


@pytest.mark.parametrize("url", ["foo", "moon://here/registry", "sqlite+moon:///a", "postgresql://h:port/a"])
def test_an_address_of_no_database_is_a_sentence(typed: Typed, url: str) -> None:
    for words in (("db", "upgrade"), ("user", "list"), ("check",), ("serve",)):
        said = typed(*words, status=1, url=url).stderr
        assert said.startswith("REGISTRY_DATABASE_URL is no address of a database")
        assert len(said.splitlines()) == 1


def test_a_port_that_does_not_exist_is_refused(typed: Typed) -> None:
    assert "99999 is not in the range" in typed("serve", "--port", "99999", status=2).stderr


def test_commands_do_not_wait_for_the_web() -> None:
    asked = (
        "import sys, registry.cli; print([n for n in sys.modules if n.startswith(('registry.web', 'flask'))])"
    )
    assert subprocess.check_output([sys.executable, "-c", asked], text=True).strip() == "[]"


def test_a_demo_is_the_same_the_next_day_and_no_other(typed: Typed) -> None:
    with time_machine.travel("2026-11-23T09:00:00+00:00", tick=False):
        first = typed("demo", "--patients", "2").stdout
    with time_machine.travel("2026-11-24T09:00:00+00:00", tick=False):
        assert typed("demo").stdout == first
        assert typed("demo", "--patients", "2", "--seed", "2026", "--on", DAY).stdout == first
        for other in (("--patients", "3"), ("--seed", "0"), ("--on", "2026-11-24")):
            assert "2 patients, seed 2026, made for 2026-11-23" in typed("demo", *other, status=1).stderr


@pytest.mark.parametrize("step", ["_load_demo", "_add_demo_users", "_keep_sign_ins"])
def test_an_interrupted_demo_is_completed(typed: Typed, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "here")

    with monkeypatch.context() as patch:
        patch.setattr(console, step, interrupt)
        assert typed("demo", "--patients", "2", status=1).stderr == "here: No space left on device\n"
    assert "demo.invalid" not in typed("user", "list").stdout
    completed = typed("demo", "--patients", "2").stdout
    assert typed("demo").stdout == completed
    assert len(typed("user", "list").stdout.splitlines()) == len(completed.splitlines()) - 1


def test_records_that_came_after_an_interruption_are_no_demo(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(console, "_load_demo", lambda *_, **__: sys.exit(1))
        typed("demo", status=1)
    typed("country", "add", "FR")
    assert "empty" in typed("demo", status=1).stderr


def test_a_registry_that_holds_something_else_refuses_the_demo(typed: Typed) -> None:
    typed("country", "add", "FR")
    assert "empty" in typed("demo", status=1).stderr


def test_a_database_without_tables_says_what_to_do(typed: Typed, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    assert "registry db upgrade" in typed("user", "list", status=1, url=url).stderr


def test_the_numbers_agree_between_summary_and_workbook(typed: Typed, tmp_path: Path) -> None:
    typed("demo", "--patients", "120", "--on", DAY)
    document = json.loads(typed("summary", "trametinib", "--cut-off", DAY).stdout)
    assert set(document) == {"drug", "cut_off", "outputs"}
    assert document["cut_off"] == DAY
    columns = "output subset category n N value low high unit population reading parameters".split()
    assert all(list(row) == columns for row in document["outputs"])
    typed("export", "drug", "trametinib", "--out", "t.xlsx", "--cut-off", DAY)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    found = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    for output in ("treated", "toxicity_any", "toxicity_events"):
        row = next(
            r
            for r in document["outputs"]
            if (r["output"], r["subset"], r["category"]) == (output, "all", "all")
        )
        assert row["n"] in found
    typed("export", "dictionary", "--out", "d.xlsx")
    assert "toxicity" in {
        c.value for row in openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0].iter_rows() for c in row
    }


def test_a_french_report_names_the_drug_and_its_scope_in_french(typed: Typed, tmp_path: Path) -> None:
    """The demonstration has 31 centres in France and one in each of five other countries."""
    typed("demo", "--patients", "1", "--on", DAY)
    typed("export", "drug", "trametinib", "--out", "fr.xlsx", "--language", "fr")
    about = openpyxl.load_workbook(tmp_path / "fr.xlsx").worksheets[0]
    said = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert said["Médicament"] == "Tramétinib"
    assert said["Périmètre"] == "36 centres dans 6 pays"
