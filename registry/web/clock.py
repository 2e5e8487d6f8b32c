"""Today, as pages count it: the date in UTC. One place, so that a test can set it."""

import datetime as dt


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
