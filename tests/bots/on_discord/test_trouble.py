"""A result arrives, once, whatever has happened to its message, its token or the bot."""

from typing import Any

import pytest

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


@pytest.mark.parametrize("status", [400, 429])
@in_guild
async def test_where_an_old_message_takes_no_more_edits_a_new_one_comes_at_once(
    place: Guild, status: int
) -> None:
    await place.call("a lighthouse")
    route = f"/channels/{place.channel.id}/messages/*"
    place.env.inject_error("PATCH", route, status=status, code=30046, times=None)
    await place.finish()
    assert place.last.content.startswith("Drawn: “a lighthouse”")


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


def direct(place: Guild) -> list[Any]:
    """What Easel wrote to Ada directly."""
    return place.ada.user.dm_channel.history()


def shut(place: Guild, channel: Any, code: int, status: int = 403) -> None:
    """From now on Discord refuses what Easel writes to a channel."""
    for route in (f"/channels/{channel.id}/messages", f"/channels/{channel.id}/messages/*"):
        place.env.inject_error("*", route, status=status, code=code, times=None)


def open_again(place: Guild) -> None:
    """Discord refuses nothing any more."""
    place.env.backend.faults.clear()


@pytest.mark.parametrize("command", [True, False], ids=["command", "mention"])
@in_guild
async def test_where_the_channel_is_gone_the_person_is_told_once(
    place: Guild, command: bool
) -> None:
    if command:
        await place.ada.slash(place.channel, "imagine", prompt="a lighthouse")
    else:
        await place.call("a lighthouse")
    await place.env.advance_time(QUARTER)
    with place.env._bot_scope():
        await place.env.bot.get_channel(place.channel.id).delete()
    await place.env.settle()
    ended = await place.finish()
    await place.restart()
    await place.show(ended)
    (told,) = direct(place)
    assert told.content.startswith("Drawn: “a lighthouse”\n-# You asked for this in Studio #pict")
    assert told.content.endswith("It is kept: /history shows it here.")
    assert [one.filename[-9:] for one in told.attachments] == ["-grid.png"]
    assert told.components == []
    await place.ada.send_dm("history")
    *_, listed = direct(place)
    assert listed.content.startswith("Your latest results:\n-# 1. imagine “a lighthouse”")
    await place.click("Open 1", by=place.ada.user, on=listed)
    *_, opened = direct(place)
    assert opened.content.startswith("1 of 4: “a lighthouse”")
    assert len(opened.attachments) == 1


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(50001, id="no access"),
        pytest.param(50013, id="no permission"),
        pytest.param(50083, id="a locked thread"),
    ],
)
@in_guild
async def test_history_shows_what_could_not_be_posted(place: Guild, code: int) -> None:
    await place.call("a lighthouse")
    shut(place, place.channel, code)
    await place.finish()
    assert len(direct(place)) == 1
    open_again(place)
    await place.ada.slash(place.channel, "history")
    assert "1. imagine “a lighthouse”" in place.last.content


@pytest.mark.parametrize(
    ("status", "code"),
    [
        pytest.param(403, 160005, id="a locked thread"),
        pytest.param(403, 0, id="forbidden"),
        pytest.param(404, 0, id="not found"),
    ],
)
@in_guild
async def test_a_refusal_that_nobody_knows_closes_the_place(
    place: Guild, status: int, code: int
) -> None:
    await place.call("a lighthouse")
    shut(place, place.channel, code, status)
    ended = await place.finish()
    (told,) = direct(place)
    assert told.content.startswith("Drawn: “a lighthouse”\n-# You asked for this in Studio #pict")
    await place.show(ended)
    assert len(direct(place)) == 1, "once"


@in_guild
async def test_while_the_token_lives_a_closed_channel_is_no_hindrance(place: Guild) -> None:
    await place.ada.slash(place.channel, "imagine", prompt="a lighthouse")
    shut(place, place.channel, 50001)
    await place.finish()
    assert place.last.content.startswith("Drawn: “a lighthouse”")
    assert direct(place) == []


@in_guild
async def test_a_failure_is_told_too(place: Guild) -> None:
    await place.call("a lighthouse, fail")
    shut(place, place.channel, 50001)
    await place.finish()
    (told,) = direct(place)
    assert told.content.startswith("⚠️ This needs more memory than the worker has.\n-# You asked")
    assert "It is kept" not in told.content, "the history has results only"


@pytest.mark.parametrize(
    "code", [pytest.param(50007, id="takes none"), pytest.param(50278, id="no server in common")]
)
@in_guild
async def test_who_takes_no_direct_messages_is_left_alone(place: Guild, code: int) -> None:
    await place.call("a lighthouse")
    shut(place, place.channel, 50001)
    shut(place, place.ada.user.dm_channel, code)
    ended = await place.finish()
    await place.show(ended)
    assert direct(place) == []
    open_again(place)
    await place.ada.slash(place.channel, "history")
    assert "1. imagine “a lighthouse”" in place.last.content
