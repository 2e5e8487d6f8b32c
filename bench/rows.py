"""A registry of any size made of plain rows: the same for a database, for our writer and for the bare one.

Ten toxicities per patient, two assessments, one course of one or two drugs; every column filled as often as in a
registry that is kept well. The rows say nothing about children or drugs.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

from exports.records import Table
from registry import numbers
from registry.fields.catalogue import KINDS
from registry.fields.layout import ANSWERS, COMPLETE, columns
from registry.terminology import ctcae

TOXICITIES, ASSESSMENTS, CENTRES = 10, 2, 36
DRUGS = ("trametinib", "dabrafenib", "larotrectinib", "crizotinib")
BATCH = 5_000
START = dt.date(2021, 1, 4)

Record = dict[str, Any]


def tables(patients: int) -> Iterator[Table]:
    """The records as the layout of files, made while they are read."""
    return (_table(kind, make(patients)) for kind, make in MAKERS.items())


def _table(kind: str, records: Iterator[Record]) -> Table:
    names = columns(KINDS[kind])
    return Table(kind, names, (_layout(names, record) for record in records))


def fill(url: str, *, patients: int) -> None:
    """Insert the records into a migrated, empty database, as the console would: with scope, trail and all."""
    from sqlalchemy import insert

    from registry.access.scope import console, enter
    from registry.db import connect, sessions, writing
    from registry.models.catalogue import MODELS

    engine = connect(url, statement_seconds=3600)
    with sessions(engine)() as session:
        enter(session, console("bench"))
        for kind, make in MAKERS.items():
            model = MODELS[kind]
            for batch in _batches(make(patients)):
                with writing(session, reason="bench"):
                    session.execute(insert(model), [_stored(model, record) for record in batch])
    engine.dispose()


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _layout(names: tuple[str, ...], record: Record) -> tuple[Any, ...]:
    missing = record.get("missing", {})
    return tuple(
        missing.get(name.removesuffix("_missing"))
        if name.endswith("_missing")
        else _cell(name, record.get(name))
        for name in names
    )


def _cell(name: str, value: Any) -> Any:
    if name == ANSWERS:
        return json.dumps(value, sort_keys=True) if value else None
    return ";".join(value) if isinstance(value, list) else value


def _stored(model: Any, record: Record) -> Record:
    """The record as its table takes it: every declared column, the same keys in each record of a kind."""
    names = model.__table__.columns.keys()
    empty = {"missing": {}, "answers": {}, "questions": []}
    return {name: record.get(name, empty.get(name)) for name in names}


def _record(key: str, **values: Any) -> Record:
    return {"id": key, "version": 1, "status": COMPLETE, **values}


def _day(number: int, after: int = 0) -> dt.date:
    return START + dt.timedelta(days=number % 1500 + after)


def _centre(number: int) -> str:
    return f"FR-{number % CENTRES + 1:03d}"


def _key(kind: str, number: int) -> str:
    return f"{kind}-{number:024d}"


def _countries(_patients: int) -> Iterator[Record]:
    yield _record("FR", language="fr")


def _centres(_patients: int) -> Iterator[Record]:
    for number in range(CENTRES):
        yield _record(_centre(number), country_id="FR", name=f"Centre {number + 1}")


def _drugs(_patients: int) -> Iterator[Record]:
    for inn in DRUGS:
        yield _record(inn, inn=inn, inn_fr=inn, drug_class="Inhibitor", target="MAPK", eu_year=2014)


def _people(patients: int) -> Iterator[Record]:
    for n in range(patients):
        yield _record(
            _key("patient", n),
            centre_id=_centre(n),
            number=numbers.make(_centre(n), n // CENTRES + 1),
            birth_month=f"{2006 + n % 15}-{n % 12 + 1:02d}",
            sex=("male", "female")[n % 2],
            information_date=_day(n, -20),
            objection="no",
            vital_status="alive",
            vital_status_date=_day(n, 300).isoformat()[:7],
        )


def _of(n: int) -> Record:
    return {"patient_id": _key("patient", n), "centre_id": _centre(n)}


def _diagnoses(patients: int) -> Iterator[Record]:
    for n in range(patients):
        yield _record(
            _key("diagnosis", n),
            **_of(n),
            category=("cns", "solid")[n % 2],
            name="Gliome de bas grade, voies optiques",
            iccc3="IIIb",
            diagnosis_date=_day(n, -400).isoformat(),
            disease_status="relapse",
            relapse_number=n % 3 + 1,
        )


def _courses(patients: int) -> Iterator[Record]:
    for n in range(patients):
        yield _record(
            _key("course", n),
            **_of(n),
            access_scheme="AAC",
            board_date=_day(n, -15),
            first_dose=_day(n),
            stop_reason=None,
            missing={"last_dose": "unknown"} if n % 50 == 0 else {},
        )


def _course_drugs(patients: int) -> Iterator[Record]:
    for n in range(patients):
        yield _record(
            _key("course_drug", n),
            **_of(n),
            course_id=_key("course", n),
            drug=DRUGS[n % len(DRUGS)],
            starting_dose=0.025 + n % 7 / 1000,
            dose_unit="mg",
            dose_basis="kg_day",
        )


def _assessments(patients: int) -> Iterator[Record]:
    for n in range(patients * ASSESSMENTS):
        of, visit = n // ASSESSMENTS, ("baseline", "on_treatment")[n % ASSESSMENTS]
        yield _record(
            _key("assessment", n),
            **_of(of),
            course_id=_key("course", of),
            visit=visit,
            assessed_on=_day(of, 90 * (n % ASSESSMENTS) - 7),
            criterion="RAPNO_LGG",
            target_measure=1240.5 - n % 700,
            report="Lésion hypothalamo-chiasmatique, prise de contraste hétérogène. " * 6,
            response="PR" if n % ASSESSMENTS else None,
        )


def _toxicities(patients: int) -> Iterator[Record]:
    terms = tuple(ctcae.terms())
    for n in range(patients * TOXICITIES):
        of = n // TOXICITIES
        yield _record(
            _key("toxicity", n),
            **_of(of),
            course_id=_key("course", of),
            term=terms[n * 7 % len(terms)],
            term_text="après la deuxième prise" if n % 9 == 0 else None,
            nature="clinical",
            grade=str(n % 4 + 1),
            onset=_day(of, n % 200).isoformat(),
            ongoing="no",
            end=_day(of, n % 200 + 9).isoformat(),
            seriousness=["hospitalisation", "important"] if n % 6 == 0 else ["none"],
            outcome="recovered",
            answers={"toxicity.before_start": "Confirmé par le dossier"} if n % 40 == 0 else {},
        )


def _toxicity_drugs(patients: int) -> Iterator[Record]:
    for n in range(patients * TOXICITIES):
        of = n // TOXICITIES
        yield _record(
            _key("toxicity_drug", n),
            **_of(of),
            toxicity_id=_key("toxicity", n),
            drug=DRUGS[of % len(DRUGS)],
            causality="possible",
            action="unchanged",
            missing={"causality": "unknown"} if n % 30 == 0 else {},
        )


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
