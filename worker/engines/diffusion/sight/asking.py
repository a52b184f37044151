"""What a person wants to know of a picture."""

import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.vocabulary import vocabulary


class Ask(StrEnum):
    """What the answer should be."""

    USUAL = "usual"  # some sentences
    BRIEF = "brief"
    DETAILED = "detailed"
    PROMPT = "prompt"  # words that such a picture can be drawn from
    LETTERING = "lettering"


def asked(words: str) -> Ask:
    """What `words` ask for."""
    text = folded(words)
    if hits(text, _words()[Ask.PROMPT]):
        return Ask.PROMPT
    if hits(text, _words()["written"]):
        return Ask.BRIEF
    if hits(text, vocabulary().reading):
        return Ask.LETTERING
    found = (ask for ask in (Ask.DETAILED, Ask.BRIEF) if hits(text, _words()[ask]))
    return next(found, Ask.USUAL)


@cache
def _words() -> Mapping[str, Sequence[str]]:
    return tomllib.loads(Path(__file__).with_name("asking.toml").read_text(encoding="utf-8"))
