"""Words that take so much off the sides of a picture: "trim 50 pixels off the left"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.bare import bare
from core.sides import NAMES, Side, meant

_UNNAMED = 0.25  # of a picture, cut from the one side that is named without an amount
_UNNAMED_EACH = 0.1  # the same from each of several
_FIGURE = r"\d+(?:[.,]\d+)?"
_PIXELS = r"(?:px|pixels?|pixeln|pixeles|pixels)"
_PERCENT = r"(?:%|percent|per cent|prozent|pour ?cent|por ?ciento)"
_SHARES = {
    r"two thirds|zwei drittel|deux tiers|dos tercios": 2 / 3,
    r"three quarters|drei viertel|trois quarts|tres cuartos": 3 / 4,
    r"half|halfte|moitie|mitad": 1 / 2,
    r"third|drittel|tiers|tercio": 1 / 3,
    r"quarter|fourth|viertel|quart|cuarto|cuarta parte": 1 / 4,
    r"fifth|funftel|cinquieme|quinto|quinta parte": 1 / 5,
    r"tenth|zehntel|dixieme|decimo|decima parte": 1 / 10,
}
# Verbs that say by themselves that a picture gets smaller, and those that take anything away.
_CUTS = (
    r"crop|cropping|trim|cut|shave|chop|slice|lop|schneide?|(?:ab|weg|zu|be)?schneiden"
    r"|beschneide?|kurze|kurzen|rogne[rz]?|coupe[rz]?|recadre[rz]?|recorta[r]?|corta[r]?|recorte"
    r"|corte"
)
_TAKES = (
    r"remove|take|delete|lose|get rid of|entfern(?:e|en)?|nimm|nehme|losch(?:e|en)?|mach"
    r"|enleve[rz]?|retire[rz]?|supprime[rz]?|ote[rz]?|quita[r]?|quite|elimina[r]?|borra[r]?"
)
_PICTURE = (
    r"picture|photo|image|pic|frame|canvas|bild(?:es)?|fotos?|imagen|screenshot|it|this|that|es"
    r"|dies|das"
)
_KEEPS = (
    rf"keep(?: only| just)?|(?:crop|trim|cut)(?: (?:the |this |my )?(?:{_PICTURE}))?(?: down)? to"
    r"|behalte(?: nur)?|garde(?:[rz])?(?: seulement| que)?|conserva(?: solo)?|quedate(?: solo)? con"
)
_BETWEEN = (
    rf"{_PICTURE}|please|pls|thanks|bitte|danke|merci|gracias|por favor|s'il (?:te|vous) plait"
    r"|can you|could you|would you|kannst du|konntest du|peux tu|tu peux|puedes"
    r"|off|out|away|from|at|on|of|by|the|my|in|just|only|an?|sides?|edges?|borders?|margins?|parts?"
    r"|portion|section|strip|again|side's|hand|worth|en|about|around|exactly|ab|weg|von|vom|um|am|der"
    r"|die|des|den|dem|einen?|eine|mir|noch|genau|rand(?:es)?|seite|kante|teil|streifen|bildrand"
    r"|le|la|les|l'|d'|de|du|sur|a|au|un|une|cotes?|bords?|partie|encore|el|lo|los|por|del|al"
    r"|parte|lado|borde|una|tira|que|ca|cela|todo|toda|ganze|ganzen|rogner|franja|bande"
)
_AND = r"and|und|et|y|plus|as well as|sowie|,|&"
# Words that are clothes and hair: “crop top”.
_OTHERWISE = re.compile(r"(?:an? )?crop(?:ped)? tops?|(?:trim|cut|shave) (?:the )?(?:sides|top)")


class Cut(NamedTuple):
    """So much off one side, in px or as a share of the picture."""

    side: Side
    pixels: int = 0
    share: float = 0.0
    told: bool = True  # whether words say how much


class Trim(NamedTuple):
    """What is taken off a picture: something from one side or more."""

    cuts: tuple[Cut, ...]


class _Amount(NamedTuple):
    pixels: int
    share: float


def trimming(words: str) -> Trim | None:
    """What `words` take off which side, each side once; None where they ask for more, or nothing.

    “Crop to the left half” takes off what is not in it.
    """
    text = bare(words)
    marks = [] if _OTHERWISE.fullmatch(text) else _marks(text)
    kinds = {kind for kind, _ in marks}
    if not marks or not kinds & {"cuts", "takes", "keeps"}:
        return None
    parts = list(_parts(marks))
    amounts = [amount for amount, _ in parts if amount]
    clear = parts and all(len(named) == 1 for _, named in parts)
    if not clear or not (amounts or "cuts" in kinds):
        return None
    cuts = tuple(_cuts(parts))
    some = all(cut.pixels or cut.share for cut in cuts)
    if not some or len({cut.side for cut in cuts}) < len(cuts):
        return None
    return _keeping(cuts) if "keeps" in kinds else Trim(cuts)


def said(cut: Cut) -> str:
    """A cut as a reply tells it: "50 px off the left", "33 % off the bottom"."""
    much = f"{cut.pixels} px" if cut.pixels else f"{100 * cut.share:.3g} %"
    return f"{much} off the {cut.side}"


def _keeping(cuts: tuple[Cut, ...]) -> Trim | None:
    """What is cut where a part is to stay: the other side of one share."""
    cut, *more = cuts
    if more or not cut.told or cut.pixels:
        return None
    return Trim((Cut(cut.side.opposite, share=1 - cut.share),))


def _cuts(parts: list[tuple[_Amount | None, list[str]]]) -> Iterator[Cut]:
    """Each cut; where one of two sides has no amount, the other's is meant."""
    for place, (amount, (name,)) in enumerate(parts):
        others = [one for one, _ in reversed(parts[:place]) if one]
        others += [one for one, _ in parts[place:] if one]
        much = amount or next(iter(others), None)
        named = meant(name)
        alone = len(parts) == len(named) == 1
        for side in named:
            if much is None:
                yield Cut(side, share=_UNNAMED if alone else _UNNAMED_EACH, told=False)
            else:
                yield Cut(side, much.pixels, much.share)


def _parts(marks: list[tuple[str, str]]) -> Iterator[tuple[_Amount | None, list[str]]]:
    """How much and which sides, for each part between “and”."""
    amount, names = None, list[str]()
    for kind, said in [*marks, ("and", "")]:
        if kind == "side":
            names.append(said)
        elif kind == "amount":
            amount = _amount(said)
        elif kind == "and":
            if names or amount:
                yield amount, names
            amount, names = None, list[str]()


def _amount(said: str) -> _Amount:
    for form, share in _SHARES.items():
        if re.fullmatch(form, said):
            return _Amount(0, share)
    if ratio := re.fullmatch(r"(\d+)/(\d+)", said):
        return _Amount(0, int(ratio[1]) / max(1, int(ratio[2])))
    figure = re.match(_FIGURE, said)
    assert figure is not None, "an amount is a share or a figure"
    much = float(figure[0].replace(",", "."))
    return _Amount(0, much / 100) if re.search(_PERCENT, said) else _Amount(round(much), 0.0)


def _marks(text: str) -> list[tuple[str, str]]:
    """What each word of `text` is; nothing where one of them is none of these."""
    marks, place = list[tuple[str, str]](), 0
    while place < len(text):
        found = _mark().match(text, place)
        if found is None:
            return []
        assert found.lastgroup is not None, "one of the kinds"
        marks.append((found.lastgroup, found[found.lastgroup]))
        place = found.end()
    return marks


@cache
def _mark() -> re.Pattern[str]:
    amount = rf"{_FIGURE} ?(?:{_PIXELS}|{_PERCENT})|\d/\d+|{'|'.join(_SHARES)}"
    kinds = {
        "amount": amount,
        "keeps": _KEEPS,
        "side": "|".join(NAMES),
        "cuts": _CUTS,
        "takes": _TAKES,
        "and": _AND,
        "between": _BETWEEN,
    }
    forms = "|".join(rf"(?P<{kind}>{form})" for kind, form in kinds.items())
    return re.compile(rf"(?:{forms})(?:(?<=')|(?<=,)|(?!\w))[ .!?]*")
