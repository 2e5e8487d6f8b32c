"""What becomes of lines: new, changed, unchanged, draft, void; all of it or nothing."""

import datetime as dt
from pathlib import Path

import pytest

from registry.errors import Conflict, Forbidden
from tests.intake.desk import (
    ASSESSMENT,
    COURSE,
    COURSE_DRUG,
    COURSE_FILES,
    FILES,
    PATIENT,
    RESPONSE,
    TOXICITY,
    TOXICITY_DRUG,
    Desk,
    places,
    reasons,
    write_csv,
)


def test_a_folder_becomes_records(desk: Desk) -> None:
    report = desk.load(FILES)
    assert list(report.lines()) == ["Imported: 8 new, 0 changed, 0 unchanged."]
    assert (report.created, report.changed, report.unchanged, report.is_written) == (8, 0, 0, True)
    patient, toxicity = desk.stored("patient", "p1"), desk.stored("toxicity", "t1")
    assert (patient.centre_id, patient.status, patient.version) == ("FR-001", "complete", 1)
    assert patient.number == "FR-001-0001-X"
    assert (toxicity.course_id, toxicity.patient_id, toxicity.centre_id) == ("c1", "p1", "FR-001")
    assert toxicity.seriousness == ["none"]
    assert desk.stored("course", "c1").first_dose == dt.date(2025, 1, 2)
    assert desk.stored("course_drug", "cd1").drug == "trametinib"
    assert desk.stored("toxicity_drug", "td1").status == "complete"


def test_it_is_told_to_the_trail(desk: Desk) -> None:
    desk.load(FILES)
    (entry,) = desk.trail("toxicity", "t1")
    assert (entry.actor, entry.operation, entry.centre_id) == ("cli:tests", "INSERT", "FR-001")
    (event,) = desk.events()
    assert event.detail["toxicity"] == {"new": 1, "changed": 0}


def test_the_same_files_twice_bring_nothing_new(desk: Desk) -> None:
    desk.load(FILES)
    before = desk.trail_length()
    report = desk.load(FILES)
    assert list(report.lines()) == ["Nothing new: 8 unchanged."]
    assert not report.is_written
    assert (desk.trail_length(), len(desk.events())) == (before, 1)


def test_a_trial_run_writes_nothing(sqlite_desk: Desk) -> None:
    report = sqlite_desk.load(FILES, dry_run=True)
    assert list(report.lines()) == ["Trial run, nothing was written: 8 new, 0 changed, 0 unchanged."]
    assert sqlite_desk.count("patient") == 0
    assert sqlite_desk.events() == []


def test_a_single_file_goes_under_stored_records(sqlite_desk: Desk, tmp_path: Path) -> None:
    sqlite_desk.load(COURSE_FILES)
    assert sqlite_desk.load(write_csv(tmp_path / "toxicity.csv", [TOXICITY])).created == 1
    assert sqlite_desk.stored("toxicity", "t1").patient_id == "p1"


def test_a_changed_line_needs_a_reason_and_the_present_version(desk: Desk) -> None:
    desk.load(FILES)
    changed = {"toxicity": [TOXICITY | {"grade": "3", "version": 1}]}
    assert reasons(desk.load(changed)) == [("", 0, "", "Stored records change (1): give the reason.")]
    assert desk.stored("toxicity", "t1").grade == "2"
    report = desk.load(changed, reason="source data checked")
    assert (report.changed, report.is_written) == (1, True)
    toxicity = desk.stored("toxicity", "t1")
    assert (toxicity.grade, toxicity.version) == ("3", 2)
    entry = desk.trail("toxicity", "t1")[-1]
    assert (entry.operation, entry.reason) == ("UPDATE", "source data checked")
    assert (entry.old["grade"], entry.new["grade"]) == ("2", "3")
    assert desk.load(changed).unchanged == 1


@pytest.mark.parametrize("version", ["", "1", "3"])
def test_another_version_is_a_conflict(sqlite_desk: Desk, version: str) -> None:
    sqlite_desk.load(FILES)
    sqlite_desk.load({"toxicity": [TOXICITY | {"grade": "3", "version": 1}]}, reason="first")
    report = sqlite_desk.load({"toxicity": [TOXICITY | {"grade": "1", "version": version}]}, reason="second")
    assert places(report) == [("toxicity.csv", 2, "version", version)]
    assert "version 2" in report.problems[0].reason
    assert sqlite_desk.stored("toxicity", "t1").grade == "3"


def test_a_trial_run_says_that_a_reason_will_be_needed(sqlite_desk: Desk) -> None:
    sqlite_desk.load(FILES)
    report = sqlite_desk.load({"toxicity": [TOXICITY | {"grade": "3", "version": 1}]}, dry_run=True)
    assert report.needs_reason
    assert not report.refused


def test_an_absent_column_leaves_what_is_stored_and_an_empty_cell_empties(sqlite_desk: Desk) -> None:
    sqlite_desk.load(
        FILES
        | {"toxicity": [TOXICITY | {"coded_term": "X1", "outcome": "recovered", "end_missing": "unknown"}]}
    )
    report = sqlite_desk.load({"toxicity": [{"id": "t1", "version": 1, "outcome": ""}]}, reason="not known")
    toxicity = sqlite_desk.stored("toxicity", "t1")
    assert report.changed == 1
    assert (toxicity.outcome, toxicity.coded_term, toxicity.missing) == (None, "X1", {"end": "unknown"})
    assert toxicity.status == "complete"


def test_an_absent_column_is_empty_in_a_new_record(sqlite_desk: Desk) -> None:
    sqlite_desk.load({"patient": [{"id": "p9", "centre_id": "FR-002"}]})
    patient = sqlite_desk.stored("patient", "p9")
    assert (patient.status, patient.version, patient.sex, patient.missing) == ("draft", 1, None, {})


def test_the_version_of_a_new_record_is_kept(desk: Desk) -> None:
    desk.load(FILES | {"toxicity": [TOXICITY | {"version": 7}]})
    assert desk.stored("toxicity", "t1").version == 7
    assert desk.stored("patient", "p1").version == 1


@pytest.mark.parametrize("version", ["0", "-1", "1.5", "one", "99999999999"])
def test_a_version_is_a_whole_number(sqlite_desk: Desk, version: str) -> None:
    report = sqlite_desk.load({"patient": [PATIENT | {"version": version}]})
    assert places(report) == [("patient.csv", 2, "version", version)]


def test_identity_is_the_id_never_the_content(sqlite_desk: Desk) -> None:
    twins = [TOXICITY, TOXICITY | {"id": "t2"}]
    assert sqlite_desk.load(FILES | {"toxicity": twins}).created == 9
    assert sqlite_desk.count("toxicity") == 2


def test_all_of_it_or_nothing(desk: Desk) -> None:
    report = desk.load(FILES | {"toxicity": [TOXICITY, TOXICITY | {"id": "t2", "grade": "9"}]})
    assert places(report) == [("toxicity.csv", 3, "grade", "9")]
    assert list(report.lines())[-1] == "1 problem. Nothing was imported."
    assert [desk.count(kind) for kind in FILES] == [0] * 7
    assert desk.events() == []


# States


def test_an_incomplete_line_becomes_a_draft_with_a_notice(desk: Desk) -> None:
    files = FILES | {"toxicity": [TOXICITY | {"grade": "", "onset": ""}]}
    report = desk.load(files)
    (notice,) = report.notices
    assert (notice.file, notice.line, notice.column) == ("toxicity.csv", 2, "grade")
    assert notice.reason == "Incomplete, so it becomes a draft. CTCAE grade: choose. Onset: fill in."
    assert desk.stored("toxicity", "t1").status == "draft"
    assert desk.stored("toxicity_drug", "td1").status == "draft"
    assert desk.load(files).unchanged == 8


def test_a_course_without_a_drug_is_a_draft(sqlite_desk: Desk) -> None:
    report = sqlite_desk.load({"patient": [PATIENT], "course": [COURSE]})
    assert report.notices[0].reason == "Incomplete, so it becomes a draft. Add at least one drug."
    assert sqlite_desk.stored("course", "c1").status == "draft"


def test_embedded_rows_follow_their_record(sqlite_desk: Desk) -> None:
    sqlite_desk.load(COURSE_FILES | {"course": [COURSE | {"status": "draft"}]})
    assert sqlite_desk.stored("course_drug", "cd1").status == "draft"
    sqlite_desk.load({"course": [{"id": "c1", "version": 1, "status": "complete"}]}, reason="checked")
    assert sqlite_desk.stored("course", "c1").status == "complete"
    assert sqlite_desk.stored("course_drug", "cd1").status == "complete"


def test_a_void_row_stays_void_and_counts_for_nothing(sqlite_desk: Desk) -> None:
    report = sqlite_desk.load(COURSE_FILES | {"course_drug": [COURSE_DRUG | {"status": "void"}]})
    assert report.notice_total == 1
    assert sqlite_desk.stored("course_drug", "cd1").status == "void"
    assert sqlite_desk.stored("course", "c1").status == "draft"


def test_a_record_is_voided_and_restored_with_a_reason(desk: Desk) -> None:
    desk.load(FILES)
    voided = {"toxicity": [{"id": "t1", "version": 1, "status": "void"}]}
    assert desk.load(voided).refused
    desk.load(voided, reason="entered twice")
    assert desk.stored("toxicity", "t1").status == "void"
    assert desk.trail("toxicity", "t1")[-1].reason == "entered twice"
    assert desk.stored("toxicity_drug", "td1").status == "complete"
    desk.load({"toxicity": [{"id": "t1", "version": 2, "status": "complete"}]}, reason="was right")
    assert desk.stored("toxicity", "t1").status == "complete"


def test_a_changed_row_raises_the_version_of_its_record(desk: Desk) -> None:
    desk.load(FILES)
    row = TOXICITY_DRUG | {"version": 1, "causality": "unlikely"}
    report = desk.load({"toxicity_drug": [row]}, reason="reassessed")
    assert (report.changed, report.unchanged) == (1, 0)
    assert (desk.stored("toxicity_drug", "td1").version, desk.stored("toxicity", "t1").version) == (2, 2)
    assert desk.stored("course", "c1").version == 1


def test_a_row_without_its_record_in_the_files_finds_it(sqlite_desk: Desk) -> None:
    sqlite_desk.load(FILES)
    new = {"id": "cd2", "course_id": "c1", "drug": "dabrafenib"}
    report = sqlite_desk.load({"course_drug": [new]}, reason="second drug")
    assert report.created == 1
    assert sqlite_desk.stored("course_drug", "cd2").status == "complete"
    assert sqlite_desk.stored("course", "c1").version == 2
    by_id = {"course_drug": [{"id": "cd2", "version": 1, "starting_dose": "1.5"}]}
    assert sqlite_desk.load(by_id, reason="dose").changed == 1
    assert sqlite_desk.stored("course_drug", "cd2").starting_dose == 1.5


# Parents, references, rights


@pytest.mark.parametrize(
    ("kind", "row", "column", "label"),
    [
        ("patient", PATIENT | {"centre_id": "FR-099"}, "centre_id", "Centre"),
        ("course", COURSE | {"patient_id": "p9"}, "patient_id", "Patient"),
        ("course_drug", COURSE_DRUG | {"course_id": "c9"}, "course_id", "Course"),
        ("toxicity_drug", TOXICITY_DRUG | {"toxicity_id": "t9"}, "toxicity_id", "Toxicity"),
    ],
)
def test_an_unknown_parent_is_refused(
    sqlite_desk: Desk, kind: str, row: dict[str, str], column: str, label: str
) -> None:
    report = sqlite_desk.load({kind: [row]})
    assert places(report) == [(f"{kind}.csv", 2, column, row[column])]
    assert report.problems[0].reason == f"{label}: it is neither in the registry nor in the files."


@pytest.mark.parametrize("parent", ["a\x00b", "c 1", "x" * 65, "'"])
def test_a_parent_that_can_be_none_is_not_looked_for(desk: Desk, parent: str) -> None:
    for kind in ("toxicity", "course_drug"):
        report = desk.load({kind: [{"id": "x1", "course_id": parent, "status": "done"}]})
        assert [(remark.line, remark.column) for remark in report.problems] == [
            (2, "status"),
            (2, "course_id"),
        ]


def test_a_new_record_names_its_parent(sqlite_desk: Desk) -> None:
    report = sqlite_desk.load(
        {"course": [{"id": "c1"}], "course_drug": [{"id": "cd1", "drug": "trametinib"}]}
    )
    assert reasons(report) == [
        ("course.csv", 2, "patient_id", "Patient: say to which one this line belongs."),
        ("course_drug.csv", 2, "course_id", "Course: say to which one this line belongs."),
    ]


def test_the_children_of_a_faulty_line_are_not_blamed(sqlite_desk: Desk) -> None:
    report = sqlite_desk.load(FILES | {"patient": [PATIENT | {"birth_month": "31/02/2015"}]})
    assert places(report) == [("patient.csv", 2, "birth_month", "31/02/2015")]
    report = sqlite_desk.load(FILES | {"patient": [PATIENT | {"centre_id": "FR-099"}]})
    assert places(report) == [("patient.csv", 2, "centre_id", "FR-099")]


@pytest.mark.parametrize(
    ("kind", "row", "column"),
    [
        ("patient", PATIENT | {"centre_id": "FR-002"}, "centre_id"),
        ("toxicity", TOXICITY | {"course_id": "c2"}, "course_id"),
        ("course_drug", COURSE_DRUG | {"course_id": "c2"}, "course_id"),
    ],
)
def test_a_record_never_moves(sqlite_desk: Desk, kind: str, row: dict[str, str], column: str) -> None:
    second = {"course": [COURSE, COURSE | {"id": "c2", "status": "draft"}]}
    sqlite_desk.load(FILES | second)
    report = sqlite_desk.load({kind: [row | {"version": "1"}]}, reason="moved")
    assert places(report) == [(f"{kind}.csv", 2, column, row[column])]
    assert "stays there" in report.problems[0].reason


def test_an_unknown_drug_is_refused_unless_the_files_add_it(sqlite_desk: Desk) -> None:
    row = COURSE_DRUG | {"drug": "Selumetinib"}
    report = sqlite_desk.load(COURSE_FILES | {"course_drug": [row]})
    assert places(report) == [("course_drug.csv", 2, "drug", "Selumetinib")]
    drug = {"id": "selumetinib", "inn": "selumetinib", "inn_fr": "sélumétinib", "status": "complete"}
    assert sqlite_desk.load(COURSE_FILES | {"course_drug": [row], "drug": [drug]}).created == 4
    assert sqlite_desk.stored("course_drug", "cd1").drug == "selumetinib"
    assert sqlite_desk.stored("drug", "selumetinib").unlisted


def test_a_centre_and_a_country_can_come_with_the_files(sqlite_desk: Desk) -> None:
    files = {
        "country": [{"id": "IT", "status": "complete", "language": "en"}],
        "centre": [{"id": "IT-001", "status": "complete", "country_id": "IT", "name": "Centre D"}],
        "patient": [PATIENT | {"centre_id": "IT-001"}],
    }
    assert sqlite_desk.load(files).created == 3
    assert sqlite_desk.stored("patient", "p1").number == "IT-001-0001-9"


def test_places_have_ids_that_say_where_they_are(sqlite_desk: Desk) -> None:
    files = {
        "country": [{"id": "XX", "language": "en"}, {"id": "fr"}],
        "centre": [
            {"id": "FR-1", "country_id": "FR"},
            {"id": "FR-003", "country_id": "ES"},
            {"id": "FR-004"},
        ],
        "drug": [{"id": "Aspirin\n", "inn": "aspirin"}, {"id": "empty", "inn": ""}],
    }
    assert places(sqlite_desk.load(files)) == [
        ("country.csv", 2, "id", "XX"),
        ("country.csv", 3, "id", "fr"),
        ("centre.csv", 2, "id", "FR-1"),
        ("centre.csv", 3, "country_id", "ES"),
        ("centre.csv", 4, "country_id", ""),
        ("drug.csv", 3, "inn", ""),
    ]


def test_nobody_imports_without_the_right(sqlite_desk: Desk) -> None:
    for role in (
        "data_entry",
        "pharmacist",
        "reviewer",
        "analyst",
        "auditor",
        "administrator",
        "pharmacovigilance",
    ):
        with pytest.raises(Forbidden):
            sqlite_desk.load(FILES, role=role)
    assert sqlite_desk.count("patient") == 0


def test_a_clinician_imports_into_the_own_centre_only(desk: Desk) -> None:
    report = desk.load(
        FILES | {"patient": [PATIENT, PATIENT | {"id": "p2", "centre_id": "FR-002"}]}, role="clinician"
    )
    foreign = reasons(report)
    assert foreign == [
        ("patient.csv", 3, "centre_id", "Centre: it is neither in the registry nor in the files.")
    ]
    unknown = desk.load({"patient": [PATIENT | {"id": "p2", "centre_id": "FR-098"}]}, role="clinician")
    assert unknown.problems[0].reason == report.problems[0].reason
    assert desk.load(FILES, role="clinician").created == 8


def test_another_hospitals_patient_is_as_one_that_does_not_exist(desk: Desk) -> None:
    desk.load(FILES)
    course = {"course": [{"id": "c7", "patient_id": "p1"}]}
    foreign = desk.load(course, role="clinician", centre="FR-002")
    nowhere = desk.load({"course": [{"id": "c7", "patient_id": "p77"}]}, role="clinician", centre="FR-002")
    assert [(r.file, r.line, r.column, r.reason) for r in foreign.problems] == [
        (r.file, r.line, r.column, r.reason) for r in nowhere.problems
    ]
    change = desk.load(
        {"toxicity": [TOXICITY | {"grade": "3"}]}, role="clinician", centre="FR-002", reason="x"
    )
    assert places(change) == [("toxicity.csv", 2, "course_id", "c1")]


def test_an_id_of_another_hospital_cannot_be_taken(desk: Desk) -> None:
    desk.load({"patient": [PATIENT]})
    with pytest.raises(Conflict, match="Nothing was imported"):
        desk.load({"patient": [PATIENT | {"centre_id": "FR-002"}]}, role="clinician", centre="FR-002")
    assert desk.stored("patient", "p1").centre_id == "FR-001"
    assert desk.count("patient") == 1


def test_a_clinician_may_carry_lists_along_and_not_change_them(sqlite_desk: Desk) -> None:
    lists = {
        "country": [{"id": "FR", "language": "fr"}],
        "centre": [{"id": "FR-001", "name": "Centre A"}],
        "drug": [{"id": "trametinib", "inn": "trametinib"}],
    }
    assert sqlite_desk.load(FILES | lists, role="clinician").created == 8
    changed = {
        "country": [{"id": "FR", "version": 1, "language": "en"}],
        "centre": [
            {"id": "FR-001", "version": 1, "country_id": "FR", "name": "Centre Z"},
            {"id": "FR-002", "country_id": "FR", "name": "Centre B"},
        ],
        "drug": [
            {"id": "trametinib", "version": 1, "inn": "trametinib", "target": "MEK"},
            {"id": "aspirin", "inn": "aspirin"},
        ],
    }
    report = sqlite_desk.load(changed, role="clinician", reason="x")
    assert {(file, line) for file, line, *_ in places(report)} == {
        ("country.csv", 2),
        ("centre.csv", 2),
        ("centre.csv", 3),
        ("drug.csv", 2),
        ("drug.csv", 3),
    }
    assert {remark.reason for remark in report.problems} == {"Your role does not allow this change."}


def test_the_reviewed_reading_needs_its_right(sqlite_desk: Desk) -> None:
    reviewed = FILES | {
        "assessment": [ASSESSMENT, RESPONSE | {"reviewed_response": "PR", "reviewer": "Dr R"}]
    }
    report = sqlite_desk.load(reviewed, role="clinician")
    assert places(report) == [
        ("assessment.csv", 3, "reviewed_response", "PR"),
        ("assessment.csv", 3, "reviewer", "Dr R"),
    ]
    assert sqlite_desk.load(reviewed, role="coordinator").created == 8
    assert sqlite_desk.load(reviewed, role="clinician").unchanged == 8


# Rules


def test_rules_see_the_files_over_what_is_stored(sqlite_desk: Desk) -> None:
    """A response without a baseline asks; with the baseline in the files, or stored, it does not."""
    lonely = sqlite_desk.load(FILES | {"assessment": [RESPONSE]})
    assert (lonely.questions, sqlite_desk.stored("assessment", "a2").questions) == (1, ["ASM-07"])
    changed = {"assessment": [RESPONSE | {"version": 1, "response": "CR"}, ASSESSMENT]}
    assert sqlite_desk.load(changed, reason="review").questions == 0
    assert sqlite_desk.stored("assessment", "a2").questions == []


def test_rules_see_parents_as_they_will_be(sqlite_desk: Desk) -> None:
    sqlite_desk.load(FILES)
    dead = {"id": "p1", "version": 1, "vital_status": "dead", "vital_status_date": "2025-02-01"}
    late = ASSESSMENT | {"id": "a9", "assessed_on": "2025-05-01"}
    report = sqlite_desk.load({"patient": [dead], "assessment": [late]}, reason="death")
    assert places(report) == [
        ("patient.csv", 2, "vital_status_date", "2025-02-01"),
        ("assessment.csv", 2, "assessed_on", "2025-05-01"),
    ]
    assert all("death" in problem.reason for problem in report.problems)


def test_the_drugs_of_a_toxicity_are_those_of_its_course(sqlite_desk: Desk) -> None:
    report = sqlite_desk.load(FILES | {"toxicity_drug": [TOXICITY_DRUG | {"drug": "dabrafenib"}]})
    assert places(report) == [("toxicity.csv", 2, "", "")]
    both = [COURSE_DRUG, COURSE_DRUG | {"id": "cd2", "drug": "dabrafenib"}]
    rows = [TOXICITY_DRUG, TOXICITY_DRUG | {"id": "td2", "drug": "dabrafenib"}]
    assert sqlite_desk.load(FILES | {"course_drug": both, "toxicity_drug": rows}).created == 10


def test_a_row_that_breaks_a_rule_of_its_stored_record_is_named(sqlite_desk: Desk) -> None:
    sqlite_desk.load(FILES)
    report = sqlite_desk.load({"toxicity_drug": [TOXICITY_DRUG | {"id": "td2"}]}, reason="again")
    assert places(report) == [("toxicity_drug.csv", 2, "", "")]
    assert report.problems[0].reason == "The same drug stands twice. Take one line out. (TOX-16)"


def test_26_completed_years_ask_and_do_not_refuse(sqlite_desk: Desk) -> None:
    """Born in January 1999, at its latest on the 31st: 25 years old on 2 January 2025, 26 a month later."""
    young = FILES | {"patient": [PATIENT | {"birth_month": "1999-01"}]}
    assert sqlite_desk.load(young, dry_run=True).questions == 0
    report = sqlite_desk.load(FILES | {"patient": [PATIENT | {"birth_month": "1998-12"}]})
    assert (report.created, report.questions) == (8, 1)
    assert sqlite_desk.stored("course", "c1").questions == ["COU-07"]
    assert "1 question of the rules stays open." in report.lines()


def test_an_answer_closes_its_question(sqlite_desk: Desk) -> None:
    course = COURSE | {"answers": '{"COU-07": "Yes, late relapse.", "COU-99": ""}'}
    report = sqlite_desk.load(FILES | {"patient": [PATIENT | {"birth_month": "1998-12"}], "course": [course]})
    assert report.questions == 0
    assert sqlite_desk.stored("course", "c1").answers == {"COU-07": "Yes, late relapse."}


@pytest.mark.parametrize(
    "answers", ["yes", "[]", '{"COU-07": 1}', '{"Cou": "x"}', "{" * 100_000, '{"COU-07": "a\\u0000"}']
)
def test_answers_are_json(sqlite_desk: Desk, answers: str) -> None:
    report = sqlite_desk.load(FILES | {"course": [COURSE | {"answers": answers}]})
    assert [(remark.line, remark.column) for remark in report.problems] == [(2, "answers")]


def test_a_draft_may_break_rules_but_holds_no_unreadable_value(sqlite_desk: Desk) -> None:
    odd = TOXICITY | {"status": "draft", "end": "2025-01-01"}
    assert not sqlite_desk.load(FILES | {"toxicity": [odd]}).refused
    assert sqlite_desk.load({"toxicity": [odd | {"id": "t2", "end": "yesterday"}]}).refused


RELAPSE = {"id": "d2", "patient_id": "p1", "disease_status": "relapse"}
DOSE = COURSE_DRUG | {"id": "cd2"}


@pytest.mark.parametrize(
    ("kind", "row", "column", "words"),
    [
        ("toxicity", TOXICITY | {"term": "alopecia", "grade": "3"}, "grade", "no grade 3"),
        ("toxicity", TOXICITY | {"end": "2025-02-01"}, "end", "before the onset"),
        ("toxicity", TOXICITY | {"onset": "2025-02-31"}, "onset", "does not exist in the calendar"),
        ("toxicity", TOXICITY | {"onset": "31/02/2025"}, "onset", "is not a date"),
        ("toxicity", TOXICITY | {"term": "headache!"}, "term", "not in the list"),
        ("toxicity", TOXICITY | {"nature": "biologique"}, "nature", "not one of the choices"),
        ("toxicity", TOXICITY | {"end_missing": "lost"}, "end_missing", "not_available, unknown"),
        ("toxicity", TOXICITY | {"end": "2025-03", "end_missing": "unknown"}, "end", "not both"),
        ("toxicity", TOXICITY | {"ongoing": "yes", "end": "2025-03"}, "end", "does not apply"),
        ("toxicity", TOXICITY | {"seriousness": "none;death"}, "seriousness", "cannot go with another"),
        ("toxicity", TOXICITY | {"status": "done"}, "status", "draft, complete, void"),
        ("toxicity", TOXICITY | {"term_text": "a\x00b"}, "term_text", "cannot be stored"),
        ("toxicity", TOXICITY | {"term_text": "x" * 201}, "term_text", "At most 200"),
        ("assessment", RESPONSE | {"response": "CMR"}, "response", "does not exist in the chosen criterion"),
        ("assessment", RESPONSE | {"target_measure": "12,5"}, "target_measure", "decimal point"),
        ("course_drug", DOSE | {"starting_dose": "1e3"}, "starting_dose", "decimal point"),
        ("diagnosis", RELAPSE | {"relapse_number": "1.5"}, "relapse_number", "whole"),
    ],
)
def test_a_bad_value_is_told_at_its_place(
    sqlite_desk: Desk, kind: str, row: dict[str, str], column: str, words: str
) -> None:
    report = sqlite_desk.load({**COURSE_FILES, kind: [*COURSE_FILES.get(kind, ()), row]})
    (problem,) = report.problems
    assert (problem.file, problem.line, problem.column) == (
        f"{kind}.csv",
        len(COURSE_FILES.get(kind, ())) + 2,
        column,
    )
    assert words in problem.reason
    assert sqlite_desk.count("patient") == 0


# Ids and headers


@pytest.mark.parametrize("wrong", ["", "a b", "é1", "x" * 65, "../etc", "a\nb"])
def test_an_id_has_a_plain_alphabet(sqlite_desk: Desk, wrong: str) -> None:
    report = sqlite_desk.load({"patient": [PATIENT | {"id": wrong}]})
    assert [(remark.line, remark.column) for remark in report.problems] == [(2, "id")]


def test_an_id_stands_once(sqlite_desk: Desk) -> None:
    report = sqlite_desk.load(FILES | {"toxicity": [TOXICITY, TOXICITY | {"grade": "3"}]})
    assert reasons(report) == [("toxicity.csv", 3, "id", "Line 2 has this id already.")]


def test_headers_are_those_of_the_layout(sqlite_desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "patient.csv").write_text("id,centre_id,sexe,sex,sex,\n", encoding="utf-8")
    (folder / "course.csv").write_text("version,patient_id\n", encoding="utf-8")
    (folder / "toxicity.csv").write_text("id;course_id;term\n", encoding="utf-8")
    (folder / "diagnosis.csv").write_text("", encoding="utf-8")
    (folder / "notes.csv").write_text("id\n", encoding="utf-8")
    (folder / "drug.txt").write_text("id\n", encoding="utf-8")
    (folder / ".DS_Store").write_text("", encoding="utf-8")
    report = sqlite_desk.load(folder)
    assert [(remark.file, remark.line, remark.column) for remark in report.problems] == [
        ("patient.csv", 1, "sexe"),
        ("patient.csv", 1, "sex"),
        ("diagnosis.csv", 1, ""),
        ("course.csv", 1, "id"),
        ("toxicity.csv", 1, "id;course_id;term"),
        ("drug.txt", 0, ""),
        ("notes.csv", 0, ""),
    ]
    assert report.problems[0].reason == "There is no column of this name. Did you mean sex?"


def test_a_line_has_as_many_cells_as_the_header(sqlite_desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "patient.csv"
    path.write_text(
        "id,centre_id,sex\np1,FR-001,male\n\np2,FR-001\np3,FR-001,male,x\np4,FR-001,male,\n,,\n",
        encoding="utf-8",
    )
    report = sqlite_desk.load(path)
    assert [(remark.line, "fewer" in remark.reason) for remark in report.problems] == [(4, True), (5, False)]


def test_of_many_problems_the_first_thousand_are_told_in_file_order(sqlite_desk: Desk) -> None:
    many = [TOXICITY | {"id": f"t{n}", "grade": "9"} for n in range(1500)]
    report = sqlite_desk.load(COURSE_FILES | {"toxicity": many, "assessment": [ASSESSMENT | {"visit": "x"}]})
    assert (report.problem_total, len(report.problems)) == (1501, 1000)
    assert [remark.line for remark in report.problems] == [2, *range(2, 1001)]
    assert [remark.file for remark in report.problems[:2]] == ["assessment.csv", "toxicity.csv"]
    assert list(report.lines())[-2:] == ["… and 501 more.", "1,501 problems. Nothing was imported."]


def test_a_problem_is_one_line_on_a_terminal(sqlite_desk: Desk) -> None:
    report = sqlite_desk.load(FILES | {"toxicity": [TOXICITY | {"grade": "9\nx"}]})
    assert next(iter(report.lines())).startswith("toxicity.csv, line 2, grade “9�x”: ")


# Patient numbers


def test_a_number_is_kept_if_it_can_be_and_given_otherwise(desk: Desk) -> None:
    patients = [
        PATIENT | {"id": "p1", "number": "FR-001-0007-4"},
        PATIENT | {"id": "p2", "number": "FR-001-0007-4"},
        PATIENT | {"id": "p3", "number": "FR-002-0001-K"},
        PATIENT | {"id": "p4", "number": "FR-001-0008-X"},
        PATIENT | {"id": "p5", "number": ""},
    ]
    report = desk.load({"patient": patients})
    assert [(notice.line, notice.value) for notice in report.notices] == [
        (3, "FR-001-0007-4"),
        (4, "FR-002-0001-K"),
        (5, "FR-001-0008-X"),
    ]
    numbers = [desk.stored("patient", f"p{n}").number for n in range(1, 6)]
    assert numbers[0] == "FR-001-0007-4"
    assert [number[:11] for number in numbers[1:]] == [
        "FR-001-0008",
        "FR-001-0009",
        "FR-001-0010",
        "FR-001-0011",
    ]
    again = desk.load({"patient": [PATIENT | {"id": "p6", "number": numbers[1]}]})
    assert again.notice_total == 1
    assert desk.stored("patient", "p6").number.startswith("FR-001-0012")


def test_a_stored_patient_keeps_its_number(sqlite_desk: Desk) -> None:
    sqlite_desk.load({"patient": [PATIENT]})
    report = sqlite_desk.load({"patient": [PATIENT | {"number": "FR-001-0007-4"}]})
    assert (report.unchanged, report.notices[0].reason) == (1, "This patient keeps the number FR-001-0001-X.")
