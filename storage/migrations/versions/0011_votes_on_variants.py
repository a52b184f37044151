"""votes on variants."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    """Bring the database to this revision."""
    op.create_table(
        "vote",
        sa.Column("job", TEXT(), nullable=False),
        sa.Column("person", TEXT(), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["job.id"], name=op.f("fk_vote_job_job")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_vote_person_person")),
        sa.PrimaryKeyConstraint("job", "person", name=op.f("pk_vote")),
    )
    op.create_index(op.f("ix_vote_person"), "vote", ["person"])
    op.add_column("job", sa.Column("votes", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take this revision back."""
    op.drop_column("job", "votes")
    op.drop_index(op.f("ix_vote_person"), "vote")
    op.drop_table("vote")
