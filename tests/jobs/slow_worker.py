"""A worker whose exports take until they are told that it is enough: `python -m tests.jobs.slow_worker`."""

from __future__ import annotations

import config
from registry.jobs.worker import work
from tests.jobs.kinds import endless, kinds

if __name__ == "__main__":
    work(config.read(), kinds=kinds(endless))
