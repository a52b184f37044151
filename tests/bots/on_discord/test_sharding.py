"""Several connections to Discord answer as one does."""

import pytest

from tests.bots.on_discord.server import CHANNEL
from tests.bots.on_discord.wire import connected, drawn


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
