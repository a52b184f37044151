"""What a request leaves open, and where it contradicts itself, by the words of one language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from core.phrases import entries, fold, pattern
from core.quoting import HIDDEN, Passage, Span
from core.wire import Mismatch

_WORD = re.compile(rf"\w+|{HIDDEN}+")
_FEW = 3  # words at most between two that are said of one thing
_EMPTY = ("idle", "open", "praise")


class Manner(NamedTuple):
    """Something that makes a request more exact."""

    label: str
    words: str
    look: str = ""  # what a model with a fixed set of looks must have for it


class Left(NamedTuple):
    """What a request says, and what it leaves open."""

    content: tuple[str, ...]  # words that tell what is to be seen
    empty: bool  # whether it has words that tell nothing of that: "something", "nice"
    kind: str  # of picture, where it names one that leaves it open: "landscape"


class Apart(NamedTuple):
    """Two words that pull apart."""

    said: tuple[str, str]
    without: tuple[Span, Span]  # what is left out to keep the one, and to keep the other


@dataclass(frozen=True, slots=True)
class _Opposed:
    """Two sides that cannot both be."""

    sides: tuple[re.Pattern[str], re.Pattern[str]]
    whole: bool  # whether they are of the whole picture, wherever they stand
    drops: re.Pattern[str] | None  # what of a side is left out; None for all of it


@dataclass(frozen=True, slots=True)
class Tongue:
    """The coach's words of one language."""

    code: str
    signs: Mapping[str, re.Pattern[str]]  # what tells nothing, and the kinds of pictures, by name
    kinds: tuple[str, ...]
    mixing: re.Pattern[str]
    joining: re.Pattern[str]
    halves: re.Pattern[str]
    opposed: tuple[_Opposed, ...]
    ideas: Mapping[str, tuple[str, ...]]  # of each kind
    manners: tuple[Manner, ...]
    together: tuple[Manner, ...]

    @classmethod
    def from_data(cls, code: str, data: Mapping[str, Any]) -> Self:
        """Read one language's table; raises Mismatch for what is missing or cannot be read."""
        try:
            kinds = data["kinds"]
            signs = {name: data[name] for name in _EMPTY} | kinds
            return cls(
                code=code,
                signs={name: _compiled(text) for name, text in signs.items()},
                kinds=tuple(kinds),
                mixing=_compiled(data["mixing"]),
                joining=_compiled(data["joining"]),
                halves=_compiled(data["halves"]),
                opposed=tuple(_opposed(one) for one in data["opposed"]),
                ideas={kind: tuple(data["ideas"][kind]) for kind in kinds},
                manners=tuple(Manner(**one) for one in data["manner"]),
                together=tuple(Manner(**one) for one in data["together"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise Mismatch(f"coaching, {code}: {error}") from error

    def left(self, words: str) -> Left:
        """What `words` tell."""
        content, found = list[str](), set[str]()
        for word, name in self._sorted(words, self.signs):
            if name:
                found.add(name)
            elif not word.isdigit():
                content.append(word)
        kind = next((one for one in self.kinds if one in found), "")
        return Left(tuple(content), bool(found & {"open", "praise"}), kind)

    def mixes(self, words: str) -> bool:
        """Whether `words` bring pictures together, and say nothing of how."""
        signs = {name: self.signs[name] for name in _EMPTY} | {"mixing": self.mixing}
        found = list(self._sorted(words, signs))
        return all(name for _, name in found) and any(name == "mixing" for _, name in found)

    def apart(self, words: str) -> tuple[Apart, ...]:
        """What in `words` pulls apart; nothing where opposites are meant."""
        text = fold(Passage.of(words).masked)
        if self.halves.search(text):
            return ()
        found = (self._pair(one, text, words) for one in self.opposed)
        return tuple(pair for pair in found if pair)

    def _sorted(
        self, words: str, signs: Mapping[str, re.Pattern[str]]
    ) -> Iterator[tuple[str, str]]:
        """Each word, with the name of the sign that takes it; the longest phrase takes it."""
        text, at = fold(Passage.of(words).masked), 0
        while word := _WORD.search(text, at):
            fits = ((name, sign.match(text, word.start())) for name, sign in signs.items())
            named = [(match.end(), name) for name, match in fits if match]
            at, name = max(named, default=(word.end(), ""))
            yield text[word.start() : at], name

    def _pair(self, opposed: _Opposed, text: str, words: str) -> Apart | None:
        """The first two that pull apart."""
        ones, others = ([*side.finditer(text)] for side in opposed.sides)
        for one in ones:
            for other in others:
                first, last = sorted((one.span(), other.span()))
                if first[1] > last[0] or not (opposed.whole or self._joins(text, first, last)):
                    continue
                said = (words[slice(*one.span())], words[slice(*other.span())])
                return Apart(said, _without(opposed, text, one.span(), other.span()))
        return None

    def _joins(self, text: str, first: Span, last: Span) -> bool:
        """Whether two words are said of one thing: nothing but "and" and more such words between.

        What stands between may be of other such pairs: "minimalist, very detailed and busy".
        """
        between = text[first[1] : last[0]]
        words = list(_WORD.finditer(between))
        if len(words) > _FEW:
            return False
        known = [self.joining, *(side for one in self.opposed for side in one.sides)]
        return all(any(sign.match(between, word.start()) for sign in known) for word in words)


def _without(opposed: _Opposed, text: str, one: Span, other: Span) -> tuple[Span, Span]:
    """What is left out to keep the one, and to keep the other."""
    if opposed.whole:
        return _dropped(opposed, text, other), _dropped(opposed, text, one)
    first, last = sorted((one, other))
    later, earlier = (first[1], last[1]), (first[0], last[0])
    return (later, earlier) if first == one else (earlier, later)


def _dropped(opposed: _Opposed, text: str, side: Span) -> Span:
    found = opposed.drops.search(text, *side) if opposed.drops else None
    return found.span() if found else side


def _compiled(text: str) -> re.Pattern[str]:
    phrases: Sequence[str] = entries(text)
    return re.compile(rf"(?<!\w)(?:{_longest(phrases)})(?!\w)")


def _longest(phrases: Sequence[str]) -> str:
    """An expression that prefers the longest of `phrases`."""
    return pattern(sorted(phrases, key=len, reverse=True), {})


def _opposed(data: Mapping[str, Any]) -> _Opposed:
    one, other = data["sides"]
    drops = data.get("drops")
    sides = _compiled(one), _compiled(other)
    return _Opposed(sides, data.get("whole", False), _compiled(drops) if drops else None)
