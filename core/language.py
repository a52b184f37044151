"""The phrases of one language: which signals a clause gives, and which buttons words name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from core.actions import Verb
from core.choosing import Chooser
from core.phrases import Lists, entries, fold, pattern
from core.quoting import HIDDEN
from core.signals import Scope, Signal
from core.step_words import StepWords
from core.wire import Mismatch

_ENDS = r"[\s.!]*"  # what may stand around a request
_LONGEST_CHAIN = 120  # characters
_ENTIRE = frozenset({Scope.WHOLE, Scope.BESIDE, Scope.CHAIN})
_AT_START = frozenset({Scope.OPENS, Scope.UNLESS_OPENS})
_TELLING = (Scope.WHOLE, Scope.BESIDE, Scope.OPENS, Scope.ENDS, Scope.ANYWHERE)


@dataclass(frozen=True, slots=True)
class Language:
    """The phrases of one language."""

    code: str
    assumed: bool  # the language of a text that tells nothing
    common: frozenset[str]  # words by which the language is known
    idle: frozenset[str]  # further words that tell nothing of a result
    drawn: frozenset[str]  # those of both that do
    signals: Mapping[Signal, Mapping[Scope, str]]  # expressions
    chooser: Chooser
    buttons: Mapping[Verb, str]  # expressions for what people say in place of a press
    steps: StepWords
    recalling: Mapping[str, str]  # expressions for wanting the settings of an earlier result

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read one language's table; an unknown signal, scope or list raises Mismatch."""
        try:
            lists = lists_of(data)
            tables = data["signals"].items()
            return cls(
                code=data["language"],
                assumed=data.get("assumed", False),
                common=frozenset(entries(fold(data["common"]))),
                idle=frozenset(entries(fold(data["idle"]))),
                drawn=frozenset(entries(fold(data.get("drawn", "")))),
                signals={Signal(name): _scopes(table, lists) for name, table in tables},
                chooser=Chooser(expressions(data["choosing"], lists)),
                buttons={
                    Verb(name): pattern(entries(text), lists)
                    for name, text in data["buttons"].items()
                },
                steps=StepWords(expressions(data.get("steps", {}), lists)),
                recalling=expressions(data.get("recalling", {}), lists),
            )
        except (KeyError, ValueError) as error:
            raise Mismatch(f"words of {data.get('language')}: {error}") from error

    def prepare(self) -> None:
        """Compile all phrases."""
        for scopes in self.signals.values():
            for expression in scopes.values():
                _regex(expression)
        for expression in self.buttons.values():
            _regex(expression)
        self.chooser.prepare()
        self.steps.prepare()

    def find(self, signal: Signal, scope: Scope, text: str) -> re.Match[str] | None:
        """Where the folded `text` has phrases of `signal` that stand in `scope`."""
        expression = self.signals.get(signal, {}).get(scope)
        return None if expression is None else _found(expression, scope, text)

    def says(self, signal: Signal, clause: str) -> re.Match[str] | None:
        """What in the folded `clause` gives `signal`."""
        scopes = self.signals.get(signal, {})
        for scope in _TELLING:
            found = _found(scopes[scope], scope, clause) if scope in scopes else None
            if found:
                return None if self.denies(signal, clause) else found
        return None

    def hints(self, signal: Signal, clause: str) -> re.Match[str] | None:
        """What in the folded `clause` hints at `signal`, where no verb of it says more."""
        found = self.find(signal, Scope.HINTS, clause)
        return None if found is None or self.denies(signal, clause) else found

    def denies(self, signal: Signal, clause: str) -> bool:
        """Whether the folded `clause` has phrases that take `signal` back."""
        return any(self.find(signal, scope, clause) for scope in (Scope.UNLESS, Scope.UNLESS_OPENS))

    def only(self, signal: Signal, text: str) -> bool:
        """Whether the folded `text` is a chain of phrases of `signal` and nothing else."""
        return len(text) <= _LONGEST_CHAIN and self.find(signal, Scope.CHAIN, text) is not None

    def asks(self, signal: Signal, text: str) -> bool:
        """Whether the folded `text` gives `signal`, and beside it nothing but courtesies."""
        return self.only(signal, text) and self.find(signal, Scope.ANYWHERE, text) is not None

    def pressed(self, text: str) -> tuple[Verb, ...]:
        """The buttons that the folded `text` names and nothing else."""
        found = self.buttons.items()
        return tuple(verb for verb, expression in found if _regex(expression).fullmatch(text))

    def recalled(self, text: str) -> tuple[int, int] | None:
        """Where in the folded `text` new words stand for the settings of an earlier result.

        An empty span where it asks for those and says nothing new; None where it does not ask.
        """
        said, listed, text = self.recalling, text, text.replace(",", " ")
        if not said:
            return None
        if _regex(rf"{_ENDS}(?:{said['alone']}){_ENDS}").fullmatch(text):
            return 0, 0
        found = _regex(
            rf"{_ENDS}(?:{said['before']})(?!\w)[\s:]*(?P<new>(?s:\S.*?))"
            rf"(?:\s+(?:{said['after']}))?{_ENDS}"
        ).fullmatch(text)
        # Without a word that joins them a comma has to: "same settings, a village instead".
        found = found or _regex(
            rf"{_ENDS}(?:{said['alone']})\s*[,:]\s*(?P<new>[^,]+?)(?:\s+(?:{said['after']}))?{_ENDS}"
        ).fullmatch(listed)
        return found.span("new") if found else None

    def every(self, signal: Signal, text: str) -> Iterator[re.Match[str]]:
        """The phrases of `signal` that the folded `text` has anywhere."""
        expression = self.signals.get(signal, {}).get(Scope.ANYWHERE)
        return _regex(expression).finditer(text) if expression else iter(())

    def familiarity(self, words: Sequence[str]) -> int:
        """How many of the folded `words` belong to the common words of the language."""
        return sum(word in self.common for word in words)


def lists_of(table: Mapping[str, Any]) -> Lists:
    """The lists of words that a language's phrases may name."""
    return Lists({name: entries(text) for name, text in table["lists"].items()})


def expressions(table: Mapping[str, str], lists: Lists) -> dict[str, str]:
    """The expression of each of `table`, whose entries may name one another."""
    own = {name: entries(text) for name, text in table.items()}
    known = Lists(own, lists)
    return {name: known.expression(name) for name in own}


def _scopes(table: Mapping[str, str], lists: Lists) -> dict[Scope, str]:
    return {Scope(name): _expression(Scope(name), text, lists) for name, text in table.items()}


def _expression(scope: Scope, text: str, lists: Lists) -> str:
    phrase = rf"(?<!\w)(?:{pattern(entries(text), lists)})(?!\w)"
    if scope is Scope.CHAIN:
        return rf"(?:{phrase}[^\w{HIDDEN}]*+)+"
    return phrase + (r"\s*$" if scope is Scope.ENDS else "")


# Compiled when it is first needed: most requests need one language, and many signals never.
@cache
def _regex(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _found(expression: str, scope: Scope, text: str) -> re.Match[str] | None:
    compiled = _regex(expression)
    if scope in _ENTIRE:
        return compiled.fullmatch(text)
    return compiled.match(text) if scope in _AT_START else compiled.search(text)
