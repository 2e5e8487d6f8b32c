"""`registry terminology load`: each list from its published layout, on both databases. All codes here are invented."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from registry.access.events import TERMINOLOGY_LOADED
from registry.access.permissions import ROLES
from registry.access.scope import Scope, enter
from registry.actions import terminology as actions
from registry.cli import main
from registry.db import RegistrySession
from registry.errors import Conflict, Forbidden
from registry.i18n import speaking
from registry.models.audit import AuditEntry, Event
from registry.models.terminology import TerminologyEntry
from registry.queries import terminology
from registry.terminology.loading import files, release
from registry.terminology.loading.base import TerminologyRefused
from tests.migrated import at_console, engine, maker, migrated_url

__all__ = ["engine", "maker", "migrated_url"]

MEDDRA = {
    "soc.asc": ["90000001$Disorders of the weather$Weath$$$$$$$"],
    "hlgt.asc": ["90000002$Disorders of the wind$$$$$$$$"],
    "hlt.asc": ["90000003$Strong winds$$$$$$$$"],
    "pt.asc": ["90000004$Storm$$90000001$$$$$$$$"],
    "llt.asc": [
        "90000004$Storm$90000004$$$$$$$Y$$",
        "90000005$Tempête$90000004$$$$$$$Y$$",
        "90000006$Storm of old$90000004$$$$$$$N$$",
    ],
    "mdhier.asc": [
        (
            "90000004$90000003$90000002$90000001$Storm$Strong winds$Disorders of the wind$"
            "Disorders of the weather$Weath$$90000001$Y$"
        )
    ],
    "meddra_release.asc": ["99.1$English$$$$"],
}
ATC_XML = """<?xml version="1.0" encoding="UTF-8"?>
<xml xmlns:rs="urn:schemas-microsoft-com:rowset" xmlns:z="#RowsetSchema">
<rs:data>
<z:row ATCCode="X" Name="INVENTED" Comment=""/>
<z:row ATCCode="X99" Name="INVENTED AGENTS"/>
<z:row ATCCode="X99A" Name="INVENTED AGENTS A"/>
<z:row ATCCode="X99AA" Name="Inventions"/>
<z:row ATCCode="X99AA01" Name="inventinib"/>
</rs:data>
</xml>"""
CTCAE = [
    ["MedDRA Code", "MedDRA SOC", "CTCAE Term", *(f"Grade {grade} " for grade in range(1, 6)), "Definition"],
    [90000010, "Blood", "Anemia", "A little", "More", "Much", "Too much", "-", "Few red cells."],
    [90000011, "General", "Fatigue", "A little", "More", "Much", "-", None, "-"],
]


@pytest.fixture
def session(maker: sessionmaker[RegistrySession]) -> Iterator[RegistrySession]:
    with at_console(maker) as session:
        yield session


def published(folder: Path, contents: Mapping[str, list[str]] = MEDDRA, *, encoding: str = "utf-8") -> Path:
    """A release as it is unpacked: the files in a folder MedAscii."""
    target = folder / "MedAscii"
    target.mkdir(parents=True, exist_ok=True)
    for name, lines in contents.items():
        (target / name).write_text("\r\n".join(lines) + "\r\n", encoding=encoding)
    return folder


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def load(session: RegistrySession, kind: str, path: Path, **said: str) -> None:
    actions.load(session, release.read(kind, path, **said))


def count(session: RegistrySession) -> int:
    return session.scalar(select(func.count()).select_from(TerminologyEntry)) or 0


def entries(session: RegistrySession, level: str) -> dict[str, tuple[str, str, str]]:
    rows = session.scalars(select(TerminologyEntry).where(TerminologyEntry.level == level))
    return {row.code: (row.name, row.parent_code, row.top_code) for row in rows}


def test_loads_meddra_with_its_levels(session: RegistrySession, tmp_path: Path) -> None:
    load(session, "meddra", published(tmp_path))
    assert entries(session, "soc") == {"90000001": ("Disorders of the weather", "", "")}
    assert entries(session, "hlgt") == {"90000002": ("Disorders of the wind", "90000001", "")}
    assert entries(session, "hlt") == {"90000003": ("Strong winds", "90000002", "")}
    assert entries(session, "pt") == {"90000004": ("Storm", "90000003", "90000001")}
    assert entries(session, "llt")["90000005"] == ("Tempête", "90000004", "90000001")
    (row,) = terminology.releases(session)
    assert (row.version, row.language, row.rows, row.loaded_by, row.current) == (
        "99.1",
        "en",
        7,
        "cli:tests",
        True,
    )


def test_finds_what_is_offered_and_names_what_is_not(session: RegistrySession, tmp_path: Path) -> None:
    load(session, "meddra", published(tmp_path))
    assert [row.code for row in terminology.search(session, "meddra", "storm")] == ["90000004"]
    assert [row.name for row in terminology.search(session, "meddra", "TEMPETE")] == ["Tempête"]
    assert terminology.search(session, "meddra", "%") == []
    assert terminology.search(session, "meddra", "") == []
    assert [row.code for row in terminology.search(session, "meddra", "wind", level="hlt")] == ["90000003"]
    assert terminology.name_of(session, "meddra", "90000006") == "Storm of old"
    assert terminology.name_of(session, "meddra", "1") is None
    assert terminology.name_of(session, "atc", "X99") is None


def test_equal_names_come_first_then_short_ones(session: RegistrySession, tmp_path: Path) -> None:
    names = ["grand inventinib", "inventinib with sugar", "inventinib", "inventinibum"]
    lines = "".join(f"X99AA0{number};{name}\n" for number, name in enumerate(names))
    load(session, "atc", written(tmp_path, "atc.csv", f"ATC code;name\n{lines}"), version="2026")
    found = [row.name for row in terminology.search(session, "atc", "inventinib")]
    assert found == ["inventinib", "inventinibum", "inventinib with sugar", "grand inventinib"]
    assert len(terminology.search(session, "atc", "inventinib", limit=2)) == 2


def test_reads_a_zip_and_old_encodings_alike(tmp_path: Path) -> None:
    folder = published(tmp_path / "folder", encoding="iso-8859-1")
    packed = tmp_path / "meddra.zip"
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("MedAscii/*")):
            archive.write(path, f"MedDRA_99_1_English/MedAscii/{path.name.upper()}")
    one, other = release.read("meddra", folder), release.read("meddra", packed)
    assert one == other
    assert [entry.name for entry in one.entries if entry.code == "90000005"] == ["Tempête"]


def test_loads_the_atc_index(session: RegistrySession, tmp_path: Path) -> None:
    path = written(tmp_path, "2026 ATC.xml", ATC_XML)
    load(session, "atc", path, version="2026")
    assert entries(session, "1") == {"X": ("INVENTED", "", "X")}
    assert entries(session, "5") == {"X99AA01": ("inventinib", "X99AA", "X")}
    assert terminology.releases(session)[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_list_of_drugs_alone_has_no_classes_above(tmp_path: Path) -> None:
    text = "atc_code,atc_name,ddd\nX99AA01,inventinib,1\nX99AA01,inventinib,2\n"
    (entry,) = release.read("atc", written(tmp_path, "atc.csv", text), version="2026").entries
    assert (entry.code, entry.level, entry.parent_code) == ("X99AA01", "5", "")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_loads_the_grades_of_ctcae(session: RegistrySession, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ctcae.{ending}"
    if ending == "xlsx":
        book = openpyxl.Workbook()
        book.create_sheet("Terms")
        for row in CTCAE:
            book["Terms"].append(row)
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(CTCAE)
    load(session, "ctcae_descriptions", path, version="5.0")
    anaemia = terminology.described(session, "anemia")
    assert anaemia["grade_3"] == "Much"
    assert anaemia["definition"] == "Few red cells."
    assert "grade_5" not in anaemia
    assert set(terminology.described(session, "fatigue")) == {"grade_1", "grade_2", "grade_3"}
    assert terminology.described(session, "nausea") == {}
    assert [row.name for row in terminology.search(session, "ctcae_descriptions", "an")] == ["Anemia"]
    assert terminology.name_of(session, "ctcae_descriptions", "90000010") == "Anemia"


def test_loads_a_list_of_drugs(session: RegistrySession, tmp_path: Path) -> None:
    path = written(tmp_path, "drugs.csv", "name;code;ATC\nInventa;000001 01 001;X99AA01\n")
    load(session, "whodrug", path, version="2026-09")
    assert entries(session, "drug") == {"000001 01 001": ("Inventa", "X99AA01", "")}


def test_the_last_release_is_in_use_and_the_others_stay(session: RegistrySession, tmp_path: Path) -> None:
    for version, name in (("2025", "old name"), ("2026", "new name")):
        path = written(tmp_path, "atc.csv", f"code;name\nX99AA01;{name}\n")
        load(session, "atc", path, version=version)
    assert terminology.name_of(session, "atc", "X99AA01") == "new name"
    assert [row.current for row in terminology.releases(session)] == [False, True]
    assert count(session) == 2


def test_the_reader_has_the_names_of_their_language(session: RegistrySession, tmp_path: Path) -> None:
    for language, name in (("en", "Storm"), ("fr", "Orage")):
        path = written(tmp_path, "atc.csv", f"code;name\nX99AA01;{name}\n")
        load(session, "atc", path, version="2026", language=language)
    for language, name in (("en", "Storm"), ("fr", "Orage")):
        with speaking(language):
            assert terminology.name_of(session, "atc", "X99AA01") == name


def test_a_loaded_version_does_not_change(session: RegistrySession, tmp_path: Path) -> None:
    path = written(tmp_path, "atc.csv", "code;name\nX99AA01;inventinib\n")
    load(session, "atc", path, version="2026")
    with pytest.raises(Conflict, match=r"atc 2026 \(en\) is loaded already"):
        load(session, "atc", path, version="2026")
    assert count(session) == 1


def test_a_load_is_one_event_and_no_trail(session: RegistrySession, tmp_path: Path) -> None:
    load(session, "meddra", published(tmp_path))
    (event,) = session.scalars(select(Event).where(Event.kind == TERMINOLOGY_LOADED))
    assert event.actor == "cli:tests"
    assert (event.detail["list"], event.detail["version"], event.detail["rows"]) == ("meddra", "99.1", "7")
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_a_failure_half_way_leaves_nothing(
    session: RegistrySession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = actions.insert_new, []

    def failing(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError("disk full")
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "CHUNK", 3)
    monkeypatch.setattr(actions, "insert_new", failing)
    with pytest.raises(OSError, match="disk full"):
        load(session, "meddra", published(tmp_path))
    assert (count(session), list(terminology.releases(session))) == (0, [])


def test_a_clinician_loads_nothing(maker: sessionmaker[RegistrySession], tmp_path: Path) -> None:
    read = release.read("meddra", published(tmp_path))
    with maker() as session:
        enter(session, Scope("a@tests.invalid", ROLES["clinician"], frozenset({"A"}), "a"))
        with pytest.raises(Forbidden):
            actions.load(session, read)


def changed(name: str, *lines: str) -> dict[str, list[str]]:
    return {**MEDDRA, name: list(lines)}


REFUSED_MEDDRA: list[tuple[dict[str, list[str]], str]] = [
    ({name: lines for name, lines in MEDDRA.items() if name != "pt.asc"}, "It lacks pt.asc"),
    (
        changed("llt.asc", MEDDRA["llt.asc"][0], "90000005$Tempest"),
        "llt.asc, line 2: 2 values .* and 10 are needed",
    ),
    (changed("soc.asc", "W1$Weather$"), "soc.asc, line 1: “W1” is no MedDRA code"),
    (
        changed("soc.asc", *MEDDRA["soc.asc"] * 2),
        "soc.asc, line 2: The code 90000001 stands there a second time",
    ),
    (changed("soc.asc", "90000001$$"), "soc.asc, line 1: The code or the name is missing"),
    (changed("hlt.asc", "90000008$Winds$"), "pt.asc|hlt.asc"),
    (
        changed("pt.asc", "90000004$Storm$$90000009$"),
        "pt.asc, line 1: 90000004 has an organ class that soc.asc lacks",
    ),
    (
        changed("llt.asc", "90000007$Calm$90000008$$$$$$$Y$"),
        "llt.asc, line 1: 90000007 stands under no code of pt.asc",
    ),
    (changed("meddra_release.asc", "99.1$Spanish$"), "not in “spanish”"),
    (changed("meddra_release.asc", "99.0$English$"), "of version 99.0, not 99.1"),
]


@pytest.mark.parametrize(("contents", "sentence"), REFUSED_MEDDRA)
def test_refuses_a_broken_release(tmp_path: Path, contents: dict[str, list[str]], sentence: str) -> None:
    with pytest.raises(TerminologyRefused, match=sentence):
        release.read("meddra", published(tmp_path, contents), version="99.1")


def test_refuses_two_releases_in_one_folder(tmp_path: Path) -> None:
    published(tmp_path)
    written(tmp_path, "llt.asc", "")
    with pytest.raises(TerminologyRefused, match=r"It holds llt\.asc twice"):
        release.read("meddra", tmp_path)


REFUSED_FILES: list[tuple[str, str, bytes, str]] = [
    ("atc", "a.csv", b"code;title\nX;Y\n", "a.csv, line 1: The first line has no columns ATC code, name"),
    ("atc", "a.csv", b"code;name\nX99AA01\n", "a.csv, line 2: The line ends before the column name"),
    ("atc", "a.csv", b"code;name\nXX;Y\n", "a.csv, line 2: “XX” is no ATC code"),
    (
        "atc",
        "a.csv",
        b"code;name\nX;a\nX;b\n",
        "a.csv, line 3: The code X stands there a second time, after line 2",
    ),
    ("atc", "a.csv", b'code;name\nX;"a\n', "a.csv, line 2: The quotation marks do not match"),
    ("atc", "a.csv", b"code;name\nX;\x93a\x94\n", "a.csv, line 2: This is neither UTF-8 nor ISO-8859-1"),
    ("atc", "a.csv", "code;name\nX;a\n".encode("utf-16"), "neither UTF-8 nor ISO-8859-1"),
    ("atc", "a.csv", b"code;name\n", "a.csv: It holds no entry"),
    ("atc", "a.csv", b"", "a.csv, line 1: The first line has no columns"),
    ("atc", "a.xml", b"<xml>\n<row ATCCode='X'", "a.xml, line 2: It is no XML"),
    ("atc", "a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "It is no XML"),
    ("atc", "a.xml", b"<a>\n<row ATCCode='X' DDD='1'/></a>", "a.xml, line 2: These are daily doses"),
    ("ctcae_descriptions", "c.xlsx", b"no workbook", "c.xlsx: It is damaged, or no zip"),
    ("meddra", "m.zip", b"no zip", "m.zip: It is damaged, or no zip"),
    ("whodrug", "w.csv", b"name,code,atc\n,1,X\n", "w.csv, line 2: The code or the name is missing"),
]


@pytest.mark.parametrize(("kind", "name", "content", "sentence"), REFUSED_FILES)
def test_refuses_a_file_and_says_where(
    tmp_path: Path, kind: str, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TerminologyRefused, match=sentence):
        release.read(kind, path, version="1")


def test_a_list_needs_a_version(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "code;name\nX;a\n")
    with pytest.raises(TerminologyRefused, match="give it with --version"):
        release.read("atc", path)
    with pytest.raises(TerminologyRefused, match="at most 20 characters"):
        release.read("atc", path, version="2" * 21)


@pytest.mark.parametrize(("name", "limit"), [("MAX_RATIO", 2), ("MAX_BYTES", 5000), ("MAX_MEMBERS", 2)])
def test_refuses_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, limit: int) -> None:
    packed = tmp_path / "bomb.zip"
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in MEDDRA:
            archive.writestr(file, b"0" * 10_000)
    monkeypatch.setattr(files, name, limit)
    with pytest.raises(TerminologyRefused, match="which no list"):
        release.read("meddra", packed)


def test_a_small_file_that_unpacks_to_much_is_a_bomb(tmp_path: Path) -> None:
    packed = tmp_path / "bomb.zip"
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("llt.asc", b"0" * 20_000_000)
    with pytest.raises(TerminologyRefused, match="more than 200 times its size"):
        release.read("meddra", packed)


Run = Callable[..., str]


@pytest.fixture
def run(migrated_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command; the end of it, and what it says."""
    monkeypatch.setenv("REGISTRY_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def typed(*words: str, status: int = 0) -> str:
        result = CliRunner().invoke(
            main, ["terminology", *words], env={"REGISTRY_DATABASE_URL": migrated_url}
        )
        assert result.exit_code == status, result.output
        return result.output

    return typed


def test_the_commands_load_and_list(run: Run, tmp_path: Path) -> None:
    folder = str(published(tmp_path))
    assert run("load", "meddra", folder) == "meddra 99.1 (en): 7 entries loaded.\n"
    assert "is loaded already" in run("load", "meddra", folder, status=1)
    listed = run("list")
    assert listed.startswith("meddra 99.1 (en): 7 entries, loaded ")
    assert listed.endswith(", in use\n")
    assert "There is no such file" in run("load", "atc", "nowhere.csv", "--version", "1", status=1)
