"""What goes wrong while the bot starts is a clear sentence."""

import pytest

from bots.discord_bot import connect
from bots.on_discord.sharding import client
from core.errors import BadSettings, Broken, NoPlatform
from tests.bots.on_discord.guild import house
from tests.bots.on_discord.server import TOKEN, Discord, Fault
from tests.bots.on_discord.wire import reachable

DOWN = {"message": "down"}
CLOSED = {"code": 50001, "message": "Missing Access"}


@pytest.mark.parametrize(
    ("path", "status", "said", "error", "sentence"),
    [
        pytest.param(
            "commands",
            403,
            CLOSED,
            BadSettings,
            r"EASEL_DISCORD_TOKEN is not usable: .*403 Missing Access; see docs/discord.md",
            id="no commands allowed",
        ),
        pytest.param(
            "commands",
            503,
            DOWN,
            NoPlatform,
            r"Discord cannot be reached from here \(it said 503 down; try again in a while\)",
            id="down at the commands",
        ),
        pytest.param("users/@me", 503, DOWN, NoPlatform, "it said 503 down", id="down at login"),
        pytest.param("users/@me", 401, CLOSED, BadSettings, "does not know this token", id="token"),
    ],
)
async def test_trouble_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    status: int,
    said: dict[str, object],
    error: type[Broken],
    sentence: str,
) -> None:
    server, home = Discord(), await house()
    server.faults.append(Fault(path, status, 99, said))
    async with reachable(monkeypatch, server):
        with pytest.raises(error, match=sentence):
            await connect(client(home.parts, reads_all=False, shards=1), TOKEN)
