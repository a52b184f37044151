"""Positions that are named for an edit which does not go by them: “darken the top”."""

import re

from worker.engines.classical.words.phrases import hits
from worker.engines.classical.words.vocabulary import vocabulary

# Parts that every picture has, in folded words: what lies there is known without finding a thing.
_PARTS = (
    "corner half side part edge area quarter third end border strip ecke halfte seite teil rand "
    "bereich drittel viertel streifen coin moitie cote partie bord zone tiers quart bande esquina "
    "mitad lado parte borde zona tercio cuarto franja"
)
PARTS = frozenset(_PARTS.split())
# Parts that are smaller than a half, by what they are called.
_SMALLER = {
    "third": "third drittel tiers tercio",
    "quarter": "quarter viertel quart cuarto",
    "edge": "edge rand bord borde border strip streifen bande franja",
}
_NAMED = {word: kind for kind, words in _SMALLER.items() for word in words.split()}
_BESIDES = (
    "of the it picture image photo scene and und et y e en a de la le el du del der des dem vom "
    "von im bild bildes foto fotos imagen"
)
BESIDE = frozenset(_BESIDES.split())
_POSITION = re.compile(
    r"\b(?:(?:on|at|in|to) the (?:\w+ )?(?:left|right|top|bottom)\b"
    r"|the (?:left|right|top|bottom)(?: (?:half|side|part|edge|corner))?$"
    r"|links\b|rechts\b|oben\b|unten\b"
    r"|(?:a|sur la) (?:gauche|droite)\b|a la (?:izquierda|derecha)\b)"
)


_ENGLISH = re.compile(r"\b(?:the|this|that|my|a|both|all|every|each)\b(?: \w+)* coins?\b")


def parts_in(text: str) -> frozenset[str]:
    """The words of folded `text` that name parts of a picture: a French “coin”, no English one."""
    found = frozenset(word for word in text.split() if {word, word.removesuffix("s")} & PARTS)
    return found - {"coin", "coins"} if _ENGLISH.search(text) else found


def part_named(text: str) -> tuple[str, ...]:
    """The position words of folded `text` that name a part of the picture: “the left half”.

    None where there are none, and where they tell a thing: “the left cup”.
    """
    where = vocabulary().where
    found = hits(text, where)
    if {where[hit.phrase] for hit in found} <= {"corner"} or any(
        thing_beside(text, hit.end) for hit in found
    ):
        return ()
    kinds = [_NAMED[word] for word in text.split() if word in _NAMED]
    return tuple(dict.fromkeys([*(where[hit.phrase] for hit in found), *kinds[:1]]))


def thing_beside(text: str, end: int) -> str:
    """The thing that a position word which ends there is said of: “cup” in “the left cup blue”."""
    known = vocabulary()
    rest = [word for word in re.findall(r"\w+", text[end:]) if word not in known.where]
    if not rest or rest[0] in parts_in(text) or (rest[0] == "hand" and rest[1:2] == ["side"]):
        return ""
    plain = {*known.polite, *known.alone, *known.colours, *known.changes, *BESIDE}
    return "" if rest[0] in plain or not text[end : end + 1].isspace() else rest[0]


def part_title(where: tuple[str, ...]) -> str:
    """A part of the picture as a reply names it: “the bottom right corner”, “the left half”."""
    rows = [word for word in ("top", "bottom") if word in where]
    sides = [word for word in ("left", "right") if word in where]
    if not (rows or sides):
        return "the middle third" if "third" in where else "the middle"
    usual = "quarter" if rows and sides else "half"
    kind = next((one for one in ("corner", *_SMALLER) if one in where), usual)
    return f"the {' '.join((*rows, *sides))} {kind}"


def unheeded(text: str, title: str) -> tuple[str, ...]:
    """What to say of a position in folded `text` that nothing goes by; `title` is what changes."""
    found = _POSITION.search(text)
    if found is None:
        return ()
    return (f"“{found[0]}” is not heeded, {title} changes: a mask says where",)
