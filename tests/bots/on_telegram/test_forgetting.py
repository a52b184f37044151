"""`/forget me` in our chat; what others know of one's chat is of no use to them."""

from core.actions import Action, Verb
from tests.bots.on_telegram.chat import chat
from tests.bots.on_telegram.server import ADA, BOB, GROUP

HOSTILE = "*Bob* <b>\u202ebold</b> [x](http://evil)"
HARMLESS = HOSTILE.replace("\u202e", "")


async def test_it_asks_and_forgets_with_the_account_that_is_linked() -> None:
    async with chat() as easel:
        there = await easel.home.parts.history.person("discord", "7", HOSTILE)
        await easel.home.parts.links.offer(there, "K7QM3XR9")
        await easel.say("/link K7QM-3XR9")
        await easel.draw("a secret lighthouse")
        await easel.say("/forget me")
        assert f"all of {HARMLESS} on Discord" in easel.texts()[-1]
        assert not easel.last.get("entities")
        await easel.click("Forget me")
        assert "You are forgotten." in easel.texts()[-1]
        assert "secret" not in repr(easel.home.memory)
        assert await easel.home.parts.links.other(there) is None


async def test_who_was_forgotten_is_somebody_new() -> None:
    async with chat() as easel:
        await easel.draw("a secret lighthouse")
        before = set(easel.home.memory.people.values())
        await easel.say("forget me")
        await easel.click("Forget me")
        await easel.say("/history")
        assert "You have made nothing yet." in easel.texts()[-1]
        assert not before & set(easel.home.memory.people.values())


async def test_words_ask_in_a_group_as_well_as_the_command_and_are_told_where_to() -> None:
    async with chat() as easel:
        for words in ("/forget me", "@easel_bot forget me"):
            await easel.say(words, chat=GROUP)
            assert "in a private chat" in easel.texts(GROUP)[-1]


async def test_a_button_of_her_chat_opens_nothing_in_his() -> None:
    async with chat() as easel:
        job = await easel.draw("a secret lighthouse")
        await easel.say("hello", by=BOB, chat=BOB)
        message = easel.server.say("hi", by=BOB, chat=BOB)["message_id"]
        for verb in (Verb.OPEN, Verb.DETAILS, Verb.DELETE):
            easel.server.press(BOB, message, Action(verb, job.id, 1).pack(), by=BOB)
            await easel.settled()
        shown = repr(easel.server.shown(BOB)) + repr(easel.server.of("answerCallbackQuery"))
        assert "secret" not in shown
        assert "photo" not in repr(easel.server.shown(BOB))
        assert await easel.home.parts.ledger.job(job.id) == job


async def test_recall_and_replies_in_his_chat_find_nothing_of_hers() -> None:
    async with chat() as easel:
        await easel.draw("a secret lighthouse")
        hers = easel.last["message_id"]
        for words in ("/recall secret", "/history", "history"):
            await easel.say(words, by=BOB, chat=BOB)
        await easel.say("make it darker", by=BOB, chat=BOB, reply_to=hers)
        assert "lighthouse" not in repr(easel.server.shown(BOB))
        assert ADA != BOB
