"""Every export that can be made in the background, made in the background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from registry.i18n import LANGUAGES, say, speaking
from registry.jobs import files
from registry.jobs.kinds import KINDS, arguments_of, request_of
from registry.jobs.progress import Progress
from registry.jobs.running import Runner
from registry.models.audit import Event
from registry.models.snapshot import Snapshot
from tests.freeze.small import REQUEST, treated
from tests.jobs.test_running import asked, state
from tests.people import World

DOSSIER = arguments_of(REQUEST)
ARGUMENTS: dict[str, dict[str, Any]] = {
    "records": {},
    "research": {"format": "csv", "layout": "tidy"},
    "dossier": DOSSIER,
    "report_docx": DOSSIER,
    "report_pdf": DOSSIER,
    "freeze": DOSSIER | {"reason": "third report"},
}
BEGINS = {"report_pdf": b"%PDF-"}
EVENTS = {
    "records": "export_records",
    "research": "export_records",
    "dossier": "export_dossier",
    "report_docx": "export_report",
    "report_pdf": "export_report",
    "freeze": "snapshot_made",
}
NAMES = {
    "records": "records-2",
    "research": "records-csv-tidy-2",
    "dossier": "trametinib_dossier-internal_2025-01-01_2025-12-31_PROJET_2",
    "report_docx": "trametinib_report-internal_2025-01-01_2025-12-31_PROJET_2",
    "report_pdf": "trametinib_report-internal_2025-01-01_2025-12-31_PROJET_2",
    "freeze": "trametinib_dossier-internal_2025-01-01_2025-12-31_PROJET_2",
}


def test_every_kind_is_tried() -> None:
    assert set(ARGUMENTS) == set(KINDS)


@pytest.mark.parametrize("kind", ARGUMENTS)
def test_it_is_made_named_and_told_once(world: World, tmp_path: Path, kind: str) -> None:
    with world.session() as session:
        treated(session)
    job_id = asked(world, kind=kind, **ARGUMENTS[kind])
    Runner(world.maker, tmp_path).run(job_id)
    job = state(world, job_id)
    assert (job.status, job.trouble) == ("done", "")
    assert job.file_name.startswith(NAMES[kind])
    assert files.find(tmp_path, job_id).read_bytes().startswith(BEGINS.get(kind, b"PK"))
    with world.session() as session:
        assert len(session.scalars(select(Event.id).where(Event.kind == EVENTS[kind])).all()) == 1
        frozen = session.scalars(select(Snapshot.reason)).all()
    assert frozen == (["third report"] if kind == "freeze" else [])


def test_a_request_comes_back_from_a_job() -> None:
    assert request_of(arguments_of(REQUEST)) == REQUEST


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_named_in_both_languages(kind: str) -> None:
    words = set()
    for language in LANGUAGES:
        with speaking(language):
            words.add(say(KINDS[kind].label))
    assert len(words) == len(LANGUAGES)


def test_what_cannot_be_made_is_told_with_its_sentence(sqlite_world: World, tmp_path: Path) -> None:
    job_id = asked(sqlite_world, kind="dossier", **(DOSSIER | {"drug": "nothing"}))
    Runner(sqlite_world.maker, tmp_path).run(job_id)
    job = state(sqlite_world, job_id)
    assert (job.status, job.trouble) == ("failed", "There is no drug “nothing” in this registry.")


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("dossier", "The records are read and counted", "22_LISTES"),
        ("freeze", "The records are read and counted", "22_LISTES"),
        ("report_pdf", "The records are read and counted", "The records are read and counted"),
        ("records", "country", "special_situation"),
    ],
)
def test_it_says_how_far_it_is(sqlite_world: World, tmp_path: Path, kind: str, first: str, last: str) -> None:
    told: list[tuple[str, int, int]] = []
    with sqlite_world.session() as session:
        treated(session)
        progress = Progress(lambda *more: told.append(more), every=0)
        KINDS[kind].write(session, ARGUMENTS[kind], tmp_path / f"export{KINDS[kind].suffix}", progress)
    assert (told[0][0], told[-1][0]) == (first, last)
    assert [done for _step, done, _total in told] == sorted(done for _step, done, _total in told)
    assert kind == "report_pdf" or 0 < told[-1][1] <= told[-1][2]
