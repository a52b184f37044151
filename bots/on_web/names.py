"""Names that came over the network, made fit to be shown: of files and of channels."""

import unicodedata

LONGEST_FILE_NAME = 120  # characters
LONGEST_TITLE = 60  # characters
JOINERS = "\u200c\u200d"  # Persian words and emoji of several signs need them

# A browser writes these three as %22, %0D and %0A into a multipart header, and nothing else
# (HTML Living Standard, section 4.10.22.8); so nothing else is decoded.
_ESCAPES = {"%22": '"', "%0D": "\r", "%0A": "\n"}


def file_name(sent: str, otherwise: str) -> str:
    """The name of a file as it was before the browser wrote it into a header, fit to be shown.

    Of a long one the beginning and the ending (`.jpg`) stay.
    """
    for escape, letter in _ESCAPES.items():
        sent = sent.replace(escape, letter)
    name = _clean(sent)
    if len(name) > LONGEST_FILE_NAME:
        name = f"{name[: LONGEST_FILE_NAME - 9]}…{name[-8:]}"
    return name or otherwise


def title(sent: str) -> str:
    """The title of a channel on one line; `Untitled` where nothing of it can be seen."""
    return _clean(sent)[:LONGEST_TITLE].strip() or "Untitled"


def _clean(text: str) -> str:
    """`text` on one line, without what could turn a sentence around or cannot be encoded."""
    line = " ".join(text.split())
    return "".join(letter for letter in line if _harmless(letter)).strip(f" {JOINERS}")


def _harmless(letter: str) -> bool:
    return letter in JOINERS or not unicodedata.category(letter).startswith("C")
