"""New words for an earlier look of a picture that name no look: a picture of them, in that look."""

from dataclasses import replace

from core.catalogue import NATURAL, Catalogue, Intent
from core.intents import Context, understand
from core.jobs import Job
from core.lexicon import Lexicon
from core.phrases import fold
from core.recalled import Recall

ANEW = "“{words}” names no look: drawn anew, in the look of then"


def drawn_anew(recall: Recall, lexicon: Lexicon, catalogue: Catalogue) -> Recall | None:
    """What is wanted as if that had been drawn from words; None where a picture is worked on.

    Models that take any words make of a picture whatever these say; only one that knows looks by
    their names can do nothing with "a castle".
    """
    spec, words = recall.job.spec, recall.prompt.words
    card = catalogue.known(spec.model)
    if spec.intent is not Intent.RESTYLE or recall.pictures or not words:
        return None
    if card is None or not card.looks or lexicon.listing.named(fold(words), card):
        return None
    if not understand(recall.prompt, Context(images=1), lexicon).presumed:
        return None
    looks = lexicon.listing.named(fold(spec.prompt.words), card)
    notes = (*recall.notes, ANEW.format(words=words))
    return replace(recall, job=_drawn(recall.job, ", ".join(looks)), notes=notes, mask=None)


def _drawn(job: Job, look: str) -> Job:
    """The job as if it had drawn something in that look."""
    prompt = replace(job.spec.prompt, words=f"it, {look}")
    spec = replace(
        job.spec,
        intent=Intent.IMAGINE,
        role=NATURAL[Intent.IMAGINE],
        inputs=(),
        mask=None,
        each=False,
        prompt=prompt,
    )
    return replace(job, spec=spec)
