"""`/forget` is between the bot and the one who asks; others' direct messages stay theirs."""

from core.actions import Action, Verb
from tests.bots.on_discord.guild import Guild, in_guild

HOSTILE = "**Bob** <@1> `x` [y](http://evil)"


@in_guild
async def test_the_question_and_the_answer_are_seen_by_nobody_else(place: Guild) -> None:
    parts = place.house.parts
    there = await parts.history.person("telegram", "7", HOSTILE)
    await parts.links.offer(there, "K7QM3XR9")
    await place.ada.slash(place.channel, "link", code="K7QM3XR9")
    await place.call("a secret lighthouse")
    await place.finish()
    seen = len(place.messages)
    asked = await place.ada.slash(place.channel, "forget")
    assert asked.ephemeral
    assert "**Bob**" not in asked.response.content
    ((button,),) = (row["components"] for row in asked.response.components)
    told = await place.ada.click(asked.response, custom_id=button["custom_id"])
    assert told.ephemeral
    assert len(place.messages) == seen
    assert "secret" not in repr(place.house.memory)


@in_guild
async def test_words_in_a_channel_are_told_where_to_ask(place: Guild) -> None:
    await place.call("forget me")
    assert "in a private chat" in place.last.content
    assert not place.house.memory.jobs


@in_guild
async def test_what_is_recalled_by_a_packed_button_of_another_place_is_not_shown(
    place: Guild,
) -> None:
    await place.call("a secret lighthouse")
    job = await place.finish()
    other = place.guild.create_text_channel("elsewhere")
    packed = Action(Verb.OPEN, job.id, 1).pack()
    told = await place.bob.slash(other, "recall", words=packed)
    shown = [*other.history(), told.response]
    assert not any("secret" in str(one and one.content) for one in shown)
    assert "belongs to another channel" in repr([str(one and one.content) for one in shown])
