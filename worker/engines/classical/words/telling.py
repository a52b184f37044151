"""A thing that words tell from its like by its place or its number: “blur the second cup”."""

import re

from worker.engines.classical.words.phrases import Hit, hits
from worker.engines.classical.words.pointing import Pointer, pointer
from worker.engines.classical.words.positions import BESIDE, parts_in
from worker.engines.classical.words.vocabulary import vocabulary

_BOTH = frozenset({"both", "beide", "beiden", "ambos", "ambas", "les deux", "los dos", "las dos"})
_THE = "the my his her their our das der die den dem le la les el los las"
_ARTICLE = re.compile(rf"\b(?:{'|'.join((*_BOTH, *_THE.split()))})\b")
_AND = re.compile(rf"\b(?:and|und|et|y|e)\b (?={_ARTICLE.pattern})")
# What stands between a thing and what becomes of it: “should be blue”, “a bit darker”.
_JOINING = (
    "to into a bit be in is more less much little should must please zu en etwas ein wenig soll "
    "sein un peu plus moins une poco mas menos and und et y"
)
_BETWEEN = frozenset(_JOINING.split())


def things_told(
    text: str, found: tuple[Hit, ...], *, coloured: bool = False
) -> tuple[Pointer, ...]:
    """The things of folded `text` that are told apart by where they stand or which they are.

    None where there is none, or where one is a part of the picture or of a body. `found` are the
    colours, places and changes that the text names. Where a thing may be told by its colour alone,
    it is `coloured`.
    """
    start = _ARTICLE.search(text)
    if start is None:
        return ()
    phrases = _without_what_becomes_of_it(text, start.start(), found)
    things = [_told(phrase, coloured) for phrase in _AND.split(phrases)]
    return tuple(one for one in things if one is not None) if all(things) else ()


def _told(phrase: str, coloured: bool) -> Pointer | None:
    known, article = vocabulary(), _ARTICLE.match(phrase)
    if article is None:
        return None
    both, words = article[0] in _BOTH, phrase[article.end() :].strip()
    refused = (*known.remove.people, *known.remove.immaterial, *known.remove.text, *known.bodily)
    if not words or hits(words, [*refused, *known.places]):
        return None
    telling = [*known.where, *known.which, *known.counts, *(known.colours if coloured else ())]
    if not (both or hits(words, telling)):
        return None
    thing = pointer(phrase if both else words)
    if thing.noun in {"thing", *BESIDE, *parts_in(phrase)} or not (thing.among or thing.colour):
        return None
    return thing._replace(title=phrase.strip())


def _without_what_becomes_of_it(text: str, start: int, found: tuple[Hit, ...]) -> str:
    """The words from `start` on, up to the change or the last colour behind them."""
    known = vocabulary()
    after = [hit for hit in found if hit.start >= start]
    changes = [hit.start for hit in after if hit.phrase in known.changes]
    colours = [hit.start for hit in after if hit.phrase in known.colours]
    before = [hit for hit in found if hit.start < start and hit.phrase in known.changes]
    end = changes[0] if changes else colours[-1] if colours and not before else len(text)
    words = re.findall(r"\w+", text[start:end])
    while words and (words[-1] in _BETWEEN or words[-1] in known.polite):
        words.pop()
    return " ".join(words)
