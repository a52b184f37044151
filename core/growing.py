"""Words that want more room on a side of a picture: "add more space on top"."""

from typing import NamedTuple

from core.amounts import AMOUNT, Amount, amount
from core.bare import bare
from core.known_words import AND, BETWEEN, known_words
from core.sides import EVERY, NAMES, Side, meant

_UNNAMED = Amount(share=1 / 3)  # of a picture's side, where no amount is named
_KINDS = {
    "amount": AMOUNT,
    "head": r"headroom|kopffreiheit",
    "side": "|".join(NAMES),
    "room": r"(?:empty |blank |negative |free )?(?:space|room)|padding|margins?|canvas"
    r"|(?:freie[nr]? )?(?:platz|raum)|luft|rand|(?:d')?espace(?: vide)?|place|marge"
    r"|espacio(?: vacio)?|margen|aire|sitio",
    "grows": r"extend|expand|widen|broaden|lengthen|enlarge|outpaint|uncrop|erweiter[en]?n?"
    r"|verlanger[en]?n?|vergro(?:ß|ss)er[en]?n?|dehne|ausdehnen|etend[sr]?e?|elargi[sr]?"
    r"|agrandi[sr]?|prolonge[rz]?|allonge[rz]?|extiend[ea]|extender|amplia[r]?|expand[ei]r?"
    r"|alarga[r]?|ensancha[r]?",
    "adds": r"(?:i |we )?(?:need|want)|add|leave|give|make|put|have|get|fuge?n?|lass"
    r"|hinzu(?:fugen)?|(?:ich |wir )?(?:brauche|brauchen|hatte gern|mochte)|gib"
    r"|ajoute[rz]?|laisse[rz]?|mets|donne(?: lui)?|j'ai besoin|il faut"
    r"|anad[ea]|anadir|agreg(?:a|ue|ar)|pon(?:le)?|deja|dale"
    r"|necesito|quiero",
    "more": r"(?:a (?:little|bit) |some |much )?(?:more|extra)|some|a (?:bit|little)|further"
    r"|(?:etwas |noch |ein bisschen |viel )?mehr|etwas|weiter|(?:un peu )?plus|davantage|un peu"
    r"|(?:un poco )?(?:mas)|un poco|algo de",
    "why": r"(?:for|fur|pour|para) (?:the |a |den |einen |le |un |du |el )?"
    r"(?:text|title|titel|titre|headline|caption|copy|logo|texte|texto|titulo)",
    "and": AND,
    "between": rf"{BETWEEN}|wide[rn]?|larger|breiter",
}


class Growth(NamedTuple):
    """So much more room on each of some sides."""

    sides: tuple[Side, ...]
    amount: Amount


def growing(words: str) -> Growth | None:
    """The room that `words` want beyond which sides; None where they ask for more, or name none.

    More on all sides without an amount is a wider frame, and no such wish.
    """
    known = known_words(bare(words), _KINDS)
    kinds = {word.kind for word in known}
    sides = tuple(side for word in known if word.kind == "side" for side in meant(word.said))
    sides = tuple(dict.fromkeys(sides)) or ((Side.TOP,) if "head" in kinds else ())
    told = [amount(word.said) for word in known if word.kind == "amount"]
    wide = bool(kinds & {"grows", "room", "head"}) or ("adds" in kinds and bool(told))
    if not sides or not wide or len(told) > 1 or (not told and set(sides) == set(EVERY)):
        return None
    much = told[0] if told else _UNNAMED
    return Growth(sides, much) if any(much) else None
