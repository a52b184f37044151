"""Where requests are answered and results are shown, each in its message, once."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Protocol
from uuid import UUID
from weakref import WeakValueDictionary

from bots.on_discord.fitting import Fitted, ending_of, fit
from bots.on_discord.outgoing import Enclosed, Shape, shape
from bots.on_discord.parts import Parts
from bots.on_discord.pauses import Pauses
from bots.on_discord.posts import FILE_LIMIT, MessageGone, PlaceClosed, Posts, Said
from bots.on_discord.progress import drawn
from core.actions import Action, Verb
from core.conversation import Incoming
from core.errors import EaselError, ForgedAction
from core.jobs import Job
from core.postings import Posting
from core.replies import Channel, Kind, Picture, Progress, Reply, Turn

log = logging.getLogger("easel.discord")

REQUEST_LIMIT = 24 * 1024 * 1024  # bytes of all files of a message


TOO_LARGE = "more than can be sent here"
ELSEWHERE = "You asked for this in {place}, where I cannot write any more."
KEPT = "It is kept: /history shows it there, once I may write again."


class Answering(Protocol):
    """How something that came in is answered."""

    @property
    def limit(self) -> int:
        """Bytes that a file may have there."""
        ...

    async def say(self, shape: Shape) -> Said:
        """Show the answer."""
        ...


class Desk:
    """Hands what comes in to the conversation, and shows what comes of it."""

    def __init__(self, parts: Parts, posts: Posts) -> None:
        self._parts = parts
        self._posts = posts
        self._jobs = WeakValueDictionary[str, asyncio.Lock]()
        self._pauses = Pauses()
        self._answering: dict[str, asyncio.Event] = {}  # by the key of the turn

    async def take(self, incoming: Incoming, answering: Answering) -> Turn:
        """Answer what came in."""
        async with self._being_answered(incoming.key):
            async with self._pauses:
                turn = await self._parts.conversation.receive(incoming)
            reply = turn.reply or (self._parts.answer(turn.job) if turn.job else None)
            assert reply is not None, "a turn has its answer"
            if turn.job is not None and turn.key != incoming.key:
                reply = await self._already(turn.job)
            said = await answering.say(await self.shaped(reply, answering.limit))
            if turn.job is not None and turn.key == incoming.key:
                await self._parts.postings.keep(self._posts.posting(turn.job.id, said))
            elif reply.shown and reply.job and (variant := reply.shown[0].variant):
                # A reply to a message that shows one variant alone means that one.
                await self._parts.postings.keep(self._posts.posting(reply.job, said, variant))
        if turn.job is not None and turn.job.state.ended:
            await self.show(turn.job)  # it came again after its end
        await self._after(incoming)
        return turn

    async def show(self, job: Job) -> None:
        """Show a job that has ended, in the message that told of its work; else in a new one.

        Any number of times with the same effect. Raises HTTPException for what may pass.
        """
        turn = await self._parts.history.turn_of(job.id)
        if turn is None:
            return
        if (answering := self._answering.get(turn.key)) is not None:
            await answering.wait()
        lock = self._jobs.setdefault(job.id, asyncio.Lock())
        async with lock:
            await self._show(job, turn)

    async def working(self, job: Job, progress: Progress) -> Shape:
        """The message of a job that is under way."""
        return drawn(shape(self._parts.answer(job)), progress)

    async def shaped(self, reply: Reply, limit: int = FILE_LIMIT) -> Shape:
        """The message for a reply, with its pictures made to fit."""
        enclosed: list[Enclosed] = []
        notes: list[str] = []
        room = REQUEST_LIMIT
        for picture in reply.shown:
            one, note = await self._enclosed(picture, min(limit, room))
            notes += [note] if note else []
            if one is not None:
                enclosed.append(one)
                room -= len(one.data)
        told = Reply(reply.kind, reply.text, (*reply.lines, *notes), rows=reply.rows)
        return shape(told, enclosed)

    async def _enclosed(self, picture: Picture, limit: int) -> tuple[Enclosed | None, str]:
        asset = picture.asset
        data = await self._parts.blobs.get(asset.sha256)
        whole = Fitted(data, ending_of(asset.media_type))
        found = whole if len(data) <= limit else None
        if not (found or picture.exact):
            found = await asyncio.to_thread(fit, data, asset.media_type, limit)
        if found is None:
            megabytes = asset.size / 1_000_000
            return (
                None,
                f"{picture.name} has {megabytes:.0f} MB, {TOO_LARGE}: {self._where(picture)}",
            )
        note = f"{found.note}; the original: {self._where(picture)}" if found.note else ""
        return Enclosed(f"{picture.name}.{found.ending}", found.data, picture.alt), note

    def _where(self, picture: Picture) -> str:
        """How to get a file that does not fit."""
        link = self._parts.link(picture.asset, picture.name)
        # In angle brackets Discord shows no preview below the message.
        return f"<{link}>" if link else f"ask those who run Easel for {picture.asset.sha256[:12]}"

    async def _show(self, job: Job, turn: Turn) -> None:
        reply = self._parts.answer(job)
        posting = await self._parts.postings.of(job.id)
        place = await self._place(turn.channel)
        if posting is not None and posting.place != place.external:
            return  # the place was closed, and the person was told directly
        limit = posting.limit if posting and posting.limit else FILE_LIMIT
        made = await self.shaped(reply, limit)
        if posting is None or not await self._changed(posting, made):
            await self._send(job, reply, made, place)

    async def _changed(self, posting: Posting, made: Shape) -> bool:
        """Change a message; False where it is no longer there, or cannot be reached."""
        try:
            await self._posts.change(posting, made)
        except (MessageGone, PlaceClosed):
            await self._parts.postings.forget(posting)
            return False
        return True

    async def _send(self, job: Job, reply: Reply, made: Shape, place: Channel) -> None:
        """The result in a new message of its place; where that is closed, to the person."""
        try:
            message = await self._posts.send(place.external, made, nonce_of(job))
        except PlaceClosed:
            log.warning("job %s cannot be shown: %s is closed; it is kept", job.id, place.title)
            await self._tell_person(job, reply, place)
        else:
            await self._parts.postings.keep(self._posts.posting(job.id, Said(message)))

    async def _tell_person(self, job: Job, reply: Reply, place: Channel) -> None:
        """Tell the one who asked, once, in a direct message; buttons belong to the channel."""
        person = await self._parts.history.called(job.spec.place.person)
        notes = (ELSEWHERE.format(place=place.title), *([KEPT] if job.variants else []))
        told = Reply(reply.kind, reply.text, notes, shown=reply.shown)
        try:
            message = await self._posts.tell(person, await self.shaped(told), nonce_of(job))
        except PlaceClosed:
            log.warning("job %s: the one who asked takes no direct messages", job.id)
        else:
            await self._parts.postings.keep(self._posts.posting(job.id, Said(message)))

    async def _place(self, channel: str) -> Channel:
        channels = await self._parts.history.channels("discord")
        return next(one for one in channels if one.id == channel)

    async def _already(self, job: Job) -> Reply:
        """What the second of two presses is told: where the first one's job is."""
        posting = await self._parts.postings.of(job.id)
        link = f" It is in message {posting.message}." if posting else ""
        return Reply(Kind.NOTICE, f"Already asked for, a moment ago.{link}", job=job.id)

    async def _after(self, incoming: Incoming) -> None:
        """What a press changes in the message of its job: a deleted result is taken out."""
        try:
            action = Action.unpack(incoming.action)
        except ForgedAction:
            return
        if action.verb is Verb.DELETE and await self._parts.ledger.job(action.job) is None:
            posting = await self._parts.postings.of(action.job)
            if posting is not None:
                await self._blank(posting)

    async def _blank(self, posting: Posting) -> None:
        gone = shape(Reply(Kind.NOTICE, "This result was deleted."))
        try:
            await self._posts.change(posting, gone)
        except (MessageGone, PlaceClosed):
            await self._parts.postings.forget(posting)

    @asynccontextmanager
    async def _being_answered(self, key: str) -> AsyncGenerator[None]:
        """Until then a result waits: it belongs into the message that the answer will have."""
        done = self._answering.setdefault(key, asyncio.Event())
        try:
            yield
        finally:
            done.set()
            self._answering.pop(key, None)


def nonce_of(job: Job) -> str:
    """What makes sending a job's result twice harmless; at most 25 characters."""
    return UUID(job.id).hex[-25:]


def sorry(error: EaselError | None = None) -> Shape:
    """What is said where something broke."""
    sentence = error.sentence if error else "Something broke here; nothing is lost, try it again."
    return shape(Reply(Kind.ERROR, sentence))
