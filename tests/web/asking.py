"""Another process that serves the same registry: for each line it reads, how many are registered with a drug.

    python -m tests.web.asking URL

It answers with the number, and whether it had kept it since the last question.
"""

from __future__ import annotations

import sys

from registry.db import connect, sessions
from registry.queries import drugs
from registry.summaries.parameters import DEFAULTS
from tests import make
from tests.people import World


def main(url: str) -> None:
    world, last = World(url, sessions(connect(url))), None
    for _line in sys.stdin:
        with world.session() as session:
            drug = drugs.by_name(session, "trametinib")
            summary = drugs.numbers_of(session, drug, cut_off=make.ON, parameters=DEFAULTS).summary
        row = summary.find("registered")
        sys.stdout.write(f"{row.n if row else None} {'kept' if summary is last else 'made'}\n")
        sys.stdout.flush()
        last = summary


if __name__ == "__main__":
    main(*sys.argv[1:])
