"""Exports in the background, as their owner meets them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import time_machine
from flask import Flask
from sqlalchemy import select

from registry.actions import jobs, users
from registry.jobs.running import Runner
from registry.models.job import ExportJob
from registry.models.user import User
from tests.jobs.test_running import asked, state
from tests.people import People, World, config_for, email_of
from tests.walk.visitors import Visitor

LATER = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def visitor(app: Flask, world: World, role: str = "coordinator") -> Visitor:
    return Visitor(app, world, role)


def made(world: World, folder: Path, job_id: str) -> None:
    Runner(world.maker, folder, tell_every=0.0).run(job_id)


def test_asked_for_watched_and_received(sqlite_app: Flask, sqlite_world: World, tmp_path: Path) -> None:
    who = visitor(sqlite_app, sqlite_world)
    answer = who.page("POST", "/exports/jobs", data={"kind": "records"})
    assert answer.status_code == 303
    page = answer.location
    job_id = page.rpartition("/")[2]
    text = who.page("GET", page).text
    assert "Waiting" in text
    assert f'data-job="{page}/state"' in text
    assert "<script>" not in text
    waiting = who.page("GET", f"{page}/state").json
    assert waiting == {"status": "waiting", "detail": "", "done": 0, "total": 0}
    assert who.page("GET", f"{page}/file").status_code == 404
    made(sqlite_world, tmp_path, job_id)
    assert who.page("GET", f"{page}/state").json["status"] == "done"
    text = who.page("GET", page).text
    assert "data-job" not in text
    assert state(sqlite_world, job_id).sha256 in text
    file = who.page("GET", f"{page}/file")
    assert file.data[:2] == b"PK"
    assert "attachment; filename=records-" in file.headers["Content-Disposition"]
    assert file.headers["Cache-Control"] == "no-store"


def test_pressing_twice_is_one_export(sqlite_app: Flask, sqlite_world: World) -> None:
    who = visitor(sqlite_app, sqlite_world)
    pages = {who.page("POST", "/exports/jobs", data={"kind": "records"}).location for _ in range(2)}
    assert len(pages) == 1


def test_an_unknown_kind_is_refused(sqlite_app: Flask, sqlite_world: World) -> None:
    assert visitor(sqlite_app, sqlite_world).page("POST", "/exports/jobs").status_code == 422


def test_another_person_finds_nothing(sqlite_world: World, sqlite_people: People, tmp_path: Path) -> None:
    job_id = asked(sqlite_world, kind="records")
    made(sqlite_world, tmp_path, job_id)
    other = sqlite_people("analyst")
    for end in ("", "/state", "/file"):
        assert other.get(f"/exports/jobs/{job_id}{end}").status_code == 404
    assert job_id not in other.get("/exports/jobs").text


def test_cancelled_on_the_page(sqlite_app: Flask, sqlite_world: World) -> None:
    who = visitor(sqlite_app, sqlite_world)
    page = who.page("POST", "/exports/jobs", data={"kind": "records"}).location
    assert who.page("POST", f"{page}/cancel").status_code == 303
    assert "The export is cancelled: there is no file." in who.page("GET", page).text


def test_a_file_is_not_handed_out_under_other_rights(
    sqlite_app: Flask, sqlite_world: World, tmp_path: Path
) -> None:
    """Whoever became an analyst meanwhile reads no typed words; the file holds them."""
    job_id = asked(sqlite_world, kind="records")
    made(sqlite_world, tmp_path, job_id)
    with sqlite_world.session() as session:
        user = session.scalars(select(User).where(User.email == email_of("coordinator"))).one()
        users.change(session, user_id=user.id, role="analyst")
    answer = visitor(sqlite_app, sqlite_world).page("GET", f"/exports/jobs/{job_id}/file")
    assert answer.status_code == 403
    assert "Your rights changed since you asked for this file." in answer.text


def test_a_file_whose_time_is_over_is_gone_before_anybody_tidied(
    sqlite_world: World, tmp_path: Path, sqlite_app: Flask
) -> None:
    with time_machine.travel(LATER, tick=False) as clock:
        job_id = asked(sqlite_world, kind="records")
        made(sqlite_world, tmp_path, job_id)
        clock.shift(jobs.KEPT)
        answer = visitor(sqlite_app, sqlite_world).page("GET", f"/exports/jobs/{job_id}/file")
    assert answer.status_code == 404
    assert "Ask for the export again." in answer.text


def test_why_there_is_no_file(sqlite_app: Flask, sqlite_world: World) -> None:
    job_id = asked(sqlite_world, kind="records")
    with sqlite_world.session() as session:
        jobs.fail(session, job_id, "The disk of the server is full.")
    who = visitor(sqlite_app, sqlite_world)
    assert "The disk of the server is full." in who.page("GET", f"/exports/jobs/{job_id}").text
    assert "The disk of the server is full." in who.page("GET", "/exports/jobs").text


def test_a_long_wait_says_what_to_do(sqlite_app: Flask, sqlite_world: World) -> None:
    with time_machine.travel(LATER, tick=False) as clock:
        job_id = asked(sqlite_world, kind="records")
        clock.shift(31)
        text = visitor(sqlite_app, sqlite_world).page("GET", f"/exports/jobs/{job_id}").text
    assert "registry worker" in text


def test_the_queue_is_the_one_of_the_instance(sqlite_app: Flask, sqlite_world: World, tmp_path: Path) -> None:
    visitor(sqlite_app, sqlite_world).page("POST", "/exports/jobs", data={"kind": "records"})
    assert (tmp_path / "queue.sqlite").stat().st_mode & 0o077 == 0
    with sqlite_world.session() as session:
        assert session.scalars(select(ExportJob.status)).all() == ["waiting"]
    assert config_for(sqlite_world.url, tmp_path).instance == tmp_path
