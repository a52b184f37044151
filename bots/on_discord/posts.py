"""Messages that Discord shows: written, changed and found again, whatever has happened to them."""

import logging
from datetime import timedelta
from typing import Any, NamedTuple

import discord

from bots.on_discord.incoming import PLATFORM
from bots.on_discord.outgoing import Shape
from core.ports import Clock
from core.postings import Posting

log = logging.getLogger("easel.discord")

TOKEN_LIVES = timedelta(minutes=14, seconds=30)  # Discord says 15 minutes
FILE_LIMIT = 10 * 1024 * 1024  # bytes that Discord takes where it does not say otherwise
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


class MessageGone(Exception):
    """The message was deleted."""


class PlaceClosed(Exception):
    """Nothing can be written there any more."""


class Said(NamedTuple):
    """A message that was sent."""

    message: discord.Message
    limit: int = FILE_LIMIT  # bytes that a file may have there
    token: str = ""  # of the interaction that it answers


class Posts:
    """Edits and sends messages for a client."""

    def __init__(self, client: discord.Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    def posting(self, job: str, said: Said, variant: int = 0) -> Posting:
        """The record of a message that shows `job`, or one of its variants."""
        message = said.message
        expires = self._clock.now() + TOKEN_LIVES if said.token else None
        place, id = str(message.channel.id), str(message.id)
        return Posting(job, PLATFORM, place, id, variant, said.token, expires, said.limit)

    async def change(self, posting: Posting, shape: Shape) -> None:
        """Make a message look like `shape`.

        By the interaction's token while that lives, which works where the bot is no member, else
        as the bot. Raises MessageGone, PlaceClosed, and HTTPException for what may pass.
        """
        if posting.expires and self._clock.now() < posting.expires:
            try:
                return await self._by_token(posting, shape)
            except discord.HTTPException as error:
                if error.code not in SPENT and error.status != 401:
                    raise _meaning(error) from error
        try:
            message = self._partial(posting)
            await message.edit(content=shape.text, attachments=shape.files(), view=shape.view())
        except discord.HTTPException as error:
            raise _meaning(error) from error
        return None

    async def send(self, place: str, shape: Shape, nonce: str) -> discord.Message:
        """A new message; the same `nonce` within some minutes gives the first one again.

        Raises PlaceClosed, and HTTPException for what may pass.
        """
        channel = self._client.get_partial_messageable(int(place))
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        try:
            return await channel.send(shape.text, files=shape.files(), nonce=nonce, **more)
        except discord.HTTPException as error:
            raise _meaning(error) from error

    async def tell(self, person: str, shape: Shape, nonce: str) -> discord.Message:
        """A direct message; the same `nonce` within some minutes gives the first one again.

        Raises PlaceClosed where they take none, and HTTPException for what may pass.
        """
        try:
            channel = await self._client.create_dm(discord.Object(int(person)))
        except discord.HTTPException as error:
            raise _meaning(error) from error
        return await self.send(str(channel.id), shape, nonce)

    async def _by_token(self, posting: Posting, shape: Shape) -> None:
        application = self._client.application_id
        assert application is not None, "the client is logged in"
        hook = discord.Webhook.partial(application, posting.token, client=self._client)
        view: Any = shape.view()
        await hook.edit_message(
            int(posting.message), content=shape.text, attachments=shape.files(), view=view
        )

    def _partial(self, posting: Posting) -> discord.PartialMessage:
        channel = self._client.get_partial_messageable(int(posting.place))
        return channel.get_partial_message(int(posting.message))


def _meaning(error: discord.HTTPException) -> Exception:
    """What Discord's refusal means for us; the error itself where it may pass."""
    if error.code in GONE:
        return MessageGone()
    if error.code in CLOSED:
        return PlaceClosed()
    return error
