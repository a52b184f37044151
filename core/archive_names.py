"""Names of files in an archive: what people wrote, as every system can unpack it.

Nothing in them leads elsewhere ("..", a drive), steers a terminal, turns a line around or is too
long: a part of a path has at most 255 bytes on most systems, and a whole path 260 letters on some.
"""

import re
import unicodedata

LONGEST = 60  # bytes of what is made of people's words
JOINERS = "\u200c\u200d"  # Persian words and emoji of several signs need them
_FORBIDDEN = frozenset('<>:"/\\|?*')  # by Windows; slashes by all
_ENDS = " .-" + JOINERS  # Windows takes no name that ends in a dot or a blank


def safe_name(words: str, otherwise: str = "") -> str:
    """Words as part of a file's name, in at most `LONGEST` bytes; `otherwise` where none is left.

    It begins with no dot, so that nothing is hidden.
    """
    line = " ".join(unicodedata.normalize("NFC", words).split())
    kept = "".join(letter if _harmless(letter) else "-" for letter in line)
    kept = re.sub(r"(?:\.{2,}|-)+", "-", kept)
    return _cut(kept.strip(_ENDS)) or otherwise


def archive_name(title: str) -> str:
    """What the archive of a thread is called, without the ending."""
    return f"easel-{safe_name(title, 'export').replace(' ', '-')}"


def _harmless(letter: str) -> bool:
    if letter in JOINERS or letter == " ":
        return True
    return letter not in _FORBIDDEN and unicodedata.category(letter)[0] not in "CZ"


def _cut(name: str) -> str:
    """As many whole letters as there is room for."""
    return name.encode()[:LONGEST].decode(errors="ignore").rstrip(_ENDS)
