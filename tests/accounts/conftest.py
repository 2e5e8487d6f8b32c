"""The fixtures that these tests share."""

from tests.accounts.site import hashing
from tests.people import app, people, sqlite_app, sqlite_people, sqlite_world, world

__all__ = ["app", "hashing", "people", "sqlite_app", "sqlite_people", "sqlite_world", "world"]
