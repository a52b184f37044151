"""Commands: in four languages, alone, under pictures and in replies; and the chat's settings."""

import re
from typing import Any

import pytest

from bots.on_telegram.commands import LANGUAGES, NAMES, announce, descriptions, written
from bots.on_telegram.speaking import FOREIGN
from core.catalogue import Intent
from tests.bots.on_telegram.chat import chat, words
from tests.bots.on_telegram.server import ADA, BOB, GROUP
from tests.core.talk import photo

MOST = 256  # characters of a description


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_described_in_every_language(language: str) -> None:
    said = descriptions()[language]
    assert set(said) == set(NAMES)
    assert all(0 < len(text) <= MOST for text in said.values())


async def test_telegram_is_told_the_commands_in_each_language() -> None:
    async with chat() as easel:
        await announce(easel.running.bot)
        told = easel.server.commands
        assert list(told) == ["", "de", "fr", "es"]
        assert all([one["command"] for one in commands] == [*NAMES] for commands in told.values())
        assert told["de"][0]["description"] == "Aus Worten ein Bild zeichnen"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("/edit it is", ("edit", "", "it is"), id="words"),
        pytest.param("/Edit@Easel_bot it is", ("edit", "Easel_bot", "it is"), id="called"),
        pytest.param("/help", ("help", "", ""), id="alone"),
        pytest.param("/imagine\na fox", ("imagine", "", "a fox"), id="over two lines"),
        pytest.param("what is /help", None, id="in the middle"),
        pytest.param("/ etc", None, id="a slash"),
        pytest.param("/a/b", None, id="a path"),
    ],
)
def test_what_is_a_command(text: str, expected: tuple[str, str, str] | None) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("/imagine a lighthouse", Intent.IMAGINE),
        ("/edit make the sky purple", Intent.EDIT),
        ("/animate", Intent.ANIMATE),
        ("/upscale", Intent.UPSCALE),
        ("/compare oil, comic", Intent.COMPARE),
        ("/compare", Intent.COMPARE),
        ("/describe", Intent.DESCRIBE),
    ],
    ids=lambda value: str(value).replace("/", ""),
)
async def test_a_command_under_a_picture_does_what_it_says(text: str, intent: Intent) -> None:
    async with chat() as easel:
        await easel.say(text, file=None if intent is Intent.IMAGINE else photo())
        assert (await easel.owed()).spec.intent is intent


async def test_a_command_in_reply_to_a_result_takes_that() -> None:
    async with chat() as easel:
        job = await easel.draw()
        await easel.say("/upscale 2", reply_to=easel.last["message_id"])
        lineage = (await easel.owed()).spec.lineage
        assert lineage is not None
        assert (lineage.job, lineage.variants) == (job.id, (2,))


async def test_edit_alone_in_reply_to_a_result_asks_what_should_change() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.say("/edit", reply_to=easel.last["message_id"])
        assert words(easel.last).startswith("Edit 1: what should change?")
        await easel.say("make it blue", reply_to=easel.last["message_id"])
        assert (await easel.owed()).spec.prompt.words == "make it blue"


@pytest.mark.parametrize("where", [ADA, GROUP], ids=["in private", "in a group"])
async def test_imagine_alone_asks_what_to_draw(where: int) -> None:
    async with chat() as easel:
        await easel.draw("/imagine a fox", chat=where)
        await easel.say("/imagine", chat=where)
        question = easel.server.shown(where)[-1]
        assert "What shall I draw? For instance: “a lighthouse" in words(question)
        assert easel.server.calls[-1].params["reply_markup"]["force_reply"] is True
        await easel.restart()
        await easel.say("make it blue", chat=where, reply_to=question["message_id"])
        spec = (await easel.owed()).spec
        assert (spec.intent, spec.prompt.words) == (Intent.IMAGINE, "make it blue")


@pytest.mark.parametrize(
    ("text", "variant"), [("make it blue", 1), ("2, make it blue", 2)], ids=["the first", "named"]
)
async def test_edit_alone_asks_what_should_change_in_the_latest_result(
    text: str, variant: int
) -> None:
    async with chat() as easel:
        job = await easel.draw()
        await easel.say("/edit")
        question = easel.last
        assert words(question).startswith("What should change in the latest result, and in which")
        await easel.draw("a fox")
        await easel.say(text, reply_to=question["message_id"])
        lineage = (await easel.owed()).spec.lineage
        assert lineage is not None
        assert (lineage.job, lineage.variants) == (job.id, (variant,))


@pytest.mark.parametrize(
    ("what", "told"),
    [
        pytest.param({"voice": {"file_id": "x", "file_unique_id": "y", "duration": 1}}, 1, id="v"),
        pytest.param({"location": {"latitude": 1.0, "longitude": 1.0}}, 1, id="location"),
        pytest.param({"contact": {"phone_number": "1", "first_name": "B"}}, 1, id="contact"),
        pytest.param({"dice": {"emoji": "🎲", "value": 1}}, 1, id="dice"),
        pytest.param({"write_access_allowed": {}}, 0, id="access"),
        pytest.param(
            {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}}, 0, id="timer"
        ),
    ],
)
async def test_what_is_neither_words_nor_a_picture(what: dict[str, Any], told: int) -> None:
    async with chat() as easel:
        await easel.announce(what)
        assert easel.texts() == [FOREIGN] * told


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("/start", "Say what you would like, with or without a picture"),
        ("/help", "Say what you would like, with or without a picture"),
        ("/models", "Running here:\nTints (explore"),
        ("/history", "You have made nothing yet."),
        ("/recall fox", "You have made nothing yet."),
        ("/dance", "⚠️ I do not know /dance: /help says what you can say."),
        ("/edit", "There is no result here yet: send me a picture with what should change"),
    ],
    ids=lambda value: str(value)[:8].replace("/", ""),
)
async def test_what_needs_no_model_is_answered_at_once(text: str, begins: str) -> None:
    async with chat() as easel:
        await easel.say(text)
        assert words(easel.last).startswith(begins)


@pytest.mark.parametrize(
    ("chat_id", "says"),
    [
        pytest.param(ADA, "Your latest results:", id="alone"),
        pytest.param(GROUP, "The latest results here:", id="in a group"),
    ],
)
@pytest.mark.parametrize("asked", ["/history", "/recall"])
async def test_who_asks_for_the_history_gets_the_latest_first(
    chat_id: int, says: str, asked: str
) -> None:
    async with chat() as easel:
        await easel.draw("/imagine a lesson in the history of ships", chat=chat_id)
        await easel.draw("/imagine a lighthouse", chat=chat_id)
        await easel.say(asked, chat=chat_id)
        first, latest, *_ = easel.texts(chat_id)[-1].splitlines()
        assert first == says
        assert "1. imagine “a lighthouse”" in latest


async def test_history_has_buttons_that_open() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.say("/history")
        await easel.click("Open 1")
        assert words(easel.last).startswith("1 of 4: “a lighthouse at dusk”")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("/settings", "Nothing is set here.", id="nothing"),
        pytest.param("/settings count 2", "Set for this chat:\ncount: 2", id="count"),
        pytest.param("/settings safety off", "Set for this chat:\nsafety: off", id="safety"),
        pytest.param(
            "/settings safety maybe",
            "⚠️ The setting “safety” needs off or mark or refuse",
            id="no policy",
        ),
        pytest.param("/settings ratio=16:9", "Set for this chat:\nratio: 16:9", id="ratio"),
        pytest.param(
            "/settings model tints count 03",
            "Set for this chat:\nmodel: tints\ncount: 3",
            id="two",
        ),
        pytest.param(
            "/settings count 99", "⚠️ The setting “count” needs a number from 1 to 9", id="too many"
        ),
        pytest.param("/settings ratio wide", "⚠️ The setting “ratio” needs a ratio", id="no ratio"),
        pytest.param("/settings model foo", "⚠️ There is no model called foo", id="no model"),
        pytest.param(
            "/settings colour red", "⚠️ The setting “/settings” needs model,", id="unknown"
        ),
        pytest.param("/settings count", "⚠️ The setting “count” needs a value", id="no value"),
    ],
)
async def test_settings_are_told_and_set(text: str, told: str) -> None:
    async with chat() as easel:
        await easel.say(text)
        assert words(easel.last).startswith(told)


async def test_words_for_the_settings_name_a_command_that_there_is() -> None:
    async with chat() as easel:
        await easel.say("settings")
        assert set(re.findall(r"/(\w+)", words(easel.last))) == {"settings"}
        assert "settings" in NAMES


async def test_what_is_set_holds_until_it_is_taken_back() -> None:
    async with chat() as easel:
        await easel.say("/settings count 2")
        await easel.restart()
        assert len((await easel.draw()).variants) == 2
        await easel.say("/settings reset")
        assert len((await easel.draw()).variants) == 4


@pytest.mark.parametrize("admin", [True, False])
async def test_in_a_group_administrators_set(admin: bool) -> None:
    async with chat() as easel:
        easel.server.admins = {ADA} if admin else {BOB}
        await easel.say("/settings count 2", chat=GROUP)
        told = "Set for this chat:" if admin else "⚠️ You may not use /settings here"
        assert easel.texts(GROUP)[-1].startswith(told)
