"""Wishes for how letters are set, none of which it does: size, weight, face, case, place."""

import re

from worker.engines.classical.words.beyond import Beyond

_LETTERING = (
    "text texts lettering letters writing caption title heading headline header date price time "
    "line word words schrift beschriftung uberschrift titel datum preis zeile wort texte titre "
    "ligne mot prix texto titulo linea palabra fecha precio letras"
)
# Said of anything, so that it is of letters only beside a word for them.
_SIZED = (
    "bigger|larger|smaller|enlarge|taller|wider|narrower|thicker|thinner|groesser|grosser|kleiner"
    "|vergrossere|verkleinere|plus grande?|plus petite?|agrandis|agrandir|mas grandes?|centre"
    "|center|mas pequenos?|mas pequenas?|agranda|centered|centred|align|aligned|zentriere|zentriert"
    "|centrer|centra|centrar|centrado|translate|ubersetze|traduis|traduire|traduce|traducir|bold|bolder"
    "|fett|fetter|gras|grasse|italic|italics|kursiv|italique|cursiva|underline|unterstreiche"
    "|souligne|subraya|negrita"
)
# Said of nothing but letters.
_OF_LETTERS = (
    "uppercase|upper case|lowercase|lower case|all caps|capital letters|small letters|font|fonts"
    "|typeface|grossbuchstaben|kleinbuchstaben|schriftart|majuscules|minuscules"
    "|police de caracteres|mayusculas|minusculas|tipografia|tipo de letra"
)
_WORDS = rf"\b(?:{'|'.join(_LETTERING.split())})\b"
_BESIDE = re.compile(rf"(?=.*{_WORDS}).*?\b(?P<how>{_SIZED})\b")
_ALONE = re.compile(rf"\b(?P<how>{_OF_LETTERS})\b")


def refuse_typesetting(text: str) -> None:
    """Raises Beyond where folded `text` wants letters set otherwise, and no other words or ink."""
    found = _ALONE.search(text) or _BESIDE.search(text)
    if found is not None:
        raise Beyond(
            f"“{found['how']}” it cannot do: letters keep their size, weight, typeface and place. "
            "It sets other words (“change the title to AUTUMN FAIR”, in capitals or not), gives "
            "lettering a colour, blurs it or takes it out."
        )
