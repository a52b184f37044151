"""Which messages are answered, and which are passed over in silence."""

import pytest

from tests.bots.on_discord.guild import Guild, guild, in_guild
from tests.bots.on_discord.server import CHANNEL, GUILD, ME, person, until
from tests.bots.on_discord.test_thread import grid
from tests.bots.on_discord.wire import Connected, connected, drawn

FORWARDED = 1  # type of a reference
SYSTEM = {"pinned": 6, "a thread begun": 21, "a poll ended": 46}


async def answered_last(easel: Connected) -> None:
    """Wait until what was said before must have been dealt with: this is answered behind it."""
    count = len(easel.home.memory.postings)
    mentions = [person(ME, "easel", bot=True)]
    await easel.server.say(f"<@{ME}> a fox", mentions=mentions)
    await until(lambda: len(easel.home.memory.postings) == count + 1)


def complaints(easel: Connected) -> list[str]:
    """What the bot said that tells of no work."""
    ours = [one["content"] for one in easel.server.messages.values() if one["author"]["bot"]]
    return [one for one in ours if not one.startswith(("Drawing", "Drawn"))]


def to(message: int, kind: int = 0) -> dict[str, object]:
    """A reference to a message."""
    where = {"channel_id": str(CHANNEL), "guild_id": str(GUILD)}
    return {"type": kind, "message_id": str(message), **where}


@pytest.mark.parametrize("kind", SYSTEM.values(), ids=SYSTEM)
async def test_what_discord_says_of_a_result_is_no_request(
    monkeypatch: pytest.MonkeyPatch, kind: int
) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        await easel.finish()
        await easel.server.say("", type=kind, message_reference=to(given.message))
        await answered_last(easel)
        assert complaints(easel) == []


async def test_a_forwarded_result_is_no_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        await easel.finish()
        await easel.server.say("a fox", message_reference=to(given.message, FORWARDED))
        await answered_last(easel)
        assert len(easel.home.memory.turns) == 2
        assert complaints(easel) == []


@in_guild
async def test_a_result_forwarded_to_friends_stays_alone(place: Guild) -> None:
    await grid(place)
    friends = place.guild.create_text_channel("friends")
    await place.ada.forward(place.last, friends)
    assert len(friends.history()) == 1


async def ask(place: Guild) -> object:
    """Ada's result, which a command made: replies to it are hidden."""
    await place.ada.slash(place.channel, "imagine", prompt="a lighthouse")
    await place.finish()
    return place.last


@in_guild
async def test_who_cannot_be_read_is_told_once(place: Guild) -> None:
    result = await ask(place)
    said = len(place.messages)
    for words in ("2 but in winter", "please?"):
        await place.ada.send(place.channel, words, reply_to=result)
    (hint,) = (one for one in place.messages[said:] if one.author.bot)
    assert hint.content.startswith("I cannot read replies here. Mention me in them: @")
    await place.restart()
    await place.ada.send(place.channel, "3 at night", reply_to=result)
    assert sum(one.author.bot for one in place.messages[said:]) == 1


@in_guild
async def test_talk_about_a_result_is_not_interrupted(place: Guild) -> None:
    result = await ask(place)
    said = len(place.messages)
    await place.bob.send(place.channel, "haha that looks like ada's house", reply_to=result)
    assert len(place.messages) == said + 1


@in_guild
async def test_a_reply_that_mentions_is_read(place: Guild) -> None:
    result = await ask(place)
    await place.call("2 but in winter", reply_to=result)
    (job,) = await place.house.owed()
    assert job.spec.lineage is not None
    assert job.spec.lineage is not None
    assert job.spec.lineage.variants == (2,)


@pytest.mark.parametrize("words", ["haha lovely", "thanks!", "🔥🔥", "danke, toll!"])
async def test_small_talk_gets_no_lecture(words: str) -> None:
    async with guild(reads_all=True) as place:
        result = await ask(place)
        said = len(place.messages)
        await place.bob.send(place.channel, words, reply_to=result)
        assert len(place.messages) == said + 1


async def test_where_all_is_read_a_reply_goes_on() -> None:
    async with guild(reads_all=True) as place:
        result = await ask(place)
        await place.bob.send(place.channel, "2 but in winter", reply_to=result)
        assert len(await place.house.owed()) == 1


@in_guild
async def test_thanks_that_are_addressed_are_answered(place: Guild) -> None:
    await place.call("thanks!")
    assert place.last.content.startswith("At your service")
