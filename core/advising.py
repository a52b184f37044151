"""When sharper versions are offered with a request, and who says them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from core.catalogue import NATURAL, Catalogue, Intent
from core.coaching import Advice, Coach
from core.incoming import Incoming
from core.jobs import JobSpec
from core.phrases import fold
from core.ports import History
from core.sharper import LONGEST_WORDS, MOST_VERSIONS, Coached, Version, shortened
from core.specs import COUNTS
from core.standing import NEARBY

TAKEN = "taken as “{words}”"
DRAWN = "drawn for it: “{words}”"
UNDRAWN = "{model} draws no {what}; "

# What may be vague beside pictures; of words alone a picture may be.
_OF_PICTURES = frozenset({Intent.REFINE, Intent.RESTYLE, Intent.EDIT, Intent.VARY})
_ONE_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Advisor(Protocol):
    """Somebody who can say a request more exactly: a language model."""

    async def versions(self, words: str) -> tuple[str, ...]:
        """Sharper versions of `words`; none where it has none, or does not answer in time.

        Never raises: nobody who asks for a picture should hear of it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Coaching:
    """Offers sharper versions where they help, and stays out of the way everywhere else."""

    history: History
    catalogue: Catalogue
    coach: Coach | None = None
    advisor: Advisor | None = None

    async def coached(self, spec: JobSpec, incoming: Incoming, plain: str) -> JobSpec:
        """The job that `incoming` begins, with what is offered beside its result, if anything.

        `plain` are its words without what sets add to them. A model that draws within a vocabulary
        gets words that it can draw, also where nothing is offered again.
        """
        if self.coach is None or not incoming.manner.coaches or not _may_be_vague(spec):
            return spec
        images, card = len(spec.inputs), self.catalogue.card(spec.model)
        if images:
            advice = self.coach.beside(plain, images, spec.intent, card, spec.seed)
        else:
            advice = self.coach.advise(plain, card, spec.seed)
        if advice is None:
            return spec
        offers = not await self._just_coached(spec, incoming)
        advice = _dressed(advice, spec.prompt.words.removeprefix(plain) if spec.prompt.sets else "")
        intent = advice.intent
        if images and advice.instead and intent is not None and intent in card.intents:
            return _of_pictures(spec, advice, intent, card.references, offers)
        if spec.intent in card.stopgap and advice.instead:
            title = card.title
            undrawn = UNDRAWN.format(model=title, what=advice.undrawn) if advice.undrawn else ""
            return _instead(spec, advice, offers, undrawn)
        spec = replace(spec, coached=advice.coached) if offers else spec
        return await self._advised(spec) if offers and not images else spec

    async def _just_coached(self, spec: JobSpec, incoming: Incoming) -> bool:
        """Whether the person was offered versions of the same words a moment ago."""
        page = await self.history.page(incoming.channel, limit=NEARBY)
        own = (turn.job for turn in reversed(page.turns) if turn.person == incoming.person)
        latest = next((job for job in own if job), None)
        if latest is None or latest.spec.coached is None:
            return False
        return fold(latest.spec.own_words) == fold(spec.own_words)

    async def _advised(self, spec: JobSpec) -> JobSpec:
        """The same with the versions of the language model, where there is one and it has some."""
        if self.advisor is None or spec.coached is None:
            return spec
        said = checked(await self.advisor.versions(spec.prompt.words), spec.prompt.words)
        versions = tuple(Version(shortened(one), one) for one in said)
        return replace(spec, coached=replace(spec.coached, versions=versions)) if versions else spec


def checked(versions: Iterable[str], words: str) -> tuple[str, ...]:
    """Of what a language model said, what may stand on a button: short, and one line each."""
    said = dict.fromkeys(one.strip() for one in versions)
    fit = (one for one in said if _ONE_LINE.fullmatch(one) and len(one) <= LONGEST_WORDS)
    return tuple(one for one in fit if one.casefold() != words.casefold())[:MOST_VERSIONS]


def _may_be_vague(spec: JobSpec) -> bool:
    prompt = spec.prompt
    one_wish = not (prompt.permutations or prompt.raw or spec.mask)
    vague = spec.intent in _OF_PICTURES if spec.inputs else spec.intent is Intent.IMAGINE
    return one_wish and vague


def _dressed(advice: Advice, behind: str) -> Advice:
    """The advice with what sets put behind the words that were said."""
    if not behind:
        return advice
    room = LONGEST_WORDS - len(behind)
    fitting = [one for one in advice.coached.versions if len(one.words) <= room]
    versions = tuple(replace(one, words=one.words + behind) for one in fitting)
    versions = versions or advice.coached.versions
    instead = advice.instead + behind if advice.instead else ""
    return advice._replace(coached=replace(advice.coached, versions=versions), instead=instead)


def _instead(spec: JobSpec, advice: Advice, offers: bool, undrawn: str) -> JobSpec:
    """The spec with words that are drawn in place of those that were said.

    Of two sides of which one is drawn it is said which, also where nothing is offered.
    """
    words = advice.instead
    left = tuple(one for one in advice.coached.versions if one.words != words)
    hint = advice.halved or advice.coached.hint
    coached = replace(advice.coached, hint=hint, versions=left) if left and offers else None
    prompt = replace(spec.prompt, words=words)
    told = (advice.kept,) if advice.kept and not coached else ()
    notes = (*spec.notes, undrawn + DRAWN.format(words=words), *told)
    said = spec.own_words
    return replace(spec, prompt=prompt, said=said, notes=notes, coached=coached)


def _of_pictures(spec: JobSpec, advice: Advice, intent: Intent, most: int, offers: bool) -> JobSpec:
    """The spec with what is made of its pictures, of which a model takes at most so many."""
    words = advice.instead
    left = tuple(one for one in advice.coached.versions if one.words != words)
    count = (spec.prompt.count or COUNTS[intent]) if spec.each else spec.count
    return replace(
        spec,
        intent=intent,
        role=NATURAL[intent],
        prompt=replace(spec.prompt, words=words),
        said=spec.own_words,
        inputs=spec.inputs[: max(1, most)],
        each=False,
        count=count,
        notes=(*spec.notes, TAKEN.format(words=words)),
        coached=Coached(advice.coached.hint, left) if left and offers else None,
    )
