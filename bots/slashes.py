"""Commands with a slash: each is a request in words, also where a chat has none of its own."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from core.catalogue import Intent
from core.forgetting import ASKS, FORGET
from core.series import NAMED
from core.set_words import commands
from core.verifying import asks_to_verify

_WRITTEN = re.compile(r"/(?P<name>[a-z]+)(?:\s+(?P<words>.*))?", re.IGNORECASE | re.DOTALL)


class Spoken(NamedTuple):
    """What a person wrote, in words and with what a command says is wanted."""

    words: str
    intent: Intent | None = None
    alone: bool = False  # whether it is about Easel, so that it goes on from no result


class Request(NamedTuple):
    """What a command asks for."""

    intent: Intent | None  # None where its words say it
    words: str = ""  # where none were given
    before: str = ""  # what stands before those that were

    def said(self, words: str) -> str:
        """What the command says with `words`."""
        return f"{self.before}{words}" if words else self.words


REQUESTS: Mapping[str, Request] = {
    "imagine": Request(Intent.IMAGINE),
    "edit": Request(Intent.EDIT),
    "animate": Request(Intent.ANIMATE, "animate it"),
    "upscale": Request(Intent.UPSCALE, "upscale"),
    "formats": Request(Intent.FORMATS, "all formats"),
    "compare": Request(Intent.COMPARE, "compare looks"),
    "series": Request(None, "series", NAMED),
    "describe": Request(Intent.DESCRIBE, "describe this"),
    "history": Request(Intent.RECALL, "history"),
    "recall": Request(Intent.RECALL, "recall"),
}
# Said as if they were typed: where they reply to a result, they are about that one.
SAID: Mapping[str, str] = {"export": "export", "tree": "lineage"}
_QUESTIONS: Mapping[str, str] = {
    "help": "help",
    "start": "help",
    "models": "models",
    "settings": "settings",
    "set": "settings",
    FORGET: ASKS,
}


def spoken(words: str) -> Spoken:
    """What `words` mean where a command that is known stands before them.

    Those that are not known stay as they are, for the conversation to tell.
    """
    found = _WRITTEN.fullmatch(words.strip())
    if found is None or asks_to_verify(words):  # perhaps of the result that it replies to
        return Spoken(words)
    name, more = found["name"].lower(), found["words"] or ""
    if name in REQUESTS:
        asked = REQUESTS[name]
        return Spoken(asked.said(more), asked.intent)
    if commands(words):
        return Spoken(words)  # about reference sets, perhaps of the result that it replies to
    if name in SAID:
        return Spoken(SAID[name])
    asked = _QUESTIONS.get(name, words)
    # What is to be set stands behind the command.
    return Spoken(f"{asked} {more}".strip() if asked == "settings" else asked, alone=True)
