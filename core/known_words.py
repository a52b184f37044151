"""Texts of which every word is of a known kind, in whatever order the words stand."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

# What may stand anywhere in a wish about a frame, without accents, in four languages.
PICTURE = (
    r"picture|photo|image|pic|frame|canvas|screenshot|it|this|that|bild(?:es)?|fotos?|leinwand"
    r"|es|dies|das|toile|imagen|lienzo"
)
BETWEEN = (
    rf"{PICTURE}|please|pls|thanks|bitte|danke|merci|gracias|por favor|s'il (?:te|vous) plait"
    r"|can you|could you|would you|kannst du|konntest du|peux tu|tu peux|puedes|podrias"
    r"|off|out|away|from|at|on|onto|of|by|to|in|towards?|the|my|just|only|an?|sides?|edges?"
    r"|borders?|parts?|portion|section|strip|side's|hand|worth|about|exactly"
    r"|ab|weg|von|vom|um|am|an|auf|nach|zu|zur|der|die|des|den|dem|einen?|eine|mir|noch|genau"
    r"|rand(?:es)?|seite|kante|teil|streifen|bildrand|hin"
    r"|le|la|les|l'|d'|de|du|des|sur|a|au|en|un|une|vers|cotes?|bords?|partie|bande|encore"
    r"|el|lo|los|por|del|al|hacia|una|parte|lado|borde|tira|franja"
)
AND = r"and|und|et|y|plus|as well as|sowie|,|&"


class Word(NamedTuple):
    """Some words, and what kind they are of."""

    kind: str
    said: str


Kinds = tuple[tuple[str, str], ...]


def known_words(text: str, kinds: Mapping[str, str]) -> tuple[Word, ...]:
    """Each word of `text`, folded, with the first of the `kinds` (expressions by name) that it is
    of; nothing where one of them is of none."""
    form, words, place = _form(tuple(kinds.items())), list[Word](), 0
    while place < len(text):
        found = form.match(text, place)
        if found is None:
            return ()
        assert found.lastgroup is not None, "one of the kinds"
        words.append(Word(found.lastgroup, found[found.lastgroup]))
        place = found.end()
    return tuple(words)


@cache
def _form(kinds: Kinds) -> re.Pattern[str]:
    forms = "|".join(rf"(?P<{kind}>{form})" for kind, form in kinds)
    return re.compile(rf"(?:{forms})(?:(?<=')|(?<=,)|(?!\w))[ .!?]*")
