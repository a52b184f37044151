"""Words that ask for what was made before, as what is looked for, and how that is told."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from core.answers import short
from core.catalogue import Catalogue, Intent
from core.keywords import forms, of_favourite, of_intent, of_model, pieces, telling
from core.lexicon import Lexicon
from core.past import EVER, MOST_WORDS, Period, Wanted
from core.phrases import fold

FAVOURITES = "your favourites"
_CALLED = {
    Intent.ANIMATE: "clips",
    Intent.EDIT: "edits",
    Intent.RESTYLE: "restyles",
    Intent.CUTOUT: "cut-outs",
    Intent.UPSCALE: "enlargements",
    Intent.COMPARE: "comparisons",
}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for."""

    wanted: Wanted
    words: str  # that tell something, as they were written
    told: str  # the kind of it in words: "clips, your favourites"
    when: str  # its time in words: "on 3 Oct 2026"
    kept: bool = False  # whether it is to be among the favourites of the one who asks

    @property
    def all(self) -> str:
        """All of it in a sentence: "“teapot”, clips, on 3 Oct 2026"."""
        words = f"“{self.words}”" if self.words else ""
        return ", ".join(filter(None, (words, self.told, self.when)))

    @property
    def at_any_time(self) -> "Sought":
        """The same, whenever it was made."""
        return replace(self, wanted=replace(self.wanted, period=EVER), when="")


class Question(NamedTuple):
    """What was asked, by whom and when."""

    words: str
    model: str  # the name of a card, where a setting names one
    people: tuple[str, ...]  # the accounts of the one who asked
    when: datetime


def sought(question: Question, lexicon: Lexicon, catalogue: Catalogue) -> Sought:
    """What a question looks for. Raises UnknownModel."""
    words, period = lexicon.dates.take(question.words, question.when)
    words, intents, favourite = lexicon.traits.take(words)
    telling_ones = _telling(words, lexicon.idle)
    must: list[frozenset[str]] = []
    told: list[str] = []
    if intents:
        must.append(frozenset(map(of_intent, intents)))
        told.append(" and ".join(_CALLED.get(one, str(one)) for one in intents))
    if favourite:
        must.append(frozenset(map(of_favourite, question.people)))
        told.append(FAVOURITES)
    if question.model:
        card = catalogue.card(question.model)
        must.append(frozenset({of_model(card.name)}))
        told.append(f"made by {card.title}")
    groups = tuple(_group(word, lexicon, catalogue) for word in telling_ones)
    wanted = Wanted(groups[:MOST_WORDS], tuple(must), period)
    when = said(period) if period != EVER else ""
    return Sought(wanted, short(" ".join(telling_ones)), ", ".join(told), when, favourite)


def _telling(words: str, idle: Set[str]) -> Sequence[str]:
    """The words that tell something of a result, as they were written."""
    every = (part for word in re.findall(r"\w+", words) for part in pieces(word))
    every = (word for word in every if telling(word) - idle)
    return tuple({fold(word): word for word in every}.values())


def _group(word: str, lexicon: Lexicon, catalogue: Catalogue) -> frozenset[str]:
    """All that a word may mean: itself, a kind of result, a model that is called so."""
    (folded,) = telling(word)
    cards = (card.name for card in catalogue if folded in telling(f"{card.name} {card.title}"))
    kinds = lexicon.traits.meant(folded)
    return forms(folded) | {*map(of_model, cards), *map(of_intent, kinds)}


def names_models(words: str, lexicon: Lexicon, catalogue: Catalogue) -> bool:
    """Whether the words that tell something are names of models, and nothing else."""
    every = [fold(word) for word in _telling(lexicon.traits.take(words).words, lexicon.idle)]
    titles = [telling(f"{card.name} {card.title}") for card in catalogue]
    return bool(every) and any(set(every) <= one for one in titles)


def said(period: Period) -> str:
    """A period in words: "on 3 Oct 2026", "from 27 Oct to 2 Nov 2026", "since 1 Nov 2026"."""
    since, until = period
    last = until - timedelta(microseconds=1) if until else None
    if since is None:
        assert until is not None
        return f"before {day(until)}"
    if last is None:
        return f"since {day(since)}"
    return f"on {day(since)}" if day(since) == day(last) else f"from {day(since)} to {day(last)}"


def day(moment: datetime) -> str:
    """The day of a moment."""
    return f"{moment.day} {moment:%b %Y}"
