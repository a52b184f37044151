"""Text of a command line or of JSON that can be written wherever text goes."""

import json
import re
import unicodedata
from typing import Any

_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp"})  # controls, formats, line and paragraph separators
_JOINERS = "\u200c\u200d"  # formats too, but letters and emoji are spelt with them
_ENDINGS = re.compile("[\x7f-\x9f\u2028\u2029]")  # controls that JSON would let stand


def clean(text: str) -> str:
    """`text` with U+FFFD for every lone surrogate.

    Those are no characters: Python makes them of bytes that are no UTF-8, and JSON can name them.
    """
    # Of two that belong together, as JSON without UTF-8 has them, UTF-16 makes their character.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def one_line(text: str) -> str:
    r"""`text` with every invisible character as its escape, such as `\n` or `\u202e`.

    A name could otherwise forge lines, turn them around or steer the terminal.
    """
    return "".join(map(_shown, text))


def json_line(data: Any) -> str:
    """`data` as JSON on one line, whatever a reader takes for the end of a line."""
    written = json.dumps(data, ensure_ascii=False)
    return _ENDINGS.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN or character in _JOINERS:
        return character
    return character.encode("unicode_escape").decode()
