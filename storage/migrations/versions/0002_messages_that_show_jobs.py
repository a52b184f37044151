"""messages that show jobs."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import storage.tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this revision."""
    op.create_table(
        "posting",
        sa.Column("platform", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("message", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("job", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.Column("token", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("expires", storage.tables.Moment(), nullable=True),
        sa.Column("limit", sa.BigInteger(), nullable=False),
        sa.Column("kept", storage.tables.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["job.id"], name=op.f("fk_posting_job_job")),
        sa.PrimaryKeyConstraint("platform", "place", "message", name=op.f("pk_posting")),
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_posting_job_variant_kept", ["job", "variant", "kept"], unique=False
        )


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index("ix_posting_job_variant_kept")

    op.drop_table("posting")
