"""The bot's process keeps its place for as long as it is there."""

import asyncio
import hashlib
import signal
from pathlib import Path

import pytest

from bots import alone
from bots.discord_bot import main
from bots.settings import BotSettings
from core.lexicon import Lexicon
from storage.opening import open_storage
from storage.redis_server import RedisServer
from tests.bots.on_discord.server import TOKEN, Discord, until
from tests.bots.on_discord.wire import reachable

LEASE, RENEWAL = 1.0, 0.1  # s


async def test_it_keeps_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(alone, "LEASE", LEASE)
    monkeypatch.setattr(alone, "RENEWAL", RENEWAL)
    monkeypatch.setattr(Lexicon, "prepare", str)  # it takes seconds
    name = f"discord:{hashlib.sha256(TOKEN.encode()).hexdigest()[:16]}"
    with RedisServer(tmp_path / "redis") as redis:
        settings = BotSettings(home=tmp_path / "home", redis_url=redis.address, discord_token=TOKEN)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        said: list[str] = []
        async with reachable(monkeypatch, Discord()):
            running = asyncio.create_task(main(settings, said.append))
            await until(lambda: bool(said) or running.done(), 60)
            async with open_storage(settings, redis.address) as storage:
                await asyncio.sleep(2 * LEASE)
                assert await storage.queue.claim(name, "somebody else", LEASE) != "somebody else"
            assert not running.done()
            signal.raise_signal(signal.SIGTERM)  # it ends as it does when it is told to stop
            await running
