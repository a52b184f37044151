"""Several connections to Discord answer as one does."""

import pytest

from bots.discord_bot import connect
from bots.on_discord.sharding import client
from core.errors import BadSettings, Broken, NoPlatform
from tests.bots.house import house
from tests.bots.on_discord.server import CHANNEL, TOKEN, Discord
from tests.bots.on_discord.wire import connected, drawn, reachable


@pytest.mark.parametrize(
    ("shards", "identified"),
    [
        pytest.param(1, [[0, 1]], id="one connection"),
        pytest.param(2, [[0, 2], [1, 2]], id="two"),
        pytest.param(0, [[0, 2], [1, 2]], id="as many as Discord advises"),
    ],
)
async def test_a_result_arrives_whatever_the_number(
    monkeypatch: pytest.MonkeyPatch, shards: int, identified: list[list[int]]
) -> None:
    async with connected(monkeypatch, shards=shards) as easel:
        assert sorted(easel.server.shards) == identified
        given = await drawn(easel)
        given.spent = True
        await easel.finish()
        assert easel.server.messages[given.message]["content"].startswith("Drawn")
        assert easel.server.requests[-1].path == f"/channels/{CHANNEL}/messages/{given.message}"


@pytest.mark.parametrize(
    ("code", "error", "sentence"),
    [
        pytest.param(4011, BadSettings, "EASEL_DISCORD_SHARDS is not usable", id="more are needed"),
        pytest.param(4010, BadSettings, "EASEL_DISCORD_SHARDS is not usable", id="no such shard"),
        pytest.param(4014, BadSettings, "EASEL_DISCORD_READS_ALL is not usable", id="no intent"),
        pytest.param(4012, NoPlatform, "Discord cannot be reached", id="something else"),
    ],
)
@pytest.mark.parametrize("shards", [1, 2])
async def test_what_discord_refuses_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, code: int, error: type[Broken], sentence: str, shards: int
) -> None:
    server, home = Discord(hangs_up=code), await house()
    async with reachable(monkeypatch, server):
        with pytest.raises(error, match=sentence):
            await connect(client(home.parts, reads_all=False, shards=shards), TOKEN)
