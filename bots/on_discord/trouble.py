"""What goes wrong between us and Discord, and what each refusal means: said here and nowhere else."""

import aiohttp
import discord

from bots.desk import MessageGone, PlaceClosed

# Whatever a request may raise: a refusal, a limit, a connection that is cut or never comes about.
TROUBLE = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)

GONE = frozenset({10008})  # unknown message
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
SPENT = frozenset({10015, 50027})  # unknown webhook, invalid webhook token


def meaning(error: discord.HTTPException) -> Exception:
    """What Discord's refusal means for us; the error itself where it may pass."""
    if error.code in GONE:
        return MessageGone()
    if error.code in CLOSED:
        return PlaceClosed()
    return error


def spent(error: discord.HTTPException) -> bool:
    """Whether the token of an interaction is of no more use."""
    return error.code in SPENT or error.status == 401
