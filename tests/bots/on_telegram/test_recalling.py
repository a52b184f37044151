"""Recalling in Telegram: buttons under Details, which ask, and replies to an old result."""

from core.catalogue import Intent
from core.jobs import Job
from tests.bots.on_telegram.chat import Chat, chat, words
from tests.core.talk import photo

OTHER = photo("navy", (64, 64))


async def restyled(easel: Chat) -> Job:
    """A photo in another look."""
    await easel.say("make it a watercolour --n 2 --seed 9", file=photo())
    return await easel.finish()


async def test_a_picture_answers_the_question() -> None:
    async with chat() as easel:
        first = await restyled(easel)
        await easel.click("Details")
        await easel.click("On another picture…")
        assert words(easel.last).startswith("The same on which picture?")
        await easel.say("", file=OTHER, reply_to=easel.last["message_id"])
        spec = (await easel.owed()).spec
        assert (spec.recalls, spec.seed, spec.count) == (first.id, 9, 2)
        assert spec.inputs != first.spec.inputs


async def test_words_answer_the_question() -> None:
    async with chat() as easel:
        first = await restyled(easel)
        await easel.click("Details")
        await easel.click("With other words…")
        await easel.say("make it an oil painting", reply_to=easel.last["message_id"])
        spec = (await easel.owed()).spec
        assert (spec.prompt.words, spec.seed) == ("make it an oil painting", 9)
        assert spec.inputs == first.spec.inputs


async def test_a_reply_with_a_picture() -> None:
    async with chat() as easel:
        first = await restyled(easel)
        shown = easel.last["message_id"]
        await easel.say("do to this what you did there", file=OTHER, reply_to=shown)
        spec = (await easel.owed()).spec
        assert (spec.recalls, spec.intent) == (first.id, Intent.RESTYLE)


async def test_the_command_in_a_reply() -> None:
    async with chat() as easel:
        first = await restyled(easel)
        shown = easel.last["message_id"]
        await easel.say("/recall make it an oil painting", reply_to=shown)
        spec = (await easel.owed()).spec
        assert (spec.recalls, spec.prompt.words) == (first.id, "make it an oil painting")


async def test_the_command_alone_in_a_reply_is_exact() -> None:
    async with chat() as easel:
        first = await restyled(easel)
        await easel.say("/recall", reply_to=easel.last["message_id"])
        assert (await easel.owed()).spec.repeats == first.variants


async def test_the_command_without_a_reply_finds() -> None:
    async with chat() as easel:
        await restyled(easel)
        await easel.say("/recall watercolour")
        assert words(easel.last).startswith("Found for “watercolour”")


async def test_hostile_words_of_then_are_only_words() -> None:
    async with chat() as easel:
        await easel.say("<b>bold</b> & <a href='x'>y</a> --n 1")
        await easel.finish()
        await easel.say("/recall a hen", reply_to=easel.last["message_id"])
        await easel.finish()
        told = words(easel.last)
        assert "you recalled the settings of imagine “<b>bold</b> & <a href='x'>y</a>”" in told
