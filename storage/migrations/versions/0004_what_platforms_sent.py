"""what platforms sent, questions in chats, results of a person."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    """Bring the database to this revision."""
    op.create_table(
        "received",
        sa.Column("platform", TEXT(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("content", TEXT(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("platform", "number", name=op.f("pk_received")),
    )
    op.create_index("ix_job_person_state_id", "job", ["person", "state", "id"])
    for name in ("asks", "file"):
        op.add_column("posting", sa.Column(name, TEXT(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("posting") as posting:
        posting.drop_column("file")
        posting.drop_column("asks")
    op.drop_index("ix_job_person_state_id", "job")
    op.drop_table("received")
