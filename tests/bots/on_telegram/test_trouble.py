"""A result arrives, once, whatever has happened to its message, its chat, Telegram or the bot."""

import asyncio

import pytest

from bots.on_telegram import receiving
from core.replies import Kind, Reply
from tests.bots.on_telegram.chat import SOON, Chat, chat, words
from tests.bots.on_telegram.server import ADA, BOB, GROUP, Fault, until

NEW, NEWER = -100_500, -100_501
BLOCKED = "Forbidden: bot was blocked by the user"
KICKED = "Forbidden: bot was kicked from the group chat"


async def test_a_result_comes_into_its_message_after_a_restart() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse")
        await easel.restart()
        await easel.finish()
        assert easel.texts()[0].startswith("Drawn: “a lighthouse”")
        assert len(easel.texts()) == 1


async def test_a_result_whose_message_was_deleted_comes_anew_once() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse")
        del easel.server.messages[ADA, easel.last["message_id"]]
        ended = await easel.finish()
        assert words(easel.last).startswith("Drawn: “a lighthouse”")
        await easel.show(ended)
        assert len(easel.texts()) == 1


async def test_a_result_that_is_shown_twice_is_sent_once() -> None:
    async with chat() as easel:
        ended = await easel.draw()
        easel.server.calls.clear()
        await easel.restart()
        await easel.show(ended)
        (again,) = easel.server.calls[1:]  # the first asks who we are
        assert "message is not modified" in again.refused
        assert again.files == {}


async def test_an_update_that_comes_again_is_answered_once() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse")
        easel.server.updates += easel.server.given
        easel.running.polling.cancel()
        await easel.restart()
        await easel.settled()
        assert len(await easel.home.owed()) == 1
        assert len(easel.texts()) == 1


async def test_what_was_kept_and_not_answered_is_answered_after_a_restart() -> None:
    async with chat() as easel:
        easel.server.holds.clear()  # Telegram answers no call: what we send is under way
        easel.server.say("a lighthouse")
        await until(lambda: easel.home.memory.jobs)
        await until(lambda: not easel.server.updates)
        killed = easel.running
        await killed.end()
        easel.server.calls.clear()
        easel.server.holds.set()
        easel.running = await easel.start()
        await easel.settled()
        assert len(await easel.home.owed()) == 1
        assert any(text.startswith("Drawing: “a lighthouse”") for text in easel.texts())


async def test_who_blocked_the_bot_is_written_nothing_until_they_come_back() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse")
        easel.server.blocked[ADA] = BLOCKED
        ended = await easel.finish()
        easel.server.calls.clear()
        await easel.restart()
        await easel.show(ended)
        assert [one.method for one in easel.server.calls] == ["getMe"], "nothing is tried again"
        easel.server.blocked.clear()
        await easel.say("/history")
        assert "1. imagine “a lighthouse”" in words(easel.last)


@pytest.mark.parametrize("how", ["kicked", "no rights", "told"])
async def test_where_the_group_is_closed_the_person_is_told_once(how: str) -> None:
    async with chat() as easel:
        await easel.say("/imagine a lighthouse", chat=GROUP)
        if how == "kicked":
            easel.server.blocked[GROUP] = KICKED
        elif how == "told":
            easel.server.leave(GROUP)
            await easel.settled()
        else:
            told = "Bad Request: not enough rights to send text messages to the chat"
            easel.server.faults.append(Fault("", 400, 99, told, chat=GROUP))
        del easel.server.messages[GROUP, easel.server.shown(GROUP)[-1]["message_id"]]
        ended = await easel.finish()
        await easel.show(ended)
        (told,) = easel.texts()
        first, line, *_ = told.splitlines()
        assert first == "Drawn: “a lighthouse”"
        assert line == "You asked for this in Studio, where I cannot write any more."
        assert "reply_markup" not in easel.last


async def test_who_never_began_a_chat_is_not_written_to() -> None:
    async with chat() as easel:
        await easel.say("/imagine a lighthouse", chat=GROUP, by=BOB)
        easel.server.blocked[GROUP] = KICKED
        ended = await easel.finish()
        calls = len(easel.server.calls)
        await easel.show(ended)
        assert easel.texts(BOB) == []
        assert len(easel.server.calls) == calls, "nothing is tried again"


async def test_a_group_that_became_a_supergroup_keeps_its_history() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=GROUP)
        before = easel.server.shown(GROUP)[-1]
        easel.server.grow(GROUP, NEW)
        await easel.settled()
        await easel.restart()
        await easel.say("/history", chat=NEW)
        assert "1. imagine “a lighthouse”" in easel.texts(NEW)[-1]
        more = before["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
        easel.server.press(GROUP, before["message_id"], more)
        await easel.settled()
        await easel.finish()
        assert easel.texts(NEW)[-1].startswith("Drawn: “a lighthouse”")


async def test_messages_of_a_group_that_moved_are_numbered_anew() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=GROUP)
        await easel.say("/imagine a tower", chat=GROUP)
        easel.server.grow(GROUP, NEW)
        await easel.settled()
        for text in ("/imagine a red fox", "/imagine a hen", "/imagine a cow"):
            await easel.say(text, chat=NEW, by=BOB)
        owed = {job.spec.prompt.words for job in await easel.home.owed()}
        assert owed == {"a tower", "a red fox", "a hen", "a cow"}
        while await easel.home.owed():
            await easel.finish()
        shown = [text.splitlines()[0] for text in easel.texts(NEW)]
        assert sorted(shown) == sorted(f"Drawn: “{one}”" for one in owed)


async def test_delete_takes_nothing_else_out_of_a_group_that_moved() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=GROUP)
        before = easel.server.shown(GROUP)[-1]
        easel.server.grow(GROUP, NEW)
        await easel.settled()
        await easel.draw("/imagine a fox", chat=NEW)
        delete = before["reply_markup"]["inline_keyboard"][-1][-1]["callback_data"]
        easel.server.press(GROUP, before["message_id"], delete)
        await easel.settled()
        first, told = easel.texts(NEW)
        assert first.startswith("Drawn: “a fox”")
        assert told.startswith("Deleted.\nIt is still to be seen where I may not change it")


async def test_settings_follow_a_group_that_moved() -> None:
    async with chat() as easel:
        easel.server.admins = {ADA}
        await easel.say("/settings count 2", chat=GROUP)
        easel.server.grow(GROUP, NEW)
        await easel.settled()
        await easel.say("/settings", chat=NEW)
        assert easel.texts(NEW)[-1].startswith("Set for this chat:\ncount: 2")
        await easel.say("/imagine a fox", chat=NEW)
        assert (await easel.owed()).spec.count == 2


async def test_a_group_that_moves_twice_is_reached() -> None:
    async with chat() as easel:
        places = easel.running.front.places
        await places.moved(GROUP, NEW)
        await places.moved(NEW, NEWER)
        found = [await places.now(one) for one in (GROUP, NEW, NEWER)]
        assert found == [NEWER] * 3
        assert await places.first(NEWER) == GROUP


async def test_a_result_follows_a_group_whose_move_nobody_told() -> None:
    async with chat() as easel:
        await easel.say("/imagine a lighthouse", chat=GROUP)
        easel.server.grow(GROUP, NEW)
        easel.server.updates.clear()
        await easel.finish()
        assert easel.texts(NEW)[-1].startswith("Drawn: “a lighthouse”")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault("editMessage", 502, 2, "Bad Gateway"), id="bad gateway"),
        pytest.param(Fault("editMessage", 500, 2, "Internal Server Error"), id="server error"),
        pytest.param(
            Fault("editMessage", 429, 2, "Too Many Requests", {"retry_after": 1}), id="flood"
        ),
    ],
)
async def test_what_may_pass_is_waited_out(fault: Fault) -> None:
    async with chat() as easel:
        await easel.say("a lighthouse")
        easel.server.faults.append(fault)
        await easel.finish()
        assert fault.times == 0
        assert words(easel.last).startswith("Drawn: “a lighthouse”")
        assert len(easel.texts()) == 1, "nothing else is sent while it waits"


async def test_a_long_outage_leaves_the_result_owed() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse")
        fault = Fault("editMessage", 502, 99, "Bad Gateway")
        easel.server.faults.append(fault)
        with pytest.raises(Exception, match="Bad Gateway"):
            await easel.finish()
        fault.times = 0
        (job,) = await easel.home.parts.ledger.undelivered()
        await easel.show(job)
        assert easel.texts()[0].startswith("Drawn: “a lighthouse”")


async def test_what_telegram_refuses_for_good_is_not_tried_again() -> None:
    async with chat() as easel:
        easel.server.faults.append(Fault("sendMessage", 400, 99, "Bad Request: nobody foresaw it"))
        await easel.say("a lighthouse")
        assert len(easel.server.of("sendMessage")) == 1
        assert len(await easel.home.owed()) == 1, "what was asked for is made"


@pytest.mark.parametrize("what", ["1 Open", "/history"])
async def test_what_was_perhaps_sent_is_not_sent_again(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr("bots.on_telegram.receiving.AGAIN", SOON)
    async with chat() as easel:
        await easel.draw()
        easel.server.faults.append(Fault("send", 502, 1, "Bad Gateway", done=True))
        await (easel.say(what) if what.startswith("/") else easel.click(what))
        assert len(easel.texts()) == 2


async def test_what_follows_a_result_is_gone_on_with() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse --n 3")
        ended = await easel.home.render(await easel.owed())
        object.__setattr__(ended, "grid", None)
        fault = Fault("sendMediaGroup", 502, 99, "Bad Gateway")
        easel.server.faults.append(fault)
        with pytest.raises(Exception, match="Bad Gateway"):
            await easel.show(ended)
        fault.times = 0
        await easel.restart()
        for _ in range(2):
            await easel.show(ended)
        assert len(easel.server.shown()) == 3


async def test_an_album_of_which_telegram_cannot_show_a_file_comes_one_by_one() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse --n 3")
        ended = await easel.home.render(await easel.owed())
        object.__setattr__(ended, "grid", None)
        refused = Fault("sendMediaGroup", 400, 1, "Bad Request: IMAGE_PROCESS_FAILED")
        easel.server.faults.append(refused)
        await easel.show(ended)
        assert ["photo" in one for one in easel.server.shown()] == [True] * 3


async def test_of_an_answer_that_breaks_off_nothing_is_repeated_or_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bots.on_telegram.posts.PAUSES", SOON)
    monkeypatch.setattr("bots.on_telegram.speaking.help_on", long_help)
    async with chat() as easel:
        easel.server.faults.append(Fault("sendMessage", 502, 2, "Bad Gateway", after=1))
        await easel.say("/help")
        said = [part for text in easel.texts() for part in text.split()]
        assert said == long_help().text.split()


def long_help() -> Reply:
    """More than a message holds."""
    return Reply(Kind.NOTICE, " ".join(f"word{number}" for number in range(1200)))


async def test_a_bad_request_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.on_telegram.receiving.AGAIN", SOON)
    async with chat() as easel:
        easel.server.faults.append(Fault("answerInlineQuery", 400, 99, "Bad Request: too old"))
        easel.server.ask_inline("")
        await easel.settled()
        assert len(easel.server.of("answerInlineQuery")) == 1


async def test_an_update_is_tried_again_while_telegram_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(receiving, "AGAIN", tuple(0.01 for _ in receiving.AGAIN))
    async with chat() as easel:
        fault = Fault("answerInlineQuery", 502, 1 + len(SOON), "Bad Gateway")
        easel.server.faults.append(fault)
        easel.server.ask_inline("")
        await easel.settled()
        answers = easel.server.of("answerInlineQuery")
        assert [bool(one.refused) for one in answers] == [*(True for _ in (0, *SOON)), False]


async def test_a_press_whose_answer_is_refused_does_what_it_says_once() -> None:
    async with chat() as easel:
        await easel.draw()
        easel.server.faults.append(Fault("answerCallbackQuery", 400, 9, "Bad Request: QUERY_ID"))
        await easel.click("Details")
        assert len(easel.server.of("answerCallbackQuery")) == 1
        assert len(easel.texts()) == 2


async def test_an_answer_that_hangs_keeps_no_process_from_its_end() -> None:
    async with chat() as easel:
        await easel.draw()
        easel.server.hold("answerCallbackQuery")
        easel.server.click("Details")
        await until(lambda: len(easel.texts()) == 2)
        async with asyncio.timeout(10):
            await easel.running.end()
        easel.server.holds.set()
        easel.running = await easel.start()


async def test_a_photo_that_telegram_cannot_show_is_a_file() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse")
        refused = Fault("editMessageMedia", 400, 1, "Bad Request: IMAGE_PROCESS_FAILED")
        easel.server.faults.append(refused)
        await easel.finish()
        assert "document" in easel.last
        assert words(easel.last).startswith("Drawn: “a lighthouse”")


async def test_what_breaks_is_a_sentence() -> None:
    async with chat() as easel:
        break_history(easel)
        await easel.say("a lighthouse")
        assert words(easel.last) == "⚠️ Something broke here; nothing is lost, try it again."


def break_history(easel: Chat) -> None:
    """From now on the conversation raises what nobody foresaw."""

    async def broken(*_: object) -> None:
        raise RuntimeError("nobody foresaw this")

    object.__setattr__(easel.home.parts, "conversation", type("Broken", (), {"receive": broken})())
