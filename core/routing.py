"""What was understood, and what it works on, to a JobSpec: role, model, sizes, inputs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from core.catalogue import DOING, NATURAL, Catalogue, Intent, ModelCard, Role
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
from core.errors import CannotDo, NoModel, NotRunning
from core.filming import fittest, fitting, left_out, longer, most_pictures
from core.formats import FORMATS
from core.helping import help_with, listed
from core.intents import Understanding
from core.jobs import (
    MOST_VARIANTS,
    UNTOLD,
    Asset,
    Drawn,
    JobSpec,
    Kept,
    Lane,
    Lineage,
    Place,
    Scene,
    Traced,
)
from core.listing import Listing
from core.masks import UNUSED, WITHIN, check
from core.phrases import fold
from core.prompts import Prompt
from core.sizes import sides
from core.unheeded import Work, unheeded

COUNTS = {  # variants, where the person names no number
    Intent.IMAGINE: 4,
    Intent.VARY: 4,
    Intent.REFINE: 4,
    Intent.RESTYLE: 4,
    Intent.EDIT: 4,
    Intent.COMPARE: 4,
}
# Intents that do the same to each of several pictures; the others take them all together.
ONE_BY_ONE = frozenset(
    {Intent.RESTYLE, Intent.EDIT, Intent.CUTOUT, Intent.REFRAME, Intent.UPSCALE, Intent.VARY}
)
STRENGTH = 0.6
FIRST = "first of the models running here"  # why this model, where nothing speaks against it
MOST = "one request takes no more"

_Past = TypeVar("_Past", Drawn, Traced)


@dataclass(frozen=True, slots=True)
class Request:
    """All that a decision needs."""

    understood: Understanding
    prompt: Prompt
    place: Place
    seed: int
    inputs: tuple[Asset, ...] = ()
    mask: Asset | None = None  # marks a part of the inputs
    lineage: Lineage | None = None
    notes: tuple[str, ...] = ()
    drawn: Drawn | None = None  # what the one input was drawn from
    traced: Traced | None = None  # what all inputs are looks of
    kept: Kept | None = None  # what a model kept of the one input
    said: str = ""  # the person's words, where names of pictures were taken out of them
    scene: Scene = UNTOLD  # what the first input shows, where it was made here
    shown: bool = False  # whether the inputs show what the words speak of, and none is changed
    listing: Listing = field(kw_only=True)  # how looks are listed


@dataclass(frozen=True, slots=True)
class Choice:
    """A model for an intent, and why."""

    card: ModelCard
    role: Role
    reason: str


def route(request: Request, catalogue: Catalogue, available: Collection[str]) -> JobSpec:
    """The job for a request, on the first model that live workers announced (`available` names).

    Raises MaskMismatch, UnknownModel, CannotDo where the model that the person named cannot do it,
    NotRunning where no worker has it, and NoModel where nothing that runs can.
    """
    request = _masked(request)
    if request.understood.intent is Intent.COMPARE:
        return _compare(request, catalogue, available)
    if request.understood.intent is Intent.FORMATS:
        request = _first_picture(request, "a set of formats is of one")
    if request.understood.intent is Intent.ANIMATE:
        request = _directed(request)
    choice = choose(request.understood, request.prompt.model, catalogue, available)
    return _spec(request, choice, catalogue.among(available))


def _masked(request: Request) -> Request:
    """The request with a mask that fits its pictures, or without one where that means nothing."""
    if request.mask is None:
        return request
    if request.understood.intent not in WITHIN:
        return replace(request, mask=None, notes=(*request.notes, UNUSED))
    check(request.mask, request.inputs)
    return request


def _directed(request: Request) -> Request:
    """The request with wishes for its clip that fit its pictures and each other."""
    motion, notes = fitting(request.understood.motion, len(request.inputs))
    understood = replace(request.understood, motion=motion)
    return replace(request, understood=understood, notes=(*request.notes, *notes))


def choose(
    understood: Understanding, model: str | None, catalogue: Catalogue, available: Collection[str]
) -> Choice:
    """The model that serves what was understood; `model` is the one that the person named."""
    if model is not None:
        return _named(understood, catalogue.card(model), available)
    intent = understood.intent
    if intent is Intent.ANIMATE and (choice := _filming(understood, catalogue, available)):
        return choice
    for role in dict.fromkeys((understood.role, NATURAL[intent], *Role)):
        card = catalogue.first(role, intent, available)
        if card is not None:
            alone = not _others(card, intent, catalogue.among(available))
            return Choice(card, role, _reason(understood, role, alone))
    if (card := catalogue.stopgap(intent, available)) is not None:
        return Choice(card, NATURAL[intent], _reason(understood, NATURAL[intent], alone=True))
    serving = catalogue.serving(understood.role, intent) or catalogue.serving(
        NATURAL[intent], intent
    )
    raise NoModel(wanted=DOING[intent], help=help_with(serving, catalogue.among(available)))


def _filming(
    understood: Understanding, catalogue: Catalogue, available: Collection[str]
) -> Choice | None:
    """The model that fulfils most of the wishes for a clip; None where none makes clips."""
    picked = fittest(understood.motion, understood.role, catalogue, available)
    if picked is None:
        return None
    if picked.why:
        return Choice(picked.card, picked.role, f"{understood.reason}; {picked.why}")
    return Choice(picked.card, picked.role, _reason(understood, picked.role, picked.alone))


def _named(understood: Understanding, card: ModelCard, available: Collection[str]) -> Choice:
    if not card.intents:
        raise CannotDo(model=card.title, reason="it helps other models, and makes nothing itself.")
    if understood.intent not in card.intents:
        can = ", ".join(DOING[intent] for intent in card.intents)
        raise CannotDo(model=card.title, reason=f"it is made to {can}.")
    if card.name not in available:
        raise NotRunning(model=card.title)
    wanted = (understood.role, NATURAL[understood.intent], *card.roles)
    role = next(role for role in wanted if role in card.roles)
    return Choice(card, role, f"{understood.reason}; you chose this model")


def _others(card: ModelCard, intent: Intent, running: Collection[ModelCard]) -> bool:
    """Whether a model that runs beside the chosen one could do it, too."""
    return any(other is not card and intent in other.intents for other in running)


def _reason(understood: Understanding, role: Role, alone: bool) -> str:
    """Why a model takes it; nothing needs to be said of one that is `alone` in what it can do."""
    if role is understood.role:
        return understood.reason if alone else f"{understood.reason}; {FIRST}"
    return f"{understood.reason}; no {understood.role} model is running here, so this one takes it"


def _spec(
    request: Request,
    choice: Choice,
    running: Collection[ModelCard] = (),
    competing: Sequence[ModelCard] = (),
) -> JobSpec:
    """The job of a request on the card that was chosen of those that are `running`; `competing` are
    all that do it beside each other."""
    intent, prompt, card = request.understood.intent, request.prompt, choice.card
    motion = request.understood.motion if intent is Intent.ANIMATE else None
    inputs, notes = _inputs_for(request, card)
    if motion is not None:
        others = [one for one in running if intent in one.intents and one is not card]
        notes = (*notes, *left_out(motion, card, others))
    each = len(inputs) > 1 and intent in ONE_BY_ONE
    count = len(inputs) if each else _count(request)
    new = prompt.ratio or not inputs
    width, height = sides(card.size, prompt.ratio, prompt.size) if new else (0, 0)
    works = [_work(request, one, len(inputs), each) for one in competing or (card,)]
    notes = (*notes, *unheeded(prompt, works))
    return JobSpec(
        intent=intent,
        role=choice.role,
        model=card.name,
        reason=choice.reason,
        prompt=prompt,
        place=request.place,
        seed=request.seed if prompt.seed is None else prompt.seed,
        count=count,
        width=width,
        height=height,
        inputs=inputs,
        mask=request.mask,
        each=each,
        strength=STRENGTH if prompt.strength is None else prompt.strength,
        lineage=request.lineage,
        lane=Lane.MOTION if intent is Intent.ANIMATE else Lane.STILLS,
        estimate=card.seconds * count * (longer(motion, card) if motion else 1.0),
        drawn=_own(card, request.drawn),
        traced=_own(card, request.traced),
        kept=_known(card, request.kept),
        notes=notes,
        said=request.said,
        formats=_formats(request),
        motion=motion,
        scene=request.scene,
    )


def _work(request: Request, card: ModelCard, pictures: int, each: bool) -> Work:
    """What is done by one model."""
    intent, text = request.understood.intent, fold(request.prompt.words)
    looks = bool(request.listing.named(text, card))
    return Work(intent, card, pictures, each, request.mask is not None, looks)


def _own(card: ModelCard, made: _Past | None) -> _Past | None:
    """What the input was made from, where this very model made it."""
    return made if made is not None and made.model == card.name else None


def _known(card: ModelCard, kept: Kept | None) -> Kept | None:
    """What was kept of the input, where this model can read it."""
    return kept if kept is not None and kept.family == card.family else None


def _count(request: Request) -> int:
    if request.understood.intent in (Intent.DESCRIBE, Intent.READ):
        return 1  # the same would be said again
    permutations = len(request.prompt.permutations)
    if formats := _formats(request):
        return len(formats)
    asked = request.prompt.count or permutations or COUNTS.get(request.understood.intent, 1)
    return min(asked, MOST_VARIANTS)


def _formats(request: Request) -> tuple[str, ...]:
    """Those that the words name, or all; none where no formats are wanted."""
    wanted = request.understood.intent is Intent.FORMATS
    return (request.understood.formats or tuple(FORMATS)) if wanted else ()


def _inputs_for(request: Request, card: ModelCard) -> tuple[tuple[Asset, ...], tuple[str, ...]]:
    """The pictures that this card can take, with a note about those that it cannot."""
    one_by_one = request.understood.intent in ONE_BY_ONE
    limit = MOST_VARIANTS if one_by_one else max(1, card.references)
    given = request.inputs
    if request.understood.intent is Intent.ANIMATE and request.understood.motion.ends:
        return given[: most_pictures(card)], request.notes
    if len(given) <= limit:
        return given, request.notes
    why = MOST if one_by_one else f"{card.title} takes no more"
    return given[:limit], (*request.notes, _left_out(limit, len(given), why))


def _left_out(limit: int, given: int, why: str) -> str:
    used = "the first" if limit == 1 else f"the first {limit}"
    return f"only {used} of {given} pictures: {why}"


def _compare(request: Request, catalogue: Catalogue, available: Collection[str]) -> JobSpec:
    """A grid with a cell for each model; for each look, where some are listed or one model runs."""
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


def _fewer(wanted: Collection[str], made: Collection[str]) -> tuple[str, ...]:
    """What to say of those that are asked for, and are more than the number that was said."""
    left = [one for one in wanted if one not in made]
    return (f"without {listed(left)}: {len(made)} were asked for",) if left else ()


def _between(request: Request, cards: Sequence[ModelCard], notes: tuple[str, ...]) -> JobSpec:
    """A comparison of models, with the same words, seed and number of pixels for each."""
    most = request.prompt.count or MOST_VARIANTS
    if len(cards) > MOST_VARIANTS:
        notes = (*notes, _left_out(MOST_VARIANTS, len(cards), MOST).replace("pictures", "models"))
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
    one = request if request.shown else _first_picture(request, "contenders are compared on one")
    spec = _spec(one, Choice(card, role, reason), competing=competing)
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
        return Rivals((_named(request.understood, card, available).card,)), said
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


def _first_picture(request: Request, why: str) -> Request:
    given = len(request.inputs)
    if given < 2:
        return request
    note = _left_out(1, given, why)
    return replace(request, inputs=request.inputs[:1], notes=(*request.notes, note))
