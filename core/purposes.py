"""Frames that words name by what they are for, or by their sides: "YouTube thumbnail"."""

import re
from functools import cache
from typing import NamedTuple

from core.bare import bare
from core.phrases import fold
from core.purpose_words import PURPOSES

MOST = 2048  # px of a side in figures: what is to be larger is enlarged, which is other work
_LEAST = 16  # px
_ASK = (
    r"(?:(?:please|bitte|s'il te plait|por favor|now|jetzt)\s+)?"
    r"(?:(?:(?:can|could|may) (?:you|i|we)|i (?:need|want|would like)|i'd like|we need|give me"
    r"|make me|make|turn|resize|scale|size|crop|fit|format|export|prepare|adapt|get|have|set|save"
    r"|bring|ich brauche|ich mochte|gib mir|mache?(?: mir)?|skaliere|schneide|passe?|formatiere"
    r"|j'ai besoin d'|il me faut|donne moi|fais(?: moi)?|mets|redimensionne|recadre|adapte"
    r"|necesito|quiero|dame|haz(?:me)?|redimensiona|recorta|adapta|ajusta)\s+)*"
)
_IT = (
    r"(?:(?:it|this|that|es|das|la|le|lo"
    r"|(?:the|this|my|das|dieses|la|cette|ma|esta|mi) (?:picture|photo|image|bild|foto|imagen)"
    r")\s+)?"
)
_TO = (
    r"(?:(?:down |up )?(?:to|into|as|for|in|at|be|zu|auf|als|fur|en|a|pour|comme|como|para|de)\s+)?"
)
_AN = r"(?:(?:a|an|the|my|our|exactly|ein|eine|einen|mein|meine|un|une|mon|ma|una|mi)\s+)?"
_KIND = (
    r"(?:\s+(?:size|sized|format|version|image|picture|photo|please|pls|bitte|grosse|bild|taille"
    r"|tamano))*"
)
_WHOLE = (
    r"(?:,?\s*(?:but\s+|and\s+)?(?:without (?:cropping|cutting)(?: anything| it)?|keep everything"
    r"|do not crop|don't crop|nothing cut off|ohne (?:zuschnitt|(?:etwas )?abzuschneiden)"
    r"|sans (?:recadrer|rien couper|couper)|sin (?:recortar|cortar nada)))?"
)
_FOR = r"(?:\s+(?:for|fur|pour|para)\s+[\w ]+)?"
_PX = r"\s*(?:px|pixels?|pixel)?"
_SIDES = rf"(?P<width>\d{{2,5}}){_PX}\s*(?:x|×|by|mal|par|por)\s*(?P<height>\d{{2,5}}){_PX}"
_WIDE = rf"(?P<wide>\d{{2,5}}){_PX}\s*(?:wide|in width|width|breit|de large|de ancho)"
_TALL = rf"(?P<tall>\d{{2,5}}){_PX}\s*(?:tall|high|in height|height|hoch|de haut|de alto)"


class Frame(NamedTuple):
    """The sides that a picture is to have."""

    title: str
    width: int  # px; 0 where it follows from the other side
    height: int  # px; the same
    turns: bool = False  # whether it lies or stands as the picture does


def frame_of(words: str) -> Frame | None:
    """The frame that `words` ask for and nothing else; None where they ask for more, or none."""
    text = re.sub(r"[!?]", "", bare(words)).strip()
    if found := _named().fullmatch(text):
        frame = _purposes()[found["purpose"]]
        own = found["width"]
        return _sized(frame.title, int(own), int(found["height"])) if own else frame
    if found := _figures().fullmatch(text):
        width = int(found["width"] or found["wide"] or 0)
        height = int(found["height"] or found["tall"] or 0)
        title = f"{width} x {height} px" if width and height else f"{width or height} px"
        return _sized(title, width, height)
    return None


def _sized(title: str, width: int, height: int) -> Frame | None:
    """A frame of these sides; None where one of them is beyond what is laid out."""
    fits = all(_LEAST <= side <= MOST for side in (width, height) if side)
    return Frame(title, width, height) if fits else None


@cache
def _purposes() -> dict[str, Frame]:
    return {
        fold(word): Frame(one.title, one.width, one.height, one.turns)
        for one in PURPOSES
        for word in one.words.split(", ")
    }


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_purposes(), key=len, reverse=True))
    return re.compile(
        rf"{_ASK}{_IT}{_TO}{_AN}(?P<purpose>{names})(?:,?\s+{_SIDES})?{_KIND}{_WHOLE}"
    )


@cache
def _figures() -> re.Pattern[str]:
    return re.compile(rf"{_ASK}{_IT}{_TO}{_AN}(?:{_SIDES}|{_WIDE}|{_TALL}){_KIND}{_FOR}{_WHOLE}")
