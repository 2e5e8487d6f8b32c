"""The request itself: spellings that clients use, refusals in the format they look for, and nothing but reading."""

import json
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from registry.web.redcap import answers
from registry.web.redcap.contents import CONTENTS
from tests.redcap.conftest import Ask, Tokens
from tests.redcap.ground import Ground

PATH = "/redcap/api/"
SERVED = sorted(set(CONTENTS) - {"arm", "event", "formEventMapping", "report"})


@pytest.mark.parametrize(
    "sent",
    [
        {"fields": "toxicity_grade,toxicity_term"},
        {"fields[0]": "toxicity_grade", "fields[1]": "toxicity_term"},
        {"fields[1]": "toxicity_grade", "fields[2]": "toxicity_term"},
        {"fields[]": "toxicity_grade", "fields": "toxicity_term"},
        {"fields": " toxicity_grade , toxicity_term,", "filterLogic": "", "dateRangeBegin": ""},
        {"fields": "toxicity_grade,toxicity_term", "exportBlankForGrayFormStatus": "FALSE", "events": ""},
    ],
)
def test_lists_come_in_four_spellings(ask: Ask, sent: dict[str, str]) -> None:
    rows = ask("record", **sent).json
    assert [row["toxicity_term"] for row in rows] == ["rash_acneiform"] * 3
    assert [row["toxicity_grade"] for row in rows] == ["2"] * 3


@pytest.mark.parametrize(
    ("word", "is_yes"), [("True", 1), ("true", 1), ("1", 1), ("FALSE", 0), ("0", 0), ("", 0)]
)
def test_yes_comes_in_three_spellings(ask: Ask, word: str, is_yes: int) -> None:
    rows = ask("record", fields="patient_sex", exportDataAccessGroups=word).json
    assert ("redcap_data_access_group" in rows[0]) == bool(is_yes)


@pytest.mark.parametrize("content", SERVED)
@pytest.mark.parametrize("form", ["csv", "json", "xml"])
def test_every_content_is_served_in_every_format(ask: Ask, content: str, form: str) -> None:
    answer = ask(content, format=form)
    assert answer.status_code == 200, answer.text
    if content == "version":
        assert answer.text == "14.0.2"
        return
    assert answer.content_type.endswith("; charset=utf-8")
    read = {"csv": lambda text: "," in text, "json": json.loads, "xml": ET.fromstring}[form]
    assert read(answer.text) is not None
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_xml_is_what_is_answered_where_nothing_is_said(ask: Ask) -> None:
    assert ask("instrument", format="").text.startswith("<?xml")


@pytest.mark.parametrize(
    ("content", "sent", "status", "text"),
    [
        ("nonsense", {}, 400, 'The value of the parameter "content" is not valid'),
        ("", {}, 400, 'The value of the parameter "content" is not valid'),
        ("log", {}, 400, 'The value of the parameter "content" is not valid'),
        ("record", {"format": "odm"}, 400, 'The value of the parameter "format" is not valid'),
        ("record", {"type": "long"}, 400, 'The value of the parameter "type" is not valid'),
        ("record", {"rawOrLabel": "both"}, 400, 'The value of the parameter "rawOrLabel" is not valid'),
        ("record", {"exportDataAccessGroups": "maybe"}, 400, "exportDataAccessGroups"),
        ("record", {"dateRangeBegin": "yesterday"}, 400, "dateRangeBegin"),
        ("record", {"csvDelimiter": "x"}, 400, "csvDelimiter"),
        (
            "record",
            {"fields": "x,y"},
            400,
            "The following values in the parameter fields are not valid: 'x', 'y'",
        ),
        (
            "record",
            {"forms": "visit"},
            400,
            "The following values in the parameter forms are not valid: 'visit'",
        ),
        ("metadata", {"fields": "x"}, 400, "The following values in the parameter fields are not valid: 'x'"),
        ("record", {"filterLogic": "[x] = '1'"}, 400, "parameter filterLogic are not valid: 'x'"),
        ("record", {"filterLogic": "today() > 1"}, 400, "This filterLogic cannot be read"),
        ("record", {"events": "event_1_arm_1"}, 400, "This project has no events"),
        ("exportFieldNames", {"field": "x"}, 400, 'The value of the parameter "field" is not valid'),
        ("report", {"report_id": "x"}, 400, 'The value of the parameter "report_id" is not valid'),
        ("event", {}, 400, "You cannot export events for classic projects"),
        ("arm", {}, 400, "You cannot export arms for classic projects"),
        ("formEventMapping", {}, 400, "You cannot export form/event mappings for classic projects"),
        ("record", {"data": "[]"}, 403, "You do not have API Import/Update privileges"),
        ("record", {"action": "delete", "records": "1"}, 403, "You do not have API Import/Update privileges"),
        ("dag", {"action": "switch", "dag": "fr_002"}, 403, "You do not have API Import/Update privileges"),
        ("user", {"data": ""}, 403, "You do not have API Import/Update privileges"),
    ],
)
def test_what_cannot_be_done_is_told_where_clients_look(
    ask: Ask, content: str, sent: dict[str, str], status: int, text: str
) -> None:
    answer = ask(content, returnFormat="json", **sent)
    assert answer.status_code == status
    assert set(answer.json) == {"error"}
    assert text in answer.json["error"]
    assert "<html" not in answer.text


CLASSIC = "You cannot export events for classic projects"
AS_XML = f'<?xml version="1.0" encoding="UTF-8" ?>\n<hash><error>{CLASSIC}</error></hash>'


@pytest.mark.parametrize(
    ("form", "body"),
    [("json", f'{{"error": "{CLASSIC}"}}'), ("csv", f"ERROR: {CLASSIC}"), ("xml", AS_XML)],
)
def test_errors_come_in_each_format(ask: Ask, form: str, body: str) -> None:
    assert ask("event", format=form).text == body
    assert ask("event", format="json", returnFormat=form).text == body


def test_an_export_may_be_asked_for_by_its_action(ask: Ask) -> None:
    assert ask("record", action="export", fields="patient_sex").status_code == 200


def test_other_methods_are_refused_as_data(redcap_app: Flask, ground: Ground) -> None:
    client = redcap_app.test_client()
    for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = client.open(PATH, method=method)
        assert (answer.status_code, "POST" in answer.headers["Allow"]) == (405, True), method
        assert "<error>" in answer.text


def test_a_form_beyond_the_limits_is_refused(ask: Ask) -> None:
    long = ask("record", records="x" * 2_100_000)
    many = ask("record", **{f"records[{place}]": "x" for place in range(2_100)})
    assert (long.status_code, many.status_code) == (413, 413)
    assert "<error>This is more than the registry takes at once." in long.text
    assert set(many.json) == {"error"}


def test_an_answer_beyond_the_limit_is_refused_whole(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LARGEST", 5_000)
    answer = ask("record")
    assert answer.status_code == 400
    assert answer.json["error"].startswith("This is more than one answer holds")
    assert ask("record", fields="patient_sex").status_code == 200


def test_a_filter_chooses_rows(ask: Ask, ground: Ground) -> None:
    """The values of the patient count for every row of that patient."""
    number = ground.patient("FR-002")["number"]
    rows = ask(
        "record", forms="toxicity", filterLogic=f"[patient_number] = '{number}' and [toxicity_grade] >= 2"
    ).json
    assert [row["record_id"] for row in rows] == [ground.patient("FR-002")["id"]]
    assert ask("record", forms="toxicity", filterLogic="[toxicity_grade] > 2").json == []
    boxed = ask("record", forms="consent", filterLogic="[consent_informed(both_parents)] = '1'").json
    assert len(boxed) == 3


def test_a_period_chooses_patients_that_changed(ask: Ask) -> None:
    some = {"fields": "patient_sex"}
    assert len(ask("record", **some, dateRangeBegin="2000-01-01 00:00:00").json) == 3
    assert ask("record", **some, dateRangeBegin="2999-01-01 00:00:00").json == []
    assert ask("record", **some, dateRangeEnd="2000-01-01").json == []


def test_words_decimals_and_delimiters_as_asked(ask: Ask, ground: Ground) -> None:
    plain = ask("record", fields="lab_result_value", format="csv").text.splitlines()
    comma = ask(
        "record", fields="lab_result_value", format="csv", decimalCharacter="comma", csvDelimiter="tab"
    ).text.splitlines()
    value = ground.records["ES-001"]["lab_result"][0]["value"]
    assert plain[1].split(",")[-1] == str(value)
    assert comma[1].split("\t")[-1] == str(value).replace(".", ",")
    headed = ask("record", fields="patient_sex", format="csv", rawOrLabelHeaders="label").text
    assert headed.splitlines()[0].split(",")[-1] == "Sex"


def test_check_boxes_in_words(ask: Ask) -> None:
    asked = {"fields": "consent_informed", "rawOrLabel": "label"}
    row = ask("record", **asked).json[0]
    assert (row["consent_informed___patient"], row["consent_informed___guardian"]) == ("Checked", "Unchecked")
    row = ask("record", **asked, exportCheckboxLabel="true").json[0]
    assert row["consent_informed___patient"] not in ("Checked", "")
    assert row["consent_informed___guardian"] == ""


def test_the_record_ids_come_alone_first(ask: Ask, ground: Ground) -> None:
    """As clients do that read in groups."""
    rows = ask("record", fields="record_id").json
    assert [row["record_id"] for row in rows] == sorted(ground.patient(c)["id"] for c in ground.records)
    assert set(rows[0]) == {"record_id", "redcap_repeat_instrument", "redcap_repeat_instance"}


def test_any_token_of_the_registry_opens_it(ask: Ask, token: Tokens) -> None:
    assert ask("version", token=token("coordinator", for_redcap=False)).text == "14.0.2"
