"""A post of a forum is a place as a thread is: commands, mentions, buttons and rules work there."""

from typing import Any

import pytest

from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.test_setting import REFUSED


async def post(place: Guild) -> Any:
    """A post in a forum."""
    forum = place.guild.create_forum_channel("gallery")
    with place.env._bot_scope():
        await place.env.bot.get_channel(forum.id).create_thread(name="winter", content="show it")
    await place.env.settle()
    return forum.threads[-1]


@pytest.mark.parametrize("command", [True, False], ids=["command", "mention"])
@in_guild
async def test_a_result_comes_into_the_post_and_goes_on_there(place: Guild, command: bool) -> None:
    thread = await post(place)
    if command:
        await place.ada.slash(thread, "imagine", prompt="a lighthouse")
    else:
        await place.ada.send(thread, f"{place.env.bot.user.mention} a lighthouse")
    await place.finish()
    shown = thread.last_message
    assert shown.content.startswith("Drawn: “a lighthouse”")
    await place.restart()
    await place.ada.click(shown, custom_id=shown.components[-1].children[0].custom_id)
    await place.finish()
    again = thread.last_message
    assert again.id != shown.id
    assert again.content.startswith("Drawn: “a lighthouse”")
    assert not place.messages, "nothing is told elsewhere"


@pytest.mark.parametrize("what", ["Easel in this thread", "Easel in this channel"])
@in_guild
async def test_a_rule_may_be_given_in_a_post(place: Guild, what: str) -> None:
    thread = await post(place)
    await place.owner.slash(thread, "set only", what=what)
    await place.ada.slash(thread, "imagine", prompt="a fox")
    assert thread.last_message.content == REFUSED.format("Easel")
