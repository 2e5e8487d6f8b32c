"""SDTM-like tables of the small registry, worked by hand."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from exports.exchange.columns import columns_of
from exports.exchange.sdtm.base import Subject
from exports.exchange.sdtm.events import ACTIONS, CRITERIA, OUTCOMES
from exports.exchange.sdtm.people import DISPOSITIONS, SEXES
from exports.exchange.sdtm.tables import DOMAINS
from exports.exchange.writing import Order, write_research
from registry.fields.catalogue import KINDS
from registry.fields.values import ACTION, OUTCOME, SERIOUSNESS, SEX, STOP_REASON
from tests.exports.research import HandSource, of_patient, small

Lines = list[dict[str, str]]


def written(folder: Path, source: HandSource, version: int = 8) -> Path:
    write_research(folder / "out", source, Order("sdtm", None, version))
    return folder / "out"


def lines(folder: Path, domain: str) -> Lines:
    with (folder / f"{domain}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(line: dict[str, str], *names: str) -> tuple[str, ...]:
    return tuple(line[name] for name in names)


def test_dm_has_a_line_per_complete_patient(tmp_path: Path) -> None:
    source = small()
    source.records["patient"][1]["status"] = "draft"  # type: ignore[index]
    (line,) = lines(written(tmp_path, source), "dm")
    assert shown(line, "STUDYID", "DOMAIN", "USUBJID", "SITEID", "BRTHDTC", "SEX", "COUNTRY") == (
        "REGISTRY",
        "DM",
        "FR-001-0001",
        "FR-001",
        "2015-03",
        "F",
        "FR",
    )
    assert shown(line, "RFSTDTC", "RFENDTC", "RFICDTC", "DTHFL") == ("2024-12-20", "", "2024-12-01", "")


def test_ae_has_grade_seriousness_causality_and_dates(tmp_path: Path) -> None:
    rash, serious, fever = lines(written(tmp_path, small()), "ae")
    assert shown(serious, "AESEQ", "AESPID", "AETERM", "AETOXGR", "AESER", "AESHOSP", "AESMIE", "AESDTH") == (
        "2",
        "t2",
        "Fever",
        "3",
        "Y",
        "Y",
        "Y",
        "N",
    )
    assert shown(serious, "AEREL", "AESTDTC") == ("RELATED", "2025-01-05")
    assert shown(rash, "AESER", "AEREL", "AESTDTC") == ("", "", "2025-07")
    assert fever["AEBODSYS"] == "General disorders and administration site conditions"


def test_two_drugs_give_the_strongest_causality_and_multiple_actions(tmp_path: Path) -> None:
    source = small()
    source.records["toxicity_drug"][:] = [  # type: ignore[index]
        of_patient("p1", "k1", toxicity_id="t2", drug="a", causality="unlikely", action="unchanged"),
        of_patient("p1", "k2", toxicity_id="t2", drug="b", causality="possible", action="reduced"),
    ]
    _, serious, _ = lines(written(tmp_path, source), "ae")
    assert shown(serious, "AEREL", "AEACN") == ("POSSIBLE", "MULTIPLE")


def test_ex_takes_dose_periods_and_the_starting_dose_where_there_are_none(tmp_path: Path) -> None:
    (line,) = lines(written(tmp_path, small()), "ex")
    assert shown(line, "EXTRT", "EXDOSE", "EXDOSU", "EXSTDTC", "EXENDTC", "EXOCCUR") == (
        "trametinib",
        "0.032",
        "mg/kg/d",
        "2024-12-20",
        "2025-03-01",
        "Y",
    )
    source = small()
    periods: dict[str, Any] = {
        "dose_period": [
            of_patient(
                "p1",
                "e2",
                course_id="c-early",
                drug="trametinib",
                change="interruption",
                began="2025-01-10",
                change_reason="toxicity",
            ),
            of_patient(
                "p1",
                "e1",
                course_id="c-early",
                drug="trametinib",
                change="start",
                began="2024-12-20",
                ended="2025-01-09",
                dose=1.5,
                dose_unit="mg",
                dose_basis="flat_day",
            ),
        ]
    }
    first, pause = lines(written(tmp_path, HandSource({**source.records, **periods})), "ex")
    assert shown(first, "EXSEQ", "EXDOSE", "EXDOSU", "EXENDTC") == ("1", "1.5", "mg/d", "2025-01-09")
    assert shown(pause, "EXSEQ", "EXOCCUR", "EXDOSE", "EXADJ") == ("2", "N", "", "TOXICITY")


def test_rs_has_a_line_per_reading_and_tr_the_measure_in_the_unit_of_the_criterion(tmp_path: Path) -> None:
    source = small()
    source.records["assessment"][0]["reviewed_response"] = "SD"  # type: ignore[index]
    folder = written(tmp_path, source)
    assert [shown(line, "RSSTRESC", "RSEVAL", "RSCAT", "VISIT") for line in lines(folder, "rs")] == [
        ("PR", "INVESTIGATOR", "RECIST_1_1", "ON TREATMENT"),
        ("SD", "INDEPENDENT ASSESSOR", "RECIST_1_1", "ON TREATMENT"),
    ]
    (measure,) = lines(folder, "tr")
    assert shown(measure, "TRORRES", "TRSTRESN", "TRORRESU", "TRDTC") == ("12.5", "12.5", "mm", "2025-02-01")


def test_ds_has_stops_and_deaths(tmp_path: Path) -> None:
    source = small()
    source.records["course"][1]["stop_reason"] = "progression"  # type: ignore[index]
    source.records["patient"][0].update(vital_status="dead", vital_status_date="2025-08")  # type: ignore[attr-defined]
    stop, death = lines(written(tmp_path, source), "ds")
    assert shown(stop, "DSDECOD", "DSSTDTC", "DSSPID") == ("PROGRESSIVE DISEASE", "2025-03-01", "c-early")
    assert shown(death, "DSDECOD", "DSSTDTC", "DSSCAT") == ("DEATH", "2025-08", "STUDY PARTICIPATION")


def test_every_code_of_the_registry_has_a_word_of_the_standard() -> None:
    assert set(OUTCOMES) == set(OUTCOME.codes)
    assert set(ACTIONS) == set(ACTION.codes)
    assert set(DISPOSITIONS) == set(STOP_REASON.codes)
    assert set(SEXES) == set(SEX.codes)
    assert {code for code, _label in CRITERIA.values()} == set(SERIOUSNESS.codes) - {"none"}


@pytest.mark.parametrize("version", [5, 8])
def test_the_transport_files_hold_the_same_lines_with_labels(tmp_path: Path, version: int) -> None:
    folder = written(tmp_path, small(), version)
    for domain in DOMAINS:
        name = domain.name.lower()
        frame, about = pyreadstat.read_xport(folder / f"{name}.xpt")
        assert len(frame) == len(lines(folder, name)), name
        assert about.column_labels == [variable.label for variable in domain.variables]
    frame, _ = pyreadstat.read_xport(folder / "ae.xpt")
    assert frame["AETERM"].tolist() == [line["AETERM"] for line in lines(folder, "ae")]


def test_names_and_labels_fit_version_five_and_the_define_table_has_them_all(tmp_path: Path) -> None:
    defined = {(line["domain"], line["variable"]) for line in lines(written(tmp_path, small()), "define")}
    assert defined == {(domain.name, v.name) for domain in DOMAINS for v in domain.variables}
    for domain in DOMAINS:
        for variable in domain.variables:
            assert len(variable.name) <= 8, variable
            assert len(variable.label) <= 40, variable


def test_a_line_fills_the_variables_of_its_domain_and_no_others() -> None:
    source = small()
    source.records["course"][1]["stop_reason"] = "planned"  # type: ignore[index]
    names = {kind: tuple(c.name for c in columns_of(kind, with_text=True)) for kind in KINDS if kind in _USED}
    case = next(source.cases(names))
    records = {
        kind: [dict(zip(names[kind], row, strict=True)) for row in case.rows.get(kind, ())] for kind in names
    }
    for domain in DOMAINS:
        same = {"STUDYID", "DOMAIN", "USUBJID"} | ({f"{domain.name}SEQ"} if domain.name != "DM" else set())
        for line in domain.lines(Subject(records, "FR")):
            assert {*line, *same} == {variable.name for variable in domain.variables}, domain.name


_USED = {kind for domain in DOMAINS for kind in domain.kinds}
