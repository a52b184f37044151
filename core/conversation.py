"""The one use case: something came in, so jobs and replies go out."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from weakref import WeakValueDictionary

from core import answers
from core.asking import Asking
from core.attachments import Attachment, Looked, Looking, look_at
from core.beginning import Beginning
from core.branching import Branch, Branching
from core.catalogue import Intent
from core.dropping import drops
from core.errors import EaselError, NoRedis, TargetGone, Unforeseen
from core.forgetting import forgets
from core.handed import Parts
from core.incoming import Incoming
from core.jobs import Asset, Job
from core.keeping_sets import Keeping, Wish
from core.preferring import Preferring
from core.pressing import Pressing
from core.recall_words import wanted
from core.replies import Reply, Turn
from core.saying import Saying
from core.serving import Serving
from core.stepping import Stepping
from core.targets import MADE_FROM, Target, Targets
from core.verifying import asks_to_verify, verified
from core.waiting import in_line

RECENT = 20  # turns among which a press is looked for that was made a moment before
TWICE = timedelta(seconds=5)  # within which the same press again is a slip, or somebody else's


class Conversation:
    """Answers what comes in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        serving = Serving(parts.queue, parts.patience)
        self._targets = Targets(parts.history, parts.ledger, parts.lexicon, parts.past)
        self._answering = WeakValueDictionary[tuple[str, str], asyncio.Lock]()
        self._preferring = Preferring(parts.customs)
        shared = parts, serving, self._targets
        self._beginning = Beginning(parts, serving)
        self._pressing = Pressing(*shared, self._preferring)
        self._saying = Saying(*shared, self._preferring, self._pressing)
        stepping = Stepping(parts.ledger, self._targets, parts.lexicon, parts.trees)
        self._branching = Branching(stepping, parts.lexicon)
        self._asking = Asking(*shared, self._pressing.remembering)
        shelf = parts.shelf
        kept = parts.history, parts.ledger, self._targets
        self._keeping = Keeping(shelf, *kept) if shelf else None

    async def receive(self, incoming: Incoming) -> Turn:
        """The turn with its answer: a reply of its own or a queued job.

        Never raises an EaselError: what is wrong becomes the reply. What came in is kept before
        anything is done about it, and the same key again returns the same turn.
        """
        # What arrives twice at once is answered once: the second waits for the first.
        key = incoming.channel, incoming.action or incoming.key
        lock = self._answering.setdefault(key, asyncio.Lock())
        async with lock:
            return await self._under_way(incoming) or await self._receive(incoming)

    async def resume(self, turn: Turn, platform: str) -> Turn:
        """Answer a turn that a process kept, and ended before it was answered.

        What says how a platform takes requests in a place is not kept: it is for those without.
        """
        incoming = Incoming(
            key=turn.key,
            channel=turn.channel,
            person=turn.person,
            platform=platform,
            words=turn.words,
            action=turn.action,
            reply_to=turn.reply_to,
            intent=turn.intent,
            taken=Looked(turn.pictures) if turn.pictures else None,
            came=turn.created,
        )
        return await self.receive(incoming)

    async def looked_at(self, incoming: Incoming) -> Incoming:
        """The same with its files taken in, which may take a while; then `receive` is quick."""
        if not (incoming.attachments or incoming.left_out or incoming.mask):
            return incoming
        if self._verifies(incoming):
            return incoming  # what is taken in says nothing of itself any more
        taken = await self._look_at(incoming)
        return replace(incoming, attachments=(), mask=None, left_out=0, taken=taken)

    def asks_nothing(self, words: str) -> bool:
        """Whether words that came without a picture are small talk: "thanks!", "haha lovely"."""
        return not re.search(r"\w", words) or self._parts.lexicon.courteous(words)

    def looking(self, count: int) -> Looking:
        """Takes in `count` attachments ahead of the request that they are for."""
        return Looking(self._parts.intake, count)

    async def _under_way(self, incoming: Incoming) -> Turn | None:
        """The turn of the same press a moment before, if it began a job: that is made once."""
        if not incoming.action or incoming.words or incoming.attachments or incoming.taken:
            return None
        page = await self._parts.history.page(incoming.channel, limit=RECENT)
        came = incoming.came or self._parts.clock.now()
        twins = (turn for turn in reversed(page.turns) if turn.action == incoming.action)
        return next((one for one in twins if one.job and abs(came - one.created) <= TWICE), None)

    async def _receive(self, incoming: Incoming) -> Turn:
        looked = await self._look_at(incoming)
        turn = self._turn(incoming, looked.pictures)
        before = await self._parts.history.open_turn(turn)
        if before is not None and (before.reply or before.job):
            return before
        turn = before or turn  # one that was cut off before its answer is answered now
        try:
            answer = await self._answer(incoming, looked, turn)
        except EaselError as error:
            answer = answers.refusal(error)
        except Exception:
            # A turn without an answer would say "…" for ever.
            await self._keep(turn, answers.refusal(Unforeseen()))
            raise
        return await self._keep(turn, answer)

    async def _look_at(self, incoming: Incoming) -> Looked:
        files, left_out, mask = incoming.attachments, incoming.left_out, incoming.mask
        return await look_at(files, left_out, self._parts.intake, mask, incoming.taken)

    async def _keep(self, turn: Turn, answer: Reply | Job) -> Turn:
        """Keep the answer, unless another process answered the same turn before."""
        reply, job = (answer, None) if isinstance(answer, Reply) else (None, answer)
        before = await self._parts.history.answer(turn.id, reply=reply, job=job)
        if before is not None:
            return before
        if job is not None:
            await self._enqueue(job)
        return replace(turn, reply=reply, job=job)

    def _turn(self, incoming: Incoming, pictures: tuple[Asset, ...]) -> Turn:
        clock = self._parts.clock
        return Turn(
            id=clock.new_id(),
            key=incoming.key,
            channel=incoming.channel,
            person=incoming.person,
            created=incoming.came or clock.now(),
            words=incoming.words,
            action=incoming.action,
            reply_to=incoming.reply_to,
            intent=incoming.intent,
            pictures=pictures,
        )

    async def _answer(self, incoming: Incoming, looked: Looked, turn: Turn) -> Reply | Job:
        parts = self._parts
        if self._verifies(incoming):
            return await verified(await self._to_verify(incoming), parts.reading)
        if looked.trouble is not None:
            raise looked.trouble
        if forgets(incoming.action) and parts.forgetting is not None:
            pressed = incoming.person, incoming.action, incoming.platform
            return await parts.forgetting.confirmed(*pressed, turn.id)
        if drops(incoming.action) and self._keeping is not None:
            return await self._keeping.dropped(incoming.action, incoming.person)
        incoming = replace(incoming, manner=await self._preferring.manner(incoming))
        if incoming.action:
            return await self._pressing.answer(incoming, looked)
        await self._targets.check_reach(incoming.reply_to, incoming)
        if branch := await self._branch(incoming, looked, turn):
            onward = replace(incoming, words=branch.words)
            return await self._asking.answer(onward, looked, turn, branch.step)
        said = await self._said(incoming, looked, turn)
        return said or await self._asking.answer(incoming, looked, turn)

    def _verifies(self, incoming: Incoming) -> bool:
        """Whether it is asked where files came from."""
        if incoming.action or incoming.intent is not None:
            return False
        words = incoming.words
        return asks_to_verify(words) or self._parts.lexicon.asks_to_verify(words)

    async def _to_verify(self, incoming: Incoming) -> Sequence[Attachment]:
        """The files that came along, or those of the result that was replied to.

        Raises TargetGone.
        """
        handing, reply_to = self._parts.handing, incoming.reply_to
        if incoming.attachments or not reply_to or handing is None:
            return incoming.attachments
        await self._targets.check_reach(reply_to, incoming)
        job = await self._parts.ledger.job(reply_to)
        if job is None:
            raise TargetGone
        return await handing.files(job, incoming.variant)

    async def _branch(self, incoming: Incoming, looked: Looked, turn: Turn) -> Branch | None:
        """What words ask for that go back first. With a picture, or as a command, they never do."""
        if looked.pictures or looked.mask or incoming.intent is not None:
            return None
        found = await self._branching.found(incoming.words, turn, incoming.variant)
        return found or (None if incoming.reply_to else await self._again(incoming, turn))

    async def _again(self, incoming: Incoming, turn: Turn) -> Branch | None:
        """What words want otherwise of an earlier result: "the lighthouse again, but pink"."""
        said = self._parts.lexicon.named_again(incoming.words)
        recalled = wanted(incoming, self._parts.lexicon)
        # “Recall the fox but with seed 9” is the very same with another setting, and no change.
        if said is None or (recalled is not None and not recalled.prompt.words):
            return None
        job = await self._pressing.remembering.nearest(incoming, said.named, turn.created)
        if job is None:
            return None
        incoming.manner.closed.check_intent(Intent.RECALL)
        return Branch(
            said.new, Target(job, 0, f"{MADE_FROM} an earlier result: {answers.step(job)}")
        )

    async def _said(self, incoming: Incoming, looked: Looked, turn: Turn) -> Reply | Job | None:
        """The answer to words that ask for no new picture, or for one as it was made before."""
        recalling = self._pressing.recalling
        if recall := await recalling.said(incoming, looked, turn):
            return await self._beginning.job(await recalling.spec(recall, incoming.manner))
        sets, words = self._parts.lexicon.sets, incoming.words
        asked = sets.asked(words) if not incoming.intent else None
        if asked is None and not (looked.pictures or incoming.reply_to or incoming.intent):
            asked = sets.alone(words)  # beside a picture it is how that is to be
        if self._keeping and asked:
            wish = Wish(asked, incoming, looked, turn, self._parts.catalogue)
            return await self._keeping.answer(wish)
        return await self._saying.answer(incoming, looked, turn)

    async def _enqueue(self, job: Job) -> None:
        """Hand the job to the workers; if the transport is away, the reconciler does it later."""
        queue = self._parts.queue
        try:
            if job.state.ended:
                await queue.deliver(job)
                return
            await queue.enqueue(job)
            if (line := await in_line(job, queue)) is not None:
                await queue.report(line)
        except NoRedis:
            return
