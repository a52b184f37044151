"""Words that put a plain border around a picture: "add a thin white border"."""

import re
from typing import NamedTuple

from core.amounts import AMOUNT, Amount, amount
from core.bare import bare
from core.colour_names import NAMED
from core.known_words import BETWEEN, known_words

_THIN, _USUAL, _WIDE = Amount(share=0.015), Amount(share=0.04), Amount(share=0.09)
_WHITE = "white"
# Colours by their names in NAMED, in four languages, without accents.
_COLOURS = {
    "black": r"black|schwarze?[mnrs]?|noire?s?|negr[oa]",
    "grey": r"gr[ea]y|graue?[mnrs]?|grise?s?|gris",
    "silver": r"silver|silberne?[mnrs]?|silberfarbene?[mnrs]?|argentee?|plateado|plateada",
    "white": r"white|wei(?:ß|ss)e?[mnrs]?|blanche?s?|blanc|blanc[oa]",
    "cream": r"cream|off white|creme(?:farbene?[mnrs]?)?|crema",
    "beige": r"beige[mnrs]?",
    "brown": r"brown|braune?[mnrs]?|marron|brune?|castano",
    "red": r"red|rote?[mnrs]?|rouge|roj[oa]",
    "orange": r"orange[mnrs]?|orangene?[mnrs]?|naranja",
    "gold": r"gold|golden|goldene?[mnrs]?|doree?|dorad[oa]",
    "yellow": r"yellow|gelbe?[mnrs]?|jaune|amarill[oa]",
    "green": r"green|grune?[mnrs]?|verte?|verde",
    "turquoise": r"turquoise|teal|turkise?[mnrs]?|turquesa",
    "blue": r"blue|blaue?[mnrs]?|bleue?|azul",
    "navy": r"navy(?: blue)?|dark blue|dunkelblaue?[mnrs]?|bleu marine|azul marino|azul oscuro",
    "violet": r"violet|purple|lila|violette?[mnrs]?|morad[oa]|violeta",
    "pink": r"pink|rosa|rosane?[mnrs]?|rose",
}
_KINDS = {
    "amount": AMOUNT,
    "border": r"(?:picture |photo |image )?(?:borders?|frame|framing|outline)|(?:bilder)?rahmen"
    r"|umrandung|rand|bordure|encadrement|cadre|lisere|marco|borde|recuadro",
    "adds": r"add|put|give|draw|place|surround|fuge?|setze?|gib|leg|lege|zeichne|hinzu(?:fugen)?"
    r"|drum|herum|ajoute[rz]?|mets|donne|entoure|anad[ea]|anadir|agrega[r]?|pon(?:le|lo)?|dale",
    "thin": r"(?:very )?(?:thin|narrow|small|fine|slim|subtle|delicate)|(?:sehr )?(?:dunne?[mnrs]?"
    r"|schmale?[mnrs]?|feine?[mnrs]?)|(?:tres )?(?:fine?|mince|etroite?|petite?)"
    r"|(?:muy )?(?:fin[oa]|delgad[oa]|estrech[oa])",
    "wide": r"(?:very )?(?:thick|wide|broad|big|large|heavy|chunky)|(?:sehr )?(?:breite?[mnrs]?"
    r"|dicke?[mnrs]?|gro(?:ß|ss)e?[mnrs]?)|(?:tres )?(?:epaisse?|epais|larges?|grande?)"
    r"|(?:muy )?(?:grues[oa]|anch[oa]|grande)",
    **{name.replace(" ", "_"): form for name, form in reversed(_COLOURS.items())},
    "plain": r"plain|simple|solid|clean|nice|einfache?[mnrs]?|schlichte?[mnrs]?"
    r"|uni|unie|sencill[oa]",
    "between": rf"{BETWEEN}|ein|around|round|with|all|me|wide|thick|mit|ums|drumherum|ringsum|breit"
    r"|dick|autour|avec|lui|tout|large|alrededor|con|todo|ancho|y",
}


class Border(NamedTuple):
    """A border of one colour around a picture."""

    colour: str  # by its name
    width: Amount  # of the shorter side

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Its colour, 8-bit sRGB."""
        red, green, blue = re.findall(r"[0-9a-f]{2}", NAMED[self.colour])
        return int(red, 16), int(green, 16), int(blue, 16)


def bordering(words: str) -> Border | None:
    """The border that `words` ask for and nothing else; white where they name no colour.

    One of another kind (“an ornate frame”) is none, and so is “a wide frame”, which is a camera's.
    """
    known = known_words(bare(words), _KINDS)
    kinds = [word.kind for word in known]
    colours = [kind for kind in kinds if kind in _COLOURS]
    told = [amount(word.said) for word in known if word.kind == "amount"]
    if kinds.count("border") != 1 or len(colours) > 1 or len(told) > 1:
        return None
    if not (colours or "adds" in kinds) or ("thin" in kinds and "wide" in kinds):
        return None
    width = _THIN if "thin" in kinds else _WIDE if "wide" in kinds else _USUAL
    width = told[0] if told else width
    return Border(colours[0] if colours else _WHITE, width) if any(width) else None
