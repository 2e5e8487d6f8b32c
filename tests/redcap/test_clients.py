"""Programs as they come from PyPI, unchanged, read the registry through a server: PyCap, redcaplite, redcap-toolbox."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import redcap
from redcap_toolbox import (
    download_redcap,
    download_redcap_events,
    download_redcap_incremental,
    download_redcap_report,
    split_redcap_data,
)
from redcaplite import RedcapClient

from tests.api.programs import CLINICAL, Document
from tests.redcap.conftest import Tokens
from tests.redcap.ground import CENTRES, HOSTILE, TEXTS, Ground

Row = dict[str, Any]
NEVER_SENT = {
    "patient": {"birth_day", "surname_letters", "first_name_letters"},
    "assessment": {"report"},
}
"""What identifies a child, and the reports of imaging, are in no research file."""
PLACES = {
    "id",
    "version",
    "status",
    "centre_id",
    "patient_id",
    "course_id",
    "toxicity_id",
    "access_request_id",
}
BESIDE = PLACES | {"questionnaire_id", "answers", "questions", "notes"}
"""What stands in a document besides fields."""


@pytest.fixture(scope="module")
def project(url: str, token: Tokens) -> redcap.Project:
    return redcap.Project(url, token("coordinator"))


@pytest.fixture(scope="module")
def rows(project: redcap.Project) -> list[Row]:
    """Everything that the coordinator may take away."""
    return list(project.export_records())


def of_kind(rows: list[Row], kind: str) -> dict[str, Row]:
    """The rows of an instrument by the key of their record."""
    if kind == "patient":
        return {row["record_id"]: row for row in rows if row["redcap_repeat_instrument"] == ""}
    return {row[f"{kind}_id"]: row for row in rows if row["redcap_repeat_instrument"] == kind}


def documents(ground: Ground) -> Iterator[tuple[str, Document]]:
    """Every record with its kind, rows that stand inside another record among them."""
    for records in ground.records.values():
        for kind in CLINICAL:
            for document in records[kind]:
                yield kind, document
                for name, below in document.items():
                    if isinstance(below, list) and below and isinstance(below[0], dict) and "id" in below[0]:
                        yield from ((name, line) for line in below)


def test_pycap_knows_what_the_project_is(project: redcap.Project) -> None:
    assert str(project.export_version()) == "14.0.2"
    assert project.is_longitudinal is False
    assert project.def_field == "record_id"
    about: Any = project.export_project_info()
    assert (about["has_repeating_instruments_or_events"], about["is_longitudinal"]) == ("1", "0")
    assert len(about) == 27
    assert project.export_repeating_instruments_events()[0] == {
        "form_name": "consent",
        "custom_form_label": "",
    }


def test_every_value_is_that_of_the_registry(rows: list[Row], ground: Ground) -> None:
    compared = 0
    for kind, document in documents(ground):
        row = of_kind(rows, kind)[document["id"]]
        for name, value in document.items():
            if name in BESIDE or name in NEVER_SENT.get(kind, ()) or is_below(value):
                continue
            assert same(row, f"{kind}_{name}", value), (kind, name, value)
            compared += 1
    assert compared > 3_000


def is_below(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def same(row: Row, name: str, value: Any) -> bool:
    """Whether the row says what the JSON of the registry says."""
    boxes = {column: cell for column, cell in row.items() if column.startswith(f"{name}___")}
    if boxes:
        checked = {f"{name}___{code}" for code in value or ()}
        return {column for column, cell in boxes.items() if cell == "1"} == checked
    if isinstance(value, float):
        return float(row[name]) == value
    return bool(row[name] == ("" if value is None else str(value)))


def test_nothing_is_sent_that_never_leaves(rows: list[Row]) -> None:
    names = {f"{kind}_{name}" for kind, fields in NEVER_SENT.items() for name in fields}
    assert not names & set(rows[0])


def test_a_row_holds_one_instrument(rows: list[Row], project: redcap.Project) -> None:
    forms = {row["field_name"]: row["form_name"] for row in project.metadata}
    for row in rows:
        own = row["redcap_repeat_instrument"] or "patient"
        held = {name.partition("___")[0] for name, cell in row.items() if cell != ""}
        assert {forms[name] for name in held if name in forms} <= {own, "patient"}
        assert (
            held & {name for name, form in forms.items() if form == "patient"} <= {"record_id"}
            or own == "patient"
        )


def test_columns_come_in_the_order_of_the_dictionary(project: redcap.Project, rows: list[Row]) -> None:
    assert list(rows[0])[:3] == ["record_id", "redcap_repeat_instrument", "redcap_repeat_instance"]
    exported = [row["export_field_name"] for row in project.export_field_names()]
    assert [exported[0], *list(rows[0])[3:]] == exported
    original = dict.fromkeys(row["original_field_name"] for row in project.export_field_names())
    named = [name for name in original if not name.endswith("_complete")]
    assert named == project.field_names
    assert [row["instrument_name"] for row in project.export_instruments()][:3] == [
        "patient",
        "consent",
        "diagnosis",
    ]


def test_what_is_void_keeps_its_number(rows: list[Row], ground: Ground) -> None:
    """The second diagnosis is void: the third is the third all the same."""
    patient = ground.patient("FR-001")["id"]
    numbers = [
        row["redcap_repeat_instance"]
        for row in rows
        if (row["record_id"], row["redcap_repeat_instrument"]) == (patient, "diagnosis")
    ]
    assert numbers == [1, *range(3, len(ground.records["FR-001"]["diagnosis"]) + 2)]
    assert "entered by mistake" not in {row["diagnosis_name"] for row in rows}


def test_who_objected_is_left_out(rows: list[Row], ground: Ground) -> None:
    assert ground.objecting["id"] not in {row["record_id"] for row in rows}


@pytest.mark.parametrize(("kind", "name"), HOSTILE.items())
@pytest.mark.parametrize("form", ["json", "csv", "xml"])
def test_hostile_texts_survive(
    project: redcap.Project, ground: Ground, form: Any, kind: str, name: str
) -> None:
    column = f"{kind}_{name}"
    answer = project.export_records(format_type=form, fields=[column])
    match form:
        case "json":
            found = [row[column] for row in answer]
        case "csv":
            found = [row[column] for row in csv.DictReader(io.StringIO(str(answer), newline=""))]
        case _:
            found = [item.findtext(column) or "" for item in ET.fromstring(str(answer))]
    stored = [made[name] or "" for centre in CENTRES for made in ground.records[centre][kind]]
    assert sorted(found) == sorted(stored)
    assert len(set(TEXTS) & set(found)) >= 30


def test_pycap_asks_for_forms_fields_and_records(project: redcap.Project, ground: Ground) -> None:
    patient = ground.patient("FR-002")["id"]
    (toxicity,) = project.export_records(records=[patient], forms=["toxicity"])
    assert toxicity["record_id"] == patient
    assert toxicity["toxicity_id"] == ground.records["FR-002"]["toxicity"][0]["id"]
    assert toxicity["toxicity_complete"] == "2"
    assert not [name for name in toxicity if name.startswith("course_")]
    (own,) = project.export_records(records=[patient], fields=["patient_sex"])
    assert own == {
        "patient_sex": "female",
        "record_id": patient,
        "redcap_repeat_instance": "",
        "redcap_repeat_instrument": "",
    }
    assert project.export_records(records=["no-such-patient"]) == []


def test_pycap_reads_words_and_data_frames(project: redcap.Project, ground: Ground) -> None:
    said = project.export_records(fields=["patient_sex", "patient_complete"], raw_or_label="label")
    assert {(row["patient_sex"], row["patient_complete"]) for row in said} == {("Female", "Complete")}
    frame: Any = project.export_records(format_type="df", forms=["toxicity"])
    assert len(frame) == sum(len(made["toxicity"]) for made in ground.records.values())
    assert set(frame["toxicity_grade"]) == {2}


def test_pycap_reads_a_value_a_row(project: redcap.Project, ground: Ground) -> None:
    patient = ground.patient("FR-001")["id"]
    found = project.export_records(record_type="eav", records=[patient], fields=["consent_informed"])
    place = {
        "record": patient,
        "redcap_repeat_instrument": "consent",
        "redcap_repeat_instance": 1,
        "field_name": "consent_informed",
    }
    assert found == [place | {"value": "patient"}, place | {"value": "both_parents"}]


def test_pycap_reads_groups_users_and_reports(project: redcap.Project, ground: Ground) -> None:
    assert [dag["unique_group_name"] for dag in project.export_dags()] == ["es_001", "fr_001", "fr_002"]
    (clinician,) = (u for u in project.export_users() if u["username"] == "clinician-fr-002@tests.invalid")
    assert (clinician["data_access_group"], clinician["api_export"]) == ("fr_002", "1")
    assert clinician["forms"].startswith("patient:1,consent:1,")
    assert {role["unique_role_name"] for role in project.export_user_roles()} >= {"clinician", "analyst"}
    assigned = {u["username"]: u["unique_role_name"] for u in project.export_user_role_assignment()}
    assert assigned["clinician-fr-002@tests.invalid"] == "clinician"
    assert {(u["username"], u["redcap_data_access_group"]) for u in project.export_user_dag_assignment()} >= {
        ("clinician-es-001@tests.invalid", "es_001")
    }
    report = project.export_report(report_id="toxicity")
    assert report == project.export_records(forms=["toxicity"])
    numbers = {form["instrument_name"]: n for n, form in enumerate(project.export_instruments(), start=1)}
    assert project.export_report(report_id=str(numbers["toxicity"])) == report
    grouped = project.export_records(fields=["patient_sex"], export_data_access_groups=True)
    assert {row["redcap_data_access_group"] for row in grouped} == {"es_001", "fr_001", "fr_002"}


def test_pycap_hears_what_is_refused(project: redcap.Project) -> None:
    with pytest.raises(redcap.RedcapError, match="do not have API Import/Update privileges"):
        project.import_records([{"record_id": "1"}])
    with pytest.raises(redcap.RedcapError, match="do not have API Import/Update privileges"):
        project.delete_records(["1"])
    with pytest.raises(redcap.RedcapError, match="cannot export events for classic projects"):
        project.export_events(format_type="csv")
    with pytest.raises(redcap.RedcapError, match="in the parameter fields are not valid: 'patient_name'"):
        project.export_records(format_type="xml", fields=["patient_name"])


def test_redcaplite_reads_the_registry(url: str, token: Tokens, ground: Ground) -> None:
    client = RedcapClient(url, token("coordinator"))
    assert client.get_version() == "14.0.2"
    assert client.get_project()["has_repeating_instruments_or_events"] == "1"
    assert client.get_metadata()["field_name"].iloc[0] == "record_id"
    assert [dag["unique_group_name"] for dag in client.get_dags()] == ["es_001", "fr_001", "fr_002"]
    frame = client.export_records(forms=["toxicity"], exportDataAccessGroups=True)
    assert sorted(frame["redcap_data_access_group"]) == ["es_001", "fr_001", "fr_002"]
    assert list(frame["toxicity_grade"]) == [2, 2, 2]
    assert len(client.get_report("toxicity")) == 3
    assert {user["username"] for user in client.get_users()} >= {"analyst-fr-001@tests.invalid"}
    with pytest.raises(Exception, match="You cannot export arms for classic projects"):
        client.get_arms()
    with pytest.raises(Exception, match="Forbidden"):
        client.import_records([{"record_id": "1"}])


@pytest.fixture
def toolbox(url: str, token: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of redcap-toolbox know their project from the environment."""
    for module in (
        download_redcap,
        download_redcap_events,
        download_redcap_incremental,
        download_redcap_report,
    ):
        monkeypatch.setattr(module, "PROJ", redcap.Project(url, token("coordinator")))


@pytest.mark.usefixtures("toolbox")
def test_redcap_toolbox_downloads_and_splits(tmp_path: Path, ground: Ground) -> None:
    whole = tmp_path / "whole.csv"
    download_redcap.download_redcap(whole, None, True)
    split_redcap_data.split_redcap_data(whole, tmp_path)
    assert {path.stem for path in tmp_path.glob("redcap*.csv")} == {"redcap"} | {
        f"redcap__{kind}" for kind, _made in documents(ground) if kind != "patient"
    }
    with (tmp_path / "redcap__toxicity.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == 3
    download_redcap_report.download_redcap_report(["toxicity"], tmp_path, "redcap", False)
    assert (tmp_path / "redcap__report_toxicity.csv").read_text().startswith("record_id,")


@pytest.mark.usefixtures("toolbox")
def test_redcap_toolbox_hears_that_there_are_no_events(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        download_redcap_events.download_redcap_events(tmp_path, "redcap", False)


@pytest.mark.usefixtures("toolbox")
def test_redcap_toolbox_downloads_what_changed_since(
    tmp_path: Path, coordinator: Any, ground: Ground
) -> None:
    import datetime as dt
    from zoneinfo import ZoneInfo

    utc, target = ZoneInfo("UTC"), tmp_path / "records.csv"
    download_redcap_incremental.run(target, dt.timedelta(0), utc)
    before = read(target)
    patient = ground.patient("ES-001")
    added = coordinator.add("subsequent", patient_id=patient["id"])
    download_redcap_incremental.run(target, dt.timedelta(0), utc)
    after = read(target)
    assert [row for row in after if row["subsequent_id"] == added["id"]]
    assert len(after) == len(before) + 1
    assert [row for row in after if row["subsequent_id"] != added["id"]] == before


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf8") as file:
        return list(csv.DictReader(file))
