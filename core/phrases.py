"""Phrases as data files write them, to regular expressions that find them in folded text.

The notation: words stand for themselves; `{list}` is any entry of that list; `[…]` may be missing;
`(a|b)` is one of them; `…` is up to six words; a `-` at the end of a word takes any ending, so
`water-` is also "waters" and "watering"; `#` is a whole number.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

Lists = Mapping[str, Sequence[str]]

_TOKEN = re.compile(r"\{\w+\}|[…\[\]()|#]|\s+|[^\s{}\[\]()|#…]+")


def fold(text: str) -> str:
    """Lower case without accents, character for character, so that positions stay the same."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


@cache
def _plain(character: str) -> str:
    if character in "’‘`´":
        return "'"
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 else character


def pattern(phrases: Iterable[str], lists: Lists) -> str:
    """One regular expression for all `phrases`; raises KeyError for a list that does not exist."""
    expressions = (_Reader(phrase, lists).alternatives() for phrase in phrases)
    return "|".join(dict.fromkeys(expressions))


class _Reader:
    """Reads one phrase; the space between two parts goes with the one that may be missing."""

    def __init__(self, phrase: str, lists: Lists) -> None:
        self.tokens = _TOKEN.findall(phrase.strip())
        self.lists = lists

    def alternatives(self) -> str:
        """Everything up to a closing bracket or the end."""
        choices = [self.sequence()]
        while self.tokens and self.tokens[0] == "|":
            self.tokens.pop(0)
            choices.append(self.sequence())
        return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"

    def sequence(self) -> str:
        out, begun, spaced = "", False, False
        while self.tokens and self.tokens[0] not in "|])":
            token = self.tokens.pop(0)
            if token.isspace():
                spaced = True
            elif token == "…":
                out += r"(?:\s+\S+){0,6}?" if begun else r"(?:\S+\s+){0,6}?"
            elif token == "[":
                part = self.bracketed()
                out += rf"(?:\s+{part})?" if begun else rf"(?:{part}\s+)?"
            else:
                out += (r"\s+" if begun and spaced else "") + self.part(token)
                begun, spaced = True, False
        return out

    def bracketed(self) -> str:
        inner = self.alternatives()
        self.tokens.pop(0)
        return inner

    def part(self, token: str) -> str:
        if token == "(":
            return self.bracketed()
        if token == "#":
            return r"\d+"
        if token.startswith("{"):
            return f"(?:{pattern(self.lists[token[1:-1]], self.lists)})"
        stem = token.removesuffix("-")
        return re.escape(fold(stem)) + (r"\w*" if stem != token else "")
