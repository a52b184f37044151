"""Who was invited to paint on which picture, in SQL."""

import json
from datetime import datetime

import sqlalchemy as sa

from core.painting import REMEMBERED, Invitation
from core.ports import Clock
from core.wire import plain, read
from storage.database import Database
from storage.rows import table
from storage.tables import InvitationRow

INVITATION = table(InvitationRow)


class SqlInvitations:
    """The Invitations port on a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, invitation: Invitation) -> None:
        """Keep one; those that are over for a week are forgotten."""
        values = {
            "id": invitation.id,
            "expires": invitation.expires,
            "content": json.dumps(plain(invitation)),
        }
        async with self._database.writing() as connection:
            await connection.execute(_old(self._clock.now()))
            await connection.execute(sa.insert(INVITATION).values(values))

    async def of(self, id: str) -> Invitation | None:
        """The invitation of that id; None where there is none."""
        query = sa.select(INVITATION.c.content).where(INVITATION.c.id == id)
        async with self._database.reading() as connection:
            content = (await connection.execute(query)).scalar()
        return None if content is None else read(Invitation, json.loads(content))


def _old(now: datetime) -> sa.Delete:
    return sa.delete(INVITATION).where(INVITATION.c.expires < now - REMEMBERED)
