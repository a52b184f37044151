"""What words ask of several pictures: one's palette for another, or its subject in another."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import Hit, folded, hits


class Use(StrEnum):
    """What several pictures are for."""

    PALETTE = "palette"
    PASTE = "paste"


class Wish(NamedTuple):
    """What is to be made of which pictures, by their place in the request, from 0."""

    use: Use
    kept: int  # whose content stays: the picture that is recoloured, or the scene
    givers: tuple[int, ...]  # whose palette is taken, or the one whose subject is
    more: str = ""  # what of a giver is asked for besides its palette: “style”
    thing: str = ""  # the words that name what is pasted: “put the red cup from the first picture”


def wished(words: str, count: int) -> Wish | None:
    """What `words` ask of `count` pictures; None where they speak of no other picture.

    Raises Beyond where they name a picture that is not there, or the only one as an example.
    """
    text = folded(words)
    named = _named(text, count)
    if hits(text, _words("palette")) and (named or count > 1):
        _refuse_missing(named, count)
        if count == 1:  # “make the colours of the first picture warmer”
            return _no_example(text, named)
        return _palette(text, named, count)
    several = len({picture for _, picture in named}) > 1
    if count > 1 and (several or hits(text, _words("paste"))):
        _refuse_missing(named, count)
        return _paste(text, named, count)._replace(thing=_thing(text))
    return None


def names_pictures(words: Iterable[str]) -> bool:
    """Whether folded `words` name nothing but pictures of the request: “first”, “image 2”."""
    text = " ".join(words)
    named = sum(hit.end - hit.start for hit, _ in _named(text, 1))
    return bool(text) and named >= len(text.replace(" ", ""))


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("references.toml").read_text(encoding="utf-8"))


def _words(kind: str) -> tuple[str, ...]:
    return tuple(_data()[kind]["words"])


def _named(text: str, count: int) -> list[tuple[Hit, int]]:
    """Every picture that `text` names, in order, from 0."""
    owners = {word: int(entry["value"]) for entry in _data()["number"] for word in entry["words"]}
    return [
        (hit, owners[hit.phrase] - 1 if owners[hit.phrase] > 0 else max(count - 1, 1))
        for hit in hits(text, owners)
        if owners[hit.phrase]
    ]


ALONE = "only one picture came with this request, and it has its own look: send the other one too."


def _refuse_missing(named: list[tuple[Hit, int]], count: int) -> None:
    missing = [picture + 1 for _, picture in named if picture >= count]
    if missing:
        came = "only one picture" if count == 1 else f"{count} pictures"
        raise Beyond(f"there is no picture {missing[0]}: {came} came with this request.")


def _no_example(text: str, named: list[tuple[Hit, int]]) -> None:
    """Raises Beyond where the only picture is the example for itself: “in the style of picture 1”,
    and not “make the colours of the first picture warmer”."""
    (word, *_), led = hits(text, _words("palette")), "|".join(_words("led"))
    after = re.search(rf"\b(?:{led})(?:\s+\w+)?\s*$", text[: word.start])
    if after or any(_is_example(text, hit) for hit, _ in named):
        raise Beyond(ALONE)


def _palette(text: str, named: list[tuple[Hit, int]], count: int) -> Wish:
    """“The first in the colours of the second”: what stands behind the palette's word gives it."""
    word = hits(text, _words("palette"))[0]
    behind = [picture for hit, picture in named if hit.start > word.start]
    examples = [picture for hit, picture in named if _is_example(text, hit)]
    chosen = examples or behind or [picture for _, picture in named[-1:]]
    others = [picture for _, picture in named if picture not in chosen[:1]]
    kept = others[0] if others else next(one for one in range(count) if one not in chosen[:1])
    givers = tuple(chosen[:1]) or tuple(one for one in range(count) if one != kept)
    more = [hit.phrase for hit in hits(text, _words("more"))]
    return Wish(Use.PALETTE, kept, givers, more[0] if more else "")


def _paste(text: str, named: list[tuple[Hit, int]], count: int) -> Wish:
    """“The cup of the first on the table of the second”: the subject's picture comes first."""
    if not named:
        return Wish(Use.PASTE, count - 1, (0,))
    first, *others = named
    into = _goes_in(text, first[0])
    if not others:
        rest = next(one for one in range(count) if one != first[1])
        return Wish(Use.PASTE, first[1], (rest,)) if into else Wish(Use.PASTE, rest, (first[1],))
    other = next((picture for _, picture in others if picture != first[1]), None)
    if other is None:
        raise Beyond("a picture cannot be pasted into itself: name two.")
    return Wish(Use.PASTE, first[1], (other,)) if into else Wish(Use.PASTE, other, (first[1],))


def _thing(text: str) -> str:
    """What stands before the place: a colour there is that of the subject, not of the scene.

    Out of which picture it comes (“of the first”) is no part of it.
    """
    words = _out_of().sub("", text).split()
    place = next((at for at, word in enumerate(words) if word in _words("in")), len(words))
    return " ".join(words[:place])


@cache
def _out_of() -> re.Pattern[str]:
    out, picture = "|".join(_words("out")), "|".join(_words("picture"))
    numbers = sorted((word for entry in _data()["number"] for word in entry["words"]), key=len)
    which = "|".join(reversed(numbers))
    return re.compile(rf" (?:{out}) (?:\w{{2,3}} )?(?:{which})(?: (?:{picture}))?\b")


def _goes_in(text: str, hit: Hit) -> bool:
    """Whether the words before a picture's number put something there: “on the beach of the …”."""
    return bool(set(re.findall(r"\w+", text[: hit.start])).intersection(_words("in")))


def _is_example(text: str, hit: Hit) -> bool:
    """Whether another picture is to be like the one that `hit` names."""
    for word in reversed(re.findall(r"\w+", text[: hit.start])):
        if word in _words("out") or word in _words("in"):
            return False
        if word in _words("like"):
            return True
    return False
