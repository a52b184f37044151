"""Words are read as people see them."""

import pytest

from bots.on_discord.naming import named
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.server import ADA, CHANNEL, member, person, until
from tests.bots.on_discord.wire import connected

NAMES = {1: "bob", 2: "pictures", 3: "the painters", 4: 'Ada "--n 9" {x|y}'}


@pytest.mark.parametrize(
    ("words", "read"),
    [
        pytest.param("<@1> as a king", "bob as a king", id="a person"),
        pytest.param("<@!1> as a king", "bob as a king", id="a person with a nick"),
        pytest.param("a card for <@&3>", "a card for the painters", id="a role"),
        pytest.param("a poster for <#2>", "a poster for #pictures", id="a channel"),
        pytest.param("<@9>, <@&9> in <#9>", "somebody, some people in a channel", id="unknown"),
        pytest.param("a fox <:smile:12><a:wave:34>", "a fox :smile::wave:", id="emojis"),
        pytest.param("like </imagine:12>", "like /imagine", id="a command"),
        pytest.param("tonight <t:1700000000:R>", "tonight ", id="a time"),
        pytest.param("a card for @everyone", "a card for everyone", id="everyone"),
        pytest.param("@mia at night, 3 < 4 > 2", "@mia at night, 3 < 4 > 2", id="no number"),
        pytest.param("<@4> at sea", "Ada n 9 x y at sea", id="a name that looks like a flag"),
    ],
)
def test_numbers_become_names(words: str, read: str) -> None:
    assert named(words, lambda id: NAMES.get(id, "")) == read


@in_guild
async def test_a_mention_is_shown_and_drawn_by_its_name(place: Guild) -> None:
    await place.call(f"{place.bob.mention} as a king in <#{place.channel.id}>")
    assert place.last.content.startswith("Drawing: “bob as a king in #pictures”")
    (job,) = await place.house.owed()
    assert job.spec.prompt.words == "bob as a king in #pictures"


async def test_a_command_is_read_with_the_names_that_came_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        said = f"<@{ADA}> as a king in <#{CHANNEL}> for @everyone"
        resolved = {
            "users": {str(ADA): person(ADA, "ada")},
            "members": {str(ADA): {**member(), "nick": "Queen Ada", "permissions": "0"}},
        }
        options = [{"name": "prompt", "type": 3, "value": said}]
        await easel.server.command("imagine", options, resolved)
        await until(lambda: bool(easel.home.memory.postings))
        (job,) = await easel.home.owed()
        assert job.spec.prompt.words == "Queen Ada as a king in #pictures for everyone"
