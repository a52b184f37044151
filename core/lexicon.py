"""What people say, in all languages at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from core import named_settings
from core.actions import Verb
from core.asides import Asides
from core.bare import bare
from core.dates import Dates
from core.formats import Formats
from core.language import Language, expressions, lists_of
from core.listing import Listing
from core.motions import Motions
from core.phrases import Lists, fold
from core.quoting import Passage
from core.set_words import SetWords
from core.signals import Scope, Signal
from core.size_words import SizeWords
from core.step_talk import StepTalk
from core.traits import Traits
from core.wire import Mismatch

_SHORT = 5  # words; a text of at most so many may be in any language that it has a word of


class Said(NamedTuple):
    """A button that was said instead of pressed."""

    verb: Verb
    variant: int  # 1-based; 0 where no number was said


class SettingsOf(NamedTuple):
    """Whose settings are wanted."""

    named: str  # what a result is called
    new: str  # words for them; empty where they are for a picture


def _together(
    name: str, tables: Sequence[Mapping[str, Any]], lists: Sequence[Lists]
) -> dict[str, str]:
    """The expressions of one table, each for all languages that have it."""
    both = zip(tables, lists, strict=True)
    every = [expressions(table.get(name, {}), known) for table, known in both]
    keys = dict.fromkeys(key for one in every for key in one)
    return {key: "|".join(one[key] for one in every if key in one) for key in keys}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All languages; first the one that is assumed where a text tells nothing."""

    languages: tuple[Language, ...]
    asides: Asides  # of all languages
    listing: Listing  # of all languages
    formats: Formats  # of all languages
    dates: Dates  # of all languages
    traits: Traits  # of all languages
    sets: SetWords  # of all languages
    motions: Motions  # of all languages
    sizes: SizeWords  # of all languages

    @classmethod
    def from_data(cls, *tables: Mapping[str, Any]) -> Self:
        """The lexicon of the given languages, as parsed from TOML."""
        assert tables, "a lexicon needs a language"
        languages = [Language.from_data(table) for table in tables]
        ranked = tuple(sorted(languages, key=lambda each: (not each.assumed, each.code)))
        try:
            lists = [lists_of(table) for table in tables]
            listing = Listing(_together("listing", tables, lists))
            return cls(
                languages=ranked,
                asides=Asides(_together("asides", tables, lists)),
                listing=listing,
                formats=Formats(_together("formats", tables, lists), listing),
                dates=Dates(_together("dates", tables, lists)),
                traits=Traits(_together("traits", tables, lists)),
                sets=SetWords(_together("sets", tables, lists)),
                motions=Motions(_together("motion", tables, lists)),
                sizes=SizeWords(_together("sizes", tables, lists)),
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
        every = frozenset[str]().union(*(each.common | each.idle for each in self.languages))
        return every.difference(*(each.drawn for each in self.languages))

    @property
    def common(self) -> frozenset[str]:
        """Folded words by which languages are known: they tell nothing else."""
        return frozenset[str]().union(*(each.common for each in self.languages))

    def courteous(self, words: str) -> bool:
        """Whether `words` only greet, thank or praise, and ask for nothing."""
        text = bare(words)
        return any(each.only(Signal.COURTESY, text) for each in self.languages)

    @property
    def steps(self) -> StepTalk:
        """What people say to go along the steps to a result."""
        return StepTalk(self.languages, self.asides)

    def reapplies(self, words: str) -> str | None:
        """What `words` say anew for the settings of an earlier result: "same settings, a fox".

        Empty where they say nothing new, None where they do not ask for those settings.
        """
        text = fold(Passage.of(words).masked)
        spans = (each.recalled(text) for each in self.languages)
        span = next((one for one in spans if one is not None), None)
        new = None if span is None else words[slice(*span)]
        return "" if new and self.courteous(new) else new

    def exactly(self, words: str) -> bool:
        """Whether `words` want the very same once more: "exactly the same again"."""
        said = (each.recalling.get("exactly", "") for each in self.languages)
        return any(one and re.fullmatch(one, bare(words).replace(",", "")) for one in said)

    def recalls_by_id(self, before: str) -> bool:
        """Whether what stands before the id of a job recalls it: "recall job"."""
        said = (each.recalling.get("by_id", "") for each in self.languages)
        return any(one and re.fullmatch(one, bare(before)) for one in said)

    def settings_of(self, words: str) -> SettingsOf | None:
        """The result whose settings `words` want by its name, and what they say anew; None where
        they want none."""
        text = fold(Passage.of(words).masked).replace(",", " ")
        every = (named_settings.find(each.recalling, text) for each in self.languages)
        spans = next((one for one in every if one is not None), None)
        return SettingsOf(words[slice(*spans.named)], words[slice(*spans.new)]) if spans else None

    def named_again(self, words: str) -> SettingsOf | None:
        """The result that `words` want again by its name, and what shall be otherwise with it:
        "the lighthouse again, but pink"; None where they want none."""
        text = fold(Passage.of(words).masked).replace(",", " ")
        every = (named_settings.find_again(each.recalling, text) for each in self.languages)
        spans = next((one for one in every if one is not None), None)
        return SettingsOf(words[slice(*spans.named)], words[slice(*spans.new)]) if spans else None

    def named_with(self, words: str) -> SettingsOf | None:
        """The result that `words` name to have something new with its settings: "recall the castle
        with a whale instead"; None where they name none so."""
        text = fold(Passage.of(words).masked).replace(",", " ")
        every = (named_settings.find_with(each.recalling, text) for each in self.languages)
        spans = next((one for one in every if one is not None), None)
        return SettingsOf(words[slice(*spans.named)], words[slice(*spans.new)]) if spans else None

    def instead(self, words: str) -> str:
        """What `words` want instead of something: "a whale instead"; empty where they want none."""
        text = fold(Passage.of(words).masked)
        every = (named_settings.find_instead(each.recalling, text) for each in self.languages)
        span = next((one for one in every if one is not None), None)
        return words[slice(*span)] if span else ""

    def may_look_back(self, words: str) -> bool:
        """Whether `words` ask for an earlier result if there is one of that name: "history of the
        fox" is a picture where no fox was made."""
        text = bare(words)
        return any(
            each.find(Signal.RECOLLECT, Scope.WHOLE, text) is not None
            and not each.denies(Signal.RECOLLECT, text)
            for each in self.languages
        )

    def wonders(self, words: str) -> bool:
        """Whether `words` only ask what Easel can do: "help", "hi, what can you do?"."""
        return self._only_with_courtesy(Signal.HELP, words)

    def asks_for_models(self, words: str) -> bool:
        """Whether `words` only ask which models there are."""
        return self._only_with_courtesy(Signal.MODELS, words)

    def asks_for_settings(self, words: str) -> bool:
        """Whether `words` only ask what is set in the place, or want it set: "set count 2"."""
        return self._only_with_courtesy(Signal.SETTINGS, words)

    def asks_to_be_forgotten(self, words: str) -> bool:
        """Whether `words` only want removed what is kept of the person: "forget me"."""
        return self._only_with_courtesy(Signal.FORGET, words)

    def asks_to_verify(self, words: str) -> bool:
        """Whether `words` only ask where a picture came from, as its file says: "verify this"."""
        return self._only_with_courtesy(Signal.VERIFY, words)

    def _only_with_courtesy(self, signal: Signal, words: str) -> bool:
        """Whether `words` give `signal`, and beside it nothing but courtesies."""
        text = bare(words)
        return any(each.asks(signal, text) for each in self.languages)

    def follows(self, words: str) -> bool:
        """Whether `words` can only be about what is there, and do not say what to do with it: "also
        the white one", "half as much", "I meant the helmet"."""
        text = bare(words)
        if ":" in text:  # “also the date: Sunday” says what it is to be
            return False
        whole = (each.find(Signal.FOLLOW, Scope.WHOLE, text) for each in self.languages)
        return self._only_with_courtesy(Signal.FOLLOW, words) or any(whole)

    def proposes(self, words: str) -> bool:
        """Whether `words` ask for a new picture, begin as one is described, or list what it has."""
        text = bare(words)
        listed = "," in words.partition(" ")[2]
        new = (Signal.CREATE, Signal.FRESH, Signal.IDEA)
        return listed or any(each.says(one, text) for one in new for each in self.languages)

    def button(self, words: str) -> Said | None:
        """The button that `words` name and nothing else: "open 2", "details", "cancel"."""
        text = bare(words).replace(",", "")
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
