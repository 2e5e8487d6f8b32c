"""The fixtures that these tests share."""

from tests.migrated import engine, maker, migrated_url, owner

__all__ = ["engine", "maker", "migrated_url", "owner"]
