"""The tests' server refuses what Telegram does, so that no test passes by its kindness."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import telegram
from telegram.error import TelegramError

from bots.on_telegram.budgets import Urgency
from bots.on_telegram.hooks import hook_up
from bots.on_telegram.limiting import Dropped
from bots.on_telegram.sending import Bot
from tests.bots.on_telegram.chat import chat
from tests.bots.on_telegram.server import ADA, BOB, GROUP
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


async def test_what_telegram_takes_is_taken() -> None:
    async with chat() as easel:
        bot = easel.running.bot
        await bot.send_message(ADA, "x", reply_markup=button(web_app=APP))
        await bot.send_message(GROUP, "x", reply_markup=button(url=f"{HOME}/mask"))
        await hook_up(bot, f"{HOME}:8443/t", "a_secret-1")
        assert easel.server.webhook == f"{HOME}:8443/t"
        easel.server.webhook = ""


async def test_a_group_takes_twenty_a_minute() -> None:
    async with chat() as easel:
        for number in range(20):
            await easel.running.bot.send_message(GROUP, str(number))
        with pytest.raises(Dropped):
            await easel.running.bot.send_message(
                GROUP, "one more", rate_limit_args=Urgency.PROGRESS
            )
        assert easel.server.calls[-1].refused.startswith("Too Many Requests: retry after")
        await easel.running.bot.send_message(ADA, "there is room elsewhere")
