"""What words keep of a picture: “cut out the cup on the left” is that cup, and no other."""

import re

from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.telling import things_told
from worker.engines.classical.words.vocabulary import vocabulary

_BEHIND = "transparent\\w*|background|backdrop|hintergrund|arriere plan|fond|fondo|png|sticker"
# “… on a transparent background”, but not “the cup in the background”.
_TAIL = re.compile(
    r"\b(?:on|onto|with|without|from|against|as|to|and|into|auf|mit|ohne|vom|als|und|sur|avec|sans|du"
    rf"|comme|et|con|sin|como|sobre|del|y)(?: \w+)? (?:\w+ )?(?:{_BEHIND})\b.*$"
    r"|\b(?:transparent )?png\b.*$"
)
# “Remove the background behind the left cup” keeps the cup.
_HEAD = re.compile(
    r"^.*?\b(?:background|backdrop|hintergrund|arriere plan|fond|fondo) "
    r"(?:behind|of|from|around|hinter|von|um|derriere|autour de|de|detras de|alrededor de)\b"
)
_AWAY = re.compile(r"\bright (?:now|away)\b|\b(?:out|frei|aus|heraus|freigestellt|ausschneiden)$")

_NAMED = re.compile(
    r"\b(?:the|this|that|my|der|die|das|den|dem|mein\w*|le|la|les|l|mon|ma|el|los|las|mi) "
    r"(?:\w+ )?\w+$"
)
# The subject, whatever it is; a person is looked for by the face.
_ANY = re.compile(
    r"\b(?:subject|object|thing|motif|foreground|main|background|picture|image|photo|face|person"
    r"|people|man|woman|girl|boy|product|motiv|hauptmotiv|objekt|ding|vordergrund|hintergrund|bild"
    r"|foto|gesicht|mensch|mann|frau|produkt|sujet|objet|chose|fond|personne|homme|femme|visage"
    r"|produit|sujeto|objeto|cosa|fondo|imagen|persona|hombre|mujer|cara|producto)\b"
)

_AT = re.compile(r"\b(?:the|top|bottom|upper|lower|my|his|her) right\b")  # no “right, cut it out”


def kept(words: str) -> tuple[Pointer, ...]:
    """The things that a cut-out with `words` keeps; none where they do not tell which.

    Raises Beyond for what is neither one nor all of a kind.
    """
    return things_told(_thing(words), (), coloured=True)


def kept_where(words: str) -> tuple[str, ...]:
    """The position words that say where what is kept stands: “the woman on the left”."""
    known, text = vocabulary().where, _thing(words)
    found = [hit for hit in hits(text, known) if hit.phrase != "right" or _AT.search(text)]
    return tuple(dict.fromkeys(known[hit.phrase] for hit in found))


def called(words: str) -> str:
    """What `words` call the thing that is kept: “the tree”; empty where they say no more than that
    it is the subject."""
    found = _NAMED.search(_thing(words))
    return "" if found is None or _ANY.search(found[0]) else found[0]


def _thing(words: str) -> str:
    """Folded `words` without what comes behind the thing."""
    text = _HEAD.sub("", _TAIL.sub("", folded(words))).strip()
    return _AWAY.sub("", text).strip()
