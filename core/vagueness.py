"""What a request leaves open, and where it contradicts itself, by the words of one language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from core.phrases import Lists, entries, fold, pattern
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


Cut = tuple[Span, str]  # what is left out, and what comes in its place


class Apart(NamedTuple):
    """Two words that pull apart."""

    said: tuple[str, str]
    spans: tuple[Span, Span]  # where they are said
    cuts: tuple[Cut, Cut]  # what is left out to keep the one, and to keep the other


@dataclass(frozen=True, slots=True)
class _Opposed:
    """Two sides that cannot both be."""

    sides: tuple[re.Pattern[str], re.Pattern[str]]
    whole: bool  # whether they are of the whole picture, wherever they stand
    drops: re.Pattern[str] | None  # what of a side is left out; None for all of it
    nouns: re.Pattern[str] | None  # what of the second side is a noun, and leaves a gap
    instead: str  # what fills that
    behind: re.Pattern[str] | None  # phrases that stand behind what they are said of
    near: bool  # whether they are of the picture, where hardly anything stands between them


@dataclass(frozen=True, slots=True)
class Tongue:
    """The coach's words of one language."""

    code: str
    signs: Mapping[str, re.Pattern[str]]  # what tells nothing, and the kinds of pictures, by name
    kinds: tuple[str, ...]
    mixing: re.Pattern[str]
    aims: re.Pattern[str]
    joining: re.Pattern[str]
    linking: re.Pattern[str]
    plain: str  # something to be seen, for words that say only how
    halves: re.Pattern[str]
    opposed: tuple[_Opposed, ...]
    ideas: Mapping[str, tuple[str, ...]]  # of each kind
    nearest: Mapping[str, tuple[str, ...]]  # of kinds that a model with a vocabulary does not draw
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
                signs={name: compiled(text) for name, text in signs.items()},
                kinds=tuple(kinds),
                mixing=compiled(data["mixing"]),
                aims=compiled(data["aims"]),
                joining=compiled(data["joining"]),
                linking=compiled(data["linking"]),
                plain=data["plain"],
                halves=compiled(data["halves"]),
                opposed=tuple(_opposed(one) for one in data["opposed"]),
                ideas={kind: tuple(data["ideas"][kind]) for kind in kinds},
                nearest={kind: tuple(ideas) for kind, ideas in data["nearest"].items()},
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

    def only(self, words: str, signs: Mapping[str, re.Pattern[str]]) -> frozenset[str]:
        """The signs that take all of `words`, of this language's and of `signs`; none where a word
        is left that tells something.
        """
        names = [name for _, name in self._sorted(words, {**self.signs, **signs})]
        return frozenset(names) if all(names) else frozenset()

    def opens(self, words: str) -> bool:
        """Whether `words` leave open what is to be seen."""
        return self.signs["open"].search(fold(Passage.of(words).masked)) is not None

    def aimless(self, words: str) -> str:
        """`words` without what "something" is for: "something for my bakery"."""
        text = fold(Passage.of(words).masked)
        found = self.aims.search(text)
        if found is None or "," in text or len(text[found.end() :].split()) > _FEW:
            return words
        head = words[: found.start()]
        return head if self.opens(head) and not self.left(head).content else words

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
        found, taken = list[Apart](), set[int]()
        for one in self.opposed:
            pair = self._pair(one, text, words)
            said = {at for span in pair.spans for at in range(*span)} if pair else set[int]()
            if pair and taken.isdisjoint(said):  # or another pair is of the same words
                found.append(pair)
                taken |= said
        return tuple(found)

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
                joined = opposed.whole or self._joins(opposed, text, first, last)
                if first[1] > last[0] or not joined:
                    continue
                spans = one.span(), other.span()
                said = (words[slice(*spans[0])], words[slice(*spans[1])])
                return Apart(said, spans, self._cuts(opposed, text, *spans))
        return None

    def _cuts(self, opposed: _Opposed, text: str, one: Span, other: Span) -> tuple[Cut, Cut]:
        """What is left out to keep the one, and to keep the other."""
        if opposed.near or opposed.behind:  # what stands between them stays
            return (other, ""), (one, "")
        if opposed.whole:
            return (_dropped(opposed, text, other), ""), (_dropped(opposed, text, one), "")
        first, last = sorted((one, other))
        if opposed.drops:  # of "a black and white photo, colourful" the photo stays
            one, other = _dropped(opposed, text, one), _dropped(opposed, text, other)
            return (other, ""), (one, "")
        later, earlier = (first[1], last[1]), (first[0], last[0])
        # "A realistic cartoon of a fox" without its noun would be "a realistic of a fox".
        touch = not text[first[1] : last[0]].strip()
        gap = touch and opposed.nouns and opposed.nouns.fullmatch(text, *other)
        filled = opposed.instead if gap and self._ends(text, last[1]) else ""
        if first == one:
            return (later, f" {filled}" if filled else ""), (earlier, "")
        return (earlier, f"{filled} " if filled else ""), (later, "")

    def _ends(self, text: str, at: int) -> bool:
        """Whether no further noun follows: only an end, a comma, or such words as "of"."""
        rest = text[at:].lstrip()
        return not rest[:1].isalnum() or self.signs["idle"].match(rest) is not None

    def _joins(self, opposed: _Opposed, text: str, first: Span, last: Span) -> bool:
        """Whether two words are said of one thing: nothing but "and" and more such words between,
        or no more than what they are said of ("a minimalist scene full of details").

        What stands between may be of other such pairs: "minimalist, very detailed and busy".
        """
        between = text[first[1] : last[0]]
        words = list(_WORD.finditer(between))
        if len(words) > _FEW or self._parted(text, first, last):
            return False
        if opposed.near:
            return True
        if opposed.behind and opposed.behind.fullmatch(text, *last) and "," not in between:
            leads = any(self.linking.match(between, word.start()) for word in words)
            return len(words) < _FEW and not leads
        known = [self.joining, *(side for one in self.opposed for side in one.sides)]
        return all(any(sign.match(between, word.start()) for sign in known) for word in words)

    def _parted(self, text: str, first: Span, last: Span) -> bool:
        """Whether commas tell that two words are of two things: "a cat, black and white, colourful
        cushions"."""
        alone = text[: first[0]].rstrip().endswith(",") and "," in text[first[1] : last[0]]
        return alone and not self._ends(text, last[1])


def _dropped(opposed: _Opposed, text: str, side: Span) -> Span:
    found = opposed.drops.search(text, *side) if opposed.drops else None
    return found.span() if found else side


def compiled(text: str) -> re.Pattern[str]:
    """What finds any of the phrases of `text`, the longest first; raises ValueError."""
    phrases: Sequence[str] = entries(text)
    return re.compile(rf"(?<!\w)(?:{_longest(phrases)})(?!\w)")


def _longest(phrases: Sequence[str]) -> str:
    """An expression that prefers the longest of `phrases`."""
    return pattern(sorted(phrases, key=len, reverse=True), Lists({}))


def _opposed(data: Mapping[str, Any]) -> _Opposed:
    one, other = data["sides"]
    signs = ("drops", "nouns", "behind")
    drops, nouns, behind = (compiled(data[key]) if key in data else None for key in signs)
    sides, whole, near = (compiled(one), compiled(other)), data.get("whole"), data.get("near")
    instead = data.get("instead", "")
    return _Opposed(sides, bool(whole), drops, nouns, instead, behind, bool(near))
