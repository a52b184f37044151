"""Recalling: an earlier result begun from a reply, a button or its id, with all that it was made
with; before it runs, what is no longer as it was is said."""

from dataclasses import dataclass, replace
from functools import partial

from core import answers
from core.actions import Verb
from core.attachments import Looked
from core.buttons import ONTO_PICTURE, button
from core.catalogue import Catalogue
from core.customs import Manner
from core.drawn_anew import drawn_anew
from core.errors import BadRequest, EaselError, NotRunning, NotYours, PictureNeeded, TargetGone
from core.finding_sets import used
from core.incoming import Incoming
from core.jobs import BEFORE, Job, JobSpec, Lineage
from core.lexicon import Lexicon
from core.other_sets import renews, undressed
from core.ports import Blobs, Clock, History, Ledger
from core.press import Press
from core.prompts import Prompt
from core.reaching import reaches
from core.reapplying import RECALL, as_then, by_another, reason_of, request_of
from core.recall_words import Wanted, anew, wanted
from core.recalled import NOTHING, Recall
from core.remembering import Remembering
from core.replies import Kind, Reply, Turn
from core.reproducing import (
    MarksGone,
    Means,
    ModelGone,
    SourceGone,
    lost,
    missing,
    otherwise,
    stale,
)
from core.rereading import reread
from core.serving import Serving
from core.sets import Sets
from core.steps import DELETED, MOST_TOLD, way_to
from core.targets import MADE_FROM, Target, Targets
from core.using_sets import Used

ONE_STEP = "only the last of {count} steps is done to it; before came: {before}"
INSTEAD = "{was} made it then and {why}: {now} does it"


@dataclass(frozen=True, slots=True)
class Recalling:
    """Makes requests of what is recalled."""

    history: History
    ledger: Ledger
    blobs: Blobs | None  # None where nobody looks whether files are there
    catalogue: Catalogue
    lexicon: Lexicon
    clock: Clock
    serving: Serving
    targets: Targets
    remembering: Remembering
    sets: Sets | None = None  # None where nobody keeps any

    async def pressed(self, press: Press, looked: Looked, manner: Manner) -> Reply | JobSpec:
        """What a press on a button of recalling begins, or the question that it asks first.

        Raises PictureNeeded where one was asked for and none came.
        """
        action, job = press.action, press.job
        if action.verb is Verb.AGAIN:
            return await self.spec(Recall(job, press.place), manner)
        if not (press.words or looked.pictures):
            again = button(action.verb, job, action.variant, action.option)
            return Reply(Kind.QUESTION, again.asks, rows=((again,),), job=job.id)
        if action.option == ONTO_PICTURE and not looked.pictures:
            raise PictureNeeded
        prompt = anew(press.words, self.lexicon)
        recall = Recall(job, press.place, prompt, looked.pictures, looked.mask, looked.notes)
        return await self.spec(recall, manner)

    async def said(self, incoming: Incoming, looked: Looked, turn: Turn) -> Recall | None:
        """What a message asks to be recalled; None where it asks for something else.

        Raises TargetGone, NotYours, StillMaking, and NotPermitted where the command is closed.
        """
        asked = wanted(incoming, self.lexicon)
        if asked is None:
            return None
        if incoming.intent is not None:
            incoming.manner.closed.check_intent(incoming.intent)
        prompt = asked.prompt
        notes = (*incoming.notes, *looked.notes)
        if asked.named:
            return await self._by_name(asked, incoming, looked, turn)
        if asked.id:
            return await self._by_id(asked, incoming, looked, turn)
        if incoming.reply_to:
            job = await self.targets.replied_to(prompt, incoming.reply_to, incoming, True)
        elif looked.pictures or prompt != NOTHING:
            target = await self.targets.latest(turn)
            if target is None:
                return None
            job = target.job
            notes += (f"{MADE_FROM} the settings of the latest result here: {answers.step(job)}",)
        else:
            return None
        if not job.variants or (asked.more and (job.spec.inputs or looked.pictures)):
            return None
        if asked.more and prompt.seed is None:
            prompt = replace(prompt, seed=self.clock.new_seed())
        return Recall(job, incoming.place, prompt, looked.pictures, looked.mask, notes)

    async def _by_id(
        self, wanted: Wanted, incoming: Incoming, looked: Looked, turn: Turn
    ) -> Recall:
        """The job of an id, for new words, for the picture that came along, or, in plain words, for
        another result that is replied to; else the very same.

        Raises TargetGone, NotYours, PictureNeeded, and StillMaking.
        """
        job, notes = await self._named(wanted.id, incoming), (*incoming.notes, *looked.notes)
        recall = Recall(job, incoming.place, wanted.prompt, looked.pictures, looked.mask, notes)
        recall = replace(recall, origin=incoming.origin)
        command, itself = incoming.intent is not None, incoming.reply_to in ("", job.id)
        brought = looked.pictures or wanted.prompt.words
        if command or itself or brought or not job.spec.inputs:
            return recall
        return await self._onto_here(recall, incoming, turn)

    async def _by_name(
        self, wanted: Wanted, incoming: Incoming, looked: Looked, turn: Turn
    ) -> Recall | None:
        """The settings of a result that is named, for new words, for the picture that came along,
        or for the one that is replied to or was made last; None where nothing is called so.

        Raises PictureNeeded, and StillMaking.
        """
        job = await self.remembering.nearest(incoming, wanted.named, turn.created)
        if job is None:
            return None
        recall = Recall(job, incoming.place, wanted.prompt, looked.pictures, looked.mask)
        recall = replace(recall, notes=(*incoming.notes, *looked.notes))
        if looked.pictures or wanted.prompt.words or wanted.itself:
            return recall
        return await self._onto_here(recall, incoming, turn)

    async def _onto_here(self, recall: Recall, incoming: Incoming, turn: Turn) -> Recall:
        """The same for the result that is replied to, or was made last; raises PictureNeeded where
        that is no still."""
        here = await self._here(incoming, turn)
        made = here.job.variant(here.variant or 1) if here else None
        if here is None or made is None or made.asset.seconds:
            raise PictureNeeded
        lineage = Lineage(here.job.id, (made.index,), RECALL)
        return replace(recall, pictures=(made.asset,), origin=lineage)

    async def _here(self, incoming: Incoming, turn: Turn) -> Target | None:
        """The result that "this" means."""
        if not incoming.reply_to:
            return await self.targets.latest(turn)
        job = await self.targets.replied_to(Prompt(""), incoming.reply_to, incoming, True)
        return Target(job, incoming.variant)

    async def spec(self, recall: Recall, manner: Manner) -> JobSpec:
        """The request, with what is no longer as it was among its notes.

        It goes on with the nearest model where the one of the day is not there, unless the very
        same is wanted. Raises SourceGone, MarksGone, MarkedElsewhere, Unserved, and NotPermitted
        and AdultsOnly for what is closed.
        """
        manner.closed.check_seen(recall.job.spec, self.catalogue)
        if renews(recall):
            return await self._with_sets(recall, manner)
        if anew := drawn_anew(recall, self.lexicon, self.catalogue):
            drawn = await self._by_another(anew, manner)
            return replace(drawn, reason=reason_of(recall.job))
        recall = reread(recall, self.lexicon, self.catalogue)
        means = await self._means(recall.job)
        spec = await self._decided(_with_what_is_there(recall, means), manner)
        _check_there(recall, means)
        told = await self._steps(recall) if recall.pictures else stale(recall.job.spec, means)
        if spec.model == recall.job.spec.model:
            told += otherwise(recall.job, means)
        return replace(spec, notes=(*told, *spec.notes))

    async def against(self, job: Job) -> tuple[str, ...]:
        """Why the very same bytes may not come again."""
        return lost(job, await self._means(job))

    async def _named(self, id: str, incoming: Incoming) -> Job:
        """The job of that id. Raises TargetGone and NotYours."""
        job = await self.ledger.job(id)
        if job is None or not job.variants:
            raise TargetGone
        if incoming.operates:
            return job
        past = self.remembering.past if incoming.far else None
        if not await reaches(incoming.place, job, self.history, incoming.private, past):
            raise NotYours
        return job

    async def _decided(self, recall: Recall, manner: Manner) -> JobSpec:
        choose = partial(as_then, recall, catalogue=self.catalogue)
        try:
            if recall.elsewhere:
                return await self._by_another(recall, manner)
            return manner.allowed(await self.serving.decide(choose), self.catalogue)
        except (ModelGone, NotRunning) as error:
            if recall.exact or recall.prompt.model:
                raise
            gone = isinstance(error, ModelGone)
            why = "is no longer in the catalogue" if gone else _away(error)
            return await self._by_another(recall, manner, why)

    async def _by_another(self, recall: Recall, manner: Manner, why: str = "") -> JobSpec:
        request = request_of(recall, self.lexicon, self.catalogue, own=not why)
        routed = await self.serving.decide(partial(manner.route, request, self.catalogue))
        was, now = (self.catalogue.title(one.model) for one in (recall.job.spec, routed))
        told = INSTEAD.format(was=was, why=why, now=now) if why else ""
        return by_another(recall, routed, told)

    async def _with_sets(self, recall: Recall, manner: Manner) -> JobSpec:
        """New words with what they name. Raises UnknownSet and NoSuchVersion."""
        find = partial(used, place=recall.place, sets=self.sets, history=self.history)
        await find(recall.prompt.sets)  # which is told before anything else
        try:
            then = await find(recall.job.spec.prompt.sets)
        except BadRequest:
            then = Used(())  # deleted since: what came of it is not told apart any more
        words = self.lexicon.sets
        recall = undressed(recall, then, words)
        anew = drawn_anew(recall, self.lexicon, self.catalogue)
        recall = anew or reread(recall, self.lexicon, self.catalogue)
        request = request_of(recall, self.lexicon, self.catalogue)
        named = await find(request.prompt.sets)
        way = partial(manner.route, request, self.catalogue)
        if named:
            way = partial(named.route, request, manner, self.catalogue, words=words)
        routed = await self.serving.decide(way)
        return replace(routed, reason=reason_of(recall.job), recalls=recall.job.id)

    async def _steps(self, recall: Recall) -> tuple[str, ...]:
        """What was done before the step that is recalled, and is not done to another picture."""
        job = recall.job
        way = await way_to(job, job.variants[0].index if job.variants else 1, self.ledger)
        done = [step for _, step in way.numbered() if step is None or step.variant < BEFORE]
        before = [step.title if step else DELETED for step in done[:-1]]
        if not before:
            return ()
        return (ONE_STEP.format(count=len(done), before="; ".join(before[-MOST_TOLD:])),)

    async def _means(self, job: Job) -> Means:
        gone = await missing(job.spec, self.blobs)
        return Means(self.catalogue, await self.serving.fleet(), gone)


def _away(error: EaselError) -> str:
    """How it is told of a model that it is not running, with the reason where that is known."""
    reason = str(error.fields.get("reason", "")).rstrip(".")
    return f"is not running here ({reason})" if reason else "is not running here"


def _with_what_is_there(recall: Recall, means: Means) -> Recall:
    """The recall without what was kept to begin with and is gone."""
    spec = recall.job.spec
    kept = spec.kept if spec.kept and not means.lacks(spec.kept.asset) else None
    traced = spec.traced if spec.traced and not means.lacks(spec.traced.picture) else None
    return replace(recall, job=replace(recall.job, spec=replace(spec, kept=kept, traced=traced)))


def _check_there(recall: Recall, means: Means) -> None:
    """Raises SourceGone and MarksGone for what nothing can stand in for."""
    spec = recall.job.spec
    if not recall.pictures and any(means.lacks(one) for one in spec.inputs):
        raise SourceGone
    if recall.mask is None and means.lacks(spec.mask):
        raise MarksGone
