"""Settings that are refused, and where they are read from."""

from __future__ import annotations

from pathlib import Path

import pytest

import config

SAFE = {
    "REGISTRY_PRODUCTION": "yes",
    "REGISTRY_SECRET_KEY": "k" * 32,
    "REGISTRY_BASE_URL": "https://registry.example",
    "REGISTRY_HOSTS": "registry.example",
}


def test_a_safe_production_starts(tmp_path: Path) -> None:
    found = config.read({**SAFE, "REGISTRY_INSTANCE": str(tmp_path), "FLASK_DEBUG": "0"})
    assert found.production
    assert found.hosts == ("registry.example",)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REGISTRY_SECRET_KEY", "k" * 31),
        ("REGISTRY_BASE_URL", "http://registry.example"),
        ("REGISTRY_HOSTS", ""),
        ("REGISTRY_DEMO", "yes"),
        ("FLASK_DEBUG", "1"),
        ("REGISTRY_IDLE_MINUTES", "61"),
        ("REGISTRY_THRESHOLD", "4"),
        ("REGISTRY_THRESHOLD", "101"),
        ("REGISTRY_PRODUCTION", "perhaps"),
    ],
)
def test_an_unsafe_one_says_which_setting(name: str, value: str) -> None:
    with pytest.raises(config.UnsafeSetting, match=name):
        config.read({**SAFE, name: value})


def test_only_the_given_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    monkeypatch.setenv("REGISTRY_DEMO", "yes")
    assert config.read(SAFE).production
