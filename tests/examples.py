"""How many examples the tests generate: few in every run, `REGISTRY_TEST_EXAMPLES=20 make test` twenty times as many."""

import os

TIMES = int(os.environ.get("REGISTRY_TEST_EXAMPLES") or 1)


def examples(usual: int) -> int:
    return usual * TIMES
