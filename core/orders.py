"""What a press asks to be made: an earlier job once more, or something new from its result."""

from dataclasses import replace

from core.actions import Action, Verb
from core.attachments import Looked
from core.casting import next_for, not_running
from core.catalogue import NATURAL, Catalogue, Intent, Role
from core.commanding import EXACT, LOCAL
from core.depicted import scene_of
from core.directing import directs, request_of
from core.errors import NotRunning, PictureNeeded, TargetGone
from core.intents import Understanding
from core.jobs import BEFORE, Job, JobSpec, Lineage, Place, Retext
from core.lexicon import Lexicon
from core.masks import NoPartInFormats
from core.options import CINEMATIC, called
from core.ports import Clock
from core.press import Press
from core.prompts import Prompt
from core.regions import PAINTED
from core.requests import Request
from core.sources import drawn_from, kept_of, lineage_from, mask_of, still_of, traced_from
from core.targets import of_the_words

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


class Orders:
    """Makes requests of presses."""

    def __init__(self, clock: Clock, lexicon: Lexicon) -> None:
        self._clock = clock
        self._lexicon = lexicon

    def again(self, job: Job, place: Place) -> Press:
        """The press that "more" under a result would be."""
        return Press(Action(Verb.MORE, job.id), job, place)

    def repeat(self, press: Press, models: frozenset[str], catalogue: Catalogue) -> JobSpec:
        """The earlier job once more: for More with another seed, for the others the same.

        Raises NotRunning where no worker has its model.
        """
        spec, verb = press.job.spec, press.action.verb
        assert press.repeats, verb
        if spec.model not in models:
            raise _away(press, catalogue, models)
        if verb is Verb.RETRY:
            return replace(spec, place=press.place)
        if verb in (Verb.CONFIRM, Verb.OTHER):
            return _answered(press)
        return replace(
            spec,
            place=press.place,
            seed=self._clock.new_seed(),
            lineage=Lineage(press.job.id, (), str(verb)),
            reason="the same again, with another seed",
            repeats=(),
            encoded=press.job.encoded or spec.encoded,
            notes=tuple(note for note in spec.notes if not of_the_words(note)),
            coached=None,
        )

    def request(
        self, press: Press, prompt: Prompt, words: Understanding, looked: Looked
    ) -> Request:
        """The new request of a press; `words` is what the words alone would mean.

        Raises PictureNeeded where a clip was pressed that was made from words alone.
        """
        verb, job, attached = press.action.verb, press.job, looked.pictures
        index = press.action.variant or 1
        if verb is Verb.ANIMATE and not attached and directs(words, job, index):
            reason = f"you pressed {called(press.action)}" if press.action.option else words.reason
            return request_of(press, replace(words, reason=reason), self._lexicon)
        # The job's request once more, not one of its variants.
        whole = verb is Verb.COMPARE and not press.action.variant
        pictures = job.spec.inputs[:1] if whole else still_of(job, index)
        if not pictures and not whole:
            raise PictureNeeded
        if verb in (Verb.VARY, Verb.COMPARE):
            asked = job.spec.prompt.words if whole else job.spec.words_of(index)
            asked = "" if index > BEFORE else asked
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
            scene=scene_of(job, index),
            listing=self._lexicon.listing,
        )

    def sharper(self, press: Press) -> Request:
        """The version that was pressed, with everything else as it was asked for.

        Raises TargetGone where there is no such version.
        """
        spec, number = press.job.spec, int(press.action.option or 1)
        versions = spec.coached.versions if spec.coached else ()
        if not 1 <= number <= len(versions):
            raise TargetGone
        words = versions[number - 1].words
        intent = versions[number - 1].intent or spec.intent
        role = spec.role if intent is spec.intent else NATURAL[intent]
        reason = "you pressed a sharper version"
        return Request(
            understood=Understanding(intent, role, reason, words),
            prompt=replace(spec.prompt, words=words, permutations=()),
            place=press.place,
            seed=spec.seed,
            inputs=spec.inputs,
            lineage=spec.lineage or Lineage(press.job.id, (), str(press.action.verb)),
            listing=self._lexicon.listing,
            said=f"{spec.own_words} ({versions[number - 1].label})",
        )

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


def _meant(press: Press, index: int, words: Understanding, masked: bool) -> Understanding:
    """What a press on variant `index` means, where its words alone would mean `words`.

    To refine a part that is named or `masked` is an edit: refining is of the whole.
    """
    verb = press.action.verb
    within = verb is Verb.REFINE and (press.local or masked)
    intent = Intent.EDIT if within else INTENTS[verb]
    numbered = len(press.job.variants) > 1 and press.action.variant and index < BEFORE
    which = f" on {index}" if numbered else ""
    reason = f"you pressed {called(press.action)}{which}"
    if press.action.option == PAINTED:
        if words.intent is Intent.FORMATS:
            raise NoPartInFormats
        reason = f"you painted the place{which}"
    exact = LOCAL if press.local or within else EXACT
    if verb in (Verb.REFINE, Verb.EDIT) and words.intent in exact:
        return replace(words, reason=f"{reason}, and {words.reason}")
    role = words.role if words.intent is intent else NATURAL[intent]
    if press.action.option == CINEMATIC:
        role = Role.CINEMATIC
    return replace(words, intent=intent, role=role, reason=reason)


def _away(press: Press, catalogue: Catalogue, models: frozenset[str]) -> NotRunning:
    """The error of a result whose model no worker has; nothing else makes exactly the same."""
    spec, exact = press.job.spec, press.action.verb is Verb.AGAIN
    instead = None if exact else next_for(spec.role, spec.intent, catalogue, models)
    return not_running(catalogue.card(spec.model), instead)


def _answered(press: Press) -> JobSpec:
    """What was asked for, within the place that was shown, or in another one.

    Raises TargetGone where none was shown.
    """
    spec, verb, place = press.job.spec, press.action.verb, press.job.proposal
    if place is None:
        raise TargetGone
    lineage = Lineage(press.job.id, (), str(verb))
    spec = replace(spec, place=press.place, lineage=lineage)
    if verb is Verb.OTHER:
        return replace(spec, passed=spec.passed + 1)
    reason = f"{spec.reason}; you said that it is this"
    return replace(spec, mask=place, shown=True, reason=reason)


def retext_of(press: Press) -> Retext:
    """The line that was pressed, and what it is to say."""
    number, lines = int(press.action.option), press.job.lines
    old = lines[number - 1]
    alike = [at for at, line in enumerate(lines, 1) if line == old]
    nth = alike.index(number) + 1 if len(alike) > 1 else 0
    return Retext(old, " ".join(press.words.split()), nth)
