"""Messages that Discord shows: written, changed and found again, whatever has happened to them."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord

from bots.on_discord.incoming import PLATFORM
from bots.on_discord.once import GivenUp, once
from bots.on_discord.outgoing import Shape
from bots.on_discord.shaping import FILE_LIMIT, drawn, shaped
from bots.on_discord.trouble import TROUBLE, meaning, spent
from bots.parts import Parts
from bots.posting import MessageGone, PlaceClosed, Said
from core.customs import adult_maker
from core.errors import TargetGone
from core.jobs import Job
from core.postings import Posting
from core.replies import Channel, Progress, Reply

log = logging.getLogger("easel.discord")

TOKEN_LIVES = timedelta(minutes=14, seconds=30)  # Discord says 15 minutes


class Posts:
    """Edits and sends messages for a client."""

    def __init__(
        self, client: discord.Client, parts: Parts, restricted: Callable[[str], bool]
    ) -> None:
        """`restricted`: whether a channel is age-restricted, by its id."""
        self._restricted = restricted
        self._client = client
        self._parts = parts
        self._quiet: dict[str, float] = {}  # until when (loop's s) a job's progress is not told

    async def shaped(self, reply: Reply, limit: int = 0) -> Shape:
        """The message for a reply, with its pictures made to fit."""
        return await shaped(reply, self._parts, limit or FILE_LIMIT)

    def said(self, message: discord.Message, limit: int = FILE_LIMIT, token: str = "") -> Said:
        """What is to be kept of a message; `token` is that of the interaction that it answers."""
        expires = self._parts.clock.now() + TOKEN_LIVES if token else None
        return Said(str(message.channel.id), str(message.id), limit, token, expires)

    def link(self, posting: Posting) -> str:
        """Where a message can be looked at; empty where we do not know its server."""
        channel = self._client.get_channel(int(posting.place))
        return self._partial(posting).jump_url if channel else ""

    async def renewed(self, message: discord.Message, token: str) -> None:
        """A press on a message came with a token by which that can be edited again."""
        posting = await self._shown_in(message.channel.id, message.id)
        if posting is not None:
            expires = self._parts.clock.now() + TOKEN_LIVES
            await self._parts.postings.keep(replace(posting, token=token, expires=expires))

    async def shown_in(self, channel: int | None, message: int) -> Posting:
        """What a message of ours shows; raises TargetGone where that is not known."""
        posting = await self._shown_in(channel, message)
        if posting is None:
            raise TargetGone
        return posting

    async def replied_to(self, message: discord.Message) -> Posting | None:
        """What the message shows that this replies to; None where it is none of ours."""
        reference = message.reference
        if reference is None or reference.message_id is None:
            return None
        if reference.type is not discord.MessageReferenceType.default:
            return None  # it was forwarded
        return await self._shown_in(reference.channel_id, reference.message_id)

    async def _shown_in(self, channel: int | None, message: int) -> Posting | None:
        return await self._parts.postings.at(PLATFORM, str(channel), str(message))

    async def at_home(self, posting: Posting, place: Channel) -> bool:
        """Whether a message is in the place that was asked in."""
        return posting.place == place.external

    async def change(self, posting: Posting, shape: Shape) -> Posting:
        """Make a message look like `shape`.

        By the interaction's token while that lives, which works where the bot is no member, else
        as the bot. Raises MessageGone, PlaceClosed, and HTTPException for what may pass.
        """
        if posting.expires and self._parts.clock.now() < posting.expires:
            try:
                await self._by_token(posting, shape)
                return posting
            except discord.HTTPException as error:
                if not spent(error):
                    raise meaning(error) from error
        try:
            message = self._partial(posting)
            await message.edit(**shape.changes())
        except discord.HTTPException as error:
            raise meaning(error) from error
        return posting

    async def reword(self, posting: Posting, reply: Reply) -> None:
        """Change the words and the buttons of a message; the files that it shows stay.

        Raises what `change` does.
        """
        made = await self.shaped(reply, posting.limit)
        await self.change(posting, replace(made, enclosed=(), keeps=True))

    async def tick(self, posting: Posting, job: Job, progress: Progress) -> None:
        """Show how far a job is, in one attempt; what cannot be shown is lost."""
        now = asyncio.get_running_loop().time()
        self._quiet = {one: until for one, until in self._quiet.items() if until > now}
        if job.id in self._quiet:
            return
        made = drawn(self._parts.answer(job), progress)
        if adult_maker(job.spec, self._parts.catalogue) and not self._restricted(posting.place):
            made = replace(made, enclosed=(), keeps=False)
        try:
            with once():
                await self.change(posting, made)
        except GivenUp as error:
            self._quiet[job.id] = now + error.pause
            log.info("progress of job %s was not shown: %r", progress.job, error)
        except (MessageGone, PlaceClosed, *TROUBLE) as error:
            log.info("progress of job %s was not shown: %r", progress.job, error)

    async def send(self, place: Channel, shape: Shape, nonce: str) -> Said:
        """A new message; the same `nonce` within some minutes gives the first one again.

        Raises PlaceClosed, and HTTPException for what may pass.
        """
        return self.said(await self._sent(place.external, shape, nonce))

    async def _sent(self, place: str, shape: Shape, nonce: str) -> discord.Message:
        channel = self._client.get_partial_messageable(int(place))
        more: dict[str, Any] = {"view": view} if (view := shape.view()) else {}
        try:
            return await channel.send(shape.text, files=shape.files(), nonce=nonce, **more)
        except discord.HTTPException as error:
            raise meaning(error) from error

    async def tell(self, person: str, shape: Shape, nonce: str) -> Said:
        """A direct message; the same `nonce` within some minutes gives the first one again.

        Raises PlaceClosed where they take none, and HTTPException for what may pass.
        """
        try:
            channel = await self._client.create_dm(discord.Object(int(person)))
        except discord.HTTPException as error:
            raise meaning(error) from error
        return self.said(await self._sent(str(channel.id), shape, nonce))

    async def _by_token(self, posting: Posting, shape: Shape) -> None:
        application = self._client.application_id
        assert application is not None, "the client is logged in"
        hook = discord.Webhook.partial(application, posting.token, client=self._client)
        await hook.edit_message(int(posting.message), **shape.changes())

    def _partial(self, posting: Posting) -> discord.PartialMessage:
        id = int(posting.place)
        known: Any = self._client.get_channel(id) or self._client.get_partial_messageable(id)
        return discord.PartialMessage(channel=known, id=int(posting.message))
