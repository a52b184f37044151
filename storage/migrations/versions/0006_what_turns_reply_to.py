"""what turns reply to, and those that have no answer yet."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
OPEN = sa.text("job IS NULL AND reply IS NULL")


def upgrade() -> None:
    """Bring the database to this revision."""
    for name in ("reply_to", "intent"):
        op.add_column("turn", sa.Column(name, TEXT(), nullable=False, server_default=""))
    op.create_index("ix_turn_open", "turn", ["id"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_turn_open", "turn")
    for name in ("intent", "reply_to"):
        op.drop_column("turn", name)
