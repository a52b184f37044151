"""who is invited to paint."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    """Bring the database to this revision."""
    op.create_table(
        "invitation",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("content", TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_expires"), "invitation", ["expires"])


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index(op.f("ix_invitation_expires"), "invitation")
    op.drop_table("invitation")
