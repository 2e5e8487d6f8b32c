"""`registry worker`: takes exports from the queue and makes them, some side by side, until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from config import Config
from registry.db import connect, sessions
from registry.jobs.kinds import KINDS, ExportKind
from registry.jobs.queue import Queue
from registry.jobs.running import Runner

if TYPE_CHECKING:
    from huey.consumer import Consumer

LOG = logging.getLogger(__name__)
AT_ONCE = 2
STOP_SECONDS = 30
STATEMENT_SECONDS = 3600
LOOK_SECONDS = 1.0


def work(
    config: Config,
    *,
    at_once: int = AT_ONCE,
    parent: int | None = None,
    kinds: Mapping[str, ExportKind] = KINDS,
) -> None:
    """Make exports until a signal comes, or until the process of this number is no longer the parent."""
    engine = connect(config.database_url, statement_seconds=STATEMENT_SECONDS)
    runner = Runner(sessions(engine), config.instance, kinds)
    queue = Queue(config, runner.run)
    consumer = consumer_of(queue, runner, at_once=at_once)
    tidy(queue, runner)
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    try:
        consumer.run()
    finally:
        runner.give_back()
        engine.dispose()


def consumer_of(queue: Queue, runner: Runner, *, at_once: int) -> Consumer:
    """The consumer of a queue, with its two tasks: an export, and every minute what is left to tidy."""
    from huey.api import crontab

    def tidy_now() -> None:
        tidy(queue, runner)

    queue.huey.periodic_task(crontab(), name="tidy")(tidy_now)
    return queue.huey.create_consumer(
        workers=at_once, max_delay=1.0, graceful_signal="TERM", shutdown_timeout=STOP_SECONDS
    )


def tidy(queue: Queue, runner: Runner) -> None:
    """Send again what nobody heard, after what dead workers left and what is over are put in order."""
    for job_id in runner.tidy():
        queue.send(job_id)


def _follow(parent: int) -> None:
    """A worker that a server started ends with it, even if the server was killed."""
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    LOG.warning("The server is gone: the worker ends.")
    os.kill(os.getpid(), signal.SIGTERM)
