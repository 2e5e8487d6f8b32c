"""The files of the converter hold the published studies: counted from the files, independently of the registry."""

from pathlib import Path

import pandas as pd
import pytest

from registry import numbers
from registry.fields.catalogue import KINDS
from registry.fields.layout import columns
from registry.terminology import ctcae
from tests.cdisc import convert

PLACEBO, LOW, HIGH = convert.DRUGS.values()


@pytest.fixture(scope="module")
def pilot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pilot")
    convert.write(convert.pilot(), folder)
    return folder


@pytest.fixture(scope="module")
def oncology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("oncology")
    convert.write(convert.oncology(), folder)
    return folder


def read(folder: Path, kind: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{kind}.csv", dtype=str, keep_default_na=False)


def test_pilot_has_the_published_size(pilot: Path) -> None:
    assert len(read(pilot, "patient")) == 254
    assert len(read(pilot, "toxicity")) == 1191
    assert read(pilot, "course_drug")["drug"].value_counts().to_dict() == {PLACEBO: 86, LOW: 84, HIGH: 84}
    assert len(read(pilot, "centre")) == 17


@pytest.mark.parametrize("source", ["pilot", "oncology"])
def test_files_have_the_import_layout(source: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(source)
    files = {path.stem for path in folder.iterdir()}
    assert files < KINDS.keys()
    for kind in files:
        rows = read(folder, kind)
        assert tuple(rows.columns) == columns(KINDS[kind])
        assert rows["id"].is_unique


@pytest.mark.parametrize("source", ["pilot", "oncology"])
def test_every_parent_is_in_the_files(source: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(source)
    for kind in {path.stem for path in folder.iterdir()}:
        record = KINDS[kind].record
        if record.parent:
            assert set(read(folder, kind)[record.parent_id]) <= set(read(folder, record.parent)["id"])


def test_published_treatment_emergent_events(pilot: Path) -> None:
    """Onset on or after the first dose, a partial onset compared at its own precision."""
    drugs = read(pilot, "course_drug")[["course_id", "drug"]]
    doses = read(pilot, "course").rename(columns={"id": "course_id"})[
        ["course_id", "patient_id", "first_dose"]
    ]
    events = read(pilot, "toxicity")[["course_id", "onset"]].merge(doses).merge(drugs)
    emergent = events[[row.onset >= row.first_dose[: len(row.onset)] for row in events.itertuples()]].groupby(
        "drug"
    )
    assert emergent["patient_id"].nunique().to_dict() == {PLACEBO: 65, LOW: 77, HIGH: 76}
    assert emergent.size().to_dict() == {PLACEBO: 281, LOW: 412, HIGH: 433}


def test_partial_onsets_are_kept(pilot: Path) -> None:
    assert read(pilot, "toxicity")["onset"].str.len().value_counts().to_dict() == {10: 1165, 7: 15, 4: 11}


def test_severity_becomes_the_grade(pilot: Path) -> None:
    assert read(pilot, "toxicity")["grade"].value_counts().to_dict() == {"1": 770, "2": 378, "3": 43}


def test_criteria_come_from_serious_events_only(pilot: Path) -> None:
    criteria = read(pilot, "toxicity")["seriousness"].value_counts().to_dict()
    assert criteria == {"none": 1188, "hospitalisation": 2, "life_threatening": 1}


def test_the_three_deaths_are_fatal_events_of_a_lower_grade(pilot: Path) -> None:
    fatal = read(pilot, "toxicity").query("outcome == 'fatal'")
    assert len(fatal) == 3
    assert set(fatal["grade"]) <= {"1", "2", "3"}
    assert (read(pilot, "patient")["vital_status"] == "dead").sum() == 3


def test_events_are_other_specify_of_their_organ_class(pilot: Path) -> None:
    events = read(pilot, "toxicity")
    terms = [ctcae.terms()[key] for key in events["term"]]
    assert all(term.other for term in terms)
    assert sum(term.soc == "skin" for term in terms) == 276
    assert sum(term.soc == "musculoskeletal" for term in terms) == 29
    assert (events["term_text"] != "").all()
    assert not events["term_text"].str.isupper().any()


def test_missing_causality_keeps_its_reason(pilot: Path) -> None:
    drugs = read(pilot, "toxicity_drug")
    assert drugs["causality"].value_counts().to_dict() == {
        "related": 361,
        "possible": 343,
        "unrelated": 322,
        "unlikely": 161,
        "": 4,
    }
    assert (drugs["causality_missing"] == "not_available").sum() == 4
    assert (drugs["action_missing"] == "not_available").all()


def test_patients_are_adults_and_centres_can_number_them(pilot: Path) -> None:
    people = read(pilot, "patient").merge(read(pilot, "course"), left_on="id", right_on="patient_id")
    ages = people["first_dose"].str[:4].astype(int) - people["birth_month"].str[:4].astype(int)
    assert 50 <= ages.min() <= ages.max() <= 90
    assert all(numbers.is_valid(numbers.make(centre, 1)) for centre in read(pilot, "centre")["id"])


def test_recist_set_holds_two_readings(oncology: Path) -> None:
    visits = read(oncology, "assessment")
    later = visits.query("visit != 'baseline'")
    assert (len(visits) - len(later), len(later)) == (254, 633)
    assert (later["response"] != later["reviewed_response"]).sum() == 229
    assert visits.query("status == 'draft'")["response"].tolist() == [""]


@pytest.mark.parametrize(("reading", "responders"), [("response", 52), ("reviewed_response", 50)])
def test_responders_before_first_progression(oncology: Path, reading: str, responders: int) -> None:
    """205 patients have a later assessment, one more died before any: 206 are evaluable."""
    later = read(oncology, "assessment").query("visit != 'baseline' and status == 'complete'")
    courses = later.sort_values("assessed_on").groupby("course_id")[reading].agg(list)
    before = [codes[: codes.index("PD")] if "PD" in codes else codes for codes in courses]
    assert len(before) == 205
    assert sum("CR" in codes or "PR" in codes for codes in before) == responders
    dead = read(oncology, "patient").query("vital_status == 'dead'")["id"] + "-COURSE"
    assert len(set(dead) - set(later["course_id"])) == 1
