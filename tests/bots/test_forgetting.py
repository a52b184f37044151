"""`easel forget`: asks, then removes everything of somebody."""

import asyncio
from pathlib import Path

from core.replies import Kind, Reply, Turn
from storage.opening import open_storage
from storage.redis_server import RedisServer
from storage.settings import StorageSettings
from tests.bots.command_line import easel, said

YES = Reply(Kind.NOTICE, "Yes.")


async def spoken(home: Path) -> None:
    """Ada, whose name is hostile, said a secret."""
    with RedisServer(home, "", dies_with_parent=True) as redis:
        async with open_storage(StorageSettings(home=home), redis.address) as storage:
            ada = await storage.history.person("discord", "7", "Ada\n\u202eLovelace")
            channel = await storage.history.channel("discord", "1", "a channel")
            id, now = storage.clock.new_id(), storage.clock.now()
            await storage.history.open_turn(Turn(id, "k", channel.id, ada, now, "a secret"))
            await storage.history.answer(id, reply=YES)


def test_somebody_is_forgotten_after_a_yes(home: Path) -> None:
    asyncio.run(spoken(home))
    asked = easel("forget", "discord:7", stdin="n\n")
    assert "1 request with its words\n" in asked.stdout
    assert "Ada Lovelace on Discord" in asked.stdout
    assert "Nobody was forgotten." in asked.stdout
    done = easel("forget", "discord:7", "--yes")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Forgotten. Removed:")
    assert "nobody called “discord:7”" in said(easel("forget", "discord:7", "--yes"))


def test_what_was_forgotten_is_not_left_in_the_file_of_the_database(home: Path) -> None:
    asyncio.run(spoken(home))
    assert any(b"secret" in one.read_bytes() for one in home.glob("easel.db*"))
    assert easel("forget", "discord:7", "--yes").exit_code == 0
    assert not any(b"secret" in one.read_bytes() for one in home.glob("easel.db*"))
