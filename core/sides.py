"""The sides of a picture as people name them, in English, German, French and Spanish."""

import re
from enum import StrEnum
from functools import cache

from core.bare import bare


class Side(StrEnum):
    """A side of a picture, as a reply names it."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"

    @property
    def opposite(self) -> "Side":
        """The side across from it."""
        return _ACROSS[self]

    @property
    def upright(self) -> bool:
        """Whether it is one of the two that stand upright."""
        return self in (Side.LEFT, Side.RIGHT)


_ACROSS = {
    Side.LEFT: Side.RIGHT,
    Side.RIGHT: Side.LEFT,
    Side.TOP: Side.BOTTOM,
    Side.BOTTOM: Side.TOP,
}
EVERY = tuple(Side)
# Each way to name some of them, without accents; the first that holds at a place counts.
NAMES: dict[str, tuple[Side, ...]] = {
    r"(?:on )?all (?:four |the )?(?:sides|edges|borders)|all (?:a?round|four)"
    r"|(?:each|every) (?:side|edge)|ringsum|rings ?herum|rund ?herum"
    r"|(?:an |auf |von )?(?:allen|alle|jeder|jede|allen vier|alle vier) (?:seiten?|kanten?|rander)"
    r"|tout autour|(?:de |des |sur |a )?(?:chaque|tous les|quatre) (?:cotes?|bords?)"
    r"|(?:por |en |de |a )?(?:todos los|todos|cada) (?:lados?|bordes?)|(?:todo )?alrededor": EVERY,
    r"both (?:sides|edges)|(?:beide|beiden) seiten|(?:les |des )?deux cotes|ambos lados|los lados"
    r"|the sides|les cotes": (Side.LEFT, Side.RIGHT),
    r"left|links|linke[mnrs]?|gauche|izquierd[ao]": (Side.LEFT,),
    r"right|rechts|rechte[mnrs]?|droite?|derech[ao]": (Side.RIGHT,),
    r"top|upper|above|up(?:wards?)?|oben|obere[mnrs]?|haut|superieure?|arriba|superior": (
        Side.TOP,
    ),
    r"bottom|lower|below|down(?:wards?)?|unten|untere[mnrs]?|bas|inferieure?|abajo|inferior": (
        Side.BOTTOM,
    ),
}


def sides(words: str) -> tuple[Side, ...]:
    """The sides that `words` name, each once, in their order there."""
    found = _named().finditer(bare(words))
    return tuple(dict.fromkeys(side for one in found for side in meant(one[0])))


def meant(name: str) -> tuple[Side, ...]:
    """The sides that are called so, without accents."""
    return next(those for form, those in NAMES.items() if re.fullmatch(form, name))


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(NAMES)})(?!\w)")
