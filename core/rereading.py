"""New words for an earlier result whose own said more than a prompt holds: how a clip moves, which
formats there are, which looks stand beside each other, which scenes follow."""

from dataclasses import replace

from core.catalogue import NATURAL, Catalogue, Intent
from core.errors import BadRequest
from core.intents import Context, Understanding, understand
from core.jobs import JobSpec
from core.lexicon import Lexicon
from core.motion import FREE, Motion
from core.phrases import fold
from core.prompts import Prompt
from core.recalled import Recall
from core.series import NAMED, NoScenes, as_series


class NamesNoFormat(BadRequest):
    """That made formats of a picture, and “{words}” names none of them; say which ones, as in “a
    hero and a square”."""


class NamesNoLook(BadRequest):
    """That compared looks of a picture, and “{words}” names none; say which one, as in “pencil”, or
    several to compare, as in “oil and comic”."""


def reread(recall: Recall, lexicon: Lexicon, catalogue: Catalogue) -> Recall:
    """What is wanted, with what its new words mean beside what they say.

    Raises NamesNoFormat and NamesNoLook where they mean nothing for what was made then.
    """
    spec, words = recall.job.spec, recall.prompt.words
    if not words or recall.drawn:
        return recall
    if spec.prompt.scenes:
        return _with_scenes(recall, lexicon)
    meant = understand(recall.prompt, Context(images=1), lexicon)
    if spec.intent is Intent.ANIMATE:
        return _meaning(recall, spec, meant, motion=_moved(recall, spec, lexicon))
    if spec.formats:
        formats = lexicon.formats.named(_with_ratio(recall.prompt))
        if not formats:
            raise NamesNoFormat(words=words)
        return _meaning(recall, spec, meant, formats=formats)
    card = catalogue.known(spec.model)
    compared = spec.contenders and spec.inputs and spec.model not in spec.contenders
    if not compared or card is None:
        return recall
    looks = lexicon.listing.named(fold(words), card)
    if meant.presumed and not looks:
        raise NamesNoLook(words=words)
    intent = Intent.COMPARE if len(looks) > 1 else Intent.RESTYLE if looks else meant.intent
    count = recall.prompt.count or (len(looks) or 1)
    meant = replace(meant, intent=intent, role=NATURAL[Intent.RESTYLE] if looks else meant.role)
    prompt = replace(recall.prompt, count=count)
    return replace(recall, prompt=prompt, meant=replace(meant, selection=()))


def _meaning(recall: Recall, spec: JobSpec, meant: Understanding, **more: object) -> Recall:
    """The recall of the same kind of work, with what is read off the new words."""
    same = replace(meant, intent=spec.intent, role=spec.role, words=recall.prompt.words)
    return replace(recall, meant=replace(same, selection=(), **more))  # type: ignore[arg-type]


def _with_ratio(prompt: Prompt) -> str:
    """The words with a ratio that stood apart in them."""
    return f"{prompt.ratio.title}, {prompt.words}" if prompt.ratio else prompt.words


def _moved(recall: Recall, spec: JobSpec, lexicon: Lexicon) -> Motion:
    """How the clip is now: its length, camera, loop and silence stay where nothing is said of
    them, as settings do; what moved and what was heard were words."""
    before = spec.motion or FREE
    before = replace(before, words=", ".join(before.cues), heard="", sounds=())
    now = lexicon.motions.read(recall.prompt.words, recall.prompt.seconds)
    return lexicon.motions.redirected(
        replace(before, ends=before.ends and not recall.pictures), now
    )


def _with_scenes(recall: Recall, lexicon: Lexicon) -> Recall:
    """The new scenes, or those of then where the words only name another subject."""
    prompt, scenes = recall.prompt, recall.job.spec.prompt.scenes
    try:
        told = as_series(replace(prompt, words=f"{NAMED}{prompt.words}"), lexicon)
    except NoScenes:
        listed = f"{NAMED}{prompt.words}: {' | '.join(scenes)}"
        told = as_series(replace(prompt, words=listed, permutations=()), lexicon)
    return replace(recall, prompt=told.prompt, notes=(*recall.notes, *told.notes))
