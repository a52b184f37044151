"""Which models a comparison is between: all that run, those that are named, or those of a role."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from core.casting import not_running
from core.catalogue import DOING, NATURAL, Catalogue, Intent, ModelCard
from core.errors import BadRequest, CannotDo
from core.jobs import MOST_VARIANTS
from core.listing import Listing
from core.phrases import fold

# Words in the names of models that name none of them.
_COMMON = frozenset(
    {"image", "edit", "turbo", "pro", "lite", "dev", "stable", "diffusion", "video", "plus"}
    | {"fill", "sprint", "tiny", "small", "large", "base", "model"}
)
_BRIEF = frozenset({"xl"})  # shorter than the _LEAST, and meant for all that
_LEAST = 3  # letters and digits of what names a model
_ENDS = ",;:.!?–— \t\n-"  # what is left around words that something was cut out of
ONE_MODEL = "only {model} runs here: its looks are compared instead"
USUAL = 4  # looks, where the person names no number
_TWO = 2  # of which there is something to compare


class NothingToCompareOn(BadRequest):
    """What should {models} draw? Say it behind the comparison, or reply to a picture."""


class NoSuchRival(BadRequest):
    """I know no model called {names}, which you want compared with {known}; “models” lists those
    that there are."""


class Rivals(NamedTuple):
    """The models that compete, and what a person should know of those that do not."""

    cards: tuple[ModelCard, ...]
    notes: tuple[str, ...] = ()
    chosen: bool = False  # whether the words say which models, or all of them


class Wish(NamedTuple):
    """What the words of a comparison say of models."""

    named: tuple[ModelCard, ...]  # in the order of the words; none where fewer than two are
    every: bool  # whether all models are asked for
    words: str  # what is left to be drawn


def wished(words: str, catalogue: Catalogue, available: Collection[str], listing: Listing) -> Wish:
    """Which models `words` name, or whether they ask for all, and what is left of them.

    Raises NoSuchRival for a name among theirs that is none.
    """
    text = fold(words)
    _refuse_strangers(text, catalogue, listing)
    row = _row(text, catalogue, available, listing)
    if row is not None:
        return Wish(row.cards, False, _cut(words, text, row.start, row.stop, listing))
    for every in (True, False):
        if (found := listing.models(text, every=every)) is not None:
            return Wish((), every, _cut(words, text, *found, listing))
    return Wish((), False, words)


def rivals(wish: Wish, intent: Intent, catalogue: Catalogue, available: Collection[str]) -> Rivals:
    """Who competes in doing `intent`, best first; none where nothing that runs can.

    Raises NotRunning and CannotDo where fewer than two of the models that are named can.
    """
    if wish.named:
        return _of_named(wish.named, intent, available)
    running = catalogue.among(available)
    if wish.every:
        able = [one for one in running if Intent.COMPARE in one.intents and _does(one, intent)]
        alone = (ONE_MODEL.format(model=able[0].title),) if len(able) == 1 else ()
        return Rivals(tuple(able), (*alone, *_unable(running, able, intent)), chosen=True)
    serving = [one for one in running if one.serves(NATURAL[intent], intent) and _does(one, intent)]
    # A stopgap beside real models would only lose, and knows fewer words than they do.
    return Rivals(tuple(card for card in serving if intent not in card.stopgap) or tuple(serving))


def _of_named(named: Sequence[ModelCard], intent: Intent, available: Collection[str]) -> Rivals:
    away = [card for card in named if card.name not in available]
    able = [card for card in named if card not in away and _does(card, intent)]
    if len(able) < _TWO:
        if away:
            raise not_running(away[0])
        unable = next(card for card in named if card not in able)
        raise CannotDo(model=unable.title, reason=_made_to(unable))
    notes = tuple(f"without {card.title}: no worker that runs has it" for card in away)
    return Rivals(tuple(able), (*notes, *_unable(named, [*able, *away], intent)), chosen=True)


def _does(card: ModelCard, intent: Intent) -> bool:
    """Whether a model competes in `intent`; a new picture of what others show is made by those
    that take references, and by none that draws only where nothing else does."""
    unable = Intent.IMAGINE in card.stopgap or not card.references
    return intent in card.intents and not (intent is Intent.REFINE and unable)


def _unable(
    cards: Sequence[ModelCard], able: Collection[ModelCard], intent: Intent
) -> tuple[str, ...]:
    """Which of `cards` make pictures, but cannot do this."""
    left = [card for card in cards if card not in able and Intent.COMPARE in card.intents]
    titles = ", ".join(card.title for card in left)
    return (f"without {titles}: made for something else than to {DOING[intent]}",) if left else ()


def _made_to(card: ModelCard) -> str:
    can = ", ".join(DOING[intent] for intent in card.intents if intent is not Intent.COMPARE)
    return f"it is made to {can}." if can else "it helps other models, and makes nothing itself."


def _refuse_strangers(text: str, catalogue: Catalogue, listing: Listing) -> None:
    """Raises NoSuchRival where a list of models has a name that is none: "klein and midjourney"."""
    owners = _owners(tuple((card.name, card.title) for card in catalogue))
    items = listing.items(text)
    known = [one for one in items if _bare(one) in owners]
    looks = {fold(name) for card in catalogue for row in card.synonyms for name in row}
    looks |= {fold(look) for card in catalogue for look in card.looks}
    strange = [one for one in items if one not in known and one not in looks]
    strange = [one for one in strange if len(one.split()) <= _TWO]
    if known and strange and len(items) > 1 and (len(known) > 1 or items[0] in known):
        raise NoSuchRival(names=" or ".join(strange), known=" and ".join(known))


class _Row(NamedTuple):
    """Models that are listed, and where in the words."""

    cards: tuple[ModelCard, ...]
    start: int
    stop: int


def _row(
    text: str, catalogue: Catalogue, available: Collection[str], listing: Listing
) -> _Row | None:
    """The longest list of models in folded text; None where none has two."""
    able = [card for card in catalogue if Intent.COMPARE in card.intents]
    owners = _owners(tuple((card.name, card.title) for card in able))
    rows: list[list[re.Match[str]]] = [[]]
    for mention in _mentions(tuple(owners)).finditer(text):
        before = rows[-1][-1] if rows[-1] else None
        if before is not None and not listing.joins(text, before.end(), mention.start()):
            rows.append([])
        rows[-1].append(mention)
    row = max(rows, key=len)
    known = [owners[_bare(one[0])] for one in row]
    cards = _resolved([[catalogue.card(name) for name in names] for names in known], available)
    return _Row(cards, row[0].start(), row[-1].end()) if len(cards) >= _TWO else None


def _resolved(
    mentions: Sequence[Sequence[ModelCard]], available: Collection[str]
) -> tuple[ModelCard, ...]:
    """A card for each mention, which may be the name of several: one that runs, else the best.

    What can mean only one is settled first, so that “flux and klein” are two.
    """
    taken: dict[int, ModelCard] = {}
    for place in sorted(range(len(mentions)), key=lambda place: len(mentions[place])):
        left = [card for card in mentions[place] if card not in taken.values()]
        running = [card for card in left if card.name in available]
        if left:
            taken[place] = (running or left)[0]
    return tuple(taken[place] for place in sorted(taken))


@lru_cache(maxsize=4)
def _owners(cards: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """What models of these names and titles are called, without blanks, and which are, by name."""
    owners: dict[str, list[str]] = {}
    for name, title in cards:
        for alias in _aliases(name) | _aliases(title):
            owners.setdefault(alias, []).append(name)
    return owners


def _aliases(called: str) -> set[str]:
    """Beginnings of a name, with and without numbers, and the words in it that tell something."""
    parts = re.findall(r"[^\W\d_]+|\d+", fold(called))
    worded = [one for one in parts if not one.isdigit()]
    found = {"".join(words[: at + 1]) for words in (parts, worded) for at in range(len(words))}
    every = {one for one in found | set(worded) if len(one) >= _LEAST and one not in _COMMON}
    return every | (_BRIEF & set(worded))


@lru_cache(maxsize=4)
def _mentions(aliases: tuple[str, ...]) -> re.Pattern[str]:
    """What names a model in folded text; the longest name wins."""
    longest = sorted(aliases, key=len, reverse=True)
    spelt = [r"[\s._-]*".join(map(re.escape, alias)) for alias in longest]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spelt) or '(?!)'})(?![^\W_])")


def _bare(mention: str) -> str:
    return re.sub(r"[\s._-]+", "", mention)


def _cut(words: str, text: str, start: int, stop: int, listing: Listing) -> str:
    """The words without the models that they name, where these stand before or behind the rest."""
    begin, start, stop = listing.around(text, start, stop)
    before, behind = words[begin:start].rstrip(_ENDS), words[stop:].lstrip(_ENDS)
    if before.strip(_ENDS) and behind.strip(_ENDS):
        return words  # they stand amid the words, which would not hold together without them
    return (before or behind).strip()


def without_looks(words: str, card: ModelCard, listing: Listing) -> str:
    """What is left to be drawn of words that name looks to compare: those are put on top of it."""
    text = fold(words)
    if (row := listing.row(text, card)) is None:
        return words
    if not listing.listed(text, card):  # one alone may be part of what is drawn
        return _cut(words, text, *row, listing)
    begin, start, stop = listing.around(text, *row)
    parts = words[begin:start].rstrip(_ENDS), words[stop:].lstrip(_ENDS)
    return ", ".join(filter(None, parts))


def same_size(cards: Sequence[ModelCard]) -> int:
    """Side in px of the square that every one of `cards` is good at: none gets more to show."""
    return min(card.size for card in cards)


def looks(named: tuple[str, ...], card: ModelCard, count: int | None) -> tuple[str, ...]:
    """Looks to compare: those that were `named`, in their order; others where it is one or none.

    `count` is how many the person asked for.
    """
    wanted = count or (len(named) if len(named) > 1 else USUAL)
    return tuple(dict.fromkeys([*named, *card.looks]))[: min(wanted, MOST_VARIANTS)]
