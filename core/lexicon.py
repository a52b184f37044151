"""What people say, per language: signals that a clause can give."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, Self

from core.actions import Verb
from core.asides import Asides
from core.choosing import Chooser
from core.listing import Listing
from core.phrases import Lists, entries, fold, pattern
from core.quoting import HIDDEN, Passage
from core.wire import Mismatch

_SHORT = 5  # words; a text of at most so many may be in any language that it has a word of
_LONGEST_CHAIN = 120  # characters
_AROUND = " \t\n.,:;!?¡¿…()-–—*~\ufe0f"


class Signal(StrEnum):
    """What a clause can tell; each is a table `[signals.…]` in a language's file."""

    POLITE = "polite"  # said around the request: "could you please"
    EXISTING = "existing"  # speaks of a picture that is there: "the background", "make it"
    CREATE = "create"  # asks for a new picture: "draw a", "an image of"
    FRESH = "fresh"  # the same although a picture is there: "start over"
    ORNAMENT = "ornament"  # decoration of text-to-image prompts: "highly detailed", "8k"
    DRAFT = "draft"  # quick and rough is enough
    DELIVERY = "delivery"  # final, for print, in 4K
    CLIP = "clip"  # asks for motion in words alone: "a video of"
    FILM = "film"  # the same with a story or a directed camera: "a short film about"
    MEDIUM = "medium"  # what kind of picture, behind a title or motto: "psychedelic poster"
    IDEA = "idea"  # begins as what is to be drawn does: "a fox"
    COURTESY = "courtesy"  # no request: "hello", "thanks"
    HELP = "help"  # asks what Easel can do: "help", "what can you do?"
    MODELS = "models"  # asks which models there are
    SETTINGS = "settings"  # asks what is set in the place, or wants it set
    RETRACT = "retract"  # takes a step back: "undo that"
    REMARK = "remark"  # says how a result is, before what to do about it: "too small, upscale it"
    JOINT = "joint"  # joins two wishes: "and", before a verb
    PASTE = "paste"  # puts a thing of one picture into another: "put the cat on the table"
    NEXT = "next"  # begins a further step: "then", "and then"
    VAGUE = "vague"  # begins with a verb that tells nothing: "make", "I'd love", "could you try"
    LOOKS = "looks"  # what is compared are looks, not models: "which style suits this?"
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
    IMPERATIVE = "imperative"  # a verb that no list has, with its object: "deblur the image"


class Scope(StrEnum):
    """Where in a clause the phrases of a signal stand."""

    WHOLE = "whole"  # they are the clause
    BESIDE = "beside"  # they are the clause beside a picture; alone they describe one: "blue eyes"
    CHAIN = "chain"  # one or more of them are the clause: "wow, thanks, love it"
    OPENS = "opens"  # it begins with them
    ENDS = "ends"  # it ends with them
    ANYWHERE = "anywhere"
    HINTS = "hints"  # anywhere in a clause whose verb tells nothing: "I'd love to see this moving"
    # Phrases with which the clause does not give the signal after all:
    UNLESS = "unless"  # anywhere in it
    UNLESS_OPENS = "unless_opens"  # at its beginning


_ENTIRE = frozenset({Scope.WHOLE, Scope.BESIDE, Scope.CHAIN})
_AT_START = frozenset({Scope.OPENS, Scope.UNLESS_OPENS})
_TELLING = (Scope.WHOLE, Scope.BESIDE, Scope.OPENS, Scope.ENDS, Scope.ANYWHERE)


class Said(NamedTuple):
    """A button that was said instead of pressed."""

    verb: Verb
    variant: int  # 1-based; 0 where no number was said


@dataclass(frozen=True, slots=True)
class Language:
    """The phrases of one language."""

    code: str
    assumed: bool  # the language of a text that tells nothing
    common: frozenset[str]  # words by which the language is known
    idle: frozenset[str]  # further words that tell nothing of a result
    signals: Mapping[Signal, Mapping[Scope, str]]  # expressions
    chooser: Chooser
    buttons: Mapping[Verb, str]  # expressions for what people say in place of a press

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read one language's table; an unknown signal, scope or list raises Mismatch."""
        try:
            lists = _lists(data)
            tables = data["signals"].items()
            return cls(
                code=data["language"],
                assumed=data.get("assumed", False),
                common=frozenset(entries(fold(data["common"]))),
                idle=frozenset(entries(fold(data["idle"]))),
                signals={Signal(name): _scopes(table, lists) for name, table in tables},
                chooser=Chooser(_expressions(data["choosing"], lists)),
                buttons={
                    Verb(name): pattern(entries(text), lists)
                    for name, text in data["buttons"].items()
                },
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

    def pressed(self, text: str) -> tuple[Verb, ...]:
        """The buttons that the folded `text` names and nothing else."""
        found = self.buttons.items()
        return tuple(verb for verb, expression in found if _regex(expression).fullmatch(text))

    def every(self, signal: Signal, text: str) -> Iterator[re.Match[str]]:
        """The phrases of `signal` that the folded `text` has anywhere."""
        expression = self.signals.get(signal, {}).get(Scope.ANYWHERE)
        return _regex(expression).finditer(text) if expression else iter(())

    def familiarity(self, words: Sequence[str]) -> int:
        """How many of the folded `words` belong to the common words of the language."""
        return sum(word in self.common for word in words)


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


def _together(name: str, tables: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The expressions of one table, each for all languages that have it."""
    every = [_expressions(table.get(name, {}), _lists(table)) for table in tables]
    keys = dict.fromkeys(key for one in every for key in one)
    return {key: "|".join(one[key] for one in every if key in one) for key in keys}


def _lists(table: Mapping[str, Any]) -> Lists:
    return {name: entries(text) for name, text in table["lists"].items()}


def _expressions(table: Mapping[str, str], lists: Lists) -> dict[str, str]:
    own = {name: entries(text) for name, text in table.items()}
    return {name: pattern(phrases, {**lists, **own}) for name, phrases in own.items()}


def _bare(words: str) -> str:
    return fold(Passage.of(words).masked).strip(_AROUND)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All languages; first the one that is assumed where a text tells nothing."""

    languages: tuple[Language, ...]
    asides: Asides  # of all languages
    listing: Listing  # of all languages

    @classmethod
    def from_data(cls, *tables: Mapping[str, Any]) -> Self:
        """The lexicon of the given languages, as parsed from TOML."""
        assert tables, "a lexicon needs a language"
        languages = [Language.from_data(table) for table in tables]
        ranked = tuple(sorted(languages, key=lambda each: (not each.assumed, each.code)))
        try:
            return cls(
                ranked, Asides(_together("asides", tables)), Listing(_together("listing", tables))
            )
        except ValueError as error:
            raise Mismatch(f"words: {error}") from error

    def prepare(self) -> None:
        """Compile everything now (a second or two), so that no first request waits for it."""
        for language in self.languages:
            language.prepare()

    @property
    def idle(self) -> frozenset[str]:
        """Folded words of any language that do not tell one result from another."""
        return frozenset[str]().union(*(each.common | each.idle for each in self.languages))

    def courteous(self, words: str) -> bool:
        """Whether `words` only greet, thank or praise, and ask for nothing."""
        text = _bare(words)
        return any(each.only(Signal.COURTESY, text) for each in self.languages)

    def retracts(self, words: str) -> bool:
        """Whether `words` only take a step back: "undo that", "go back"."""
        return self._only_with_courtesy(Signal.RETRACT, words)

    def wonders(self, words: str) -> bool:
        """Whether `words` only ask what Easel can do: "help", "hi, what can you do?"."""
        return self._only_with_courtesy(Signal.HELP, words)

    def asks_for_models(self, words: str) -> bool:
        """Whether `words` only ask which models there are."""
        return self._only_with_courtesy(Signal.MODELS, words)

    def asks_for_settings(self, words: str) -> bool:
        """Whether `words` only ask what is set in the place, or want it set: "set count 2"."""
        return self._only_with_courtesy(Signal.SETTINGS, words)

    def _only_with_courtesy(self, signal: Signal, words: str) -> bool:
        """Whether `words` give `signal`, and beside it nothing but courtesies."""
        text = _bare(words)
        return any(
            each.only(signal, text) and each.find(signal, Scope.ANYWHERE, text) is not None
            for each in self.languages
        )

    def proposes(self, words: str) -> bool:
        """Whether `words` ask for a new picture, begin as one is described, or list what it has."""
        text = _bare(words)
        listed = "," in words.partition(" ")[2]
        new = (Signal.CREATE, Signal.FRESH, Signal.IDEA)
        return listed or any(each.says(one, text) for one in new for each in self.languages)

    def button(self, words: str) -> Said | None:
        """The button that `words` name and nothing else: "open 2", "details", "cancel"."""
        text = _bare(words)
        verbs = (verb for each in self.languages for verb in each.pressed(text))
        verb = next(verbs, None)
        number = re.search(r"\d+", text)
        return Said(verb, int(number[0]) if number else 0) if verb else None

    def likely(self, text: str) -> tuple[Language, ...]:
        """The languages of the folded `text`, the likeliest first.

        A text without common words may be in any of them ("nochmal"), a short one in the
        first and in those whose common words it has, a longer one in those of which it has most.
        """
        words = re.findall(r"[^\W\d_]+'?", text)
        scores = {language.code: language.familiarity(words) for language in self.languages}
        ranked = sorted(self.languages, key=lambda language: -scores[language.code])
        most = max(scores.values())
        if len(words) > _SHORT:
            return tuple(language for language in ranked if scores[language.code] == most)
        least, first = min(1, most), self.languages[0]
        return tuple(each for each in ranked if scores[each.code] >= least or each is first)
