"""Serving the application with gunicorn, from the command line."""

from __future__ import annotations

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from config import Config
from registry.app import create_app


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; each worker makes its own application, so no connection is shared by a fork."""

    def __init__(self, config: Config, options: dict[str, Any]) -> None:
        self.config, self.options = config, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(self.config)


def serve(config: Config, *, host: str, port: int, workers: int) -> None:
    """Serve until stopped. Requests in flight have 30 seconds to finish."""
    Server(
        config,
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
