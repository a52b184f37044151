"""Words that turn or mirror a picture as it is: "rotate it 90 degrees", "spiegle das Bild"."""

import re
from functools import cache
from typing import NamedTuple

from core.bare import bare

_PICTURE = r"(?:picture|photo|image|pic|bild|foto|photo|imagen)"
_THE = r"(?:(?:the|this|that|my|das|dieses|mein|la|cette|ma|esta|mi) |l['’])"
_IT = rf"(?: (?:it|this|that|es|dies|la|le|lo|{_THE}{_PICTURE}))?"
# “tourne-la” and “gírala” end in what they are said of.
_TURN = (
    r"(?:rotate|turn|spin|drehe?|rotiere?|tourne|pivote|fais (?:la )?(?:pivoter|tourner)|gira|girar"
    r"|rota|rotar|stelle?)(?:[ -]?(?:la|lo|le))?"
)
_FLIP = (
    r"(?:flip|mirror|reverse|spiegle|spiegel|spiegele|retourne|inverse|mets en miroir|voltea"
    r"|refleja|invierte|dale la vuelta a)(?:[ -]?(?:la|lo|le))?"
)
_DEGREES = (
    r"(?: (?:by |um |de |en )?(?P<degrees>\d{1,3}) ?(?:°|deg|degrees?|grad|degres?|grados?)?)?"
)
_LEFT = (
    "to the left|left|counter-?clockwise|anti-?clockwise|nach links|links(?:herum)?"
    "|gegen den uhrzeigersinn|a gauche|vers la gauche"
    "|dans le sens inverse(?: des aiguilles d'une montre)?"
    "|a la izquierda|hacia la izquierda|en sentido antihorario"
)
_RIGHT = (
    "to the right|right|clockwise|nach rechts|rechts(?:herum)?|im uhrzeigersinn|a droite"
    "|vers la droite|dans le sens des aiguilles d'une montre|a la derecha|hacia la derecha"
    "|en sentido horario"
)
_OVER = "upside down|auf den kopf|kopfuber|a l'envers|tete en bas|boca abajo|al reves"
_DOWN = "vertically|vertikal|verticalement|verticalmente|top to bottom|upside down"
_ACROSS = "horizontally|horizontal|horizontalement|horizontalmente|left to right|seitenverkehrt"
_QUARTER = 90  # degrees


class Turn(NamedTuple):
    """How a picture is laid anew, without a pixel being made: mirrored first, then turned."""

    quarters: int  # clockwise, of a circle: 0 to 3
    mirrored: bool = False  # left to right


STRAIGHT = Turn(0)  # as it is


def turning(words: str) -> Turn | None:
    """The turn that `words` ask for and nothing else; None where they ask for more, or none.

    Other angles than quarters of a circle are none: they make new pixels.
    """
    text = _courtesies().sub("", re.sub(r"[.!,]", "", bare(words)))
    if found := _turns().fullmatch(text):
        if found["over"]:
            return Turn(2)
        if text.startswith("stell") or not (found["degrees"] or found["left"] or found["right"]):
            return None
        quarters, rest = divmod(int(found["degrees"] or _QUARTER), _QUARTER)
        sense = -1 if found["left"] else 1
        return None if rest or not quarters % 4 else Turn(sense * quarters % 4)
    if found := _flips().fullmatch(text):
        return Turn(2, mirrored=True) if found["down"] else Turn(0, mirrored=True)
    return None


def said(turn: Turn) -> str:
    """A turn as a reply tells it: "turned 90° to the right", "mirrored"."""
    if turn.mirrored:
        return "mirrored top to bottom" if turn.quarters else "mirrored left to right"
    return {1: "turned 90° to the right", 2: "turned by 180°", 3: "turned 90° to the left"}[
        turn.quarters
    ]


@cache
def _turns() -> re.Pattern[str]:
    way = rf"(?: (?:(?P<left>{_LEFT})|(?P<right>{_RIGHT})|(?P<over>{_OVER})))?"
    return re.compile(rf"{_TURN}{_IT}{_DEGREES}{way}")


@cache
def _flips() -> re.Pattern[str]:
    way = rf"(?: (?:(?P<down>{_DOWN})|{_ACROSS}))?"
    return re.compile(rf"{_FLIP}{_IT}{way}")


@cache
def _courtesies() -> re.Pattern[str]:
    first = (
        r"(?:please|pls|bitte|por favor|s'il (?:te|vous) plait|(?:can|could|would) you(?: please)?)"
    )
    last = r"(?:please|pls|thanks|bitte|danke|merci|gracias|por favor|s'il (?:te|vous) plait)"
    return re.compile(rf"^{first} | {last}$")
