"""A person's words as phrases are looked for in them."""

import re
from functools import lru_cache

from core.phrases import fold
from core.quoting import Passage

_AROUND = " \t\n.,:;!?¡¿…()-–—*~\ufe0f"


def plain(words: str) -> str:
    """Folded, with what is quoted hidden, character for character: positions stay the same."""
    return re.sub(r"#(?=\d)", " ", fold(Passage.of(words).masked))


@lru_cache(maxsize=32)  # one request is looked through by several readers
def bare(words: str) -> str:
    """The same without what stands around it."""
    return plain(words).strip(_AROUND)
