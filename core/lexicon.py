"""What people say, per language, compiled once: signals that a clause can give."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from core.phrases import Lists, fold, pattern
from core.wire import Mismatch


class Signal(StrEnum):
    """What a clause can tell; each is a table `[signals.…]` in a language's file."""

    POLITE = "polite"  # said before the request: "could you please"
    EXISTING = "existing"  # speaks of a picture that is there: "the background", "make it"
    CREATE = "create"  # asks for a new picture: "draw a", "an image of"
    ORNAMENT = "ornament"  # decoration of text-to-image prompts: "highly detailed", "8k"
    DRAFT = "draft"  # quick and rough is enough
    DELIVERY = "delivery"  # final, for print, in 4K
    CLIP = "clip"  # asks for motion in words alone: "a video of"
    FILM = "film"  # the same with a story or a directed camera: "a short film about"
    RECALL = "recall"
    DESCRIBE = "describe"
    COMPARE = "compare"
    ANIMATE = "animate"
    CINEMATIC = "cinematic"
    UPSCALE = "upscale"
    CUTOUT = "cutout"
    REFRAME = "reframe"
    VARY = "vary"
    REFINE = "refine"
    RESTYLE = "restyle"
    EDIT = "edit"


class Scope(StrEnum):
    """Where in a clause the phrases of a signal stand."""

    WHOLE = "whole"  # they are the clause
    OPENS = "opens"  # it begins with them
    ENDS = "ends"  # it ends with them
    ANYWHERE = "anywhere"
    UNLESS = "unless"  # anywhere, and then the clause does not give the signal after all


@dataclass(frozen=True, slots=True)
class Language:
    """The phrases of one language."""

    code: str
    common: frozenset[str]  # words by which the language is known
    signals: Mapping[Signal, Mapping[Scope, re.Pattern[str]]]
    choosing: Mapping[str, str]  # what names a variant, as expressions, see core.selections

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Compile one language's table; an unknown signal, scope or list raises Mismatch."""
        try:
            lists: Lists = data["lists"]
            signals = {
                Signal(name): _scopes(table, lists) for name, table in data["signals"].items()
            }
            choosing = {name: pattern(entry, lists) for name, entry in data["choosing"].items()}
        except (KeyError, ValueError) as error:
            raise Mismatch(f"words of {data.get('language')}: {error}") from error
        return cls(data["language"], frozenset(map(fold, data["common"])), signals, choosing)

    def says(self, signal: Signal, clause: str) -> re.Match[str] | None:
        """What in the folded `clause` gives `signal`."""
        scopes = self.signals.get(signal, {})
        unless = scopes.get(Scope.UNLESS)
        if unless and unless.search(clause):
            return None
        whole, opens = scopes.get(Scope.WHOLE), scopes.get(Scope.OPENS)
        anywhere = scopes.get(Scope.ANYWHERE)
        return (
            (whole.fullmatch(clause) if whole else None)
            or (opens.match(clause) if opens else None)
            or (anywhere.search(clause) if anywhere else None)
        )

    def opening(self, signal: Signal, clause: str) -> int:
        """How many characters of `signal` the folded `clause` begins with."""
        opens = self.signals.get(signal, {}).get(Scope.OPENS)
        found = opens.match(clause) if opens else None
        return found.end() if found else 0

    def ending(self, signal: Signal, clause: str) -> int:
        """How many characters of `signal` the folded `clause` ends with."""
        ends = self.signals.get(signal, {}).get(Scope.ENDS)
        found = ends.search(clause) if ends else None
        return len(clause) - found.start() if found else 0

    def familiarity(self, words: Sequence[str]) -> int:
        """How many of the folded `words` belong to the common words of the language."""
        return sum(word in self.common for word in words)


def _scopes(table: Mapping[str, Sequence[str]], lists: Lists) -> dict[Scope, re.Pattern[str]]:
    return {Scope(name): _compiled(Scope(name), phrases, lists) for name, phrases in table.items()}


def _compiled(scope: Scope, phrases: Sequence[str], lists: Lists) -> re.Pattern[str]:
    end = r"\s*$" if scope is Scope.ENDS else ""
    return re.compile(rf"(?<!\w)(?:{pattern(phrases, lists)})(?!\w){end}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All languages, the first one being what is assumed when a text tells nothing."""

    languages: tuple[Language, ...]

    @classmethod
    def from_data(cls, *tables: Mapping[str, Any]) -> Self:
        """The lexicon of the given languages, as parsed from TOML."""
        assert tables, "a lexicon needs a language"
        return cls(tuple(Language.from_data(table) for table in tables))

    def likely(self, text: str) -> tuple[Language, ...]:
        """The languages of the folded `text`, the likeliest first.

        A short text may be in any of them ("nochmal"); a longer one only in those whose common
        words it uses as much as any other's.
        """
        words = re.findall(r"[^\W\d_]+", text)
        scores = {language.code: language.familiarity(words) for language in self.languages}
        ranked = sorted(self.languages, key=lambda language: -scores[language.code])
        most = max(scores.values())
        return tuple(
            language for language in ranked if len(words) <= _SHORT or scores[language.code] == most
        )


_SHORT = 5  # words
