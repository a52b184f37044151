"""What was made before a release that finds it by keywords is found after it."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from core.catalogue import Intent
from core.jobs import Lineage
from core.past import Reach
from storage.database import MIGRATIONS, Database
from storage.past import SqlPast
from tests.contracts.stores import Store, on_database, sqlite
from tests.contracts.test_past import made, wanted
from tests.values import SetClock


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database, be it one that others use too."""
    real = request.param == "postgresql"
    return request.getfixturevalue("postgresql") if real else sqlite(tmp_path)


async def _back(database: Database, revision: str) -> None:
    """Take revisions back, as an operator does with alembic."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    def downgrade(connection: sa.Connection) -> None:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)

    async with database.engine.connect() as connection:
        await connection.run_sync(downgrade)
        await connection.commit()


async def _earlier(store: Store) -> None:
    castle = await made(store, "a castle")
    await made(store, "", intent=Intent.ANIMATE, lineage=Lineage(castle.id, (1,), "animate"))
    await made(store, "only words", pictures=0)
    gone = await made(store, "a castle that was deleted")
    await store.ledger.delete(gone.id)


async def test_earlier_results_are_indexed(url: str) -> None:
    async with on_database(url) as store:
        await _earlier(store)
        channel = store.channel.id
    async with Database(url) as database:
        await _back(database, "0008")
    async with Database(url) as database:
        past = SqlPast(database, SetClock())
        found = await past.find(Reach(channel), wanted("castles"))
        assert [job.spec.intent for job in found.jobs] == [Intent.ANIMATE, Intent.RESTYLE]
        assert (await past.find(Reach(channel), wanted("words"))).jobs == ()
