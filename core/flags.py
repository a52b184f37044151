"""Settings that a person writes as flags: `--ar 16:9 --n 4 --seed 7 --no text`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.errors import BadFlag, UnknownFlag
from core.quoting import HIDDEN, Passage, Span
from core.ratios import LONGEST, Ratio
from core.sizes import LEAST, MOST, Size

MOST_VARIANTS = 9
MOST_SECONDS = 120  # of a clip
SEEDS = 2**32


@dataclass(frozen=True, slots=True)
class Settings:
    """What flags and asides set; None or empty where nothing was said."""

    negative: str = ""
    ratio: Ratio | None = None
    count: int | None = None
    seed: int | None = None
    model: str | None = None
    strength: float | None = None
    raw: bool = False
    seconds: float | None = None  # of a clip
    size: Size | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag: which setting it makes, from what."""

    setting: str
    read: Callable[[str], Any]  # the value; None where the text is none
    needs: str
    rest: bool = False  # takes everything up to the next flag, not one word
    bare: bool = False  # takes no value


def read_count(text: str) -> int | None:
    """A number of variants, 1 to MOST_VARIANTS."""
    return _whole(text, 1, MOST_VARIANTS)


def read_seed(text: str) -> int | None:
    """A seed, 0 to 2**32 - 1."""
    return _whole(text, 0, SEEDS - 1)


def _whole(text: str, least: int, most: int) -> int | None:
    if not re.fullmatch(r"[0-9]{1,10}", text):
        return None
    return int(text) if least <= int(text) <= most else None


def read_strength(text: str) -> float | None:
    """How strongly to work, 0 to 1."""
    if not re.fullmatch(r"[0-9]*[.,]?[0-9]{1,9}", text):
        return None
    strength = float(text.replace(",", "."))
    return strength if 0.0 <= strength <= 1.0 else None


def read_seconds(text: str) -> float | None:
    """A length in s, more than 0 and up to MOST_SECONDS."""
    found = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s?s?", text)
    seconds = float(found[1].replace(",", ".")) if found else 0.0
    return seconds if 0.0 < seconds <= MOST_SECONDS else None


_RATIO = Flag("ratio", Ratio.read, f"a ratio such as 16:9, at most {LONGEST}:1")
_COUNT = Flag("count", read_count, f"a whole number from 1 to {MOST_VARIANTS}")
FLAGS: Mapping[str, Flag] = {
    "ar": _RATIO,
    "aspect": _RATIO,
    "ratio": _RATIO,
    "n": _COUNT,
    "count": _COUNT,
    "size": Flag("size", Size.read, f"px such as 768 or 1024x640, a side from {LEAST} to {MOST}"),
    "seed": Flag("seed", read_seed, f"a whole number from 0 to {SEEDS - 1}"),
    "no": Flag("negative", lambda text: text or None, "words for what must not appear", rest=True),
    "model": Flag("model", lambda text: text or None, "the name of a model"),
    "strength": Flag("strength", read_strength, "a number from 0 to 1"),
    "seconds": Flag("seconds", read_seconds, f"a number of seconds up to {MOST_SECONDS}"),
    "raw": Flag("raw", lambda _: True, "no value", bare=True),
}
KNOWN = ", ".join(f"--{name}" for name in FLAGS)

# Phones turn two hyphens into a dash. Only a known name makes a flag of a dash: "—tall" is prose.
_NAMES = "|".join(sorted(FLAGS, key=len, reverse=True))
_FLAG = re.compile(
    rf"(?<!\S)(?:--(?P<name>[a-z][\w-]*)|[—–―‒]-?(?P<dashed>{_NAMES})(?![\w-]))(?P<equals>=)?",
    re.IGNORECASE,
)
_WORD = re.compile(rf"\s*({HIDDEN}+|\S+)")


def take_flags(passage: Passage) -> tuple[Passage, Settings]:
    """The passage without its flags, and what they set; of two equal flags the last one holds.

    Raises UnknownFlag, and BadFlag for a value that is missing or does not fit.
    """
    found = list(_FLAG.finditer(passage.masked))
    settings, spans = Settings(), list[Span]()
    for i, match in enumerate(found):
        limit = found[i + 1].start() if i + 1 < len(found) else len(passage.text)
        flag = FLAGS.get((match["name"] or match["dashed"]).casefold())
        written = passage.text[
            match.start() : match.end("equals") if match["equals"] else match.end()
        ]
        if flag is None:
            raise UnknownFlag(flag=written.rstrip("="), known=KNOWN)
        span = _value_span(flag, match, passage.masked, limit)
        value = _unquoted(passage.part(span))
        settings = replace(settings, **{flag.setting: _value(flag, written.rstrip("="), value)})
        spans.append((match.start(), span[1]))
    return passage.without(spans), settings


def _value_span(flag: Flag, match: re.Match[str], masked: str, limit: int) -> Span:
    if flag.bare and not match["equals"]:
        return match.end(), match.end()
    if flag.rest:
        return match.end(), limit
    word = _WORD.match(masked, match.end(), limit)
    return word.span(1) if word else (match.end(), match.end())


def _unquoted(value: str) -> str:
    value = value.strip().rstrip(",;")
    inner = Passage.of(value).quotations()
    return inner[0] if inner and len(inner[0]) == len(value) - 2 else value


def _value(flag: Flag, written: str, value: str) -> object:
    read = None if flag.bare and value else flag.read(value)
    if read is None:
        raise BadFlag(flag=written, needs=flag.needs, given=f"“{value}”" if value else "nothing")
    return read
