"""Runs migrations on the connection that storage.database hands over."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables  # pyright: ignore[reportUnusedImport] - the target  # noqa: F401

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite cannot alter most of a table
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
