"""What the history says above its results, and which of them come first."""

import pytest

from tests.bots.on_discord.guild import Guild, in_guild


@pytest.mark.parametrize("asked", ["/history", "history", "verlauf", "historique", "historial"])
@in_guild
async def test_who_asks_for_the_history_gets_the_latest_first(place: Guild, asked: str) -> None:
    words = asked.removeprefix("/")
    for prompt in (f"a lesson in the {words} of ships", "a lighthouse"):
        await place.call(prompt)
        await place.finish()
    if asked.startswith("/"):
        await place.ada.slash(place.channel, words)
    else:
        await place.call(asked)
    first, *results = place.last.content.splitlines()
    assert first == "The latest results here:"
    assert [line.split("“")[1].split("”")[0] for line in results] == [
        "a lighthouse",
        f"a lesson in the {words} of ships",
    ]
