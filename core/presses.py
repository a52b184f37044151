"""What a press of a button means: a reply at once, an earlier job repeated, or a new request."""

from dataclasses import dataclass, replace

from core import answers
from core.actions import Action, Verb
from core.attachments import Looked
from core.buttons import button, under_lines
from core.catalogue import NATURAL, Catalogue, Intent, Role
from core.commanding import EXACT, LOCAL
from core.errors import (
    NoRedis,
    NotAllowed,
    NothingToSelect,
    NotRunning,
    NotYours,
    PictureNeeded,
    TargetGone,
)
from core.intents import Understanding
from core.jobs import BEFORE, Job, JobSpec, Lineage, Place, Retext, Variant
from core.lexicon import Lexicon
from core.options import CINEMATIC, called, under_opened, worded
from core.ports import Clock, History, Ledger, Queue
from core.prompts import Prompt
from core.reaching import is_of, reaches
from core.regions import REGIONS
from core.repeating import REASON
from core.replies import Kind, Reply
from core.routing import Request
from core.serving import Serving
from core.sources import (
    counted,
    drawn_from,
    kept_of,
    lineage_from,
    mask_of,
    still_of,
    traced_from,
)
from core.steps import every, shown, way_to
from core.strides import stride_of
from core.targets import of_the_words

DEEPEST = 20  # steps of lineage that details show
INTENTS = {
    Verb.REFINE: Intent.REFINE,
    Verb.EDIT: Intent.EDIT,
    Verb.ANIMATE: Intent.ANIMATE,
    Verb.VARY: Intent.VARY,
    Verb.UPSCALE: Intent.UPSCALE,
    Verb.CUTOUT: Intent.CUTOUT,
    Verb.REFRAME: Intent.REFRAME,
    Verb.FORMATS: Intent.FORMATS,
    Verb.TEXT: Intent.READ,
    Verb.COMPARE: Intent.COMPARE,
}


DELETED = Reply(Kind.NOTICE, "This result was deleted.")


@dataclass(frozen=True, slots=True)
class Press:
    """A button with the job that it belongs to, by somebody, with words where it asked for them."""

    action: Action
    job: Job
    place: Place
    words: str = ""
    moderates: bool = False  # whether the one who pressed looks after the channel
    local: bool = False  # whether the words name the part of the picture that they change

    @property
    def said(self) -> str:
        """What it says in words: what came with it, and what the button itself means."""
        return worded(self.action, self.words)

    @property
    def shows(self) -> bool:
        """Whether pictures come of it, of the result or made from it."""
        return self.action.verb not in (Verb.CANCEL, Verb.DELETE, Verb.DETAILS)

    @property
    def repeats(self) -> bool:
        """Whether it asks for the earlier job once more."""
        return self.action.verb in (Verb.MORE, Verb.RETRY, Verb.AGAIN, Verb.CONFIRM)


class Presses:
    """Reads presses and answers those that need no model."""

    def __init__(
        self, history: History, ledger: Ledger, queue: Queue, clock: Clock, lexicon: Lexicon
    ) -> None:
        self._history = history
        self._ledger = ledger
        self._queue = queue
        self._clock = clock
        self._lexicon = lexicon

    async def read(self, packed: str, place: Place, words: str, private: bool = False) -> Press:
        """The press of a packed action; `private` where nobody else reads the place.

        Raises ForgedAction, TargetGone, NotYours where the job is another channel's, unless the
        person asked for it and presses in private, and NothingToSelect where it has no such
        variant.
        """
        action = Action.unpack(packed)
        called(action)  # an option that there is not is none of ours
        job = await self._ledger.job(action.job)
        if job is None:
            raise TargetGone
        if not await reaches(place, job, self._history, private):
            raise NotYours
        if action.variant and job.variant(action.variant) is None:
            raise NothingToSelect(index=action.variant, count=counted(len(job.variants)))
        return Press(action, job, place, words.strip(), local=action.option in REGIONS)

    def again(self, job: Job, place: Place) -> Press:
        """The press that "more" under a result would be."""
        return Press(Action(Verb.MORE, job.id), job, place)

    async def reply(
        self, press: Press, catalogue: Catalogue, serving: Serving, paints: bool = False
    ) -> Reply | None:
        """The reply of a press that needs no model; None for the others.

        `paints`: whether there is a page to paint on.
        """
        match press.action.verb:
            case Verb.OPEN:
                variant = _variant(press)
                available = await serving.models(catalogue)
                rows = under_opened(press.job, variant, catalogue, available, paints)
                return answers.opened(press.job, variant, rows)
            case Verb.ORIGINAL:
                return answers.original(press.job, _variant(press))
            case Verb.DETAILS:
                return await self._details(press.job, catalogue)
            case Verb.STEP:
                return await self._step(press, catalogue, serving)
            case Verb.CANCEL:
                return await self._cancel(press)
            case Verb.DELETE:
                return await self._delete(press)
            case Verb.TEXT if press.action.option:
                return _asked_again(press)
            case Verb.REFINE | Verb.EDIT | Verb.REFRAME if not press.said:
                action = press.action
                again = button(action.verb, press.job, action.variant, action.option)
                return Reply(Kind.QUESTION, again.asks, rows=((again,),), job=press.job.id)
            case _:
                return None

    def retext(self, press: Press) -> Request:
        """The edit of the line that was pressed, with the words that came with it.

        They are taken as they are: what looks like a flag may stand on a sign.
        """
        spec, retext = press.job.spec, retext_of(press)
        words = f"change the text “{retext.old}” to “{retext.new}”"
        reason = f"you chose line {press.action.option}"
        understood = Understanding(Intent.EDIT, Role.EDIT, reason, words, needs_picture=True)
        return Request(
            understood=understood,
            prompt=Prompt(words, count=1),
            place=press.place,
            seed=self._clock.new_seed(),
            inputs=spec.inputs[:1],
            lineage=spec.lineage,
            said=f"{retext.old} → {retext.new}",
            listing=self._lexicon.listing,
        )

    def repeat(self, press: Press, models: frozenset[str], catalogue: Catalogue) -> JobSpec:
        """The earlier job once more: for More with another seed, for the others the same.

        Same again also asks for the very same bytes. Raises NotRunning where no worker has its
        model.
        """
        spec, verb = press.job.spec, press.action.verb
        assert press.repeats, verb
        if spec.model not in models:
            raise NotRunning(model=catalogue.card(spec.model).title)
        if verb is Verb.RETRY:
            return replace(spec, place=press.place)
        if verb is Verb.CONFIRM:
            if press.job.proposal is None:
                raise TargetGone
            lineage = Lineage(press.job.id, (), str(verb))
            mask, said = press.job.proposal, f"{spec.reason}; you said that it is this"
            return replace(spec, place=press.place, lineage=lineage, mask=mask, reason=said)
        if verb is Verb.AGAIN:
            lineage, made = Lineage(press.job.id, (), str(verb)), press.job.variants
            place = press.place
            return replace(spec, place=place, lineage=lineage, reason=REASON, repeats=made)
        return replace(
            spec,
            place=press.place,
            seed=self._clock.new_seed(),
            lineage=Lineage(press.job.id, (), str(verb)),
            reason="the same again, with another seed",
            repeats=(),
            notes=tuple(note for note in spec.notes if not of_the_words(note)),
        )

    def request(
        self, press: Press, prompt: Prompt, words: Understanding, looked: Looked
    ) -> Request:
        """The new request of a press; `words` is what the words alone would mean.

        Raises PictureNeeded where a clip was pressed that was made from words alone.
        """
        verb, job, attached = press.action.verb, press.job, looked.pictures
        index = press.action.variant or 1
        # The job's request once more, not one of its variants.
        whole = verb is Verb.COMPARE and not press.action.variant
        pictures = job.spec.inputs[:1] if whole else still_of(job, index)
        if not pictures and not whole:
            raise PictureNeeded
        if verb in (Verb.VARY, Verb.COMPARE):
            asked = "" if index > BEFORE else job.spec.prompt.words
            prompt = replace(prompt, words=prompt.words or asked)
        understood = _meant(press, index, words, looked.mask is not None)
        return Request(
            understood=understood,
            prompt=prompt,
            place=press.place,
            seed=self._clock.new_seed(),
            inputs=(*pictures, *attached),
            mask=looked.mask or (None if attached else mask_of(job, pictures, understood.intent)),
            lineage=lineage_from(job, () if whole else (index,), str(verb)),
            drawn=None if whole or attached else drawn_from(job, index),
            kept=None if whole or attached else kept_of(job, index),
            traced=None if whole or attached else traced_from(job, (index,)),
            listing=self._lexicon.listing,
        )

    async def _details(self, job: Job, catalogue: Catalogue) -> Reply:
        told = answers.details(job, await self._chain(job), catalogue)
        if not job.variants:
            return told
        way = await way_to(job, job.variants[0].index, self._ledger)
        return replace(told, rows=(*told.rows, *every(way)))

    async def _step(self, press: Press, catalogue: Catalogue, serving: Serving) -> Reply:
        way = await way_to(press.job, press.action.variant or 1, self._ledger)
        number = way.along(stride_of(press.action.option), way.last)
        step = way.at(number)
        variant = step.job.variant(step.variant)
        if variant is None:
            raise TargetGone
        available = await serving.models(catalogue)
        return shown(way, number, under_opened(step.job, variant, catalogue, available))

    async def _chain(self, job: Job) -> list[Job]:
        """What a job goes on from, nearest first."""
        chain: list[Job] = []
        while job.spec.lineage is not None and len(chain) < DEEPEST:
            parent = await self._ledger.job(job.spec.lineage.job)
            if parent is None:
                break
            chain.append(parent)
            job = parent
        return chain

    async def _check_allowed(self, press: Press) -> None:
        """Raises NotAllowed for others than the one who asked and who looks after the channel."""
        if not press.moderates and not await is_of(press.place.person, press.job, self._history):
            raise NotAllowed

    async def _cancel(self, press: Press) -> Reply:
        await self._check_allowed(press)
        if not await self._ledger.cancel(press.job.id):
            return Reply(Kind.NOTICE, "That had already ended.", job=press.job.id)
        ended = await self._ledger.job(press.job.id)
        try:
            await self._queue.cancel(press.job.id)
            if ended is not None:
                await self._queue.deliver(ended)
        except NoRedis:
            # The ledger knows: the worker will find it cancelled, the reconciler will deliver it.
            return Reply(Kind.NOTICE, "Cancelled.", job=press.job.id)
        return Reply(Kind.NOTICE, "Cancelled.", job=press.job.id)

    async def _delete(self, press: Press) -> Reply:
        await self._check_allowed(press)
        turn = await self._history.turn_of(press.job.id)
        shown = await self._history.showing(press.place.channel, press.job.id)
        await self._ledger.delete(press.job.id)
        for one in (*filter(None, (turn,)), *shown):
            await self._history.amend(one.id, DELETED)
        return Reply(Kind.NOTICE, "Deleted.")


def _meant(press: Press, index: int, words: Understanding, masked: bool) -> Understanding:
    """What a press on variant `index` means, where its words alone would mean `words`.

    To refine a part that is named or `masked` is an edit: refining is of the whole.
    """
    verb = press.action.verb
    within = verb is Verb.REFINE and (press.local or masked)
    intent = Intent.EDIT if within else INTENTS[verb]
    which = f" on {index}" if len(press.job.variants) > 1 and press.action.variant else ""
    reason = f"you pressed {called(press.action)}{which}"
    exact = LOCAL if press.local or within else EXACT
    if verb in (Verb.REFINE, Verb.EDIT) and words.intent in exact:
        return replace(words, reason=f"{reason}, and {words.reason}")
    role = words.role if words.intent is intent else NATURAL[intent]
    if press.action.option == CINEMATIC:
        role = Role.CINEMATIC
    return replace(words, intent=intent, role=role, reason=reason)


def _asked_again(press: Press) -> Reply | None:
    """The question for the new words of a line, where none came; raises NothingToSelect."""
    number, lines = int(press.action.option), press.job.lines
    if not 1 <= number <= len(lines):
        raise NothingToSelect(index=number, count=counted_lines(len(lines)))
    if press.words:
        return None
    rows = under_lines(press.job)
    again = next(one for row in rows for one in row if one.action == press.action.pack())
    return Reply(Kind.QUESTION, again.asks, rows=((again,),), job=press.job.id)


def retext_of(press: Press) -> Retext:
    """The line that was pressed, and what it is to say."""
    number, lines = int(press.action.option), press.job.lines
    old = lines[number - 1]
    alike = [at for at, line in enumerate(lines, 1) if line == old]
    nth = alike.index(number) + 1 if len(alike) > 1 else 0
    return Retext(old, " ".join(press.words.split()), nth)


def counted_lines(count: int) -> str:
    """So many lines of text, in words."""
    return {0: "no lines of text", 1: "one line of text"}.get(count, f"{count} lines of text")


def _variant(press: Press) -> Variant:
    """The variant that was pressed, else the first. Raises TargetGone."""
    variant = press.job.variant(press.action.variant or 1)
    if variant is None:
        raise TargetGone
    return variant
