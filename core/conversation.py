"""The one use case: something came in, so jobs and replies go out."""

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from weakref import WeakValueDictionary

from core import answers
from core.catalogue import Catalogue, Intent
from core.errors import (
    BadPicture,
    EaselError,
    EmptyRequest,
    NoRedis,
    NothingAsked,
    PictureNeeded,
    SeveralBadPictures,
    TooManyPictures,
    UnknownSet,
)
from core.fairness import wait
from core.intents import Context, Replied, Understanding, understand
from core.jobs import Asset, Job, JobSpec, Place
from core.lexicon import Lexicon
from core.ports import Clock, History, Intake, Ledger, Queue
from core.presses import Press, Presses
from core.prompts import Prompt, parse
from core.replies import Progress, Reply, Turn
from core.routing import Request, route
from core.serving import Serving
from core.sources import context_of, source
from core.targets import Targets

MOST_ATTACHMENTS = 10


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it came in, not yet trusted."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message or one press of a button, in the words of no platform."""

    key: str  # what the platform calls it, unique in the channel: redelivery changes nothing
    channel: str  # id of the channel in the ledger
    person: str  # id of the person in the ledger
    platform: str
    words: str = ""
    attachments: tuple[Attachment, ...] = ()
    action: str = ""  # of the button that was pressed
    reply_to: str = ""  # id of the job whose result it replies to
    left_out: int = 0  # further attachments that the front end did not even read

    @property
    def place(self) -> Place:
        """Where the answer goes."""
        return Place(self.platform, self.channel, self.person)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a conversation is handed."""

    history: History
    ledger: Ledger
    queue: Queue
    intake: Intake
    clock: Clock
    catalogue: Catalogue
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Looked:
    """Attachments after intake."""

    pictures: tuple[Asset, ...] = ()
    notes: tuple[str, ...] = ()
    trouble: BadPicture | None = None


class Conversation:
    """Answers what comes in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._serving = Serving(parts.queue)
        self._targets = Targets(parts.history, parts.ledger, parts.lexicon)
        self._answering = WeakValueDictionary[tuple[str, str], asyncio.Lock]()
        self._presses = Presses(parts.history, parts.ledger, parts.queue, parts.clock)

    async def receive(self, incoming: Incoming) -> Turn:
        """The turn with its answer: a reply of its own or a queued job.

        Never raises an EaselError: what is wrong becomes the reply. What came in is kept before
        anything is done about it, and the same key again returns the same turn.
        """
        # What arrives twice at once is answered once: the second waits for the first.
        key = incoming.channel, incoming.key
        lock = self._answering.setdefault(key, asyncio.Lock())
        async with lock:
            return await self._receive(incoming)

    async def _receive(self, incoming: Incoming) -> Turn:
        excess = len(incoming.attachments) + incoming.left_out > MOST_ATTACHMENTS
        looked = Looked() if excess else await self._look_at(incoming)
        turn = self._turn(incoming, looked.pictures)
        before = await self._parts.history.open_turn(turn)
        if before is not None and (before.reply or before.job):
            return before
        turn = before or turn  # one that was cut off before its answer is answered now
        try:
            answer = await self._answer(incoming, looked, turn)
        except EaselError as error:
            answer = answers.refusal(error)
        return await self._keep(turn, answer)

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
            created=clock.now(),
            words=incoming.words,
            action=incoming.action,
            pictures=pictures,
        )

    async def _look_at(self, incoming: Incoming) -> Looked:
        """Take every attachment in; those that are fine are kept even where another is not."""
        pictures: list[Asset] = []
        notes: list[str] = []
        wrong: list[BadPicture] = []
        for attachment in incoming.attachments:
            try:
                received = await self._parts.intake.receive(attachment.name, attachment.data)
            except BadPicture as error:
                wrong.append(error)
            else:
                pictures.append(received.asset)
                notes += received.notes
        trouble = wrong[0] if len(wrong) == 1 else None
        if len(wrong) > 1:
            trouble = SeveralBadPictures(sentences=" ".join(error.sentence for error in wrong))
        return Looked(tuple(pictures), tuple(notes), trouble)

    async def _answer(self, incoming: Incoming, looked: Looked, turn: Turn) -> Reply | Job:
        count = len(incoming.attachments) + incoming.left_out
        if count > MOST_ATTACHMENTS:
            raise TooManyPictures(count=count, limit=MOST_ATTACHMENTS)
        if looked.trouble is not None:
            raise looked.trouble
        if incoming.action:
            return await self._pressed(incoming, looked)
        prompt = self._read(incoming, looked)
        if not (looked.pictures or incoming.reply_to):
            looked = replace(looked, pictures=await self._targets.refused(turn))
        return await self._asked(incoming, prompt, looked)

    async def _pressed(self, incoming: Incoming, looked: Looked) -> Reply | Job:
        press = await self._presses.read(incoming.action, incoming.place, incoming.words)
        reply = await self._presses.reply(press, self._parts.catalogue)
        if reply is not None:
            return reply
        if press.repeats:
            return self._job(await self._repeated(press))
        prompt = parse(incoming.words)
        words = understand(prompt, Context(reply=Replied.SINGLE), self._parts.lexicon)
        request = self._presses.request(press, prompt, words, looked.pictures)
        return self._job(await self._routed(request))

    def _read(self, incoming: Incoming, looked: Looked) -> Prompt:
        """The words; raises BadRequest where they ask for nothing or are not to be understood."""
        prompt = parse(incoming.words)
        if not prompt.words and not looked.pictures:
            raise EmptyRequest
        if not looked.pictures and self._parts.lexicon.courteous(prompt.words):
            raise NothingAsked
        if prompt.sets:
            raise UnknownSet(names=" or ".join(f"@{name}" for name in prompt.sets))
        return prompt

    async def _asked(self, incoming: Incoming, prompt: Prompt, looked: Looked) -> Reply | Job:
        target = None
        if incoming.reply_to:
            target = await self._targets.replied_to(incoming.reply_to, incoming.channel)
        elif not looked.pictures:
            target = await self._targets.latest(prompt, incoming.channel)
        understood = self._understand(prompt, looked, target)
        if understood.intent is Intent.RECALL:
            return await self._presses.recall(incoming.channel, understood.words)
        if target is not None and _only_more(understood, prompt, looked):
            return self._job(await self._again(target, incoming.place, prompt))
        found = source(looked.pictures, target, understood.selection, understood.intent)
        if understood.needs_picture and not found.pictures:
            raise PictureNeeded
        request = Request(
            understood=understood,
            prompt=replace(prompt, words=understood.words),
            place=incoming.place,
            seed=self._parts.clock.new_seed(),
            inputs=found.pictures,
            lineage=found.lineage,
            notes=(*looked.notes, *found.notes),
        )
        return self._job(await self._routed(request))

    def _understand(self, prompt: Prompt, looked: Looked, target: Job | None) -> Understanding:
        context = context_of(len(looked.pictures), target)
        return understand(prompt, context, self._parts.lexicon)

    async def _again(self, target: Job, place: Place, prompt: Prompt) -> JobSpec:
        spec = await self._repeated(self._presses.again(target, place))
        if prompt.count is None or spec.each or spec.contenders:
            return spec
        estimate = spec.estimate / spec.count * prompt.count
        return replace(spec, count=prompt.count, estimate=estimate)

    async def _repeated(self, press: Press) -> JobSpec:
        return await self._serving.decide(
            partial(self._presses.repeat, press, catalogue=self._parts.catalogue)
        )

    async def _routed(self, request: Request) -> JobSpec:
        return await self._serving.decide(partial(route, request, self._parts.catalogue))

    def _job(self, spec: JobSpec) -> Job:
        return Job(self._parts.clock.new_id(), spec, self._parts.clock.now())

    async def _enqueue(self, job: Job) -> None:
        """Hand the job to the workers; if the transport is away, the reconciler does it later."""
        queue = self._parts.queue
        try:
            await queue.enqueue(job)
            ahead = await queue.ahead(job)
            if ahead:
                fleet = await queue.fleet()
                seconds = wait(ahead, job.spec.estimate, len(fleet.live))
                jobs = "1 job" if ahead == 1 else f"{ahead} jobs"
                stage = f"{jobs} before this one, about {seconds:.0f} s"
                await queue.report(Progress(job.id, 0.0, stage))
        except NoRedis:
            return


def _only_more(understood: Understanding, prompt: Prompt, looked: Looked) -> bool:
    """Whether more of the same is wanted, with nothing changed but how many."""
    plain = Prompt(prompt.words, count=prompt.count)
    return (
        understood.intent is Intent.VARY
        and not understood.selection
        and not looked.pictures
        and prompt == plain
    )
