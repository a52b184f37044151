"""How far a result should be taken: a quick draft, or a file for delivery."""

import re
from typing import NamedTuple

from core.catalogue import Intent
from core.language import Language
from core.phrases import fold
from core.quoting import Passage
from core.signals import Signal
from core.verdicts import ornate

_SIZE = re.compile(r"\d|\bres")  # what a size or a resolution is said with


class Demands(NamedTuple):
    """What was demanded, and the words that did."""

    draft: bool = False
    delivery: bool = False
    cue: str = ""


def demands(language: Language, words: str, intent: Intent) -> Demands:
    """What `words` demand of the result.

    "A village in 4K" asks for a file; "village, 4k, highly detailed" decorates a prompt, which
    "village, 4k, highly detailed, final version" does not alone.
    """
    folded = fold(Passage.of(words).masked)
    if found := language.says(Signal.DRAFT, folded):
        return Demands(draft=True, cue=words[slice(*found.span())])
    found = language.says(Signal.DELIVERY, folded)
    if found and intent is Intent.IMAGINE and ornate(language, folded):
        plain = (one for one in language.every(Signal.DELIVERY, folded) if not _SIZE.search(one[0]))
        found = next(plain, None)
    if found is None:
        return Demands()
    return Demands(delivery=True, cue=words[slice(*found.span())])
