"""A list of authorisations: read strictly, matched exactly, read again without change; on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from registry.access.permissions import ROLES
from registry.access.scope import Scope, enter
from registry.errors import Forbidden, NotFound
from registry.intake.authorisation_lines import COLUMNS, EXAMPLE
from registry.intake.authorisations import ListReport, import_list
from registry.intake.reconciling import Line, Match, match_lines
from registry.intake.report import ImportRefused
from registry.models.audit import AuditEntry
from registry.models.authorisation import Authorisation
from registry.queries.authorisations import Known, lists
from registry.queries.drugs import by_name, numbers_of
from registry.summaries.filters import parse_filters
from registry.summaries.parameters import DEFAULTS
from tests import make
from tests.intake.books import header, parts, row, save, text
from tests.people import World, world

__all__ = ["world"]

HEADER = "centre_id,drug,authorised_on,number,birth_month,sex,scheme,eligible,never_received,reason\n"
LIST = (
    HEADER
    + "FR-001,trametinib,2026-01-18,A-1,,,AAC,,,\n"
    + "FR-001,trametinib,2026-02,,2016-05,male,AAC,,,\n"
    + "FR-002,trametinib,2026-03-01,A-9,2012-01,female,,,,\n"
    + "FR-001,trametinib,2026-03-02,,2017-01,female,,,,\n"
    + "ES-001,trametinib,2026-03-03,A-7,,,,,yes,death\n"
    + "FR-002,trametinib,2026-03-04,A-8,,,,no,,\n"
)
"""Found by number; found by person; unknown; two children alike; never received; not eligible."""


def fill(world: World) -> dict[str, str]:
    """Four children with a course of trametinib, the first with the number of the authorisation; their ids."""
    with world.session() as session:
        first = make.patient(session)
        request = make.example("access_request") | {"authorisation_number": "A-1"}
        request.pop("authorisation_number_missing")
        make.record(session, "access_request", first.id, request)
        second = make.patient(session, birth_month="2016-05", sex="male")
        alike = [make.patient(session, birth_month="2017-01") for _ in range(2)]
        for child in (first, second, *alike):
            make.course(session, child, board_date="2026-01-15", first_dose="2026-02-10")
        return {"number": first.id, "person": second.id}


def write(folder: Path, lines: str = LIST, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(lines, encoding="utf-8")
    return path


def read(world: World, path: Path, **more: object) -> ListReport:
    with world.session() as session:
        return import_list(session, path, name="ANSM", on=make.ON, **more)  # type: ignore[arg-type]


def stored(world: World) -> dict[str | None, Authorisation]:
    with world.session() as session:
        return {f"{row.centre_id} {row.authorised_on}": row for row in session.scalars(select(Authorisation))}


def test_a_list_is_read_and_each_line_is_matched_in_its_way(world: World, tmp_path: Path) -> None:
    people = fill(world)
    report = read(world, write(tmp_path))

    assert report.is_written
    assert (report.tally.created, report.tally.changed, report.tally.unchanged) == (6, 0, 0)
    ways = {name: (row.matched_by, row.patient_id) for name, row in stored(world).items()}
    assert ways == {
        "FR-001 2026-01-18": ("number", people["number"]),
        "FR-001 2026-02": ("person", people["person"]),
        "FR-002 2026-03-01": ("none", None),
        "FR-001 2026-03-02": ("ambiguous", None),
        "ES-001 2026-03-03": ("none", None),
        "FR-002 2026-03-04": ("none", None),
    }
    told = list(report.told())
    assert "Unmatched: FR-002, trametinib, A-9, 2026-03-01" in told
    assert "Ambiguous: FR-001, trametinib, no number, 2026-03-02" in told
    assert told[-2:] == [
        "Matched: 2 (1 by number, 1 by person). Ambiguous: 1. Unmatched: 3.",
        "Imported: 6 new, 0 changed, 0 unchanged.",
    ]
    with world.session() as session:
        (found,) = lists(session)
        assert (found.name, found.lines, found.matched, found.ambiguous, found.unmatched) == (
            "ANSM",
            6,
            2,
            1,
            3,
        )


def test_coverage_is_calculated_from_the_list_and_follows_the_filters(world: World, tmp_path: Path) -> None:
    """Eligible and received: A-1, the second child, A-9 and the two alike: 2 of 4 found; of Spain none is left."""
    fill(world)

    def coverage(*filters: str) -> tuple[int, int | None, str]:
        with world.session() as session:
            drug = by_name(session, "trametinib")
            summary = numbers_of(
                session,
                drug,
                cut_off=dt.date(2026, 11, 1),
                parameters=DEFAULTS,
                filters=parse_filters(filters),
            ).summary
            row = summary.find("coverage")
            assert row is not None
            return row.n, row.N, row.parameters

    assert coverage()[2].endswith("not_calculable=no_list")
    read(world, write(tmp_path))
    assert coverage()[:2] == (2, 4)
    assert coverage("country=FR")[:2] == (2, 4)
    assert coverage("country=ES")[2].endswith("not_calculable=no_patient")
    assert coverage("country=PT")[2].endswith("not_calculable=no_line")
    assert coverage("scheme=AAC")[:2] == (2, 2)
    assert coverage("since=2026-02-15")[:2] == (1, 3)
    assert coverage("until=2026-02-28")[:2] == (2, 2)
    assert coverage("age=child")[2].endswith("not_calculable=filter_of_patients")


def test_reading_again_changes_nothing_and_leaves_no_trace(world: World, tmp_path: Path) -> None:
    fill(world)
    path = write(tmp_path)
    read(world, path)

    def entries() -> int:
        with world.session() as session:
            return len(session.scalars(select(AuditEntry.id)).all())

    before = entries()
    lines = LIST.splitlines(keepends=True)
    other_order = write(tmp_path, "".join([lines[0], *reversed(lines[1:])]), "again.csv")
    for again in (path, other_order):
        report = read(world, again)
        assert not report.is_written
        assert (report.tally.created, report.tally.changed, report.tally.unchanged) == (0, 0, 6)
    assert entries() == before


def test_matching_is_done_again_and_a_changed_line_is_changed(world: World, tmp_path: Path) -> None:
    fill(world)
    read(world, write(tmp_path))
    with world.session() as session:
        late = make.patient(session, centre="FR-002", birth_month="2012-01")
        make.course(session, late, board_date="2026-01-15", first_dose="2026-03-20")
        late_id = late.id
    report = read(world, write(tmp_path, LIST.replace(",yes,death", ",,")))

    assert (report.tally.created, report.tally.changed, report.tally.unchanged) == (0, 2, 4)
    rows = stored(world)
    assert (rows["FR-002 2026-03-01"].matched_by, rows["FR-002 2026-03-01"].patient_id) == ("person", late_id)
    assert (rows["ES-001 2026-03-03"].never_received, rows["ES-001 2026-03-03"].version) == ("no", 2)


def test_a_shorter_file_leaves_the_other_lines_of_the_list(world: World, tmp_path: Path) -> None:
    fill(world)
    read(world, write(tmp_path))
    report = read(world, write(tmp_path, "".join(LIST.splitlines(keepends=True)[:2])))

    assert report.absent == 5
    assert len(stored(world)) == 6
    assert "5 lines of the list are not in this file; they stay." in list(report.told())


def test_check_writes_nothing(world: World, tmp_path: Path) -> None:
    fill(world)
    report = read(world, write(tmp_path), check=True)

    assert not report.is_written
    assert list(report.told())[-1].startswith("Trial run, nothing was written: 6 new")
    assert stored(world) == {}


WRONG = {
    "FR-999,trametinib,2026-01-18,A-1,,,,,,": ("centre_id", "There is no such centre"),
    "FR-001,nothing,2026-01-18,A-1,,,,,,": ("drug", "is not known in this registry"),
    "FR-001,,2026-01-18,A-1,,,,,,": ("drug", "it is needed"),
    "FR-001,trametinib,,A-1,,,,,,": ("authorised_on", "it is needed"),
    "FR-001,trametinib,18/01/2026,A-1,,,,,,": ("authorised_on", "is not a date"),
    "FR-001,trametinib,2027-01-18,A-1,,,,,,": ("authorised_on", "still to come"),
    "FR-001,trametinib,2026-01-18,A-1,2015-03-04,,,,,": ("birth_month", "month and year only"),
    "FR-001,trametinib,2026-01-18,A-1,,F,,,,": ("sex", "not one of the choices"),
    "FR-001,trametinib,2026-01-18,A-1,,,XYZ,,,": ("scheme", "not in the list"),
    "FR-001,trametinib,2026-01-18,A-1,,,,oui,,": ("eligible", "not one of the choices"),
    "FR-001,trametinib,2026-01-18,A-1,,,,,no,death": ("reason", "goes with never_received"),
    "FR-001,trametinib,2026-01-18": ("", "fewer cells"),
}


def test_all_or_nothing_and_each_wrong_line_with_its_reason(world: World, tmp_path: Path) -> None:
    lines = HEADER + "FR-001,trametinib,2026-01-18,B-1,,,,,,\n" + "".join(f"{line}\n" for line in WRONG)
    report = read(world, write(tmp_path, lines))

    assert report.refused
    assert not report.is_written
    assert stored(world) == {}
    for number, (problem, (column, reason)) in enumerate(
        zip(report.problems, WRONG.values(), strict=True), 3
    ):
        assert (problem.line, problem.column) == (number, column)
        assert reason in problem.reason


def test_a_number_twice_and_an_unknown_column_are_refused(sqlite_world: World, tmp_path: Path) -> None:
    line = "FR-001,trametinib,2026-01-18,A-1,,,,,,\n"
    (problem,) = read(sqlite_world, write(tmp_path, HEADER + line + line)).problems
    assert (problem.line, problem.reason) == (3, "Line 2 has this number already.")
    (problem,) = read(sqlite_world, write(tmp_path, "centre_id,drug,authorised_on,centre\n")).problems
    assert problem.column == "centre"
    (problem,) = read(sqlite_world, write(tmp_path, "centre_id,authorised_on\n")).problems
    assert (problem.column, problem.reason) == ("drug", "This column is needed.")


def test_lines_that_say_the_same_are_two_children(sqlite_world: World, tmp_path: Path) -> None:
    line = "FR-001,trametinib,2026-01-18,,2015-03,female,,,,\n"
    report = read(sqlite_world, write(tmp_path, HEADER + line + line))

    assert report.tally.created == 2
    assert read(sqlite_world, write(tmp_path, HEADER + line + line)).tally.unchanged == 2


def test_the_drug_may_be_said_beside_the_file_and_a_workbook_does(
    sqlite_world: World, tmp_path: Path
) -> None:
    cells = text("A2", "FR-001"), text("B2", "2026-01")
    path = save(tmp_path / "list.xlsx", parts([header("centre_id", "authorised_on"), row(2, *cells)]))
    assert read(sqlite_world, path, drug="Trametinib").tally.created == 1
    (line,) = stored(sqlite_world).values()
    assert (line.drug, line.authorised_on) == ("trametinib", "2026-01")
    (problem,) = read(sqlite_world, write(tmp_path), drug="dabrafenib").problems[:1]
    assert problem.reason == "The list was said to be of dabrafenib."
    with pytest.raises(NotFound):
        read(sqlite_world, path, drug="nothing")


def test_the_example_of_the_help_is_a_list(sqlite_world: World, tmp_path: Path) -> None:
    lines = [",".join(cells).replace("FR-012", "FR-001") for cells in (COLUMNS, *EXAMPLE)]
    report = read(sqlite_world, write(tmp_path, "".join(f"{line}\n" for line in lines)))
    assert (report.tally.created, report.problems) == (3, ())


def test_two_sheets_are_no_list(sqlite_world: World, tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("second")
    path = tmp_path / "list.xlsx"
    book.save(path)
    with pytest.raises(ImportRefused, match="a workbook of one sheet"):
        read(sqlite_world, path)


@pytest.mark.parametrize("role", ["clinician", "data_entry", "reviewer", "auditor", "administrator"])
def test_a_list_asks_for_its_right(sqlite_world: World, tmp_path: Path, role: str) -> None:
    with sqlite_world.session() as session:
        enter(session, Scope("a@tests.invalid", ROLES[role], frozenset({"FR-001"})))
        with pytest.raises(Forbidden):
            import_list(session, write(tmp_path), name="ANSM", on=make.ON)


def test_a_national_coordinator_reads_the_lines_of_the_country_only(world: World, tmp_path: Path) -> None:
    fill(world)
    scope = Scope(
        "n@tests.invalid", ROLES["national_coordinator"], frozenset({"FR-001", "FR-002"}), country_id="FR"
    )
    with world.session() as session:
        enter(session, scope)
        report = import_list(session, write(tmp_path), name="ANSM", on=make.ON)
        assert [problem.column for problem in report.problems] == ["centre_id"]
        kept = write(tmp_path, "".join(line for line in LIST.splitlines(keepends=True) if "ES-" not in line))
        assert import_list(session, kept, name="ANSM", on=make.ON).tally.created == 5
    with world.session() as session:
        enter(session, Scope("s@tests.invalid", ROLES["national_coordinator"], frozenset({"ES-001"})))
        assert list(lists(session)) == []


DAY = dt.date(2026, 3, 1)
CHILD = Known("P1", "FR-001", "x", "2015-03", "female", (DAY,))
LINE = Line("l1", "FR-001", "x", "2026-03-01", None, "2015-03", "female")


@pytest.mark.parametrize(
    ("line", "known", "way"),
    [
        ({}, {}, "person"),
        ({"authorised_on": "2025-12-01"}, {}, "person"),
        ({"authorised_on": "2025-11-30"}, {}, "none"),
        ({"authorised_on": "2026-05-30"}, {}, "person"),
        ({"authorised_on": "2026-05-31"}, {}, "none"),
        ({"authorised_on": "2025-11"}, {}, "none"),
        ({"authorised_on": "2025-12"}, {}, "person"),
        ({"authorised_on": "2026"}, {}, "person"),
        ({"sex": "male"}, {}, "none"),
        ({"sex": "unknown"}, {"sex": "unknown"}, "none"),
        ({"birth_month": None}, {"birth_month": None}, "none"),
        ({"birth_month": "2015-04"}, {}, "none"),
        ({"drug": "y"}, {}, "none"),
        ({"centre_id": "FR-002"}, {}, "none"),
        ({"number": "A"}, {}, "person"),
        ({"number": "A"}, {"number": "A"}, "number"),
        ({"number": "A", "birth_month": None}, {"number": "A", "days": ()}, "number"),
        ({"number": "A", "centre_id": "FR-002"}, {"number": "A"}, "ambiguous"),
        ({"number": "A", "drug": "y"}, {"number": "A"}, "none"),
        ({"number": "B"}, {"number": "A"}, "ambiguous"),
    ],
)
def test_matches_are_exact(line: dict[str, str], known: dict[str, str], way: str) -> None:
    """90 days before 1 March 2026 is 1 December 2025, 90 days after it 30 May 2026."""
    found = match_lines([replace(LINE, **line)], [replace(CHILD, **known)])["l1"]  # type: ignore[arg-type]

    assert found == Match(way, "P1" if way in ("number", "person") else None)


def test_one_number_for_two_patients_and_one_patient_for_two_lines_are_ambiguous() -> None:
    twice = [replace(CHILD, number="A"), replace(CHILD, number="A", patient_id="P2")]
    assert match_lines([replace(LINE, number="A")], twice)["l1"] == Match("ambiguous")
    near = replace(LINE, id="l2", authorised_on="2026-04-01")
    assert match_lines([LINE, near], [CHILD]) == {"l1": Match("ambiguous"), "l2": Match("ambiguous")}
    renewed = replace(LINE, id="l2", authorised_on="2026-09-01")
    later = replace(CHILD, days=(DAY, dt.date(2026, 9, 1)))
    assert match_lines([LINE, renewed], [later]) == {"l1": Match("person", "P1"), "l2": Match("person", "P1")}
