"""Words that say again, in other words, what could not be done, or go on from what is there."""

from core.bare import bare
from core.jobs import State
from core.lexicon import Lexicon
from core.replies import Turn
from core.signals import Scope, Signal


def declined(turn: Turn) -> bool:
    """Whether a request for a picture came to nothing, or to a question which place is meant.

    What was marked in it is not: without its mask the words would change the picture as a whole.
    """
    job = turn.job
    if job is None or job.variants or job.spec.mask is not None:
        return False
    return job.state is State.FAILED or job.proposal is not None


def restates(words: str, lexicon: Lexicon) -> bool:
    """Whether words may say again what was declined of a picture: all do but new ideas.

    After a refusal people mostly say the same otherwise: "the heading has a typo". A new idea asks
    for a picture, begins with what was not spoken of yet ("a castle"), or lists what it shows.
    """
    text = bare(words)
    if _says(Signal.CREATE, text, lexicon) or _says(Signal.FRESH, text, lexicon):
        return False
    if lexicon.follows(words):
        return True
    told = any(each.find(Signal.TOLD, Scope.ANYWHERE, text) for each in lexicon.languages)
    return not _says(Signal.UNTOLD, text, lexicon) and (told or "," not in text)


def _says(signal: Signal, text: str, lexicon: Lexicon) -> bool:
    return any(each.says(signal, text) for each in lexicon.languages)
