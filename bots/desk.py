"""Where requests of a chat are answered and results are shown, each in its message, once."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Generic
from uuid import UUID
from weakref import WeakValueDictionary

from bots.elsewhere import directly, for_all_ages
from bots.parts import Parts
from bots.pauses import Pauses
from bots.posting import Answering, MessageGone, PlaceClosed, Posts, Said, Shape
from bots.yielding import shown
from core.actions import Action, Verb
from core.answers import step
from core.customs import adult_maker
from core.errors import EaselError, ForgedAction, NoRedis
from core.incoming import Incoming
from core.jobs import Job
from core.postings import Posting
from core.removing import DELETED
from core.replies import Channel, Kind, Progress, Reply, Turn
from core.waiting import in_line

log = logging.getLogger("easel.desk")

TICK = 10.0  # s for which a result waits for the progress that is being shown
ALREADY = "Already asked for, a moment ago: {link}"
ALREADY_HERE = "Already on it: {step}. The answer is above."  # where there is no link to it
REMAINS = (
    "It is still to be seen where I may not change it: {links}. "
    "Whoever may manage messages there can take it away."
)


class Desk(Generic[Shape]):
    """Hands what comes in to the conversation, and shows what comes of it."""

    def __init__(
        self,
        parts: Parts,
        posts: Posts[Shape],
        platform: str,
        link: Callable[[Posting], str] = lambda _: "",
        restricted: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`link`: where a message can be looked at; empty where that cannot be said.

        `restricted`: whether a place, as the platform calls it, is age-restricted.
        """
        self._link = link
        self._restricted = restricted
        self._parts = parts
        self._posts = posts
        self._platform = platform
        self._jobs = WeakValueDictionary[str, asyncio.Lock]()
        self._pauses = Pauses()
        self._recounting = set[str]()  # ids of jobs whose votes are about to be shown
        self._answering: dict[str, asyncio.Event] = {}  # by the key of the turn

    async def take(
        self, incoming: Incoming, answering: Answering[Shape], prompt: bool = False
    ) -> Turn:
        """Answer what came in; what comes a second time is answered where it was not before.

        `prompt`: whether the answer cannot wait until messages were changed.
        """
        conversation = self._parts.conversation
        async with self._being_answered(incoming.key):
            incoming = await conversation.looked_at(incoming)  # nobody waits for others' pictures
            async with self._pauses:
                turn = await conversation.receive(incoming)
            job = turn.job
            if job is None or turn.key != incoming.key:
                if prompt:
                    await self._reply(turn, answering)
                left = await self._blanked(incoming)
                if left or not prompt:
                    await self._reply(turn, answering, left)
            elif await self._parts.postings.of(job.id) is None:
                said = await self._said(self._parts.answer(job), answering)
                if said is not None:
                    await self._parts.postings.keep(said.posting(self._platform, job.id))
                    await self._line_up(job)
        if turn.job is not None and turn.job.state.ended:
            await self.show(turn.job)  # it came again after its end
        if turn.reply is not None and turn.reply.voted:
            await self._recount(turn.reply.voted)
        return turn

    async def _recount(self, id: str) -> None:
        """Show how the vote on a job stands, in its message; of many at once, only the latest."""
        if id in self._recounting:
            return  # whoever waits there has not looked at the votes yet
        self._recounting.add(id)
        lock = self._jobs.setdefault(id, asyncio.Lock())
        async with lock:
            self._recounting.discard(id)
            job, posting = await self._parts.ledger.job(id), await self._parts.postings.of(id)
            turn = await self._parts.history.turn_of(id)
            if job is None or posting is None or turn is None:
                return
            reply = self._result(job, await self._place(turn.channel))
            try:
                await self._posts.reword(posting, reply)
            except (MessageGone, PlaceClosed):
                await self._parts.postings.forget(posting)

    async def _line_up(self, job: Job) -> None:
        """Tell the place in line, now that there is a message to tell it in."""
        try:
            if (line := await in_line(job, self._parts.queue)) is not None:
                await self._parts.queue.report(line)
        except NoRedis:
            return

    async def show(self, job: Job) -> None:
        """Show a job that has ended, in the message that told of its work; else in a new one.

        Any number of times with the same effect. Raises what the platform does for what may pass.
        """
        turn = await self._parts.history.turn_of(job.id)
        if turn is None:
            return
        if (answering := self._answering.get(turn.key)) is not None:
            await answering.wait()
        lock = self._jobs.setdefault(job.id, asyncio.Lock())
        async with lock:
            await self._show(job, turn)

    async def begin(self, job: Job) -> None:
        """Show that a job is under way which another process began, where no message does."""
        turn = await self._parts.history.turn_of(job.id)
        if turn is None:
            return
        lock = self._jobs.setdefault(job.id, asyncio.Lock())
        async with lock:
            if await self._parts.postings.of(job.id) is not None:
                return
            made = await self._posts.shaped(self._parts.answer(job))
            try:
                said = await self._posts.send(await self._place(turn.channel), made, begun(job))
            except PlaceClosed:
                return  # its result finds the person
            await self._parts.postings.keep(said.posting(self._platform, job.id))
        await self._line_up(job)

    async def tick(self, posting: Posting, job: Job, progress: Progress) -> None:
        """Show how far a job is in its message, unless the result is there or on its way."""
        lock = self._jobs.setdefault(job.id, asyncio.Lock())
        async with lock:
            now = await self._parts.ledger.job(job.id)
            if now is not None and not now.state.ended:
                with suppress(TimeoutError):
                    async with asyncio.timeout(TICK):
                        await self._posts.tick(posting, now, progress)

    async def _reply(
        self, turn: Turn, answering: Answering[Shape], left: Sequence[Posting] = ()
    ) -> None:
        """The answer of a turn that began no job, or whose job was begun a moment before.

        `left`: messages that still show what was deleted.
        """
        reply = turn.reply or (await self._already(turn.job) if turn.job else None)
        assert reply is not None, "a turn has its answer"
        if left:
            links = ", ".join(self._link(one) or "a message in another place" for one in left)
            reply = replace(reply, lines=(*reply.lines, REMAINS.format(links=links)))
        said = await self._said(reply, answering)
        variant = reply.shown[0].variant if turn.reply and len(reply.shown) == 1 else 0
        if said is not None and said.message and reply.job and variant:
            # A reply to a message that shows one variant alone means that one.
            await self._parts.postings.keep(said.posting(self._platform, reply.job, variant))

    async def _said(self, reply: Reply, answering: Answering[Shape]) -> Said | None:
        """The message that answers; None where the platform takes it in no form."""

        async def say(form: Reply, limit: int) -> Said:
            return await answering.say(await self._posts.shaped(form, limit))

        return await shown(reply, answering.limit, say)

    async def _show(self, job: Job, turn: Turn) -> None:
        posting = await self._parts.postings.of(job.id)
        place = await self._place(turn.channel)
        if posting is not None and not await self._posts.at_home(posting, place):
            return  # the place was closed, and the person was told directly

        async def show(form: Reply, limit: int) -> None:
            made = await self._posts.shaped(form, limit)
            now = await self._parts.postings.of(job.id)  # it may have been found gone
            if now is None or not await self._changed(now, made):
                await self._send(job, form, made, place)

        await shown(self._result(job, place), posting.limit if posting else 0, show)

    def _result(self, job: Job, place: Channel) -> Reply:
        """What a place may see of a job that has ended."""
        reply, adult = self._parts.answer(job), adult_maker(job.spec, self._parts.catalogue)
        if adult is None or not reply.shown or self._restricted(place.external):
            return reply
        return for_all_ages(reply, adult)

    async def _changed(self, posting: Posting, made: Shape) -> bool:
        """Change a message; False where it is no longer there, or cannot be reached."""
        try:
            now = await self._posts.change(posting, made)
        except (MessageGone, PlaceClosed):
            await self._parts.postings.forget(posting)
            return False
        if now != posting:
            await self._parts.postings.keep(now)
        return True

    async def _send(self, job: Job, reply: Reply, made: Shape, place: Channel) -> None:
        """The result in a new message of its place; where that is closed, to the person."""
        try:
            said = await self._posts.send(place, made, nonce_of(job))
        except PlaceClosed:
            log.warning("job %s cannot be shown: %s is closed; it is kept", job.id, place.title)
            await self._tell_person(job, reply, place)
        else:
            await self._parts.postings.keep(said.posting(self._platform, job.id))

    async def _tell_person(self, job: Job, reply: Reply, place: Channel) -> None:
        """Tell the one who asked, once, in a direct message; buttons belong to the channel."""
        person = await self._parts.history.called(job.spec.place.person)
        adult = adult_maker(job.spec, self._parts.catalogue)
        told = directly(job, self._parts.answer(job) if adult else reply, place, adult)
        try:
            said = await self._posts.tell(person, await self._posts.shaped(told), nonce_of(job))
        except PlaceClosed:
            log.warning("job %s: the one who asked takes no direct messages", job.id)
        else:
            await self._parts.postings.keep(said.posting(self._platform, job.id))

    async def _place(self, channel: str) -> Channel:
        channels = await self._parts.history.channels(self._platform)
        return next(one for one in channels if one.id == channel)

    async def _already(self, job: Job) -> Reply:
        """What the second of two presses is told: where the first one's job is."""
        posting = await self._parts.postings.of(job.id)
        link = self._link(posting) if posting else ""
        told = ALREADY.format(link=link) if link else ALREADY_HERE.format(step=step(job))
        return Reply(Kind.NOTICE, told, job=job.id, private=True)

    async def _blanked(self, incoming: Incoming) -> list[Posting]:
        """Take a result that was deleted out of all its messages; gives those that it stays in."""
        try:
            action = Action.unpack(incoming.action)
        except ForgedAction:
            return []
        if action.verb is not Verb.DELETE or await self._parts.ledger.job(action.job) is not None:
            return []
        gone = await self._posts.shaped(DELETED)
        shown = await self._parts.postings.every(action.job)
        ours = [one for one in shown if one.platform == self._platform]
        return [one for one in ours if not await self._blank(one, gone)]

    async def _blank(self, posting: Posting, gone: Shape) -> bool:
        """Whether a message shows nothing any more."""
        try:
            await self._posts.change(posting, gone)
        except MessageGone:
            await self._parts.postings.forget(posting)
        except Exception:
            log.exception("job %s was deleted, and a message still shows it", posting.job)
            return False
        return True

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


def begun(job: Job) -> str:
    """What makes telling that a job has begun harmless, done twice; at most 25 characters."""
    return f"b{nonce_of(job)[-24:]}"


def sorry(error: EaselError | None = None) -> Reply:
    """What is said where something broke."""
    sentence = error.sentence if error else "Something broke here; nothing is lost, try it again."
    return Reply(Kind.ERROR, sentence)
