"""Every setting, read once from the environment into a frozen object; unsafe production settings refuse to start."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent
LOCAL_HOSTS = ("127.0.0.1", "localhost")


class UnsafeSetting(Exception):
    """A setting that must not be used; the sentence says which and what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one running registry.

    database_url: any SQLAlchemy URL. owner_url: the role that migrates (PostgreSQL), by default the same.
    production: cookies need HTTPS and the secret key must be given. hosts: names the server answers to.
    threshold: a number that counts fewer patients is hidden from whoever does not read in full, and not published.
    report_template: the Word template of the reports; that of the registry where none is named.
    """

    database_url: str
    owner_url: str
    secret_key: str = field(repr=False)
    production: bool = False
    demo: bool = False
    hosts: tuple[str, ...] = LOCAL_HOSTS
    base_url: str = "http://127.0.0.1:8000"
    instance: Path = ROOT / "instance"
    max_body: int = 12 * 1024 * 1024
    idle_minutes: int = 30
    session_hours: int = 12
    proxies: int = 0
    threshold: int = 11
    report_template: Path | None = None

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def read(environment: Mapping[str, str] | None = None) -> Config:
    """The configuration from REGISTRY_* variables. Raises UnsafeSetting with a sentence."""
    env = os.environ if environment is None else environment
    production = _flag(env, "REGISTRY_PRODUCTION")
    instance = Path(env.get("REGISTRY_INSTANCE", str(ROOT / "instance")))
    url = env.get("REGISTRY_DATABASE_URL") or f"sqlite:///{instance / 'registry.sqlite'}"
    config = Config(
        database_url=url,
        owner_url=env.get("REGISTRY_DATABASE_OWNER_URL") or url,
        secret_key=env.get("REGISTRY_SECRET_KEY") or ("" if production else _instance_key(instance)),
        production=production,
        demo=_flag(env, "REGISTRY_DEMO"),
        hosts=tuple(h.strip() for h in env.get("REGISTRY_HOSTS", "").split(",") if h.strip()) or LOCAL_HOSTS,
        base_url=env.get("REGISTRY_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        instance=instance,
        idle_minutes=_number(env, "REGISTRY_IDLE_MINUTES", 30, 5, 60),
        proxies=_number(env, "REGISTRY_PROXIES", 0, 0, 3),
        threshold=threshold(env),
        report_template=report_template(env),
    )
    if production:
        _refuse_unsafe(config, debug=_flag(env, "FLASK_DEBUG"))
    return config


def _refuse_unsafe(config: Config, *, debug: bool) -> None:
    if len(config.secret_key) < 32:
        raise UnsafeSetting("REGISTRY_SECRET_KEY must hold at least 32 random characters in production.")
    if not config.base_url.startswith("https://"):
        raise UnsafeSetting("REGISTRY_BASE_URL must begin with https:// in production.")
    if config.hosts == LOCAL_HOSTS:
        raise UnsafeSetting("REGISTRY_HOSTS must name the host of this registry in production.")
    if config.demo:
        raise UnsafeSetting("REGISTRY_DEMO must not be set in production: its passwords are public.")
    if debug:
        raise UnsafeSetting("FLASK_DEBUG must not be set in production.")


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value in ("", "0", "no", "false"):
        return False
    if value in ("1", "yes", "true"):
        return True
    raise UnsafeSetting(f"{name} must be yes or no, not {value!r}.")


def report_template(environment: Mapping[str, str] | None = None) -> Path | None:
    """The owner's Word template of the reports, if there is one. Raises UnsafeSetting where it is no file."""
    env = os.environ if environment is None else environment
    text = env.get("REGISTRY_REPORT_TEMPLATE", "").strip()
    if text and not Path(text).is_file():
        raise UnsafeSetting(f"REGISTRY_REPORT_TEMPLATE names {text}, which is not a file.")
    return Path(text) if text else None


def threshold(environment: Mapping[str, str] | None = None) -> int:
    """The number of patients under which a count is hidden or not published. Raises UnsafeSetting."""
    return _number(os.environ if environment is None else environment, "REGISTRY_THRESHOLD", 11, 5, 100)


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise UnsafeSetting(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return int(text)


def _instance_key(instance: Path) -> str:
    """A key of this machine's own, made at the first start, readable by its owner alone."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=instance)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text(encoding="ascii")
