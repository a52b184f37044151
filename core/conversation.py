"""The one use case: something came in, so jobs and replies go out."""

import asyncio
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from weakref import WeakValueDictionary

from core import answers
from core.actions import Action, Verb
from core.advising import Advisor, Coaching
from core.attachments import Looked, Looking, look_at
from core.catalogue import Catalogue, Intent
from core.coaching import Coach
from core.commanding import commanded
from core.customs import Customs, Manner
from core.directing import directs, request_of
from core.errors import EaselError, NoRedis, PictureNeeded, Unforeseen
from core.exporting import Exporting, Exports
from core.forgetting import Forgetting, forgets
from core.incoming import Incoming
from core.intents import Context, Replied, Understanding, only_more, understand
from core.jobs import Asset, Job, JobSpec, Place, State
from core.keeping_sets import Keeping, Shelf, Wish
from core.kin import Kin
from core.lexicon import Lexicon
from core.naming import named, sent_as
from core.orders import Orders, retext_of
from core.painting import NoPaintingHere, Painting, invited, keeping, offered
from core.past import Past
from core.ports import Blobs, Clock, History, Intake, Ledger, Queue
from core.preferring import Preferring
from core.press import Press
from core.presses import Presses
from core.prompts import Prompt, parse
from core.reading import read
from core.recalling import Recalling
from core.regions import MASK, marked_by_first
from core.remembering import Remembering
from core.replies import Reply, Turn
from core.routing import Request
from core.series import as_series, in_series
from core.serving import Serving
from core.sources import Source, context_of, source
from core.stages import said_lately
from core.starring import starred
from core.stepping import Stepping
from core.strips import Strips
from core.targets import Target, Targets, shown_together
from core.telling import told
from core.using_sets import Used, used
from core.verifying import Reading, asks_to_verify, verified
from core.votes import Votes
from core.voting import ABOUT, Voting
from core.waiting import in_line

# Words of these commands are what is drawn or found, were they those of a button or of a reply.
LITERAL = frozenset({Intent.IMAGINE, Intent.RECALL})
RECENT = 20  # turns among which a press is looked for that was made a moment before
TWICE = timedelta(seconds=5)  # within which the same press again is a slip, or somebody else's


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
    past: Past
    painting: Painting | None = None  # where there is a page to paint on
    strips: Strips | None = None  # where ways are drawn
    reading: Reading | None = None  # where files can be asked where they came from
    shelf: Shelf | None = None  # where reference sets are kept
    coach: Coach | None = None  # where vague requests get sharper versions as buttons
    advisor: Advisor | None = None  # where a language model says them
    customs: Customs | None = None  # where it is kept which models people took
    votes: Votes | None = None  # where people vote
    blobs: Blobs | None = None  # where it is looked whether what is recalled is still there
    forgetting: Forgetting | None = None  # where people can be forgotten
    kin: Kin | None = None  # where one can ask what came of a result
    exports: Exports | None = None  # where archives are made


class Conversation:
    """Answers what comes in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._serving = Serving(parts.queue)
        self._targets = Targets(parts.history, parts.ledger, parts.lexicon)
        self._stepping = Stepping(parts.ledger, self._targets, parts.lexicon)
        self._answering = WeakValueDictionary[tuple[str, str], asyncio.Lock]()
        self._preferring = Preferring(parts.customs)
        self._voting = Voting(parts.history, parts.votes, self._preferring)
        self._recalling = Recalling(
            parts.history,
            parts.ledger,
            parts.blobs,
            parts.catalogue,
            parts.lexicon,
            self._serving,
            self._targets,
        )
        told = parts.strips, self._recalling.against, parts.kin
        self._presses = Presses(parts.history, parts.ledger, parts.queue, *told)
        self._exporting = Exporting(parts.history, parts.ledger, parts.exports)
        self._orders = Orders(parts.clock, parts.lexicon)
        known = parts.history, parts.ledger, parts.catalogue, parts.lexicon
        self._remembering = Remembering(parts.past, *known)
        shelf = parts.shelf
        self._keeping = Keeping(shelf, parts.history, self._targets) if shelf else None
        self._coaching = Coaching(parts.history, parts.catalogue, parts.coach, parts.advisor)

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
        if asks_to_verify(incoming.words):
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
        if asks_to_verify(incoming.words) and not incoming.action:
            return await verified(incoming.attachments, self._parts.reading)
        if looked.trouble is not None:
            raise looked.trouble
        if forgets(incoming.action) and self._parts.forgetting is not None:
            return await self._parts.forgetting.confirmed(incoming.person, incoming.action, turn.id)
        incoming = replace(incoming, manner=await self._preferring.manner(incoming))
        if incoming.action:
            return await self._pressed(incoming, looked)
        await self._targets.check_reach(incoming.reply_to, incoming.place, incoming.private)
        if recall := await self._recalling.said(incoming, looked, turn):
            return await self._job(await self._recalling.spec(recall, incoming.manner))
        lexicon, pictured = self._parts.lexicon, bool(looked.pictures)
        if self._keeping and not incoming.intent and (asked := lexicon.sets.asked(incoming.words)):
            wish = Wish(asked, incoming, looked, turn, self._parts.catalogue)
            return await self._keeping.answer(wish)
        said = await self._said(incoming, looked, turn)
        if said is not None:
            return said
        known, literal = self._keeping is not None, incoming.intent in LITERAL
        prompt = read(incoming.words, pictured, lexicon, literal, known)
        if incoming.intent in (None, Intent.IMAGINE):  # other commands say what is made
            prompt, notes = as_series(prompt, lexicon)
            incoming = replace(incoming, notes=(*incoming.notes, *notes))
        if not (looked.pictures or incoming.reply_to):
            looked = replace(looked, pictures=await self._targets.refused(turn))
        remembers = incoming.intent is Intent.RECALL
        sets = Used(()) if remembers else await self._used(prompt, incoming.place)
        said = prompt.words
        if sets and not (looked.pictures or incoming.reply_to or literal):
            found = sets.stand_in(prompt, lexicon)
            prompt = found.prompt if found else prompt
            looked = replace(looked, pictures=(found.picture,) if found else ())
        alone = bool(sets.pictured) and not incoming.reply_to  # the words speak of no result
        target = None if alone else await self._target(incoming, prompt, looked, turn)
        if target is not None:
            incoming.manner.closed.check_seen(target.job.spec, self._parts.catalogue)
        return await self._asked(incoming, prompt, looked, target, turn, said)

    async def _pressed(self, incoming: Incoming, looked: Looked) -> Reply | Job:
        parts = self._parts
        if Action.unpack(incoming.action).verb is Verb.PAGE:
            return await self._remembered(incoming)
        press = await self._presses.read(
            incoming.action, incoming.place, incoming.words, incoming.private
        )
        local = incoming.local or press.local
        governs = incoming.moderates or incoming.private or not incoming.manner.change
        press = replace(press, moderates=incoming.moderates, local=local, governs=governs)
        if press.shows:
            incoming.manner.closed.check_seen(press.job.spec, parts.catalogue)
        if press.action.verb is Verb.PAINT:
            return await invited(incoming, press.job, press.action.variant, parts.painting)
        if press.action.verb is Verb.STAR:
            return await starred(press, parts.past, parts.history)
        if press.recalls:
            begun = await self._recalling.pressed(press, looked, incoming.manner)
            return begun if isinstance(begun, Reply) else await self._job(begun)
        if press.action.verb is Verb.EXPORT:
            return await self._exporting.pressed(incoming, press.job)
        paints = parts.painting is not None
        asked = press, parts.catalogue, self._serving, paints
        reply = await self._voting.reply(*asked) or await self._presses.reply(*asked)
        if reply is not None:
            return reply
        if press.repeats:
            return await self._job(await self._repeated(press, incoming.manner))
        if press.action.verb is Verb.SHARPEN:
            return await self._job(await self._routed(self._orders.sharper(press), incoming.manner))
        if press.action.verb is Verb.TEXT and press.action.option:
            spec = await self._routed(self._orders.retext(press), incoming.manner)
            return await self._job(replace(spec, retext=retext_of(press)))
        if press.action.option == MASK:
            looked = marked_by_first(looked)
        prompt = parse(press.said, parts.lexicon.asides)
        context = Context(reply=Replied.SINGLE, mask=looked.mask is not None)
        words = understand(prompt, context, parts.lexicon)
        request = self._orders.request(press, prompt, words, looked)
        return await self._job(await self._routed(request, incoming.manner))

    async def _said(self, incoming: Incoming, looked: Looked, turn: Turn) -> Reply | Job | None:
        """The answer where the words are those of a button: "open 2", "details", "cancel".

        Or where they ask about Easel itself. Words of a command are neither.
        """
        parts, words = self._parts, incoming.words
        if looked.pictures and not looked.mask and incoming.intent is None:
            said = parts.lexicon.button(words)
            paints = said is not None and said.verb is Verb.PAINT
            return await self._held(incoming, looked) if paints else None
        if looked.pictures or looked.mask or incoming.intent is not None:
            return None
        if (settled := await self._preferring.said(incoming, parts.catalogue)) is not None:
            return settled
        if parts.forgetting is not None and parts.lexicon.asks_to_be_forgotten(words):
            return await parts.forgetting.asked(
                incoming.person, incoming.platform, incoming.private, turn.id
            )
        if not incoming.reply_to and (
            about := await told(
                incoming.words, incoming.manner, parts.lexicon, parts.catalogue, parts.queue
            )
        ):
            return about
        if packed := await self._stepping.pressed(incoming.words, turn, incoming.variant):
            return await self._pressed(replace(incoming, action=packed, words=""), looked)
        said = parts.lexicon.button(incoming.words)
        if said is not None and said.verb is Verb.EXPORT:
            return await self._exporting.said(incoming)
        target = await self._targets.pressed(said, incoming.reply_to, turn) if said else None
        if said is None or target is None or (said.verb in ABOUT and not target.job.spec.shared):
            return None
        job, opened = target.job, target.variant or incoming.variant
        if said.verb is Verb.DELETE:
            return answers.unsure(job)
        if said.verb is Verb.PAINT and parts.painting is not None and not incoming.private:
            return offered(job, said.variant or opened or 1)
        action = Action(said.verb, job.id, said.variant or incoming.variant or opened).pack()
        return await self._pressed(replace(incoming, action=action, words=""), looked)

    async def _held(self, incoming: Incoming, looked: Looked) -> Job:
        """A job that keeps a person's picture, so that the button to paint on it has one.

        Raises NoPaintingHere.
        """
        if self._parts.painting is None:
            raise NoPaintingHere
        seed, listing = self._parts.clock.new_seed(), self._parts.lexicon.listing
        request = keeping(incoming.place, looked.pictures[0], seed, listing)
        spec = await self._routed(request, incoming.manner)
        job = await self._job(sent_as(spec, looked))
        now = job.created
        return replace(job, state=State.DONE, started=now, finished=now)

    async def _target(
        self, incoming: Incoming, prompt: Prompt, looked: Looked, turn: Turn
    ) -> Target | None:
        """The result that the words go on from, named or implied."""
        if incoming.reply_to:
            needed = incoming.intent is not None
            job = await self._targets.replied_to(
                prompt, incoming.reply_to, incoming.place, incoming.private, needed
            )
            return Target(job, incoming.variant)
        if looked.pictures or incoming.intent in LITERAL:
            return None
        return await self._targets.spoken_of(prompt, turn)

    async def _asked(
        self,
        incoming: Incoming,
        prompt: Prompt,
        looked: Looked,
        target: Target | None,
        turn: Turn,
        said: str,
    ) -> Reply | Job:
        job, opened, implied = target or (None, 0, "")
        understood = self._understand(prompt, looked, job)
        if incoming.intent is not None:
            pictured = bool(looked.pictures or job)
            understood = commanded(understood, incoming.intent, pictured, incoming.local)
            if incoming.intent in LITERAL and not pictured:
                understood = replace(understood, words=prompt.words, selection=())
        pictured = bool(looked.pictures or job)
        meant = partial(self._understand, looked=looked, target=job)
        understood, prompt = in_series(understood, prompt, pictured, self._parts.lexicon, meant)
        if understood.intent is Intent.RECALL:
            return await self._remembered(incoming, turn)
        if job is not None and not looked.pictures and only_more(understood, prompt):
            return await self._job(await self._again(job, incoming, prompt))
        one = understood.selection[0] if understood.selection else opened or 1
        if job is not None and not looked.pictures and directs(understood, job, one):
            press = Press(Action(Verb.ANIMATE, job.id, one), job, incoming.place)
            directed = request_of(press, understood, self._parts.lexicon)
            return await self._job(await self._routed(directed, incoming.manner))
        if understood.selection and opened:
            implied = ""  # the words name another variant than the one that was opened
        selection = understood.selection or ((opened,) if opened else ())
        found = source(looked.pictures, job, selection, understood.intent)
        together = shown_together(understood, self._parts.lexicon, self._parts.catalogue)
        if job is not None and together and not looked.pictures:
            return answers.beside(job, together)
        if understood.needs_picture and not found.pictures:
            raise PictureNeeded
        notes = (*incoming.notes, *looked.notes, *filter(None, (implied,)), *found.notes)
        found = found._replace(mask=looked.mask or found.mask)
        request = self._request(understood, prompt, found, incoming.place, notes)
        request = replace(request, said=said) if said != prompt.words else request
        spec = await self._routed(request, incoming.manner)
        spec = await self._coaching.coached(spec, incoming)
        return await self._job(sent_as(spec, looked) if looked.names else spec)

    def _request(
        self,
        understood: Understanding,
        prompt: Prompt,
        found: Source,
        place: Place,
        notes: tuple[str, ...],
    ) -> Request:
        """What is understood, on the pictures that were found for it."""
        return Request(
            understood=understood,
            prompt=replace(prompt, words=understood.words),
            place=place,
            seed=self._parts.clock.new_seed(),
            inputs=found.pictures,
            mask=found.mask,
            lineage=found.lineage,
            notes=notes,
            drawn=found.drawn,
            kept=found.kept,
            scene=found.scene,
            traced=found.traced,
            said=prompt.words if understood.words != prompt.words else "",
            listing=self._parts.lexicon.listing,
        )

    async def _remembered(self, incoming: Incoming, asked: Turn | None = None) -> Reply:
        """What was made before, as a turn asks for it; else the page that was pressed."""
        incoming.manner.closed.check_intent(Intent.RECALL)
        if asked is not None:
            return await self._remembering.asked(incoming, asked)
        return await self._remembering.turned(incoming)

    def _understand(self, prompt: Prompt, looked: Looked, target: Job | None) -> Understanding:
        context = context_of(len(looked.pictures), target, looked.mask is not None)
        return understand(prompt, context, self._parts.lexicon)

    async def _again(self, target: Job, incoming: Incoming, prompt: Prompt) -> JobSpec:
        press = self._orders.again(target, incoming.place)
        spec = await self._repeated(press, incoming.manner)
        if prompt.count is None or spec.each or spec.contenders or spec.prompt.scenes:
            return spec
        estimate = spec.estimate / spec.count * prompt.count
        return replace(spec, count=prompt.count, estimate=estimate)

    async def _repeated(self, press: Press, manner: Manner) -> JobSpec:
        catalogue = self._parts.catalogue
        spec = await self._serving.decide(partial(self._orders.repeat, press, catalogue=catalogue))
        return manner.allowed(spec, catalogue)

    async def _used(self, prompt: Prompt, place: Place) -> Used:
        """The reference sets that a prompt names. Raises UnknownSet and NoSuchVersion."""
        shelf = self._parts.shelf
        return await used(prompt.sets, place, shelf and shelf.sets, self._parts.history)

    async def _routed(self, request: Request, manner: Manner) -> JobSpec:
        parts, sets = self._parts, await self._used(request.prompt, request.place)
        if sets:
            way = partial(sets.route, request, manner, parts.catalogue, words=parts.lexicon.sets)
        else:
            way = partial(manner.route, request, parts.catalogue)
        spec = await self._serving.decide(way)
        known = spec.onward and await said_lately(spec, parts.history)
        return replace(spec, onward="") if known else spec

    async def _job(self, spec: JobSpec) -> Job:
        place, clock = spec.place, self._parts.clock
        accounts = await self._parts.history.accounts(place.person)
        payer = accounts[0] if len(accounts) > 1 else ""  # for both accounts the same one
        spec = await named(spec, self._parts.ledger, self._parts.lexicon.idle)
        return Job(clock.new_id(), replace(spec, place=replace(place, payer=payer)), clock.now())

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
