"""The worker as a process: it makes what is asked for, and may die in the middle without harm."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import update

from registry.actions import jobs
from registry.db import writing
from registry.jobs import files
from registry.jobs.queue import Queue
from registry.models.base import now
from registry.models.job import ExportJob
from tests.jobs.test_running import asked, state
from tests.people import World, config_for

PATIENCE = 60.0


def wait_for(what: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


@contextmanager
def worker(world: World, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"REGISTRY_DATABASE_URL": world.url, "REGISTRY_INSTANCE": str(folder)}
    process = subprocess.Popen([sys.executable, "-m", "tests.jobs.slow_worker"], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_worker_killed_in_the_middle_leaves_no_half_file_and_the_next_one_finishes(
    world: World, tmp_path: Path
) -> None:
    job_id = asked(world)
    queue = Queue(config_for(world.url, tmp_path))
    queue.send(job_id)
    queue.huey.storage.close()
    with worker(world, tmp_path) as process:
        wait_for(lambda: state(world, job_id).done > 0, process)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert state(world, job_id).status == "running"
    assert list((tmp_path / files.FOLDER / job_id).parent.glob("*")) == [
        tmp_path / files.FOLDER / f"{job_id}.part"
    ]
    with world.session() as session, writing(session):
        session.execute(
            update(ExportJob).values(beat_at=now() - 2 * jobs.SILENT, asked_at=now() - 2 * jobs.SILENT)
        )
    (tmp_path / "enough").touch()
    with worker(world, tmp_path) as process:
        wait_for(lambda: state(world, job_id).status == "done", process)
    assert state(world, job_id).tries == 2
    assert files.find(tmp_path, job_id).read_text() == "half of it\n"


def test_a_worker_that_is_told_to_stop_gives_back_what_it_has_not_finished(
    sqlite_world: World, tmp_path: Path
) -> None:
    """SIGINT, as Ctrl-C sends it, does not wait for the export."""
    job_id = asked(sqlite_world)
    queue = Queue(config_for(sqlite_world.url, tmp_path))
    queue.send(job_id)
    with worker(sqlite_world, tmp_path) as process:
        wait_for(lambda: state(sqlite_world, job_id).done > 0, process)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE)
    assert (state(sqlite_world, job_id).status, state(sqlite_world, job_id).tries) == ("waiting", 0)
