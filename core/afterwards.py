"""Wishes of a request that are steps of their own, beside the one that is done."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from core.catalogue import Intent
from core.clause_verdicts import joined, step
from core.clauses import Clause, clauses
from core.exactly import exactly
from core.growing import growing
from core.language import Language
from core.signals import Scope, Signal

# What does nothing else in the same step; and what can be wished for beside it.
_ALONE = frozenset({Intent.REFRAME, Intent.CUTOUT, Intent.UPSCALE})
_CHANGES = frozenset({Intent.EDIT, Intent.RESTYLE})
_BESIDE = _ALONE | _CHANGES | {Intent.ANIMATE}
_LONGEST = 200  # characters of words that are looked through for several wishes
# How the one thing is to be done: “and keep the face”, “and centre it”.
_MANNER = re.compile(
    r"(?:but |aber |mais |pero )?(?:keep|don't|do not|without|leave|cent(?:er|re)|so |with|show"
    r"|behalt|lass|ohne|zentrier|garde|sans|laisse|centre|manten|conserva|sin|deja|centra)"
)
# What a larger picture is, too: “larger and sharper”.
_CLEARER = re.compile(
    r"sharp|crisp|clear|detail|qualit|enhanc|improv|better|nois|resol|scharf|besser|klar|nett|amelior"
    r"|nitid|mejor|print|druck"
)


class Wishes(NamedTuple):
    """The words of what is done, and those of what is left."""

    words: str
    left: tuple[str, ...] = ()


def framing(words: str) -> bool:
    """Whether `words` say in full what becomes of the frame of a picture."""
    return exactly(words) is not None or growing(words) is not None


def begins_framing(words: str, language: Language) -> str:
    """The wish for another frame that `words` begin with, in full; empty where they do not."""
    pieces = _pieces(words, language)
    return pieces[0].said if pieces and framing(pieces[0].said) else ""


def parted(words: str, intent: Intent, language: Language, *, ratio: bool) -> Wishes:
    """`words` that ask for `intent`, without what they also ask for and one step does not do.

    With a `ratio` that is already a setting, another frame is no step. Words that only a model
    could make use of stay.
    """
    able = intent in _ALONE or intent in _CHANGES
    pieces = _pieces(words, language) if able else ()
    if len(pieces) < 2:
        return Wishes(words)
    wishes = [(one, _intent(one, language)) for one in pieces]
    if exactly(pieces[0].said):
        return Wishes(pieces[0].said, tuple(one.said for one, wish in wishes[1:] if wish))
    if intent in _ALONE:
        left = [one.said for one, wish in _beside(wishes, intent) if not (ratio and _frames(wish))]
        return Wishes(words, tuple(left))
    exact = [one for one in pieces[1:] if exactly(one.said)]
    if len(exact) != 1 or exact[0] is not pieces[-1]:
        return Wishes(words)
    first = words[: words.rindex(exact[0].said)]
    return Wishes(pieces[0].said if len(pieces) == 2 else first, (exact[0].said,))


def note(left: Sequence[str]) -> str:
    """What the reply says of wishes that are left."""
    quoted = " and ".join(f"“{one}”" for one in left)
    if len(left) == 1:
        return f"{quoted} was not done: it is a step of its own, say it next"
    return f"{quoted} were not done: each is a step of its own, say them next"


def _beside(
    wishes: Sequence[tuple[Clause, Intent | None]], intent: Intent
) -> Iterator[tuple[Clause, Intent]]:
    """What is wished for beside the first wish for `intent`."""
    done = False
    for one, wish in wishes:
        if wish is None:
            continue
        if wish is intent and not (done and exactly(one.said)):
            done = True
        elif not (intent is Intent.UPSCALE and _CLEARER.search(one.folded)):
            yield one, wish


def _frames(wish: Intent) -> bool:
    return wish is Intent.REFRAME


def _intent(clause: Clause, language: Language) -> Intent | None:
    """What a piece surely asks for by itself; None for a remark, and for how something is done."""
    if framing(clause.said):
        return Intent.REFRAME
    remark = language.find(Signal.REMARK, Scope.WHOLE, clause.folded)
    if remark or _MANNER.match(clause.folded) or language.says(Signal.SPARE, clause.folded):
        return None
    found = step(language, clause)
    return found.intent if found and found.sure and found.intent in _BESIDE else None


def _pieces(words: str, language: Language) -> tuple[Clause, ...]:
    """The wishes that `words` are, one behind the other; none where they tell a whole story."""
    if len(words) > _LONGEST:
        return ()
    return tuple(
        piece
        for clause in clauses(words, language)
        for part in _cut(clause, Clause.parted)
        for piece in _cut(part, partial(joined, language))
    )


def _cut(
    clause: Clause, once: Callable[[Clause], tuple[Clause, Clause] | None]
) -> Iterator[Clause]:
    """A clause cut wherever `once` parts it, unless what is left is one wish as it is."""
    while not framing(clause.said) and (both := once(clause)) is not None:
        first, clause = both
        if first.said:
            yield first
    if clause.said:
        yield clause
