"""What alembic runs: the connection and its transaction come from migrations.run, the tables from the models."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON, TypeDecorator

from migrations.tables import METADATA


def plain_type(kind: str, item: Any, written: Any) -> str | Literal[False]:
    """A migration names the type that is stored, not a class of ours that may change later."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    if kind == "type" and isinstance(item, JSON):
        written.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


options = context.config.attributes
context.configure(
    connection=options["connection"],
    target_metadata=METADATA,
    compare_type=True,
    compare_server_default=True,
    render_item=plain_type,
    render_as_batch=options.get("batch", True),
)
with context.begin_transaction():
    context.run_migrations()
