"""accounts that are linked."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    """Bring the database to this revision."""
    op.create_table(
        "link",
        sa.Column("person", TEXT(), nullable=False),
        sa.Column("other", TEXT(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_link_person_person")),
        sa.ForeignKeyConstraint(["other"], ["person.id"], name=op.f("fk_link_other_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_link")),
        sa.UniqueConstraint("other", name=op.f("uq_link_other")),
    )
    op.create_table(
        "linking",
        sa.Column("person", TEXT(), nullable=False),
        sa.Column("code", TEXT(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_linking_person_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_linking")),
        sa.UniqueConstraint("code", name=op.f("uq_linking_code")),
    )


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("linking")
    op.drop_table("link")
