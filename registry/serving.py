"""Serving the application with gunicorn, from the command line."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gunicorn import util  # type: ignore[import-untyped]
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

APPLICATION = "registry.app:create_app()"
"""By its name: only the workers import it, so that no other command waits for the web, or fails with it."""


def collect_rarely() -> None:
    """Let the collector of reference cycles look at less, and less often.

    What is loaded by now stays for good. A page about a drug reads a hundred thousand values, none of them in a cycle;
    at Python's own pace half of its time goes into looking for one.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; each worker makes its own application, so no connection is shared by a fork."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        app = util.import_app(APPLICATION)
        collect_rarely()
        return app


WORKER = "from registry.cli import main; main()"


@contextmanager
def background_worker() -> Iterator[None]:
    """A worker for exports beside the server, which ends with it however it ends."""
    command = [sys.executable, "-c", WORKER, "worker", "--parent", str(os.getpid())]
    process = subprocess.Popen(command)  # noqa: S603 - our own program, without a shell
    try:
        yield
    finally:
        process.terminate()


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until stopped, as the environment says. Requests in flight have 30 seconds to finish."""
    Server(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": 4,
            "timeout": 120,
            "graceful_timeout": 30,
            "accesslog": None,
            "loglevel": "warning",
        },
    ).run()
