"""Words that turn a picture by a small angle, or want it straight: "rotate it 2 degrees"."""

import re
from typing import NamedTuple

from core.bare import bare
from core.known_words import BETWEEN, PICTURE, known_words

_LITTLE = 2.0  # degrees, where words say “a little”
_QUARTER = 90
_KINDS = {
    "degrees": r"\d+(?:[.,]\d+)? ?(?:°|deg|degrees?|grad|degres?|grados?)",
    "straightens": r"straighten(?: (?:it|this|that))?(?: (?:out|up))?|deskew|unskew"
    r"|make (?:it |this )?(?:straight|level)|fix the tilt|gerade ?(?:zu)?richten|begradig(?:e|en)"
    r"|ausrichten|redresse[rz]?(?:[ -]l[ae])?|redressement|(?:re)?mets(?:[ -]l[ae])? droite?"
    r"|enderez(?:a|ar|alo|ala|o|arlo|arla)|nivel(?:a|ar|alo|ala)|nivellier(?:e|en)",
    "levels": r"level(?: out)?",
    "straight": r"straight|gerade|droite?|recto|recta|derecho",
    "sets": r"richte|rucke?|mach|mache|mets|rends|pon|ponlo|ponla|aus",
    "horizon": r"horizon(?:te?|t)?(?:line| line)?|l'horizon",
    "turns": r"(?:rotate|turn|tilt|spin|drehe?n?|rotiere?n?|kippe?n?|neige[rz]?|tourne[rz]?"
    r"|pivote[rz]?|incline[rz]?|gira[r]?|rota[r]?|inclina[r]?)(?:[ -]?(?:la|lo|le))?",
    "little": r"(?:just )?(?:a )?(?:tiny |little |wee )?(?:bit|little|touch|tad|hair)|slightly"
    r"|(?:ein )?(?:klein )?(?:bisschen|wenig)|etwas|leicht|un (?:tout petit )?(?:peu|poco|poquito)"
    r"|legerement|ligeramente",
    "left": r"left|counter ?clockwise|anti ?clockwise|links(?:herum)?|gegen den uhrzeigersinn"
    r"|gauche|dans le sens inverse(?: des aiguilles d'une montre)?|izquierda|sentido antihorario",
    "right": r"right|clockwise|rechts(?:herum)?|im uhrzeigersinn|dans le sens des aiguilles d'une "
    r"montre|a droite|derecha|sentido horario",
    "crooked": r"(?:a (?:bit|little) |so |too )?(?:crooked|tilted|slanted|skewed|askew|wonky)"
    r"|(?:not|isn't) (?:quite )?(?:straight|level)|schief|krumm|nicht (?:ganz )?gerade|penchee?"
    r"|de travers|pas (?:tout a fait )?droite?|torcid[oa]|inclinad[oa]|no esta (?:recto|recta)",
    "is": r"it's|its|is|looks|seems|because|ist|sieht|denn|weil|c'est|elle est|il est|est|esta|zu"
    r"|trop|muy|ya que|,",
    "between": BETWEEN,
}


class Tilt(NamedTuple):
    """A turn by an angle that is no quarter of a circle."""

    degrees: float | None = None  # clockwise; None: as far as the picture's own lines are not level


def tilting(words: str) -> Tilt | None:
    """The turn by an angle that `words` ask for and nothing else; None where they ask for more.

    What is only said to be crooked is to be straight.
    """
    known = known_words(bare(words), _KINDS)
    kinds = {word.kind for word in known}
    told = [_degrees(word.said) for word in known if word.kind == "degrees"]
    if "turns" in kinds and len(told) == 1:
        return _by(told[0], kinds)
    if told:
        return None
    if _straightens(words, kinds):
        return Tilt()
    if "turns" in kinds and "little" in kinds and "sets" not in kinds:
        return _by(_LITTLE, kinds)
    return None


def _degrees(said: str) -> float:
    figure = re.match(r"[\d.]+", said.replace(",", "."))
    assert figure is not None, "degrees begin with a figure"
    return float(figure[0])


def _by(degrees: float, kinds: set[str]) -> Tilt | None:
    if not degrees % _QUARTER or degrees >= 2 * _QUARTER or {"left", "right"} <= kinds:
        return None
    return Tilt(-degrees if "left" in kinds else degrees)


def _straightens(words: str, kinds: set[str]) -> bool:
    """Whether the picture is to be straight, in one of the ways to say so."""
    named = re.search(rf"\b(?:{PICTURE}|horizont?e?)\b", bare(words)) is not None
    if "straightens" in kinds or ("crooked" in kinds and kinds & {"turns", "is", "straight"}):
        return "crooked" not in kinds or named or "turns" in kinds
    level = "levels" in kinds or {"straight", "sets"} <= kinds or {"straight", "turns"} <= kinds
    return named and (level or {"straight", "horizon"} <= kinds)
