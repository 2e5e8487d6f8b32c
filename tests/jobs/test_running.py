"""One export: whole or not at all, for its owner alone, under the rights with which it was asked for."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import select

from registry.access import sessions as user_sessions
from registry.access.scope import enter
from registry.actions import jobs, users
from registry.db import RegistrySession, writing
from registry.errors import Conflict, Forbidden, NotFound, RegistryError
from registry.jobs import files
from registry.jobs.kinds import KINDS, ExportKind
from registry.jobs.queue import Messages, Queue
from registry.jobs.running import Runner
from registry.models.audit import Event
from registry.models.job import ExportJob
from registry.models.user import User
from registry.queries import jobs as found
from tests import make
from tests.jobs.kinds import kinds, small
from tests.people import World, config_for, email_of

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def as_person(world: World, role: str, centre: str = "FR-001") -> RegistrySession:
    session = world.session()
    user = session.scalars(select(User).where(User.email == email_of(role, centre))).one()
    enter(session, user_sessions.scope_for(session, user))
    return session


def runner(
    world: World, folder: Path, known: Mapping[str, ExportKind] = KINDS, tell_every: float = 0.0
) -> Runner:
    return Runner(world.maker, folder, known, tell_every)


def asked(world: World, *, kind: str = "small", role: str = "coordinator", **arguments: Any) -> str:
    with as_person(world, role) as session:
        return jobs.ask(session, kind=kind, arguments=arguments, language="en").id


def state(world: World, job_id: str) -> ExportJob:
    with world.session() as session:
        return session.get_one(ExportJob, job_id)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in (folder / files.FOLDER).rglob("*")]


def test_the_records_arrive_whole_and_are_told_once(world: World, tmp_path: Path) -> None:
    with world.session() as session:
        of = make.patient(session, "FR-001")
    job_id = asked(world, kind="records", role="clinician")
    runner(world, tmp_path).run(job_id)
    job = state(world, job_id)
    assert (job.status, job.trouble, job.tries) == ("done", "", 1)
    path = files.find(tmp_path, job_id)
    assert (job.size, job.sha256) == (path.stat().st_size, files.fingerprint(path))
    assert path.parent.stat().st_mode & 0o077 == 0
    assert job.file_name.startswith("records-2")
    assert [row[0].value for row in load_workbook(path)["patient"].iter_rows(min_row=2)] == [of.id]
    with world.session() as session:
        events = session.scalars(select(Event).where(Event.kind == "export_records")).all()
        assert [(event.actor, event.detail["scope"]) for event in events] == [
            (email_of("clinician"), "FR-001")
        ]


def test_the_file_holds_the_rows_of_its_owner(world: World, tmp_path: Path) -> None:
    with world.session() as session:
        own, other = make.patient(session, "FR-001"), make.patient(session, "FR-002")
    job_id = asked(world, kind="records", role="clinician")
    runner(world, tmp_path).run(job_id)
    ids = [
        row[0].value for row in load_workbook(files.find(tmp_path, job_id))["patient"].iter_rows(min_row=2)
    ]
    assert own.id in ids
    assert other.id not in ids


def test_an_export_is_seen_by_its_owner_alone(world: World) -> None:
    job_id = asked(world)
    for role in ("analyst", "clinician"):
        with as_person(world, role) as session:
            assert found.mine(session) == []
            with pytest.raises(NotFound):
                found.find(session, job_id)
            with pytest.raises(NotFound):
                jobs.cancel(session, job_id=job_id)
    with as_person(world, "coordinator") as session:
        assert [job.id for job in found.mine(session)] == [job_id]
        assert found.find(session, job_id).status == "waiting"


def test_asking_twice_is_asking_once(world: World) -> None:
    assert asked(world, drug="trametinib") == asked(world, drug="trametinib")
    assert asked(world, drug="dabrafenib") != asked(world, drug="trametinib")


def test_nobody_fills_the_queue_alone(world: World) -> None:
    for number in range(jobs.MOST):
        asked(world, number=number)
    with pytest.raises(Conflict, match="10 exports under way"):
        asked(world, number=-1)


def test_the_console_exports_directly(world: World) -> None:
    with world.session() as session, pytest.raises(Forbidden, match="belong to an account"):
        jobs.ask(session, kind="records", arguments={}, language="en")


def test_progress_is_told_while_it_runs(world: World, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    job_id = asked(world)

    def write(_session: Any, _arguments: Any, target: Path, progress: Any) -> str:
        progress.expect(10)
        for what, done in (("patient", 3), ("patient", 4), ("toxicity", 6)):
            progress(what, done)
            job = state(world, job_id)
            seen.append((job.step, job.done, job.total))
        target.write_text("whole")
        return "whole.txt"

    runner(world, tmp_path, kinds(write)).run(job_id)
    assert seen == [("patient", 3, 10), ("patient", 4, 10), ("toxicity", 10, 10)]


def test_a_cancelled_export_is_never_begun(world: World, tmp_path: Path) -> None:
    job_id = asked(world)
    with as_person(world, "coordinator") as session:
        jobs.cancel(session, job_id=job_id)
    runner(world, tmp_path, kinds(small)).run(job_id)
    assert state(world, job_id).status == "cancelled"
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("tell_every", [0.0, 3600.0], ids=["between two rows", "after the last row"])
def test_an_export_cancelled_in_the_middle_leaves_nothing(
    world: World, tmp_path: Path, tell_every: float
) -> None:
    job_id = asked(world)

    def write(_session: Any, arguments: Any, target: Path, progress: Any) -> str:
        with as_person(world, "coordinator") as session:
            jobs.cancel(session, job_id=job_id)
        return small(_session, arguments, target, progress)

    runner(world, tmp_path, kinds(write), tell_every).run(job_id)
    assert state(world, job_id).status == "cancelled"
    assert leftovers(tmp_path) == []


def lose_role(world: World) -> None:
    with world.session() as session:
        user = session.scalars(select(User).where(User.email == email_of("coordinator"))).one()
        users.change(session, user_id=user.id, role="pharmacovigilance")


def lose_account(world: World) -> None:
    with world.session() as session:
        user = session.scalars(select(User).where(User.email == email_of("coordinator"))).one()
        users.disable(session, user_id=user.id)


@pytest.mark.parametrize("lose", [lose_role, lose_account])
@pytest.mark.parametrize("when", ["before", "while", "at the end"])
def test_who_loses_the_right_gets_nothing_and_a_sentence(
    world: World, tmp_path: Path, lose: Any, when: str
) -> None:
    job_id = asked(world)

    def write(session: Any, arguments: Any, target: Path, progress: Any) -> str:
        if when == "while":
            lose(world)
        name = small(session, arguments, target, progress)
        if when == "at the end":
            lose(world)
        return name

    if when == "before":
        lose(world)
    runner(world, tmp_path, kinds(write)).run(job_id)
    job = state(world, job_id)
    assert (job.status, job.file_name) == ("failed", "")
    assert job.trouble == "The rights of this account changed while the file was made: there is no file."
    assert leftovers(tmp_path) == []


def test_a_narrower_country_gives_no_wider_file(world: World, tmp_path: Path) -> None:
    """A centre that joined the country meanwhile changes the rows that were asked for."""
    job_id = asked(world, role="national_coordinator")
    with world.session() as session:
        from registry.actions import places

        places.add_centre(session, centre_id="FR-003", name="Centre D")
    runner(world, tmp_path, kinds(small)).run(job_id)
    assert state(world, job_id).status == "failed"


def test_a_full_disk_is_told_and_nothing_is_left(world: World, tmp_path: Path) -> None:
    def write(_session: Any, _arguments: Any, target: Path, _progress: Any) -> str:
        target.write_text("half")
        with Path("/dev/full").open("w") as full:
            full.write("more than there is room for")
        return "never.txt"

    job_id = asked(world)
    runner(world, tmp_path, kinds(write)).run(job_id)
    job = state(world, job_id)
    assert job.status == "failed"
    assert job.trouble.startswith(
        "The disk of the server is full: there is no file, and nothing else is lost."
    )
    assert leftovers(tmp_path) == []


def test_a_mistake_of_ours_is_told_without_its_words(world: World, tmp_path: Path) -> None:
    def write(*_: Any) -> str:
        raise ZeroDivisionError("patient FR-001-0001")

    job_id = asked(world)
    runner(world, tmp_path, kinds(write)).run(job_id)
    assert state(world, job_id).trouble == "The registry made a mistake; it is in its log under this number."


def test_a_refusal_is_told_with_its_sentence(world: World, tmp_path: Path) -> None:
    def write(*_: Any) -> str:
        raise RegistryError("This drug has no patient.")

    job_id = asked(world)
    runner(world, tmp_path, kinds(write)).run(job_id)
    assert state(world, job_id).trouble == "This drug has no patient."


def test_a_stopped_worker_gives_the_export_back(world: World, tmp_path: Path) -> None:
    def write(*_: Any) -> str:
        raise KeyboardInterrupt

    job_id = asked(world)
    made = runner(world, tmp_path, kinds(write))
    with pytest.raises(KeyboardInterrupt):
        made.run(job_id)
    assert (state(world, job_id).status, state(world, job_id).tries) == ("waiting", 0)
    replace(made, kinds=kinds(small)).run(job_id)
    assert state(world, job_id).status == "done"


def test_a_dead_worker_is_noticed_twice_and_no_more(world: World, tmp_path: Path) -> None:
    """The first death gives the export back, the second ends it; half a file is not left."""
    made = runner(world, tmp_path, kinds(small))
    with time_machine.travel(NOON, tick=False) as clock:
        job_id = asked(world)
        for death in (1, 2):
            with made.at_work() as control:
                assert jobs.begin(control, job_id)
            half = tmp_path / files.FOLDER / f"{job_id}.part"
            half.mkdir(parents=True, exist_ok=True)
            (half / "export.txt").write_text("half")
            assert made.tidy() == []
            assert leftovers(tmp_path) == [f"{job_id}.part", "export.txt"]
            clock.shift(jobs.SILENT + dt.timedelta(seconds=1))
            assert made.tidy() == ([job_id] if death == 1 else [])
            assert leftovers(tmp_path) == []
    job = state(world, job_id)
    assert (job.status, job.tries) == ("failed", 2)
    assert job.trouble == "The worker ended in the middle, twice. Ask whoever runs the server."


def test_a_worker_that_only_takes_long_is_not_dead(world: World, tmp_path: Path) -> None:
    made = runner(world, tmp_path, kinds(small))
    with time_machine.travel(NOON, tick=False) as clock, made.at_work() as control:
        job_id = asked(world)
        jobs.begin(control, job_id)
        clock.shift(jobs.SILENT)
        assert jobs.beat(control, job_id)
        clock.shift(jobs.SILENT)
        made.tidy()
        assert state(world, job_id).status == "running"


def test_a_lost_message_is_sent_again(world: World, tmp_path: Path) -> None:
    made = runner(world, tmp_path, kinds(small))
    with time_machine.travel(NOON, tick=False) as clock:
        job_id = asked(world)
        assert made.tidy() == []
        clock.shift(jobs.SILENT + dt.timedelta(seconds=1))
        assert made.tidy() == [job_id]


def test_files_are_kept_for_their_time(world: World, tmp_path: Path) -> None:
    made = runner(world, tmp_path, kinds(small))
    with time_machine.travel(NOON, tick=False) as clock:
        job_id = asked(world)
        made.run(job_id)
        clock.shift(jobs.KEPT - dt.timedelta(seconds=1))
        made.tidy()
        assert files.find(tmp_path, job_id).read_text() == "whole []"
        clock.shift(dt.timedelta(seconds=1))
        made.tidy()
        assert state(world, job_id).status == "gone"
        with pytest.raises(NotFound, match="no longer here"):
            files.find(tmp_path, job_id)
        clock.shift(jobs.LONG_AGO)
        made.tidy()
    with world.session() as session:
        assert session.get(ExportJob, job_id) is None


def test_two_exports_at_once_do_not_touch_each_other(world: World, tmp_path: Path) -> None:
    both = threading.Barrier(2, timeout=30)

    def write(session: Any, arguments: Any, target: Path, progress: Any) -> str:
        both.wait()
        return small(session, arguments, target, progress)

    ids = [asked(world, number=number) for number in (1, 2)]
    made = runner(world, tmp_path, kinds(write))
    threads = [threading.Thread(target=made.run, args=(job_id,)) for job_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    texts = [files.find(tmp_path, job_id).read_text() for job_id in ids]
    assert texts == ["whole [('number', 1)]", "whole [('number', 2)]"]


def test_two_workers_do_not_make_one_export_twice(world: World, tmp_path: Path) -> None:
    begun: list[str] = []

    def write(session: Any, arguments: Any, target: Path, progress: Any) -> str:
        begun.append(target.name)
        return small(session, arguments, target, progress)

    job_id = asked(world)
    made = runner(world, tmp_path, kinds(write))
    threads = [threading.Thread(target=made.run, args=(job_id,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert begun == ["export.txt"]


def test_the_queue_holds_the_id_of_a_job_and_nothing_else(world: World, tmp_path: Path) -> None:
    queue = Queue(config_for(world.url, tmp_path))
    queue.send("0b1d")
    (message,) = queue.huey.storage.enqueued_items()
    held = json.loads(bytes(message))
    assert held["args"] == ["0b1d"]
    assert set(held) == {"id", "name", "args", "kwargs", "retries", "retry_delay", "retry_backoff"}
    got: list[str] = []
    worker = Queue(config_for(world.url, tmp_path), got.append)
    worker.huey.execute(worker.huey.dequeue())
    assert got == ["0b1d"]
    assert worker.huey.dequeue() is None
    for opened in (queue, worker):
        opened.huey.storage.close()


def test_nothing_but_messages_is_put_in_the_queue() -> None:
    with pytest.raises(TypeError):
        Messages().serialize({"patient": "FR-001-0001"})


def test_a_queue_that_does_not_answer_loses_nothing(sqlite_world: World, tmp_path: Path) -> None:
    (tmp_path / "queue.sqlite").write_text("no database")
    job_id = asked(sqlite_world)
    Queue(config_for(sqlite_world.url, tmp_path)).send(job_id)
    assert state(sqlite_world, job_id).status == "waiting"


def test_a_foreign_id_is_no_path(tmp_path: Path) -> None:
    for name in ("..", "../../etc", "a/b", ""):
        with pytest.raises(NotFound):
            files.find(tmp_path, name)


def test_an_owner_who_is_gone_has_no_right(world: World, tmp_path: Path) -> None:
    job_id = asked(world)
    with world.session() as session:
        user = session.scalars(select(User).where(User.email == email_of("coordinator"))).one()
        with writing(session):
            user.password_hash = None
    runner(world, tmp_path, kinds(small)).run(job_id)
    assert state(world, job_id).status == "failed"
