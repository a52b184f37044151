"""Words that take so much off the sides of a picture: "trim 50 pixels off the left"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.amounts import AMOUNT, Amount, amount
from core.bare import bare
from core.known_words import AND, BETWEEN, PICTURE, Word, known_words
from core.sides import NAMES, Side, meant

_UNNAMED = Amount(share=0.25)  # cut from the one side that is named without an amount
_UNNAMED_EACH = Amount(share=0.1)  # the same from each of several
_KINDS = {
    "amount": AMOUNT,
    "keeps": rf"keep(?: only| just)?|(?:crop|trim|cut)(?: (?:the |this |my )?(?:{PICTURE}))?"
    r"(?: down)? to|behalte(?: nur)?|garde(?:[rz])?(?: seulement| que)?|conserva(?: solo)?"
    r"|quedate(?: solo)? con",
    "side": "|".join(NAMES),
    # Verbs that say by themselves that a picture gets smaller, and those that take anything away.
    "cuts": r"crop|cropping|trim|cut|shave|chop|slice|lop|schneide?|(?:ab|weg|zu|be)?schneiden"
    r"|beschneide?|kurze|kurzen|rogne[rz]?|coupe[rz]?|recadre[rz]?|recorta[r]?|corta[r]?|recorte"
    r"|corte",
    "takes": r"remove|take|delete|lose|get rid of|entfern(?:e|en)?|nimm|nehme|losch(?:e|en)?|mach"
    r"|enleve[rz]?|retire[rz]?|supprime[rz]?|ote[rz]?|quita[r]?|quite|elimina[r]?|borra[r]?",
    "and": AND,
    "between": BETWEEN,
}
# Words that are clothes and hair: “crop top”.
_OTHERWISE = re.compile(r"(?:an? )?crop(?:ped)? tops?|(?:trim|cut|shave) (?:the )?(?:sides|top)")


class Cut(NamedTuple):
    """So much off one side."""

    side: Side
    amount: Amount
    told: bool = True  # whether words say how much


class Trim(NamedTuple):
    """What is taken off a picture: something from one side or more."""

    cuts: tuple[Cut, ...]


class _Part(NamedTuple):
    """What stands between two “and”."""

    amount: Amount | None
    sides: tuple[str, ...]  # as they were named


def trimming(words: str) -> Trim | None:
    """What `words` take off which side, each side once; None where they ask for more, or nothing.

    “Crop to the left half” takes off what is not in it.
    """
    text = bare(words)
    known = () if _OTHERWISE.fullmatch(text) else known_words(text, _KINDS)
    kinds = {word.kind for word in known}
    parts = tuple(_parts(known))
    told = any(part.amount for part in parts)
    if not kinds & {"cuts", "takes", "keeps"} or not (told or "cuts" in kinds):
        return None
    if not parts or any(len(part.sides) != 1 for part in parts):
        return None
    cuts = tuple(_cuts(parts))
    some = all(any(cut.amount) for cut in cuts)
    if not some or len({cut.side for cut in cuts}) < len(cuts):
        return None
    return _keeping(cuts) if "keeps" in kinds else Trim(cuts)


def said(cut: Cut) -> str:
    """A cut as a reply tells it: "50 px off the left", "33.3 % off the bottom"."""
    return f"{cut.amount.title} off the {cut.side}"


def _keeping(cuts: tuple[Cut, ...]) -> Trim | None:
    """What is cut where a part is to stay: the other side of one share."""
    cut, *more = cuts
    if more or not cut.told or not 0 < cut.amount.share < 1:
        return None
    return Trim((Cut(cut.side.opposite, Amount(share=1 - cut.amount.share)),))


def _cuts(parts: tuple[_Part, ...]) -> Iterator[Cut]:
    """Each cut; where one of two sides has no amount, the other's is meant."""
    for place, part in enumerate(parts):
        nearest = (part, *reversed(parts[:place]), *parts[place + 1 :])
        much = next((one.amount for one in nearest if one.amount), None)
        named = meant(part.sides[0])
        unnamed = _UNNAMED if len(parts) == len(named) == 1 else _UNNAMED_EACH
        yield from (Cut(side, much or unnamed, told=much is not None) for side in named)


def _parts(known: tuple[Word, ...]) -> Iterator[_Part]:
    """How much and which sides, for each part between “and”."""
    much, sides = None, tuple[str, ...]()
    for word in (*known, Word("and", "")):
        if word.kind == "side":
            sides += (word.said,)
        elif word.kind == "amount":
            much = amount(word.said)
        elif word.kind == "and":
            if sides or much:
                yield _Part(much, sides)
            much, sides = None, ()
