"""Phrases as data files write them, to regular expressions that find them in folded text.

The notation: words stand for themselves; `{list}` is any entry of that list; `[…]` may be missing;
`(a|b)` is one of them; `…` is up to ten words; a `-` at the end of a word takes any ending, so
`water-` is also "waters" and "watering"; `*ing` is any word with that ending and `*` any word; `#`
is a whole number. Accents, case and hyphens between letters do not matter.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from functools import cache
from typing import Self

_MARK = re.compile(r"\{\w+\}|[…\[\]()|#]|\s+|[^\s{}\[\]()|#…]+")
# Between two numbers it is no hyphen: "1-3".
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=[^\W\d])|(?<=[^\W\d])[-‐‑](?=\d)")

# Possessive, so that a gap that does not fit is given up at once.
_SPACE = r"\s++"
_GAP = r"(?:\s++\S++){0,10}?"
_FIRST_GAP = r"(?:\S++\s++){0,10}?"


def fold(text: str) -> str:
    """Lower case without accents and hyphens, character for character: positions stay the same."""
    return _HYPHEN.sub(" ", unaccented(text))


def unaccented(text: str) -> str:
    """Lower case without accents, character for character."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


@cache
def _plain(character: str) -> str:
    if character in "’‘`´":
        return "'"
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if base.isalpha() and len(base) == 1 else character


def entries(text: str) -> tuple[str, ...]:
    """The phrases of a block of text, which commas and line ends part."""
    return tuple(entry.strip() for entry in re.split(r"[,\n]", text) if entry.strip())


def check_complete(table: str, said: Mapping[str, str], needed: Set[str]) -> None:
    """Raises ValueError where a table of phrases lacks some that are `needed`."""
    if missing := needed - said.keys():
        raise ValueError(f"{table} lacks {', '.join(sorted(missing))}")


class Lists:
    """Lists of words that phrases may name; each is made an expression once, however often."""

    def __init__(self, entries: Mapping[str, tuple[str, ...]], beyond: Self | None = None) -> None:
        """`beyond`: lists that the entries of these may name too."""
        self._entries = entries
        self._beyond = beyond
        self._made: dict[str, str] = {}

    def expression(self, name: str) -> str:
        """What finds any entry of a list; raises KeyError where none has that name."""
        if name not in self._entries and self._beyond is not None:
            return self._beyond.expression(name)
        if name not in self._made:
            self._made[name] = pattern(self._entries[name], self)
        return self._made[name]

    def __contains__(self, name: str) -> bool:
        return name in self._entries or (self._beyond is not None and name in self._beyond)


def pattern(phrases: Iterable[str], lists: Lists) -> str:
    """One regular expression for all `phrases`.

    Raises ValueError for a phrase that does not follow the notation or names an unknown list.
    """
    return "|".join(dict.fromkeys(_Reader(phrase, lists).whole() for phrase in phrases))


def _starred(word: str) -> str:
    return r"\w*".join(re.escape(part) for part in word.split("*"))


class _Reader:
    """Reads one phrase; the space between two parts goes with the one that may be missing."""

    def __init__(self, phrase: str, lists: Lists) -> None:
        self._phrase = phrase
        self._marks: list[str] = _MARK.findall(fold(phrase.strip()))
        self._lists = lists

    def whole(self) -> str:
        expression = self._alternatives()
        if self._marks:
            raise ValueError(f"unexpected {self._marks[0]!r} in {self._phrase!r}")
        return expression

    def _alternatives(self) -> str:
        choices = [self._sequence()]
        while self._marks and self._marks[0] == "|":
            self._marks.pop(0)
            choices.append(self._sequence())
        return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"

    def _sequence(self) -> str:
        out, begun, spaced = "", False, False
        while self._marks and self._marks[0] not in "|])":
            mark = self._marks.pop(0)
            if mark.isspace():
                spaced = True
            elif mark == "…":
                out += _GAP if begun else _FIRST_GAP
            elif mark == "[":
                part = self._bracketed("]")
                out += f"(?:{_SPACE}{part})?" if begun else f"(?:{part}{_SPACE})?"
            else:
                out += (_SPACE if begun and spaced else "") + self._part(mark)
                begun, spaced = True, False
        return out

    def _bracketed(self, end: str) -> str:
        inner = self._alternatives()
        if self._marks[:1] != [end]:
            raise ValueError(f"missing {end!r} in {self._phrase!r}")
        self._marks.pop(0)
        return inner

    def _part(self, mark: str) -> str:
        if mark == "(":
            return self._bracketed(")")
        if mark == "#":
            return r"\d++"
        if mark.startswith("{"):
            return self._list(mark[1:-1])
        if mark == "*":
            return r"\S++"
        stem = mark.removesuffix("-")
        return _starred(stem) + (r"\w*+" if stem != mark else "")

    def _list(self, name: str) -> str:
        if name not in self._lists:
            raise ValueError(f"unknown list {name!r} in {self._phrase!r}")
        return f"(?:{self._lists.expression(name)})"
