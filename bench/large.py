"""A registry larger than any country has, written past the application: 60 drugs, ten toxicities per patient.

Every fifth patient has a second drug beside the first, every tenth a second course of the first. Rows go in by COPY or
executemany while the triggers are down: no trail is kept of them. The rows say nothing about children or drugs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Table

from migrations import walls
from registry import numbers
from registry.fields.layout import COMPLETE, DRAFT
from registry.models.catalogue import MODELS
from registry.terminology import ctcae

DRUGS, CENTRES, TOXICITIES, ASSESSMENTS = 60, 36, 10, 3
START = dt.date(2021, 1, 4)
SECOND_COURSE_AFTER = 400
"""Days from the first dose of the first course to that of the second."""

RESPONSES = ("SD", "PR", "SD", "PD", "CR", "NE", "SD")
"""What later assessments say, in turn: enough to tell every rule of the best response apart."""

Record = dict[str, Any]


def fill(engine: Engine, *, patients: int) -> None:
    """Write the records into a migrated, empty database. engine: the owner's."""
    with engine.connect() as connection:
        walls.raze(connection)
        for kind, make in MAKERS.items():
            _write(connection, MODELS[kind].__table__, make(patients))
        walls.build(connection)
        connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _write(connection: Connection, table: Table, records: Iterator[Record]) -> None:
    names = table.columns.keys()
    lines = (tuple(_plain(record.get(name, EMPTY.get(name))) for name in names) for record in records)
    cursor: Any = connection.connection.cursor()
    quoted = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" * len(names))
        cursor.executemany(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({places})', lines)
        return
    with cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
        for values in lines:
            copy.write_row(values)


EMPTY = {"missing": "{}", "answers": "{}", "questions": "[]", "version": 1, "status": COMPLETE}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _key(kind: str, number: int) -> str:
    return f"{kind}-{number:024d}"


def _day(n: int, after: int = 0) -> dt.date:
    return START + dt.timedelta(days=n % 1500 + after)


def _of(n: int) -> Record:
    return {"patient_id": _key("patient", n), "centre_id": _centre(n)}


def _centre(n: int) -> str:
    return f"FR-{n % CENTRES + 1:03d}"


def _drug(n: int) -> str:
    return f"drug {n % DRUGS + 1}"


def _courses_of(n: int) -> tuple[str, ...]:
    """The keys of the courses of a patient, the first one first."""
    return (_key("course", n), _key("later-course", n)) if n % 10 == 0 else (_key("course", n),)


def _countries(_patients: int) -> Iterator[Record]:
    yield {"id": "FR", "language": "fr"}


def _centres(_patients: int) -> Iterator[Record]:
    for n in range(CENTRES):
        yield {"id": _centre(n), "country_id": "FR", "name": f"Centre {n + 1}"}


def _drugs(_patients: int) -> Iterator[Record]:
    for n in range(DRUGS):
        yield {"id": _drug(n), "inn": _drug(n), "inn_fr": _drug(n), "drug_class": "Inhibitor"}


def _people(patients: int) -> Iterator[Record]:
    for n in range(patients):
        dead = n % 17 == 0
        yield {
            "id": _key("patient", n),
            "centre_id": _centre(n),
            "number": numbers.make(_centre(n), n // CENTRES + 1),
            "birth_month": f"{2006 + n % 15}-{n % 12 + 1:02d}",
            "sex": ("male", "female")[n % 2],
            "objection": "yes" if n % 211 == 0 else "no",
            "vital_status": "dead" if dead else "alive",
            "vital_status_date": _day(n, 500).isoformat()[: 7 + 3 * (n % 2)],
            "death_cause": ("disease", "other")[n % 2] if dead else None,
        }


def _diagnoses(patients: int) -> Iterator[Record]:
    for n in range(patients):
        yield {
            "id": _key("diagnosis", n),
            **_of(n),
            "category": ("cns", "solid", "leukaemia_lymphoma")[n % 3],
            "name": "Gliome de bas grade, voies optiques",
            "diagnosis_date": _day(n, -400).isoformat(),
            "disease_status": "relapse",
        }


def _courses(patients: int) -> Iterator[Record]:
    for n in range(patients):
        for place, key in enumerate(_courses_of(n)):
            began = _day(n, place * SECOND_COURSE_AFTER)
            ended = n % 3 == 0
            yield {
                "id": key,
                **_of(n),
                "access_scheme": "AAC",
                "board_date": began - dt.timedelta(days=15),
                "first_dose": began,
                "last_dose": began + dt.timedelta(days=200) if ended else None,
                "stop_reason": ("progression", "toxicity")[n % 2] if ended else None,
                "status": DRAFT if n % 101 == 0 else COMPLETE,
            }


def _course_drugs(patients: int) -> Iterator[Record]:
    for n in range(patients):
        for key in _courses_of(n):
            for place, drug in enumerate(_drugs_of(n)):
                yield {
                    "id": f"{key}-{place}",
                    **_of(n),
                    "course_id": key,
                    "drug": drug,
                    "starting_dose": 0.025 + n % 7 / 1000,
                    "dose_unit": "mg",
                    "dose_basis": "kg_day",
                }


def _drugs_of(n: int) -> tuple[str, ...]:
    return (_drug(n), _drug(n + 7)) if n % 5 == 0 else (_drug(n),)


def _assessments(patients: int) -> Iterator[Record]:
    for n in range(patients):
        for place in range(ASSESSMENTS):
            yield {
                "id": _key("assessment", n * ASSESSMENTS + place),
                **_of(n),
                "course_id": _key("course", n),
                "visit": "on_treatment" if place else "baseline",
                "assessed_on": _day(n, 60 * place - 7),
                "criterion": ("RAPNO_LGG", "RECIST_1_1")[n % 2],
                "target_measure": 1240.5 - n % 700,
                "response": RESPONSES[(n // 2 + place * 3) % len(RESPONSES)] if place else None,
                "reviewed_response": "SD" if place and n % 9 == 0 else None,
                "status": DRAFT if n % 103 == 0 else COMPLETE,
            }


def _toxicities(patients: int) -> Iterator[Record]:
    terms = tuple(key for key, term in ctcae.terms().items() if not term.other)
    for n in range(patients * TOXICITIES):
        of = n // TOXICITIES
        yield {
            "id": _key("toxicity", n),
            **_of(of),
            "course_id": _courses_of(of)[-1] if n % TOXICITIES == 9 else _key("course", of),
            "term": terms[n // 3 * 7 % len(terms)],
            "nature": "clinical",
            "grade": str(n % 4 + 1) if n % 50 else None,
            "onset": _day(of, n % 200 - 3).isoformat()[: 7 if n % 20 == 0 else 10],
            "ongoing": "no",
            "end": _day(of, n % 200 + 9).isoformat(),
            "seriousness": "hospitalisation;important" if n % 6 == 0 else "none",
            "outcome": "recovered",
            "status": DRAFT if n % 97 == 0 else COMPLETE,
        }


def _toxicity_drugs(patients: int) -> Iterator[Record]:
    for n in range(patients * TOXICITIES):
        of = n // TOXICITIES
        yield {
            "id": _key("toxicity-drug", n),
            **_of(of),
            "toxicity_id": _key("toxicity", n),
            "drug": _drug(of),
            "causality": ("possible", "unrelated")[n % 4 == 0],
            "action": "unchanged",
        }


MAKERS: dict[str, Callable[[int], Iterator[Record]]] = {
    "country": _countries,
    "centre": _centres,
    "drug": _drugs,
    "patient": _people,
    "diagnosis": _diagnoses,
    "course": _courses,
    "course_drug": _course_drugs,
    "assessment": _assessments,
    "toxicity": _toxicities,
    "toxicity_drug": _toxicity_drugs,
}
