"""which files are needed."""

import json
from typing import Any

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
JOB = sa.table("job", sa.column("id"), sa.column("deleted"), sa.column("spec", sa.JSON()))
# What a request says of the person's words and pictures: of what was deleted that goes, too.
WORDS = ("said", "notes", "drawn", "traced", "kept", "encoded", "repeats", "retext", "stem", "mask")


def upgrade() -> None:
    """Bring the database to this revision."""
    op.create_table(
        "need",
        sa.Column("holder", TEXT(), nullable=False),
        sa.Column("owner", TEXT(), nullable=False),
        sa.Column("sha256", TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("holder", "owner", "sha256", name=op.f("pk_need")),
    )
    op.create_index(op.f("ix_need_sha256"), "need", ["sha256"])
    op.create_table(
        "loose",
        sa.Column("sha256", TEXT(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_loose")),
    )
    op.create_index(op.f("ix_loose_since"), "loose", ["since"])
    # Whatever was stored before is looked at once: results that were deleted left their files.
    op.execute("INSERT INTO loose (sha256) SELECT sha256 FROM asset")
    _empty()


def _empty() -> None:
    """Take the words out of what was deleted before."""
    connection = op.get_bind()
    deleted = sa.select(JOB.c.id, sa.type_coerce(JOB.c.spec, sa.Text())).where(
        JOB.c.deleted.is_not(None)
    )
    for id, text in connection.execute(deleted).all():
        spec: dict[str, Any] = json.loads(text)
        left = {name: value for name, value in spec.items() if name not in WORDS}
        change = sa.update(JOB).where(JOB.c.id == id)
        connection.execute(change.values(spec=left | {"prompt": {"words": ""}}))


def downgrade() -> None:
    """Take this revision back."""
    for table in ("turn", "job", "reference_version"):
        _without_triggers(table)
    op.drop_index(op.f("ix_loose_since"), "loose")
    op.drop_table("loose")
    op.drop_index(op.f("ix_need_sha256"), "need")
    op.drop_table("need")


def _without_triggers(table: str) -> None:
    """What counts for a table is no part of its schema, so it is found by its name."""
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    there = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
        if sqlite
        else "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass)"
    )
    for (name,) in connection.execute(sa.text(there), {"table": table}).all():
        if name.startswith("need_"):
            op.execute(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
