"""In the listings of a drug report a missing value shows the letters of its reason, from the database to the cell."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.basis import Context
from exports.drug_report import write_drug_report
from registry.db import RegistrySession
from registry.models.drug import Drug
from registry.queries import drugs
from registry.summaries.parameters import DEFAULTS
from tests import make
from tests.people import World

CONTEXT = Context("Tramétinib", "FR", "cli:tests", dt.datetime(2026, 11, 23, tzinfo=dt.UTC), with_text=True)
LETTERS = {"fr": {"unknown": "NC", "not_available": "ND", "not_done": "NF"},
           "en": {"unknown": "UNK", "not_available": "NAV", "not_done": "ND"}}  # fmt: skip

PATIENTS = "Date des dernières nouvelles ou du décès", "Cause du décès", "Groupe ICCC-3"
COURSES = "Date de la RCP", "Régime d’accès", "Dose de départ"
TOXICITIES = "Fin", "Imputabilité", "Mesure prise"

LISTINGS = slice(-5, -1)
"""Of the sheets: patients, courses, assessments, toxicities."""


def fill(session: RegistrySession) -> None:
    """A patient with reasons wherever these fields allow one; a second diagnosis gives one value back."""
    of = make.patient(
        session, vital_status="dead", vital_status_date_missing="unknown", death_cause_missing="not_available"
    )
    make.diagnosis(session, of, iccc3_missing="not_available", diagnosis_date_missing="unknown")
    make.diagnosis(session, of, iccc3_missing="unknown", diagnosis_date="2021")
    dose = {"drug": "trametinib", "starting_dose_missing": "unknown"}
    course = make.course(
        session,
        of,
        board_date="",
        board_date_missing="not_done",
        access_scheme_missing="unknown",
        course_drug=[dose],
    )
    make.assessment(session, course, target_measure_missing="not_done")
    judged = {"drug": "trametinib", "causality_missing": "unknown", "action_missing": "not_available"}
    make.toxicity(session, course, end_missing="unknown", ongoing="no", toxicity_drug=[judged])


def sheets(world: World, language: str, *, cut_off: dt.date = make.ON) -> list[Worksheet]:
    with world.session() as session:
        fill(session)
        drug = session.get(Drug, "trametinib")
        assert drug is not None
        found = drugs.numbers_of(session, drug, cut_off=cut_off, parameters=DEFAULTS)
    file = io.BytesIO()
    write_drug_report(file, summary=found.summary, frames=found.frames, context=CONTEXT, language=language)
    return list(load_workbook(io.BytesIO(file.getvalue())).worksheets)


def line(sheet: Worksheet) -> dict[str, Any]:
    """The one line of a listing, by the French headings of its first row."""
    head, _second, values = sheet.iter_rows(values_only=True, max_row=3)
    return dict(zip(head, values, strict=True))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_letters_stand_where_a_value_is_missing(world: World, language: str) -> None:
    patients, courses, assessments, toxicities = map(line, sheets(world, language)[LISTINGS])
    letters = LETTERS[language]
    unknown, not_available, not_done = letters["unknown"], letters["not_available"], letters["not_done"]
    date, cause, group = (patients[name] for name in PATIENTS)
    assert (date, cause, group) == (unknown, not_available, f"{unknown};{not_available}")
    assert patients["Groupe ICCC-3, code"] is None
    assert [courses[name] for name in COURSES] == [not_done, unknown, unknown]
    assert assessments["Mesure des cibles"] == not_done
    assert [toxicities[name] for name in TOXICITIES] == [unknown, unknown, not_available]


def test_of_several_diagnoses_the_dates_that_are_known_are_given(sqlite_world: World) -> None:
    assert line(sheets(sqlite_world, "fr")[LISTINGS][0])["Date du diagnostic initial"] == "2021"


def test_the_first_sheet_says_what_the_letters_mean(sqlite_world: World) -> None:
    said = {row[0]: row[1] for row in sheets(sqlite_world, "fr")[0].iter_rows(values_only=True)}
    assert said["NF, ND, NA, NC, RF"] == (
        "Valeur manquante, et pourquoi. NF : non fait, ND : non disponible, NA : non applicable, "
        "NC : ne sait pas, RF : refus."
    )


def test_a_death_after_the_cut_off_leaves_no_reason_behind(sqlite_world: World) -> None:
    """The reason for a missing cause would tell of a death that is not known yet."""
    with sqlite_world.session() as session:
        of = make.patient(
            session, vital_status="dead", vital_status_date="2026-06-01", death_cause_missing="unknown"
        )
        make.course(session, of)
        drug = session.get(Drug, "trametinib")
        assert drug is not None
        found = drugs.numbers_of(session, drug, cut_off=dt.date(2026, 5, 1), parameters=DEFAULTS)
    file = io.BytesIO()
    write_drug_report(file, summary=found.summary, frames=found.frames, context=CONTEXT, language="en")
    patients = line(load_workbook(io.BytesIO(file.getvalue())).worksheets[LISTINGS][0])
    assert [patients[name] for name in ("Statut vital", *PATIENTS[:2])] == [None, None, None]
