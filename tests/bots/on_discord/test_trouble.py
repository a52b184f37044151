"""A result arrives, once, whatever has happened to its message, its token or the bot."""

from tests.bots.on_discord.guild import Guild, in_guild

QUARTER = 16 * 60  # s, after which a token is spent


@in_guild
async def test_a_result_comes_after_the_token_is_spent(place: Guild) -> None:
    await place.ada.slash(place.channel, "imagine", prompt="a lighthouse")
    work = place.last
    await place.env.advance_time(QUARTER)
    await place.finish()
    assert (await place.fresh(work)).content.startswith("Drawn: “a lighthouse”")
    assert len(place.messages) == 1


@in_guild
async def test_a_result_whose_message_was_deleted_comes_anew_once(place: Guild) -> None:
    await place.call("a lighthouse")
    await place.mod.delete(place.last)
    ended = await place.finish()
    assert place.last.content.startswith("Drawn: “a lighthouse”")
    count = len(place.messages)
    await place.show(ended)
    assert len(place.messages) == count


@in_guild
async def test_a_result_comes_after_a_restart(place: Guild) -> None:
    await place.ada.slash(place.channel, "imagine", prompt="a lighthouse")
    await place.restart()
    await place.finish()
    assert place.last.content.startswith("Drawn: “a lighthouse”")
    assert len(place.messages) == 1


@in_guild
async def test_a_result_that_is_shown_twice_is_one_message(place: Guild) -> None:
    await place.call("a lighthouse")
    ended = await place.finish()
    before = place.last.content
    await place.show(ended)
    assert place.last.content == before
    assert len(place.messages) == 2


@in_guild
async def test_a_result_whose_work_was_never_told_is_told_anew(place: Guild) -> None:
    await place.call("a lighthouse")
    place.house.memory.postings.clear()  # the bot died before it could note its message
    ended = await place.finish()
    await place.show(ended)
    shown = [one for one in place.messages if one.content.startswith("Drawn")]
    assert len(shown) == 1
