"""Commands with a slash where a chat has none of its own: each is a request in words."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from core.catalogue import Intent

_WRITTEN = re.compile(r"/(?P<name>[a-z]+)(?:\s+(?P<words>.*))?", re.IGNORECASE | re.DOTALL)


class Spoken(NamedTuple):
    """What a person wrote, in words and with what a command says is wanted."""

    words: str
    intent: Intent | None = None
    alone: bool = False  # whether it is about Easel, so that it goes on from no result


# Of requests with nothing behind them these words are meant.
_REQUESTS: Mapping[str, tuple[Intent, str]] = {
    "imagine": (Intent.IMAGINE, ""),
    "edit": (Intent.EDIT, ""),
    "animate": (Intent.ANIMATE, "animate it"),
    "upscale": (Intent.UPSCALE, "upscale"),
    "compare": (Intent.COMPARE, "compare looks"),
    "describe": (Intent.DESCRIBE, "describe this"),
    "history": (Intent.RECALL, "history"),
    "recall": (Intent.RECALL, "history"),
}
_QUESTIONS: Mapping[str, str] = {
    "help": "help",
    "start": "help",
    "models": "models",
    "settings": "settings",
    "set": "settings",
}


def spoken(words: str) -> Spoken:
    """What `words` mean where a command that is known stands before them.

    Those that are not known stay as they are, for the conversation to tell.
    """
    found = _WRITTEN.fullmatch(words.strip())
    if found is None:
        return Spoken(words)
    name, more = found["name"].lower(), found["words"] or ""
    if name in _REQUESTS:
        intent, meant = _REQUESTS[name]
        return Spoken(more or meant, intent)
    return Spoken(_QUESTIONS.get(name, words), alone=True)
