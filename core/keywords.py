"""The words by which a result is found again: what was asked for, how, and with which model.

Beside people's words there are marks, which hold a sign that no word has: what kind of request it
was, which model took it, and whose favourite it is. So all of it is found in one and the same way.
"""

import re
from collections.abc import Iterable

from core.catalogue import Intent
from core.phrases import fold

# Scripts that put no spaces between words: of these any two signs are found, and each.
_UNSPACED, _PAIR = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"), 2
MOST = 400  # keywords of one result
LONGEST = 60  # characters of a keyword
# How folded words end in the singular and the plural, and how many letters before that make it
# likely: "car" is no singular of "care". Without their accents German words need no more.
_ENDINGS = (
    *(("", "s", 1), ("", "es", 1), ("y", "ies", 2), ("f", "ves", 2), ("fe", "ves", 2)),
    *(("", "n", 4), ("", "en", 4), ("", "e", 4), ("", "er", 4)),
    *(("al", "aux", 2), ("", "x", 4), ("z", "ces", 2)),
)
_PAIRS = (
    *(("child", "children"), ("man", "men"), ("woman", "women"), ("person", "people")),
    *(("mouse", "mice"), ("goose", "geese"), ("foot", "feet"), ("tooth", "teeth"), ("ox", "oxen")),
    *(("oeil", "yeux"), ("ciel", "cieux")),
)
_IRREGULAR = {**dict(_PAIRS), **{many: one for one, many in _PAIRS}}


def telling(words: str) -> set[str]:
    """The words that can tell one request from another, folded."""
    every = re.findall(r"\w+", fold(words))
    return {word for word in every if len(word) > 1 or not word.isascii()}


def pieces(word: str) -> tuple[str, ...]:
    """What a word is looked for as: of a script without spaces, each two signs of it."""
    return _pairs(word) if len(word) > _PAIR and _UNSPACED.fullmatch(word) else (word,)


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[at : at + _PAIR] for at in range(len(run) - 1))


def keywords(intents: Iterable[Intent], model: str, words: str) -> frozenset[str]:
    """The keywords of a result that was asked for with `words`, and with `intents` on the way to
    it where they were pressed without words; the first one is its own."""
    asked = tuple(intents)
    told = telling(f"{' '.join(asked)} {words}")
    for run in _UNSPACED.findall(fold(words)):
        told.update(run, _pairs(run))
    kept = sorted(word for word in told if len(word) <= LONGEST)[:MOST]
    return frozenset((*kept, of_intent(asked[0]), of_model(model)))


def forms(word: str) -> frozenset[str]:
    """A folded word in the singular and the plural, as far as endings tell in four languages.

    Some are words of no language: those find nothing.
    """
    found = {word, _IRREGULAR.get(word, word)}
    for one, many, least in _ENDINGS:
        for ending, other in ((one, many), (many, one)):
            stem = word.removesuffix(ending)
            if word.endswith(ending) and len(stem) >= least:
                found.add(f"{stem}{other}")
    return frozenset(found)


def of_intent(intent: Intent) -> str:
    """The mark of all that was asked for with an intent."""
    return f"intent:{intent}"


def of_model(name: str) -> str:
    """The mark of all that a model took; `name` is its card's."""
    return f"model:{name}"[:LONGEST]


def of_favourite(person: str) -> str:
    """The mark of all that an account keeps among its favourites."""
    return f"favourite:{person}"
