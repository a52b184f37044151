"""Groups: what calls Easel is answered there, in its topic, and nothing else is."""

import pytest

from core.catalogue import Intent
from core.replies import Kind, Reply
from tests.bots.on_telegram.chat import chat, words
from tests.bots.on_telegram.server import (
    ADA,
    ANONYMOUS,
    BOB,
    FORUM,
    GROUP,
    ME,
    NAMES,
    TOPIC,
    Fault,
    user,
)
from tests.core.talk import photo

NO_TOPIC = "Bad Request: message thread not found"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/imagine a lighthouse", id="command"),
        pytest.param("/imagine@easel_bot a lighthouse", id="command with our name"),
        pytest.param("@easel_bot a lighthouse", id="mention"),
        pytest.param("a lighthouse @Easel_Bot", id="mention behind, in capitals"),
        pytest.param("@easel_bot /imagine a lighthouse", id="mention before a command"),
    ],
)
async def test_who_calls_is_answered(text: str) -> None:
    async with chat() as easel:
        sent = await easel.say(text, chat=GROUP)
        spec = (await easel.owed()).spec
        chosen = spec.reason.startswith("you chose Imagine")
        assert (spec.prompt.words, chosen) == ("a lighthouse", "/" in text)
        (work,) = easel.server.shown(GROUP)
        assert work["reply_to_message"]["message_id"] == sent["message_id"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a lighthouse", id="words"),
        pytest.param("/imagine@other_bot a lighthouse", id="another bot's command"),
        pytest.param("/ban Bob", id="a command that is none of ours"),
        pytest.param("@easel_bottle a lighthouse", id="a longer name"),
    ],
)
async def test_who_calls_nobody_is_left_alone(text: str) -> None:
    async with chat() as easel:
        await easel.say(text, chat=GROUP)
        assert easel.texts(GROUP) == []


async def test_an_administrator_who_is_anonymous_is_answered() -> None:
    async with chat() as easel:
        as_group = {"from": user(ANONYMOUS), "sender_chat": easel.server.chats[GROUP]}
        for text in ("/imagine a lighthouse", "/settings count 2", "/imagine"):
            await easel.say(text, chat=GROUP, **as_group)
        drawing, settings, question = easel.texts(GROUP)
        assert drawing.startswith("Drawing: “a lighthouse”")
        assert settings.startswith("Set for this chat")
        assert question.startswith("What shall I draw?")


async def test_another_bot_is_not_answered() -> None:
    async with chat() as easel:
        await easel.say("/imagine a lighthouse", chat=GROUP, **{"from": user(ANONYMOUS)})
        assert easel.texts(GROUP) == []


async def test_a_text_mention_calls() -> None:
    async with chat() as easel:
        entity = {"type": "text_mention", "offset": 0, "length": 5, "user": user(ME)}
        await easel.say("Easel a lighthouse", chat=GROUP, entities=[entity])
        assert len(await easel.home.owed()) == 1


async def test_a_reply_to_a_result_is_enough() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=GROUP)
        shown = easel.server.shown(GROUP)[-1]
        await easel.say("2 but in winter", chat=GROUP, by=BOB, reply_to=shown["message_id"])
        assert (await easel.owed()).spec.lineage is not None


async def test_a_mention_in_reply_to_somebodys_photo_works_on_it() -> None:
    async with chat() as easel:
        theirs = easel.server.say("my cat", chat=GROUP, by=BOB, file=photo())
        text = "@easel_bot turn this into a watercolour"
        await easel.say(text, chat=GROUP, reply_to=theirs["message_id"])
        job = await easel.owed()
        assert (job.spec.intent, len(job.spec.inputs)) == (Intent.RESTYLE, 1)


async def test_what_was_shared_through_us_is_not_taken_for_words() -> None:
    async with chat() as easel:
        await easel.say("look", file=photo(), via_bot=user(ME))
        assert easel.texts() == []


async def test_a_topic_has_its_own_thread() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=FORUM, topic=TOPIC)
        (shown,) = easel.server.shown(FORUM)
        assert shown["message_thread_id"] == TOPIC
        await easel.say("/history", chat=FORUM)
        assert easel.texts(FORUM)[-1].startswith("Nothing has been made in this channel yet.")
        assert "message_thread_id" not in easel.server.shown(FORUM)[-1]


async def test_a_press_in_a_topic_is_answered_there() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=FORUM, topic=TOPIC)
        easel.server.click("More", chat=FORUM, old=True)  # Telegram no longer tells the topic
        await easel.settled()
        assert easel.server.shown(FORUM)[-1]["message_thread_id"] == TOPIC
        await easel.finish()
        assert len(easel.texts(FORUM)) == 2


async def test_the_misleading_number_of_a_reply_in_general_is_no_topic() -> None:
    async with chat() as easel:
        more = {"message_thread_id": 4711}
        await easel.draw("/imagine a lighthouse", chat=FORUM, **more)
        assert "message_thread_id" not in easel.server.shown(FORUM)[-1]


async def test_the_beginning_of_a_topic_is_not_what_one_replies_to() -> None:
    async with chat() as easel:
        begun = easel.server.begin_topic(FORUM)
        await easel.say("hello", chat=FORUM, topic=TOPIC, reply_to=begun["message_id"])
        assert easel.home.memory.turns == {}


@pytest.mark.parametrize(
    ("count", "method"),
    [
        pytest.param(2, "sendPhoto", id="a file"),
        pytest.param(3, "sendMediaGroup", id="an album"),
    ],
)
async def test_what_follows_a_result_comes_where_its_topic_is_not_found(
    count: int, method: str
) -> None:
    async with chat() as easel:
        await easel.say(f"/imagine a lighthouse --n {count}", chat=FORUM, topic=TOPIC)
        ended = await easel.home.render(await easel.owed())
        object.__setattr__(ended, "grid", None)
        easel.server.faults.append(Fault(method, 400, 1, NO_TOPIC))
        await easel.show(ended)
        assert ["photo" in one for one in easel.server.shown(FORUM)] == [True] * count


async def test_what_follows_an_answer_comes_where_its_topic_is_not_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = Reply(Kind.NOTICE, " ".join(f"word{number}" for number in range(1200)))
    monkeypatch.setattr("bots.on_telegram.speaking.help_on", lambda: told)
    async with chat() as easel:
        easel.server.faults.append(Fault("sendMessage", 400, 1, NO_TOPIC, after=1))
        await easel.say("/help", chat=FORUM, topic=TOPIC)
        assert " ".join(easel.texts(FORUM)).split() == told.text.split()


async def test_a_topic_that_is_not_found_gets_its_result_in_the_chat() -> None:
    async with chat() as easel:
        await easel.say("/imagine a lighthouse", chat=FORUM, topic=TOPIC)
        easel.server.messages.clear()
        easel.server.topics.clear()
        await easel.finish()
        assert easel.texts(FORUM)[-1].startswith("Drawn: “a lighthouse”")


@pytest.mark.parametrize(
    ("admin", "told"),
    [
        pytest.param(False, "⚠️ Only the one who asked for this can do that", id="a member"),
        pytest.param(True, "Cancelled.", id="an administrator"),
    ],
)
async def test_others_cancel_only_if_they_look_after_the_group(admin: bool, told: str) -> None:
    async with chat() as easel:
        easel.server.admins = {BOB} if admin else set()
        await easel.say("/imagine a lighthouse", chat=GROUP)
        await easel.click("Cancel", chat=GROUP, by=BOB)
        (answered,) = easel.server.of("answerCallbackQuery")
        assert answered.params["text"].startswith(told)
        assert len(easel.texts(GROUP)) == 1


async def test_a_name_is_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMES, BOB, "<b>&Bob")
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=GROUP)
        await easel.click("1 Edit", chat=GROUP, by=BOB)
        assert easel.texts(GROUP)[-1].startswith("<b>&Bob, Edit 1: what should change?")


async def test_a_question_in_a_group_names_whom_it_asks() -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lighthouse", chat=GROUP)
        await easel.click("1 Edit", chat=GROUP, by=BOB)
        question = easel.server.shown(GROUP)[-1]
        assert words(question).startswith("Bob, Edit 1: what should change?")
        (asked,) = [one for one in easel.server.calls if "force_reply" in str(one.params)]
        assert f'<a href="tg://user?id={BOB}">' in asked.params["text"]
        assert asked.params["reply_markup"]["selective"] is True
        await easel.say("make it blue", chat=GROUP, by=BOB, reply_to=question["message_id"])
        assert (await easel.owed()).spec.prompt.words == "make it blue"
        assert easel.texts(ADA) == []
