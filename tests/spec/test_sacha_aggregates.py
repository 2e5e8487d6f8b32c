"""Two synthetic registries, entered through the API, come out with the counts that the French registry published.

Only sums are published, so whatever had to be chosen (which drug, which centre, which month, which child has which
reaction) is arithmetic on the number of a patient, and no expected number depends on it.

[10019] Journal of Clinical Oncology 2023, 41 (16, supplement), abstract 10019: the national list of compassionate
authorisations of 2020 and 2021 against the registry. [PBC] Pediatric Blood & Cancer 2025, 72 (2), e31449: central
review of the reported responses, March 2020 to February 2024.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from registry.access.scope import console, enter
from registry.actions import places
from registry.intake.authorisations import import_list
from tests.api.programs import ADDRESSES, Document, Program, made, program
from tests.make import DRUGS
from tests.people import World

TARGETS = {
    "MEK/BRAF": {"trametinib": 30, "dabrafenib": 20, "selumetinib": 10, "binimetinib": 4, "vemurafenib": 2},
    "EZH2": {"tazemetostat": 11},
    "BCL2": {"venetoclax": 7},
    "ALK/ROS1/MET": {"lorlatinib": 3, "crizotinib": 1, "capmatinib": 1},
    "other": dict.fromkeys(
        "larotrectinib entrectinib selpercatinib regorafenib sorafenib sunitinib pazopanib lenvatinib everolimus "
        "ruxolitinib dasatinib ponatinib imatinib nivolumab pembrolizumab blinatumomab palbociclib selinexor".split(),
        1,
    ),
}
"""Patients of each drug. [10019]: MEK/BRAF 66, EZH2 11, BCL2 7, ALK/ROS1/MET 5 of 107; 28 therapies in all."""

THERAPIES = {drug: n for drugs in TARGETS.values() for drug, n in drugs.items()}
MET_TARGETS = {"MEK/BRAF": 66, "EZH2": 11, "BCL2": 7, "ALK/ROS1/MET": 5, "other": 18}

CENTRES = [f"FR-{number:03}" for number in range(1, 22)]
"""[10019]: 21 centres with a patient in the registry."""

LISTED, NEVER, FOUND, NOT_FOUND = 188, 14, 107, 67
"""[10019]: 188 patients authorised in a centre of the society, 14 of whom never received the drug; 107 of the other
174 are in the registry."""

FOUND_IN, NOT_FOUND_IN = {2020: 49, 2021: 58}, {2020: 38, 2021: 29}
"""[10019] prints 56 % for 2020 and 67 % for 2021, of which 49 of 87 and 58 of 87 are one solution."""

CATEGORIES = {"cns": 69, "solid": 24, "leukaemia": 9, "lymphoma": 5}
"""[10019]: CNS 69, other solid tumours 24, leukaemias and lymphomas 14 together."""

REACTIONS = 40
"""[10019]: patients with a reaction, grade 2 and more if clinical, 3 and more if biological."""

YOUNGEST, MIDDLE, OLDEST = 4, 72, 208
"""Months at the first dose. [10019]: median 6.0 years (0.3 to 17.3)."""

CUT_OFF = "2024-02-29"


@dataclass
class Entry:
    """Somebody who enters records by a program."""

    program: Program

    def add(self, kind: str, **values: Any) -> str:
        body = {"status": "complete"} | values
        return str(made(self.program.post(f"/{ADDRESSES[kind]}", body))["id"])

    def add_patient(
        self, *, centre: str, first_dose: dt.date, months: int, category: str, drug: str
    ) -> tuple[str, str]:
        """A child of this age with this tumour and a course of this drug: the ids of both."""
        born = first_dose.year * 12 + first_dose.month - 1 - months
        patient = self.add(
            "patient",
            centre_id=centre,
            birth_month=f"{born // 12}-{born % 12 + 1:02}",
            sex="female" if months % 2 else "male",
            information_date=first_dose.isoformat(),
            objection="no",
            vital_status="alive",
            vital_status_date="2024-02-01",
        )
        self.add(
            "diagnosis",
            patient_id=patient,
            category=category,
            name="tumour",
            iccc3="XIIb",
            diagnosis_date=str(first_dose.year),
            disease_status="refractory",
        )
        course = self.add(
            "course",
            patient_id=patient,
            access_scheme="AAC",
            board_date=first_dose.isoformat(),
            first_dose=first_dose.isoformat(),
            course_drug=[{"drug": drug, "starting_dose_missing": "not_available"}],
        )
        return patient, course

    def summary(self, drug: str, **choices: str) -> list[Document]:
        """The rows of a drug, all courses of it together."""
        chosen = "&".join(f"{name}={value}" for name, value in {"cut_off": CUT_OFF, **choices}.items())
        answer = self.program.get(f"/drugs/{drug}/summary?{chosen}").json
        return [row for row in answer["outputs"] if row["subset"] == "all"]


@pytest.fixture
def entry(sqlite_app: Flask, sqlite_world: World) -> Entry:
    with sqlite_world.session() as session:
        enter(session, console("tests"))
        for centre in CENTRES[2:]:
            places.add_centre(session, centre_id=centre, name=f"Centre {centre}")
    found = Entry(program(sqlite_app.test_client(), sqlite_world, "coordinator"))
    for drug in THERAPIES:
        if drug not in DRUGS:
            made(found.program.post("/drugs", {"inn": drug}))
    return found


def spread_over(parts: dict[Any, int]) -> Iterator[Any]:
    """Each name so many times."""
    for name, n in parts.items():
        yield from [name] * n


def ages(n: int) -> list[int]:
    """Ages with this median: the middle one, and as many below as above it."""
    below, above = islice(cycle((40, YOUNGEST, 60)), n // 2), islice(cycle((90, OLDEST, 150)), n // 2)
    found = [*below, *above, *([MIDDLE] if n % 2 else [])]
    return found if n % 2 else [MIDDLE, *found[1:-1], MIDDLE]


def toxicity(number: int, drug: str, first_dose: dt.date) -> dict[str, Any]:
    """A reaction for the first 40 patients; for the next 20 something that is none: too low a grade, another cause, or
    before the first dose."""
    laboratory = bool(number % 2)
    onset = first_dose + dt.timedelta(days=30)
    grade, causality = ("3" if laboratory else "2"), "related"
    if number >= REACTIONS:
        match number % 4:
            case 0 | 1:
                grade = "2" if laboratory else "1"
            case 2:
                causality = "unrelated"
            case _:
                onset = first_dose - dt.timedelta(days=30)
    return {
        "term": "platelet_count_decreased" if laboratory else "rash_acneiform",
        "nature": "laboratory" if laboratory else "clinical",
        "grade": grade,
        "onset": onset.isoformat(),
        "ongoing": "no",
        "end": (onset + dt.timedelta(days=10)).isoformat(),
        "seriousness": ["none"],
        "outcome": "recovered",
        "toxicity_drug": [{"drug": drug, "causality": causality, "action": "unchanged"}],
    }


def enter_the_children(entry: Entry) -> list[str]:
    """The 107 children of the registry, and their lines in the national list."""
    lines = []
    years, centres = spread_over(FOUND_IN), cycle(CENTRES)
    # Eleven is prime to 107: neighbours in one list are apart in the other.
    categories = list(spread_over(CATEGORIES))
    number = 0
    for drug, n in THERAPIES.items():
        for months in ages(n):
            year, centre = next(years), next(centres)
            first_dose = dt.date(year, 1 + number % 12, 15)
            patient, course = entry.add_patient(
                centre=centre,
                first_dose=first_dose,
                months=months,
                category=categories[11 * number % FOUND],
                drug=drug,
            )
            entry.add(
                "access_request",
                patient_id=patient,
                drug=drug,
                scheme="AAC",
                type="first",
                requested_on=first_dose.isoformat(),
                trial="none_open",
                no_alternative="yes",
                decision="granted",
                decided_on=first_dose.isoformat(),
                authorisation_number=f"A-{number}",
                is_started="yes",
            )
            reaction = 11 * number % FOUND
            if reaction < REACTIONS + 20:
                entry.add("toxicity", course_id=course, **toxicity(reaction, drug, first_dose))
            lines.append(f"{centre},{drug},{first_dose:%Y-%m},A-{number},no")
            number += 1
    return lines


def lines_of_others() -> Iterator[str]:
    """The children of the national list who are not in the registry: treated elsewhere, or never."""
    others = [*((year, "no") for year in spread_over(NOT_FOUND_IN)), *[(2021, "yes")] * NEVER]
    for number, ((year, never), drug, centre) in enumerate(
        zip(others, cycle(THERAPIES), cycle(CENTRES), strict=False)
    ):
        yield f"{centre},{drug},{year}-06,B-{number},{never}"


def import_the_list(world: World, folder: Path, lines: list[str]) -> None:
    path = folder / "national.csv"
    path.write_text(
        "\n".join(["centre_id,drug,authorised_on,number,never_received", *lines]) + "\n", encoding="utf-8"
    )
    with world.session() as session:
        enter(session, console("tests"))
        report = import_list(session, path, name="national", on=dt.date(2024, 2, 29))
    assert report.is_written, list(report.told())


def test_the_national_list_against_the_registry(entry: Entry, sqlite_world: World, tmp_path: Path) -> None:
    lines = [*enter_the_children(entry), *lines_of_others()]
    assert (len(lines), len(THERAPIES)) == (LISTED, 28)
    import_the_list(sqlite_world, tmp_path, lines)

    n, of = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    targets, ages_found = Counter[str](), dict[str, list[float]]()
    target_of = {drug: target for target, drugs in TARGETS.items() for drug in drugs}
    for drug in THERAPIES:
        for row in entry.summary(drug):
            n[row["output"], row["category"]] += row["n"]
            of[row["output"], row["category"]] += row["N"] or 0
            if row["output"] == "treated":
                targets[target_of[drug]] += row["n"]
            if row["output"] == "baseline_age" and row["value"] is not None:
                ages_found.setdefault(row["category"], []).append(row["value"])

    # [10019]: 188 patients; 14 never received the drug; 107 of 174 in the registry, 61 %.
    assert n["authorised", "all"] == 188
    assert n["authorised_never_received", "all"] == 14
    assert (n["coverage", "all"], of["coverage", "all"]) == (107, 174)
    assert round(100 * 107 / 174) == 61
    # [10019]: 56 % in 2020, 67 % in 2021.
    by_year = {
        year: round(100 * n["coverage_year", year] / of["coverage_year", year]) for year in ("2020", "2021")
    }
    assert by_year == {"2020": 56, "2021": 67}
    # [10019]: from 21 centres.
    assert sum(1 for (output, _), found in n.items() if output == "coverage_centre" and found) == 21
    assert (n["registered", "all"], n["treated", "all"]) == (107, 107)
    # [10019]: CNS 69, other solid 24, leukaemia and lymphoma 14.
    assert n["baseline_diagnosis", "cns"] == 69
    assert n["baseline_diagnosis", "solid"] == 24
    assert n["baseline_diagnosis", "leukaemia"] + n["baseline_diagnosis", "lymphoma"] == 14
    # [10019]: MEK/BRAF 66, EZH2 11, BCL2 7, ALK/ROS1/MET 5.
    assert targets == MET_TARGETS
    # [10019]: 40 of 107 with a reaction (37 %). 15 others have a toxicity under the threshold or of another cause.
    assert (n["toxicity_threshold_related", "all"], of["toxicity_threshold_related", "all"]) == (40, 107)
    assert round(100 * 40 / 107) == 37
    assert n["toxicity_any", "all"] == REACTIONS + 15
    # [10019]: median 6.0 years (0.3 to 17.3). Each drug has this median, so all of them together have it.
    assert set(ages_found["median"]) == {6.0}
    assert f"{min(ages_found['min']):.1f}" == "0.3"
    assert f"{max(ages_found['max']):.1f}" == "17.3"


PATIENTS, RESPONSES, CHANGED = 640, 176, 45
"""[PBC]: patients with a solid tumour or a lymphoma; objective responses reported; of them changed on review."""


def test_central_review_of_reported_responses(entry: Entry) -> None:
    """Which responses became what is not published: here the first 45 become stable disease."""
    first_dose = dt.date(2021, 3, 15)
    categories = cycle(["cns", "solid", "cns", "solid", "lymphoma"])
    for number in range(PATIENTS):
        _, course = entry.add_patient(
            centre=CENTRES[number % len(CENTRES)],
            first_dose=first_dose,
            months=4 + number % 200,
            category=next(categories),
            drug="trametinib",
        )
        if number < RESPONSES:
            seen = {"course_id": course, "criterion": "RECIST_1_1", "target_measure": 20}
            entry.add("assessment", **seen, visit="baseline", assessed_on="2021-03-10")
            entry.add(
                "assessment",
                **seen,
                visit="on_treatment",
                assessed_on="2021-06-15",
                response="PR",
                reviewed_response="SD" if number < CHANGED else "PR",
            )

    rows = {(row["output"], row["category"], row["reading"]): row for row in entry.summary("trametinib")}
    reported, changed = rows["orr_treated", "all", "local"], rows["review_changed_objective", "all", ""]

    assert (rows["registered", "all", ""]["n"], rows["treated", "all", ""]["n"]) == (640, 640)
    assert sum(rows["baseline_diagnosis", of, ""]["n"] for of in ("cns", "solid", "lymphoma")) == 640
    # [PBC]: 176 of 640 (28 %) with an objective response as reported; 45 of 176 (26 %) modified.
    assert (reported["n"], reported["N"], round(reported["value"])) == (176, 640, 28)
    assert (changed["n"], changed["N"], round(changed["value"])) == (45, 176, 26)
    # Exact intervals of these counts, as binom.test of R gives them.
    assert [round(reported[end], 1) for end in ("low", "high")] == [24.1, 31.1]
    assert [round(changed[end], 1) for end in ("low", "high")] == [19.3, 32.7]
    # Both readings stand beside each other: 176 as reported, 131 as reviewed.
    assert (
        rows["orr_treated", "all", "reviewed"]["n"]
        == rows["orr_treated", "all", "reviewed_else_local"]["n"]
        == 131
    )
