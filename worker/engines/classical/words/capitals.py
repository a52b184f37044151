"""Lettering that nobody calls so: “remove the blue OPEN”, where OPEN stands in the picture."""

import re
from collections.abc import Sequence

from worker.engines.classical.words.lettered import lettered
from worker.engines.classical.words.phrases import folded

_CAPITALS = re.compile(r"(?<![\w“\"])[^\W\d_a-zß-ÿ]{2,}(?:\s+[^\W\d_a-zß-ÿ]{2,})*(?![\w”\"])")


def capitals(words: str) -> tuple[str, ...]:
    """What of `words` is in capitals, where not all is and none of it is called a text."""
    if words.isupper() or lettered(words).says:
        return ()
    return tuple(_CAPITALS.findall(words))


def as_text(words: str, texts: Sequence[str]) -> str:
    """`words` with “text” before what stands in the picture as one of `texts`; empty for none."""
    there = {folded(text) for text in texts}
    found = next((one for one in capitals(words) if folded(one) in there), None)
    return "" if found is None else words.replace(found, f"text {found}", 1)
