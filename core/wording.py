"""Words as people send them, without the signs that nobody sees.

What turns the direction of a line around would turn our own words around with it, wherever these
words are told again: in replies, histories, pages, terminals. What joins letters and emoji stays.
"""

import unicodedata

_JOINERS = "\u200c\u200d"  # Persian words and emoji of several signs need them
_TAGS = range(0xE0020, 0xE0080)  # spell the flags of Scotland and Wales
_KEPT = "\n\t"


def spoken(text: str) -> str:
    """`text` in the composed form (NFC), as most keyboards send it, and with nothing unseen."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(_seen(character) for character in composed)


def name(text: str) -> str:
    """What somebody or something is called: the same on one line."""
    return " ".join(spoken(text).split())


def _seen(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Zl", "Zp"):
        return "\n"
    if kind in ("Cc", "Cf", "Cs") and character not in _KEPT + _JOINERS:
        return character if ord(character) in _TAGS else ""
    return character
