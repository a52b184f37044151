"""The Telegram bot's process: composed here, there until it is told to stop."""

import hashlib
import hmac
import importlib.util
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram.error import InvalidToken, TelegramError

from bots.alone import alone, keep_place
from bots.composing import chat_on
from bots.delivery import deliver
from bots.on_telegram.albums import Albums
from bots.on_telegram.budgets import Allowances
from bots.on_telegram.commands import announce
from bots.on_telegram.front import Front, bot_of
from bots.on_telegram.limiting import Limiter
from bots.on_telegram.places import PLATFORM
from bots.on_telegram.receiving import Receiving
from bots.on_telegram.sending import Bot
from bots.settings import BotSettings, secret
from core.errors import BadSettings, NoPlatform, NotInstalled
from storage.opening import Storage, open_storage
from storage.redis_server import RedisServer
from storage.settings import make_home
from storage.until_signal import until_signal
from storage.upkeep import keep_reconciled

TOKEN = "EASEL_TELEGRAM_TOKEN"  # noqa: S105 - its name
PORT = "EASEL_TELEGRAM_PORT"
Takes = Coroutine[Any, Any, None]
AT_ONCE = 64  # results that are shown side by side: in a flooded group they wait for a minute


async def main(settings: BotSettings, say: Callable[[str], object]) -> None:
    """Be there in Telegram until SIGTERM or SIGINT; `say` hears once it is.

    Raises BadSettings where the token is missing or refused, or where the webhook's port is
    taken; AlreadyThere, NoPlatform, NotInstalled, NoRedis and NoDatabase.
    """
    token = settings.telegram_token.get_secret_value()
    if not token:
        detail = "it is empty; docs/telegram.md says how to make a bot and where its token is"
        raise BadSettings(name=TOKEN, detail=detail)
    make_home(settings.home)
    with RedisServer(settings.home, settings.redis_url) as redis:
        async with open_storage(settings, redis.address) as storage:
            bot = bot_of(token, settings.telegram_api.rstrip("/"), Limiter(Allowances()))
            front = Front(bot, chat_on(settings, storage), Albums())
            async with alone(storage.queue, PLATFORM, token), _closing(bot):
                await _connect(bot)
                await _present(settings, storage, bot, front, say)


@asynccontextmanager
async def _closing(bot: Bot) -> AsyncGenerator[None]:
    """Close the bot's connections at the end."""
    try:
        yield
    finally:
        await bot.shutdown()


async def _present(
    settings: BotSettings, storage: Storage, bot: Bot, front: Front, say: Callable[[str], object]
) -> None:
    """Take what comes in and show results; `say` hears once the bot is there."""
    receiving = Receiving(bot, storage.inbox, storage.clock, front.handle, front.greet)
    try:
        takes = await _taken(settings, bot, receiving)
        await receiving.resume()
        await until_signal(
            keep_place(storage.queue, PLATFORM, settings.telegram_token.get_secret_value()),
            _there(takes, lambda: say(f"Easel is in Telegram as @{bot.username}.")),
            deliver(PLATFORM, front.desk, storage.ledger, storage.queue, AT_ONCE),
            front.ticker.watch(),
            keep_reconciled(storage.ledger, storage.queue),
            storage.tidying.keep(),
        )
    finally:
        await receiving.stop()


async def _connect(bot: Bot) -> None:
    """Ask Telegram who we are, and tell it our commands. Raises BadSettings and NoPlatform."""
    try:
        await bot.initialize()
        await announce(bot)
    except InvalidToken as error:
        raise BadSettings(name=TOKEN, detail="Telegram does not know this token") from error
    except TelegramError as error:
        raise NoPlatform(platform="Telegram", detail=error.message) from error


async def _there(takes: Takes, announced: Callable[[], object]) -> None:
    """Say so and take updates. Raises BadSettings where the token is taken back."""
    announced()  # only now: from here on a signal ends us as it should
    try:
        await takes
    except InvalidToken as error:
        raise BadSettings(name=TOKEN, detail="Telegram no longer knows this token") from error


async def _taken(settings: BotSettings, bot: Bot, receiving: Receiving) -> Takes:
    """What takes updates, by asking for them or by a webhook."""
    if settings.telegram_webhook:
        return await _hooked(settings, bot, receiving)
    return await _polled(bot, receiving)


async def _polled(bot: Bot, receiving: Receiving) -> Takes:
    """What asks for updates. Raises NoPlatform."""
    try:
        await bot.delete_webhook()  # one of an earlier day would keep them from us
    except TelegramError as error:
        raise NoPlatform(platform="Telegram", detail=error.message) from error
    return receiving.poll()


async def _hooked(settings: BotSettings, bot: Bot, receiving: Receiving) -> Takes:
    """What has updates brought. Raises NotInstalled, NoPlatform, and BadSettings for its port."""
    if importlib.util.find_spec("uvicorn") is None:
        raise NotInstalled(library="uvicorn", extra="web")
    from bots.on_telegram.hooks import hook_up, hooks
    from bots.on_web.serving import listen, serve

    try:
        listener = listen(settings.telegram_host, settings.telegram_port)
    except OSError as error:
        where = f"{settings.telegram_host}:{settings.telegram_port}"
        detail = f"{where} cannot be used ({error.strerror})"
        raise BadSettings(name=PORT, detail=detail) from error
    password = _webhook_secret(settings)
    try:
        await hook_up(bot, settings.telegram_webhook, password)
    except TelegramError as error:
        listener.close()
        raise NoPlatform(platform="Telegram", detail=error.message) from error
    return serve(hooks(receiving, bot, password), lambda: None, listener)


def _webhook_secret(settings: BotSettings) -> str:
    """What Telegram proves itself by: what was set, else made of what only this bot knows."""
    given = settings.telegram_secret.get_secret_value()
    token = settings.telegram_token.get_secret_value().encode()
    return given or hmac.digest(secret(settings.home), token, hashlib.sha256).hex()
