"""What `easel route` is asked about: an utterance with its context, from JSON lines too."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from io import TextIOWrapper
from typing import Any, TextIO, cast

from bots.plain_text import clean
from core.errors import BadRequest
from core.intents import Replied

LONGEST_NAME = 40  # characters of a field's name that a sentence repeats
EXAMPLE = '{"text": "at night", "images": 1, "reply": "none"}'
_KINDS = {
    "text": 'a string, such as "at night"',
    "images": "a whole number from 0 up",
    "reply": '"none", "grid" or "single"',
    "mask": "true or false",
}


class BadLine(BadRequest):
    """Line {number} is no request that I can read: {detail}."""


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance with its context."""

    text: str
    images: int = 0
    reply: Replied = Replied.NONE
    mask: bool = False


def lines_in() -> TextIO:
    """Standard input, of which only line feeds end lines."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace", newline="\n")
    return sys.stdin


def utterances(lines: Iterable[str], otherwise: Said) -> Iterator[Said | BadLine]:
    """One for each of the JSON `lines`, or what is wrong with it.

    What a line leaves out, other than the text, is as `otherwise` has it.
    """
    for number, line in enumerate(lines, 1):
        try:
            yield _said(line, otherwise)
        except _Unreadable as error:
            yield BadLine(number=number, detail=str(error))


class _Unreadable(ValueError):
    """What is wrong with a line, as the end of a sentence."""


def _said(line: str, otherwise: Said) -> Said:
    fields = _fields(line)
    for name in fields:
        if name not in _KINDS:
            called = json.dumps(clean(name)[:LONGEST_NAME], ensure_ascii=False)
            known = 'the fields are "text", "images", "reply" and "mask"'
            raise _Unreadable(f"there is no field {called}; {known}")
    if "text" not in fields:
        raise _Unreadable('the field "text" is missing')
    given = {**asdict(otherwise), **fields}
    text, images = _text(given["text"]), _images(given["images"])
    return Said(text, images, _reply(given["reply"]), _mask(given["mask"]))


def _fields(line: str) -> Mapping[str, Any]:
    if not line.strip():
        raise _Unreadable(f"it is empty; write an object such as {EXAMPLE}")
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        where = f"it is not JSON (see character {error.colno})"
        raise _Unreadable(f"{where}; write an object such as {EXAMPLE}") from error
    except ValueError as error:
        raise _Unreadable("a number in it has too many digits") from error
    except RecursionError as error:
        raise _Unreadable("its brackets are nested too deeply") from error
    if not isinstance(found, dict):
        raise _Unreadable(f"it must be an object such as {EXAMPLE}")
    return cast("Mapping[str, Any]", found)


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise _wrong("text")
    return clean(found)


def _images(found: object) -> int:
    # To Python, true is a number.
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise _wrong("images")
    return found


def _reply(found: object) -> Replied:
    if not isinstance(found, str) or found not in set(Replied):
        raise _wrong("reply")
    return Replied(found)


def _mask(found: object) -> bool:
    if not isinstance(found, bool):
        raise _wrong("mask")
    return found


def _wrong(name: str) -> _Unreadable:
    return _Unreadable(f'"{name}" must be {_KINDS[name]}')
