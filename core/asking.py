"""Words that ask for pictures: what they mean, what they go on from, and the job for it."""

from dataclasses import replace
from functools import partial
from typing import NamedTuple

from core import answers
from core.actions import Action, Verb
from core.advising import Coaching
from core.attachments import Looked
from core.beginning import Beginning
from core.catalogue import Intent
from core.commanding import commanded
from core.company import Company
from core.directing import directs, request_of
from core.ending_on import Between, EndingOn
from core.errors import ChangeNeeded, PictureNeeded
from core.handed import Parts
from core.incoming import Incoming
from core.intents import Understanding, only_more, understand
from core.jobs import BEFORE, Asset, Job, Place
from core.naming import sent_as
from core.new_sizes import sized
from core.press import Press
from core.prompts import Prompt, parse
from core.reading import read
from core.recolouring import of_line
from core.remembering import Remembering
from core.replies import Reply, Turn
from core.requests import Request
from core.series import as_series, in_series
from core.serving import Serving
from core.sources import Source, context_of, source
from core.standing_in import stand_in
from core.targets import SENT_BEFORE, Target, Targets, shown_together
from core.using_sets import Used

# Words of these commands are what is drawn or found, were they those of a button or of a reply.
LITERAL = frozenset({Intent.IMAGINE, Intent.RECALL})


class _Asked(NamedTuple):
    """What somebody asks for, and what it goes on from."""

    incoming: Incoming
    prompt: Prompt
    looked: Looked
    target: Target | None  # the result that the words go on from
    said: str  # the words, with the names of sets in them
    subject: bool = False  # whether a set is what is to be seen
    between: Between | None = None  # both pictures of a clip, where one is meant beside a number
    stepped: bool = False  # whether the words named the step that they go on from

    @property
    def job(self) -> Job | None:
        """The result that it goes on from, where no pictures came."""
        return self.target.job if self.target and not self.looked.pictures else None


def _saved(pictures: tuple[Asset, ...], sets: Used) -> bool:
    """Whether all of some pictures are those of sets that are named."""
    own = {picture.sha256 for one in sets.pictured for picture in one.content.pictures}
    return own.issuperset(picture.sha256 for picture in pictures)


class Asking:
    """Answers words that ask for pictures."""

    def __init__(
        self, parts: Parts, serving: Serving, targets: Targets, remembering: Remembering
    ) -> None:
        self._parts = parts
        self._targets = targets
        self._remembering = remembering
        self._beginning = Beginning(parts, serving)
        self._ending = EndingOn(parts.history, targets, parts.lexicon)
        self._company = Company(targets, parts.lexicon.sets)
        self._coaching = Coaching(parts.history, parts.catalogue, parts.coach, parts.advisor)

    async def answer(
        self, incoming: Incoming, looked: Looked, turn: Turn, step: Target | None = None
    ) -> Reply | Job:
        """The job, or what was made before where that is asked for; `step`: the one that the words
        go on from, where they named one. Raises what routing raises.
        """
        if step is None and (known := await self._known(incoming, looked, turn)):
            return known
        asked = await self._asked(incoming, looked, turn, step)
        understood, prompt = self._understood(asked)
        asked = asked._replace(prompt=prompt)
        shown = asked.target or (asked.looked.pictures and not turn.pictures)
        if shown and incoming.intent is None and self._parts.lexicon.follows(incoming.words):
            raise ChangeNeeded
        if understood.intent is Intent.RECALL:
            incoming.manner.closed.check_intent(Intent.RECALL)
            return await self._remembering.asked(incoming, turn)
        gone_on = await self._gone_on(asked, understood)
        return gone_on or await self._anew(asked, understood)

    async def _known(self, incoming: Incoming, looked: Looked, turn: Turn) -> Reply | None:
        """Earlier results that the words may ask for, where there are such; beside a picture they
        speak of that."""
        otherwise = looked.pictures or looked.mask or incoming.intent
        lexicon = self._parts.lexicon
        if otherwise or not lexicon.may_look_back(parse(incoming.words, lexicon.asides).words):
            return None
        known = await self._remembering.known(incoming, turn)
        if known is not None:
            incoming.manner.closed.check_intent(Intent.RECALL)
        return known

    async def _asked(
        self, incoming: Incoming, looked: Looked, turn: Turn, step: Target | None
    ) -> _Asked:
        lexicon = self._parts.lexicon
        named, stepped = bool(incoming.reply_to or step), step is not None  # about a result
        about = await self._of_pictures(incoming.reply_to)
        incoming, prompt = self._parsed(incoming, bool(looked.pictures), new=not named, about=about)
        if prompt.sets and not (named or looked.pictures):
            named = await self._targets.chosen(prompt, turn)  # “2 with @mia beside it”
        said = prompt.words
        remembers = incoming.intent is Intent.RECALL
        sets = Used(()) if remembers else await self._beginning.used(prompt, incoming.place)
        # Words about a subject speak of no result; “for @acme” may be how one is to be.
        subject = bool(sets.subjects(prompt, lexicon.sets))
        if not (looked.pictures or named):
            before = await self._targets.sent_before(turn, prompt, subject)
            # Pictures that were just saved as a set are meant by its name.
            before = () if _saved(before, sets) else before
            notes = (*looked.notes, *((SENT_BEFORE,) if before and self._alone(prompt) else ()))
            looked = replace(looked, pictures=before, notes=notes)
        if subject and not (looked.pictures or named or incoming.intent):
            placed = await self._company.placed(prompt, turn)
            prompt, step = placed or (prompt, None)
            named = step is not None
        alone = subject and not named
        if sets and not (looked.pictures or named or incoming.intent in LITERAL):
            prompt, looked = await self._stood_in(sets, prompt, looked)
        target = None if alone else step or await self._target(incoming, prompt, looked, turn)
        between = None
        if incoming.intent in (None, Intent.ANIMATE) and not (looked.mask or subject):
            about = target if incoming.reply_to or step else None
            between = await self._ending.between(prompt, looked.pictures, about, turn)
        if between is not None:
            target, looked = between.target, replace(looked, pictures=(), names=())
        if target is not None:
            incoming.manner.closed.check_seen(target.job.spec, self._parts.catalogue)
        if target and not (looked.pictures or looked.mask or incoming.intent):
            prompt, target = self._of_line(prompt, target)
        return _Asked(incoming, prompt, looked, target, said, subject, between, stepped)

    async def _stood_in(self, sets: Used, prompt: Prompt, looked: Looked) -> tuple[Prompt, Looked]:
        """The same with the picture of a set that the words want to be changed, where they do."""
        redraws = await self._beginning.redraws()
        found = stand_in(sets, prompt, self._parts.lexicon, redraws=redraws)
        if found is None:
            return prompt, replace(looked, pictures=())
        return found.prompt, replace(looked, pictures=(found.picture,))

    def _of_line(self, prompt: Prompt, target: Target) -> tuple[Prompt, Target]:
        """The same about the one line of lettering that the step changed, where they mean that."""
        found = of_line(prompt.words, target.job, self._parts.lexicon)
        if found is None:
            return prompt, target
        note = "; ".join(filter(None, (target.note, found.note)))
        return replace(prompt, words=found.words), target._replace(note=note)

    async def _of_pictures(self, replied_to: str) -> bool:
        """Whether a job that is replied to has pictures, or may have some yet."""
        job = await self._parts.ledger.job(replied_to) if replied_to else None
        return job is not None and (bool(job.variants) or not job.state.ended)

    def _parsed(
        self, incoming: Incoming, pictured: bool, *, new: bool, about: bool
    ) -> tuple[Incoming, Prompt]:
        """The words as a prompt, and what came with what has to be said of them; `new`: they are
        about no result that is named; `about`: about one that has pictures."""
        lexicon, known = self._parts.lexicon, self._parts.shelf is not None
        if incoming.intent is Intent.RECALL:
            # “/history --model classical” asks for something although it has no words.
            return incoming, parse(incoming.words, lexicon.asides)
        literal = incoming.intent in LITERAL
        prompt = read(incoming.words, pictured, lexicon, literal, known, about)
        if incoming.intent not in (None, Intent.IMAGINE):  # other commands say what is made
            return incoming, prompt
        prompt = sized(prompt, lexicon) if new and not pictured else prompt
        prompt, notes = as_series(prompt, lexicon)
        return replace(incoming, notes=(*incoming.notes, *notes)), prompt

    async def _target(
        self, incoming: Incoming, prompt: Prompt, looked: Looked, turn: Turn
    ) -> Target | None:
        """The result that the words go on from, named or implied."""
        if incoming.reply_to:
            needed = incoming.intent is not None
            job = await self._targets.replied_to(prompt, incoming.reply_to, incoming, needed)
            return Target(job, incoming.variant)
        if looked.pictures or incoming.intent in LITERAL:
            return None
        return await self._targets.spoken_of(prompt, turn)

    def _understood(self, asked: _Asked) -> tuple[Understanding, Prompt]:
        """What the words mean, and the prompt of it: a scene of a series at a time."""
        incoming, prompt, looked = asked.incoming, asked.prompt, asked.looked
        job = asked.target.job if asked.target else None
        pictured = bool(looked.pictures or job)
        understood = self._understand(prompt, looked, job)
        if incoming.intent is not None:
            understood = commanded(understood, incoming.intent, pictured, incoming.local)
            if incoming.intent in LITERAL and not pictured:
                understood = replace(understood, words=prompt.words, selection=())
        meant = partial(self._understand, looked=looked, target=job)
        return in_series(understood, prompt, pictured, self._parts.lexicon, meant)

    def _alone(self, prompt: Prompt) -> bool:
        """Whether words might as well be a picture of their own."""
        return self._understand(prompt, Looked(), None).presumed

    def _understand(self, prompt: Prompt, looked: Looked, target: Job | None) -> Understanding:
        context = context_of(len(looked.pictures), target, looked.mask is not None)
        return understand(prompt, context, self._parts.lexicon)

    async def _gone_on(self, asked: _Asked, understood: Understanding) -> Reply | Job | None:
        """The answer where the words only go on with a result: more, another camera, two beside
        each other."""
        incoming, job, parts = asked.incoming, asked.job, self._parts
        if job is None or asked.between:
            return None
        opened = asked.target.variant if asked.target else 0
        # The picture that somebody began with was made by nothing that could be done again.
        if only_more(understood, asked.prompt) and opened < BEFORE:
            more = job, incoming.place, asked.prompt, incoming.manner
            return await self._beginning.job(await self._beginning.again(*more))
        one = understood.selection[0] if understood.selection else opened or 1
        if directs(understood, job, one):
            press = Press(Action(Verb.ANIMATE, job.id, one), job, incoming.place)
            directed = request_of(press, understood, parts.lexicon)
            return await self._beginning.requested(directed, incoming.manner)
        together = shown_together(understood, parts.lexicon, parts.catalogue)
        return answers.beside(job, together) if together else None

    async def _anew(self, asked: _Asked, understood: Understanding) -> Job:
        """The job of the words, on the pictures that they are about. Raises PictureNeeded."""
        incoming, prompt, looked = asked.incoming, asked.prompt, asked.looked
        job, opened, implied = asked.target or (None, 0, "")
        if understood.selection and opened and not asked.stepped:
            implied = ""  # the words name another variant than the one that was opened
        selection = understood.selection or ((opened,) if opened else ())
        # What a set shows comes into one picture, not into each of a grid.
        comes_in = asked.subject and understood.intent is Intent.EDIT
        of = Intent.REFINE if comes_in else understood.intent
        found = source(looked.pictures, job, selection, of)
        found = asked.between.found() if asked.between else found
        if understood.needs_picture and not found.pictures:
            raise PictureNeeded
        notes = (*incoming.notes, *looked.notes, *filter(None, (implied,)), *found.notes)
        found = found._replace(mask=looked.mask or found.mask)
        request = self._request(understood, prompt, found, incoming.place, notes)
        request = replace(request, said=asked.said) if asked.said != prompt.words else request
        spec = await self._beginning.routed(request, incoming.manner)
        if not asked.subject:  # who names somebody has said what is to be seen
            plain = self._parts.lexicon.sets.nameless(request.prompt.words, prompt.sets)
            spec = await self._coaching.coached(spec, incoming, plain)
        if job is not None and job.spec.formats:
            spec = replace(spec, stem=job.spec.stem)  # one set is called by one name
        return await self._beginning.job(sent_as(spec, looked) if looked.names else spec)

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
