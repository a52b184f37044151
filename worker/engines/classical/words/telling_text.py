"""What tells a line of lettering from its like: “the blue OPEN”, “the second”, “every OPEN”."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.vocabulary import Colour, vocabulary

_ARTICLES = "the this that den das die der le la les el los las"
_THE = frozenset(_ARTICLES.split())


class ToldText(NamedTuple):
    """What a line says, and what tells which of several it is."""

    text: str  # empty where only lettering is named: “the red text”
    colour: Colour | None = None
    nth: int = 0  # in the order of reading, from 1; -1 for the last, 0 where it is not counted
    every: bool = False
    both: bool = False
    where: tuple[str, ...] = ()


def told_text(text: str) -> ToldText | None:
    """`text` without what tells it from its like; None where nothing of it does."""
    words, told, named, at = text.split(), ToldText(""), False, 0
    while at < len(words):
        word = folded(words[at])
        found = _with(told, word)
        if found is None and word not in _THE and word not in _known("nouns"):
            break
        told, named, at = found or told, named or word in _known("nouns"), at + 1
    behind = vocabulary().colours.get(folded(words[-1])) if at and len(words) > at + 1 else None
    if behind:  # “le OPEN bleu”
        told, words = told._replace(colour=behind), words[:-1]
    alone = told == ToldText("")
    return None if alone or not (named or words[at:]) else told._replace(text=" ".join(words[at:]))


def _with(told: ToldText, word: str) -> ToldText | None:
    """`told` with what a folded word tells; None where that is nothing."""
    known = vocabulary()
    which = known.which.get(word, "")
    if which.isdecimal() or which == "last":
        return told._replace(nth=-1 if which == "last" else int(which))
    if word in _known("every") or word in _known("both"):
        return told._replace(every=True, both=told.both or word in _known("both"))
    if word in known.colours:
        return told._replace(colour=known.colours[word])
    if word in known.where:
        return told._replace(where=(*told.where, known.where[word]))
    return None


@cache
def _known(name: str) -> frozenset[str]:
    path = Path(__file__).with_name("wording.toml")
    return frozenset(map(folded, tomllib.loads(path.read_text(encoding="utf-8"))[name]))
