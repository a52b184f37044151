"""reference sets."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    """Bring the database to this revision."""
    op.create_table(
        "reference_set",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("owner", TEXT(), nullable=False),
        sa.Column("key", TEXT(), nullable=False),
        sa.Column("name", TEXT(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_set")),
        sa.ForeignKeyConstraint(
            ["owner"], ["person.id"], name=op.f("fk_reference_set_owner_person")
        ),
        sa.UniqueConstraint("owner", "key", name=op.f("uq_reference_set_owner")),
    )
    op.create_table(
        "reference_version",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("saved", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", "number", name=op.f("pk_reference_version")),
        _of_the_set("reference_version"),
    )
    op.create_table(
        "reference_share",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("channel", TEXT(), nullable=False),
        sa.Column("key", TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("id", "channel", name=op.f("pk_reference_share")),
        _of_the_set("reference_share"),
        sa.ForeignKeyConstraint(
            ["channel"], ["channel.id"], name=op.f("fk_reference_share_channel_channel")
        ),
        sa.UniqueConstraint("channel", "key", name=op.f("uq_reference_share_channel")),
    )


def downgrade() -> None:
    """Take this revision back."""
    for table in ("reference_share", "reference_version", "reference_set"):
        op.drop_table(table)


def _of_the_set(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_id_reference_set")
    return sa.ForeignKeyConstraint(["id"], ["reference_set.id"], name=name, ondelete="CASCADE")
