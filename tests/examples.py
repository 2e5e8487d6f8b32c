"""How many examples the tests generate: REGISTRY_TEST_EXAMPLES=20 takes twenty times as many as usual."""

import os

TIMES = int(os.environ.get("REGISTRY_TEST_EXAMPLES") or 1)


def examples(usual: int) -> int:
    return usual * TIMES
