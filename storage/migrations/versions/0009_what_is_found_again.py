"""what is found again by its words, and favourites."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
import sqlmodel
from alembic import op

from storage.keywords import FARTHEST, Indexed, rows_of

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
AT_ONCE = 500  # jobs that are indexed at once

JOB = sa.table(
    "job",
    *(sa.column(name, sa.String()) for name in ("id", "channel", "person", "parent")),
    sa.column("spec", sa.JSON()),
    sa.column("shown", sa.Boolean()),
)
KEYWORD = sa.table(
    "keyword", *(sa.column(name, sa.String()) for name in ("channel", "word", "job", "person"))
)


def upgrade() -> None:
    """Bring the database to this revision."""
    op.create_table(
        "keyword",
        sa.Column("channel", TEXT(), nullable=False),
        sa.Column("word", TEXT(), nullable=False),
        sa.Column("job", TEXT(), nullable=False),
        sa.Column("person", TEXT(), nullable=False),
        _belongs_to("job", "keyword"),
        sa.PrimaryKeyConstraint("channel", "word", "job", name=op.f("pk_keyword")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_keyword_job"), "keyword", ["job"])
    op.create_index("ix_keyword_person_word_job", "keyword", ["person", "word", "job"])
    op.create_table(
        "favourite",
        sa.Column("job", TEXT(), nullable=False),
        sa.Column("person", TEXT(), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.Column("kept", sa.BigInteger(), nullable=False),
        _belongs_to("job", "favourite"),
        _belongs_to("person", "favourite"),
        sa.PrimaryKeyConstraint("job", "person", "variant", name=op.f("pk_favourite")),
    )
    op.create_index("ix_job_channel_created", "job", ["channel", "created"])
    op.create_index("ix_job_person_created", "job", ["person", "created"])
    _index(op.get_bind())


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_job_person_created", "job")
    op.drop_index("ix_job_channel_created", "job")
    op.drop_table("favourite")
    op.drop_index("ix_keyword_person_word_job", "keyword")
    op.drop_index(op.f("ix_keyword_job"), "keyword")
    op.drop_table("keyword")


def _belongs_to(whom: str, table: str) -> sa.ForeignKeyConstraint:
    """A row goes with what it belongs to."""
    name = op.f(f"fk_{table}_{whom}_{whom}")
    return sa.ForeignKeyConstraint([whom], [f"{whom}.id"], name=name, ondelete="CASCADE")


def _index(connection: sa.Connection) -> None:
    """Index what was made before this revision."""
    last = ""
    while jobs := _after(connection, last):
        rows = [row for job in jobs for row in rows_of(job, list(_way(connection, job)))]
        connection.execute(sa.insert(KEYWORD), rows)
        last = jobs[-1].id


def _after(connection: sa.Connection, last: str) -> list[Indexed]:
    query = _COLUMNS.where(JOB.c.shown, JOB.c.id > last).order_by(JOB.c.id).limit(AT_ONCE)
    return [_indexed(row) for row in connection.execute(query)]


def _way(connection: sa.Connection, job: Indexed) -> Iterator[Indexed]:
    """A job and what it was pressed on, back to one with words."""
    now: Indexed | None = job
    for _ in range(FARTHEST):
        if now is None:
            return
        yield now
        if now.words or not now.parent:
            return
        row = connection.execute(_COLUMNS.where(JOB.c.id == now.parent)).first()
        now = _indexed(row) if row else None


_COLUMNS = sa.select(*(JOB.c[name] for name in Indexed._fields))


def _indexed(row: sa.Row[Any]) -> Indexed:
    *others, spec = row
    return Indexed(*others, json.loads(spec) if isinstance(spec, str) else spec)
