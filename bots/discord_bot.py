"""The Discord bot's process: composed here, connected until it is told to stop."""

import asyncio
from collections.abc import Callable

import aiohttp
import discord

from bots.alone import alone, keep_place
from bots.composing import chat_on
from bots.delivery import deliver
from bots.on_discord.client import EaselClient
from bots.on_discord.incoming import PLATFORM
from bots.on_discord.sharding import client
from bots.settings import BotSettings
from core.errors import BadSettings, Broken, NoPlatform
from storage.opening import Storage, open_storage
from storage.redis_server import RedisServer
from storage.settings import make_home
from storage.until_signal import until_signal
from storage.upkeep import keep_reconciled

TOKEN = "EASEL_DISCORD_TOKEN"  # noqa: S105 - its name
INTENT = "EASEL_DISCORD_READS_ALL"
SHARDS = "EASEL_DISCORD_SHARDS"
SHARDING = frozenset({4010, 4011})  # no such shard, more of them needed


async def main(settings: BotSettings, say: Callable[[str], object]) -> None:
    """Be there in Discord until SIGTERM or SIGINT; `say` hears once it is.

    Raises BadSettings where the token is missing, refused or has no such intent, or where the
    number of shards is wrong; AlreadyThere, NoPlatform, NoRedis and NoDatabase.
    """
    token = settings.discord_token.get_secret_value()
    if not token:
        detail = "it is empty; docs/discord.md says how to make a bot and where its token is"
        raise BadSettings(name=TOKEN, detail=detail)
    make_home(settings.home)
    with RedisServer(settings.home, settings.redis_url) as redis:
        async with open_storage(settings, redis.address) as storage:
            parts = chat_on(settings, storage)
            easel = client(parts, settings.discord_reads_all, settings.discord_shards)
            async with alone(storage.queue, PLATFORM, token):
                await until_signal(
                    keep_place(storage.queue, PLATFORM, token),
                    connect(easel, token),
                    _present(easel, storage, say),
                    keep_reconciled(storage.ledger, storage.queue),
                    storage.tidying.keep(),
                )


async def connect(easel: EaselClient, token: str) -> None:
    """Stay connected; discord.py comes back by itself whenever the connection is lost.

    Raises BadSettings where Discord refuses what was set, and NoPlatform where it is not there.
    """
    try:
        async with easel:
            await easel.start(token)
    except discord.LoginFailure as error:
        raise BadSettings(name=TOKEN, detail="Discord does not know this token") from error
    except discord.PrivilegedIntentsRequired as error:
        detail = "the application has no message-content intent; switch it on, or this off"
        raise BadSettings(name=INTENT, detail=detail) from error
    except discord.ConnectionClosed as error:
        if error.code not in SHARDING:
            raise NoPlatform(platform="Discord", detail=str(error)) from error
        detail = "Discord wants another number of connections; 0 takes what it advises"
        raise BadSettings(name=SHARDS, detail=detail) from error
    except discord.HTTPException as error:
        raise _at_the_start(error) from error
    except (aiohttp.ClientError, OSError) as error:
        raise NoPlatform(platform="Discord", detail=str(error)) from error


def _at_the_start(error: discord.HTTPException) -> Broken:
    """What Discord's refusal means while the bot logs in and names its commands."""
    said = f"it said {error.status} {error.text}".strip()
    if error.status >= 500 or error.status == 429:
        return NoPlatform(platform="Discord", detail=f"{said}; try again in a while")
    detail = f"Discord takes no commands of its application: {said}; see docs/discord.md"
    return BadSettings(name=TOKEN, detail=detail)


async def _present(easel: EaselClient, storage: Storage, say: Callable[[str], object]) -> None:
    """Show results and progress from when the client is ready."""
    await easel.arrived.wait()
    say(f"Easel is in Discord as {easel.user}.")
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(deliver(PLATFORM, easel.desk, storage.ledger, storage.queue))
        tasks.create_task(easel.watch())
