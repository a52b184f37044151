"""The tests' server refuses what Telegram does, so that no test passes by its kindness."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
import telegram
from telegram.error import TelegramError

from bots.on_telegram.budgets import Allowances, Urgency
from bots.on_telegram.front import bot_of
from bots.on_telegram.hooks import hook_up
from bots.on_telegram.limiting import Dropped, Limiter
from bots.on_telegram.sending import Bot
from tests.bots.on_telegram import floods, refusals
from tests.bots.on_telegram.chat import PLENTY, chat
from tests.bots.on_telegram.floods import Floods
from tests.bots.on_telegram.server import ADA, BOB, GROUP, TOKEN, until
from tests.core.talk import photo

Attempt = Callable[[Bot], Awaitable[Any]]
HOME = "https://easel.example.org"


def button(**what: Any) -> telegram.InlineKeyboardMarkup:
    """A keyboard of one button."""
    return telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("a", **what)]])


def results(*ids: str) -> list[Any]:
    """Results of an inline query."""
    return [telegram.InlineQueryResultCachedPhoto(id, "file") for id in ids]


def commands(name: str = "imagine", about: str = "x", count: int = 1) -> list[Any]:
    """Commands to be announced."""
    return [telegram.BotCommand(name, about)] * count


MIXED = [telegram.InputMediaDocument(b"x", filename="a.bin"), telegram.InputMediaPhoto(photo())]
APP = telegram.WebAppInfo(HOME)


REFUSED: dict[str, tuple[Attempt, str]] = {
    "album": (lambda bot: bot.send_media_group(ADA, MIXED), "specified type"),
    "a stranger": (lambda bot: bot.send_message(BOB, "x"), "can't initiate"),
    "an action": (lambda bot: bot.send_chat_action(ADA, "dancing"), "action"),
    "a button's address": (
        lambda bot: bot.send_message(ADA, "x", reply_markup=button(url="javascript:1")),
        "URL is invalid",
    ),
    "a button for nothing": (
        lambda bot: bot.send_message(ADA, "x", reply_markup=button()),
        "buttons are unallowed",
    ),
    "an app in a group": (
        lambda bot: bot.send_message(GROUP, "x", reply_markup=button(web_app=APP)),
        "TYPE_INVALID",
    ),
    "a long placeholder": (
        lambda bot: bot.send_message(
            ADA, "x", reply_markup=telegram.ForceReply(input_field_placeholder="x" * 65)
        ),
        "PLACEHOLDER",
    ),
    "a draft": (lambda bot: bot.send_message_draft(GROUP, 1), "PEER_ID"),
    "a name": (lambda bot: bot.set_my_commands(commands("Im")), "COMMAND_INV"),
    "about": (lambda bot: bot.set_my_commands(commands(about="x" * 257)), "DESCRIPTION"),
    "commands": (lambda bot: bot.set_my_commands(commands(count=101)), "TOO_MUCH"),
    "no query": (lambda bot: bot.answer_inline_query("no", []), "too old"),
    "an id": (lambda bot: bot.answer_inline_query("q", results("i" * 65)), "ID_INVALID"),
    "two ids": (lambda bot: bot.answer_inline_query("q", results("i", "i")), "DUPLICATE"),
    "no photo": (lambda bot: bot.answer_inline_query("q", results("i")), "WEBDOCUMENT"),
    "plain hook": (lambda bot: hook_up(bot, "http://x.org/t", "s"), "HTTPS"),
    "a hook's port": (lambda bot: hook_up(bot, f"{HOME}:9/t", "s"), "ports"),
    "a secret": (lambda bot: hook_up(bot, HOME, "no secret!"), "unallowed"),
}


@pytest.mark.parametrize(("attempt", "sentence"), REFUSED.values(), ids=REFUSED)
async def test_telegram_refuses(attempt: Attempt, sentence: str) -> None:
    async with chat() as easel:
        easel.server.typed.add("q")
        with pytest.raises(TelegramError, match=f"(?i){sentence}"):
            await attempt(easel.running.bot)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("&lt;b&gt; &amp; &quot;", '<b> & "', id="named"),
        pytest.param("it&#39;s", "it's", id="decimal"),
        pytest.param("it&#x27;s", "it's", id="hexadecimal"),
    ],
)
def test_entities_that_telegram_knows_are_read(text: str, seen: str) -> None:
    assert refusals.read(text, "HTML") == seen


@pytest.mark.parametrize("text", ["a & b", "&nbsp;", "&#xzz;", "a < b"])
def test_other_signs_are_refused(text: str) -> None:
    with pytest.raises(refusals.Refused):
        refusals.read(text, "HTML")


def test_an_album_has_no_buttons() -> None:
    media = [{"type": "photo", "media": "x"}] * 2
    refusals.check_album({"media": media})
    with pytest.raises(refusals.Refused, match="reply markup"):
        refusals.check_album({"media": media, "reply_markup": {"inline_keyboard": []}})


async def test_what_telegram_takes_is_taken() -> None:
    async with chat() as easel:
        bot = easel.running.bot
        await bot.send_message(ADA, "x", reply_markup=button(web_app=APP))
        await bot.send_message(GROUP, "x", reply_markup=button(url=f"{HOME}/mask"))
        await hook_up(bot, f"{HOME}:8443/t", "a_secret-1")
        assert easel.server.webhook == f"{HOME}:8443/t"
        easel.server.webhook = ""


Calls = Callable[[Bot, int], Awaitable[Any]]


async def edited(bot: Bot, number: int) -> None:
    """Change the first message of the bot to Ada."""
    await bot.edit_message_text(f"x{number}", ADA, 1, rate_limit_args=Urgency.PROGRESS)


def sent(to: Callable[[int], int]) -> Calls:
    """Write to a chat that the number of the message gives."""

    async def send(bot: Bot, number: int) -> None:
        await bot.send_message(to(number), "x", rate_limit_args=Urgency.PROGRESS)

    return send


async def album(bot: Bot, number: int) -> None:
    """An album of nine to the group."""
    media = [telegram.InputMediaPhoto(photo())] * 9
    await bot.send_media_group(GROUP, media, rate_limit_args=Urgency.PROGRESS)


FLOODS: dict[str, tuple[Calls, int]] = {
    "messages to a group": (sent(lambda _: GROUP), floods.A_MINUTE),
    "albums to a group": (album, 2),
    "messages to a chat": (sent(lambda _: ADA), floods.BURST),
    "changes in a chat": (edited, floods.BURST),
    "messages in all": (sent(lambda number: 1000 + number), floods.A_SECOND),
}


@pytest.mark.parametrize(("call", "most"), FLOODS.values(), ids=FLOODS)
async def test_what_floods_is_refused(call: Calls, most: int) -> None:
    async with chat() as easel:
        server = easel.server
        if call is edited:
            await easel.running.bot.send_message(ADA, "x")
            server.floods = Floods()
        for number in range(1000, 1100):
            server.chats[1000 + number] = {**server.chats[ADA], "id": 1000 + number}
            server.started.add(1000 + number)
        with suppress(Dropped):
            for number in range(1000, 1100):
                await call(easel.running.bot, number)
        refused = [one.refused for one in server.calls if one.refused]
        assert refused[0].startswith("Too Many Requests: retry after")
        told = [one for one in server.calls if not one.refused and "chat_id" in one.params]
        # A second may pass meanwhile on a slow machine, and makes some room.
        assert most <= len(told) - (call is edited) <= most + 9


async def test_what_is_shipped_floods_nobody() -> None:
    async with chat(allowances=Allowances()) as easel:
        server = easel.server
        server.floods = Floods(burst=2)
        bot = easel.running.bot
        await asyncio.gather(*(bot.send_message(to, "x") for to in (ADA, ADA, GROUP, ADA)))
        assert [one.refused for one in server.calls if one.refused] == []


def test_what_is_shipped_is_no_more_than_telegram_takes() -> None:
    shipped = Allowances()
    assert shipped.everywhere.most <= floods.A_SECOND * shipped.everywhere.seconds
    assert shipped.group.most * 60 <= floods.A_MINUTE * shipped.group.seconds
    assert shipped.chat.most <= shipped.chat.seconds


async def test_of_two_that_ask_for_updates_the_earlier_is_sent_away() -> None:
    async with chat() as easel:
        await until(lambda: easel.server.polls)
        other = bot_of(TOKEN, easel.origin, Limiter(PLENTY))
        async with other:
            earlier = asyncio.create_task(other.get_updates(timeout=20))
            with pytest.raises(telegram.error.Conflict, match="terminated by other getUpdates"):
                await earlier
