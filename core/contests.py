"""The job of a comparison: of models, or of looks of one."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from core.casting import Choice, by_name
from core.catalogue import DOING, NATURAL, Catalogue, Intent, ModelCard
from core.contending import (
    ONE_MODEL,
    NothingToCompareOn,
    Rivals,
    looks,
    rivals,
    same_size,
    wished,
    without_looks,
)
from core.errors import CannotDo, NoModel
from core.helping import help_with, listed
from core.jobs import MOST_VARIANTS, JobSpec
from core.phrases import fold
from core.requests import MOST, Request, first_picture, left_out_of
from core.specs import spec_of

ONE_OF_EACH = "“--n 1” was not used: there is one of each that is compared"


def compare(request: Request, catalogue: Catalogue, available: Collection[str]) -> JobSpec:
    """A grid with a cell for each model; for each look, where some are listed or one model runs.

    Raises NothingToCompareOn, CannotDo, NotRunning and NoModel.
    """
    request = _of_several(request)
    competing, words = _competing(request, catalogue, available)
    cards, wanted = list(competing.cards), request.prompt.count
    if not competing.chosen:
        # Looks that are listed are compared on a model that knows them, whatever else runs.
        text = fold(request.prompt.words)
        cards = next(([card] for card in cards if request.listing.listed(text, card)), cards)
    if len(cards) > 1:
        return _between(_worded(request, words, cards), cards, competing.notes)
    card = cards[0]
    named = request.listing.named(fold(words), card)
    contenders = looks(named, card, wanted)
    if len(contenders) < 2:
        raise CannotDo(model=card.title, reason="there is nothing to compare it with here.")
    left = words if request.inputs else without_looks(words, card, request.listing)
    notes = (*request.notes, *competing.notes, *_fewer(named, contenders))
    request = replace(_worded(request, left, cards), notes=notes)
    return _contest(request, card, contenders, f"looks of {card.title}")


def _of_several(request: Request) -> Request:
    """The request without a count of one, which is of each and leaves nothing to compare."""
    if request.prompt.count != 1:
        return request
    prompt = replace(request.prompt, count=None)
    return replace(request, prompt=prompt, notes=(*request.notes, ONE_OF_EACH))


def _fewer(wanted: Collection[str], made: Collection[str]) -> tuple[str, ...]:
    """What to say of those that are asked for, and are more than the number that was said."""
    left = [one for one in wanted if one not in made]
    return (f"without {listed(left)}: {len(made)} were asked for",) if left else ()


def _between(request: Request, cards: Sequence[ModelCard], notes: tuple[str, ...]) -> JobSpec:
    """A comparison of models, with the same words, seed and number of pixels for each."""
    most = request.prompt.count or MOST_VARIANTS
    if len(cards) > MOST_VARIANTS:
        notes = (*notes, left_out_of(MOST_VARIANTS, len(cards), MOST).replace("pictures", "models"))
    notes = (
        *notes,
        *_fewer([one.title for one in cards[:MOST_VARIANTS]], [one.title for one in cards[:most]]),
    )
    cards = cards[:most]
    request = replace(request, notes=(*request.notes, *notes), kept=None, drawn=None, traced=None)
    names = tuple(card.name for card in cards)
    spec = _contest(request, replace(cards[0], size=same_size(cards)), names, "models", cards)
    return replace(spec, estimate=sum(card.seconds for card in cards))


def _worded(request: Request, words: str, cards: Sequence[ModelCard]) -> Request:
    """The request with what is left to be drawn. Raises NothingToCompareOn where nothing is."""
    said = request.prompt.words
    if words == said:
        return request
    if not (words or request.inputs):
        raise NothingToCompareOn(models=listed([card.title for card in cards]))
    drawn = request.drawn.words if request.drawn else ""
    prompt = replace(request.prompt, words=words or drawn)
    return replace(request, prompt=prompt, said=request.said or said)


def _contest(
    request: Request,
    card: ModelCard,
    contenders: tuple[str, ...],
    what: str,
    competing: Sequence[ModelCard] = (),
) -> JobSpec:
    same = "words" if request.shown or not request.inputs else "picture"
    reason = f"{request.understood.reason}; {len(contenders)} {what}, same {same} and seed"
    role = NATURAL[_compared(request)]
    one = request if request.shown else first_picture(request, "contenders are compared on one")
    spec = spec_of(one, Choice(card, role, reason), competing=competing)
    estimate = card.seconds * len(contenders)
    contest = _compared(request) if request.shown else None
    return replace(
        spec, count=len(contenders), contenders=contenders, contest=contest, estimate=estimate
    )


def _compared(request: Request) -> Intent:
    """What every contender does."""
    if request.shown:
        return Intent.REFINE
    return Intent.RESTYLE if request.inputs else Intent.IMAGINE


def _competing(
    request: Request, catalogue: Catalogue, available: Collection[str]
) -> tuple[Rivals, str]:
    """Who competes, and what is left of the words once it is said who does."""
    said = request.prompt.words
    if request.prompt.model is not None:
        card = catalogue.card(request.prompt.model)
        return Rivals((by_name(request.understood, card, catalogue, available).card,)), said
    wish, intent = wished(said, catalogue, available, request.listing), _compared(request)
    found = rivals(wish, intent, catalogue, available)
    if not found.cards:
        serving = catalogue.serving(NATURAL[intent], intent)
        advice = help_with(serving, catalogue.among(available))
        raise NoModel(wanted=DOING[Intent.COMPARE], help=advice)
    asked = wish.words != said and not found.chosen
    if asked and len(found.cards) == 1:  # “compare models: a castle”
        found = found._replace(notes=(ONE_MODEL.format(model=found.cards[0].title),))
    return found, wish.words
