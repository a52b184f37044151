"""What goes wrong between us and Discord, and what each refusal means: said here alone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import aiohttp
import discord

from bots.posting import MessageGone, PlaceClosed
from bots.yielding import Refused, TooLarge

log = logging.getLogger("easel.discord")

T = TypeVar("T")

# Whatever a request may raise: a refusal, a limit, a connection that is cut or never comes about.
TROUBLE = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)

GONE = frozenset(  # no message that can be edited
    {
        10008,  # unknown message
        30046,  # it is over an hour old, and was edited as often as such may be
    }
)
CLOSED = frozenset(
    {
        10003,  # no such channel
        10004,  # no such server
        10013,  # no such user
        50001,  # no access
        50007,  # they take no direct messages
        50013,  # no permission
        50083,  # the thread is archived
        50278,  # no server in common
    }
)
FORBIDDEN = frozenset({403, 404})
SPENT = frozenset({10015, 50027})  # unknown webhook, invalid webhook token
TWICE = 40060  # the interaction was acknowledged before
LIMITED = 429
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # s between attempts: a minute in all
SHORT, LONG = 0.2, 60.0  # s that are waited where Discord says nothing, and at most
LARGE = 40005  # more than one may send there


class Unsaid(Exception):
    """An answer could not be shown, whatever was tried."""


def refusal(error: Exception) -> Refused | TooLarge | None:
    """Why Discord will never take a message as it is; None where that is not said."""
    if not isinstance(error, discord.HTTPException):
        return None
    if error.code == LARGE or error.status == 413:
        return TooLarge()
    # Words that automatic moderation stops (200000), links, pictures: it is about the content.
    return Refused() if error.status == 400 else None


def meaning(error: discord.HTTPException) -> Exception:
    """What Discord's refusal means for us; the error itself where it may pass."""
    if error.code in GONE:
        return MessageGone()
    if error.code in CLOSED or _forbids(error):
        return PlaceClosed()
    return refusal(error) or error


def _forbids(error: discord.HTTPException) -> bool:
    """Whether it is no passing trouble, though we know no such code: new ones come every year."""
    headers = getattr(error.response, "headers", {})
    # What stands between us and Discord, and may pass, answers in HTML.
    discords = "json" in headers.get("Content-Type", "json")
    return discords and error.status in FORBIDDEN and error.code not in SPENT


def spent(error: discord.HTTPException) -> bool:
    """Whether the token of an interaction is of no more use."""
    return error.code in SPENT or error.status == 401


def passes(error: Exception) -> bool:
    """Whether trouble may be over with the next attempt."""
    if isinstance(error, discord.HTTPException):
        return error.code not in GONE and (error.status == LIMITED or error.status >= 500)
    return isinstance(error, TROUBLE)


def pause_of(error: Exception) -> float:
    """How long Discord asks to wait, in s."""
    if isinstance(error, discord.RateLimited):
        return min(error.retry_after, LONG)
    return waited(getattr(getattr(error, "response", None), "headers", {}))


def waited(headers: Mapping[str, str]) -> float:
    """How long an answer with these headers asks to wait, in s."""
    try:
        return min(float(headers.get("Retry-After", SHORT)), LONG)
    except ValueError:  # it may also be a date
        return SHORT


async def patiently(attempt: Callable[[], Awaitable[T]]) -> T:
    """Try for a minute while there is trouble that may pass; raises what does not."""
    for pause in PAUSES:
        try:
            return await attempt()
        except TROUBLE as error:
            if not passes(error):
                raise
            log.info("tried again in a moment: %r", error)
            await asyncio.sleep(max(pause, pause_of(error)))
    return await attempt()
