"""What every test finds.

Fixtures: `sqlite_url`, `postgres_url`, `database_url` (a new empty database; the last runs the test on
both), `page` and `phone_page` (browser.py), `office` (office.py). A test that takes one of them carries its
marker - postgres, browser, office - so `-m "not browser"` leaves them out. What a machine cannot offer is
skipped, and said in one line at the end.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from hypothesis import settings

from tests import servers
from tests.provide import Absent

pytest_plugins = ("tests.browser", "tests.office", "tests.people")

MARKERS = {"postgres_url": "postgres", "browser": "browser", "office": "office"}
LEFT_OUT = "Left out: "

# The same examples in every run, on slow machines too, and nothing kept on disk.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    _forget_own_settings()
    if not hasattr(config, "workerinput"):
        run = ExitStack()
        run.enter_context(servers.session())
        config.add_cleanup(run.close)


def _forget_own_settings() -> None:
    """The settings of whoever runs the tests must not decide what they find."""
    for name in list(os.environ):
        if name.startswith("REGISTRY_") and not name.startswith("REGISTRY_TEST_"):
            del os.environ[name]


def pytest_itemcollected(item: pytest.Item) -> None:
    for fixture in getattr(item, "fixturenames", ()):
        if marker := MARKERS.get(fixture):
            item.add_marker(marker)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each kind of test that this machine could not run."""
    reasons = Counter(
        report.longrepr[2].partition(LEFT_OUT)[2]
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple) and LEFT_OUT in report.longrepr[2]
    )
    for reason, number in sorted(reasons.items()):
        terminalreporter.write_line(f"Left out: {number} {reason}", yellow=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[None]:
    with _skipping_what_is_absent():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    with _skipping_what_is_absent():
        return (yield)


@contextmanager
def _skipping_what_is_absent() -> Iterator[None]:
    try:
        yield
    except Absent as reason:
        pytest.skip(f"{LEFT_OUT}{reason}")


@pytest.fixture
def sqlite_url() -> Iterator[str]:
    """A new empty SQLite database."""
    with servers.database("sqlite") as url:
        yield url


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A new empty PostgreSQL database, owned by an ordinary user."""
    with servers.database("postgresql") as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A new empty database; the test runs once on each kind."""
    with servers.database(request.param) as url:
        yield url
