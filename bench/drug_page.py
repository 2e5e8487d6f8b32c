"""The page of a drug in a registry of 5,000 patients: CPU of the server, kept numbers and after a save.

    python -m bench.drug_page [--patients 5000] [--rounds 5] [--databases sqlite postgresql]

The application answers a signed-in coordinator in this process; CPU is that of the process. Warm: nothing was saved
since the same page was shown. After a save: the first request after some record was saved, so that all is made anew.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from flask.testing import FlaskClient  # noqa: E402
from sqlalchemy import select  # noqa: E402

from migrations import run  # noqa: E402
from registry import console  # noqa: E402
from registry.db import connect, sessions, writing  # noqa: E402
from registry.models.drug import Drug  # noqa: E402
from registry.models.user import User  # noqa: E402
from registry.queries import drugs  # noqa: E402
from registry.serving import collect_rarely  # noqa: E402
from tests import make, people  # noqa: E402
from tests.servers import database, session  # noqa: E402


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--patients", type=int, default=5000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--databases", nargs="+", default=("sqlite", "postgresql"))
    chosen = asked.parse_args()
    with session():
        for kind in chosen.databases:
            with database(kind) as url, tempfile.TemporaryDirectory() as folder:
                report(kind, url, Path(folder), patients=chosen.patients, rounds=chosen.rounds)


def report(kind: str, url: str, folder: Path, *, patients: int, rounds: int) -> None:
    """Time the pages of the most used drug and of the eighth."""
    run.upgrade(url)
    engine = connect(url)
    world = people.World(url, sessions(engine))
    with world.session() as registry:
        config = people.config_for(url, folder)
        console.fill_demo(registry, config, patients=patients, seed=7, on=make.ON, progress=None)
        with writing(registry):
            registry.add(_reader())
        lines = drugs.listed(registry).lines
    browser = people.client(people.create_app(config), world, "coordinator")
    collect_rarely()
    for line in (lines[0], lines[7]):
        warm, fresh = _time(browser, line.drug, lambda: _save(world), rounds=rounds)
        print(
            f"{kind:11} {line.patients:5} patients of {patients}: warm {1000 * warm:4.0f} ms, "
            f"after a save {1000 * fresh:5.0f} ms of CPU",
            flush=True,
        )
    engine.dispose()


def _reader() -> User:
    email = people.email_of("coordinator")
    return User(
        id=email, email=email, role="coordinator", language="en", password_hash="no password opens this"
    )


def _time(browser: FlaskClient, drug: Drug, save: Callable[[], None], *, rounds: int) -> tuple[float, float]:
    _get(browser, drug)
    fresh = []
    for _round in range(rounds):
        save()
        fresh.append(_get(browser, drug))
    return statistics.median(_get(browser, drug) for _round in range(rounds)), statistics.median(fresh)


def _get(browser: FlaskClient, drug: Drug) -> float:
    begun = time.process_time()
    answer = browser.get(f"/drugs/{drug.id}")
    spent = time.process_time() - begun
    if answer.status_code != 200:
        sys.exit(f"The page of {drug.inn} answers {answer.status_code}.")
    return spent


def _save(world: people.World) -> None:
    with world.session() as registry:
        drug = registry.scalars(select(Drug).order_by(Drug.id.desc())).first()
        if drug:
            with writing(registry, reason="bench"):
                drug.target = f"{drug.target or ''} "[-50:]


if __name__ == "__main__":
    main()
