"""The job of a request on the model that was chosen for it."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from core.afterwards import note
from core.casting import Choice
from core.catalogue import Intent, ModelCard
from core.filming import left_out, longer, most_pictures
from core.formats import FORMATS
from core.jobs import MOST_VARIANTS, Asset, Drawn, JobSpec, Kept, Lane, Traced
from core.phrases import fold
from core.requests import MOST, Request, left_out_of
from core.sizes import sides
from core.unheeded import CLASSICAL, Work, unheeded

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
_Past = TypeVar("_Past", Drawn, Traced)


def spec_of(
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
    each = len(inputs) > 1 and intent in ONE_BY_ONE
    count = len(inputs) if each else _count(request)
    width, height = _painted(request, card, inputs)
    works = [_work(request, one, len(inputs), each) for one in competing or (card,)]
    missed = _unfilmed(request, card, running)
    notes = (*notes, *missed, *_left(request, card), *unheeded(prompt, works))
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


def _painted(request: Request, card: ModelCard, inputs: tuple[Asset, ...]) -> tuple[int, int]:
    """Width and height of what is new, in px; zeros where the pictures that came decide."""
    prompt = request.prompt
    return sides(card.size, prompt.ratio, prompt.size) if prompt.ratio or not inputs else (0, 0)


def _unfilmed(request: Request, card: ModelCard, running: Collection[ModelCard]) -> tuple[str, ...]:
    """What is said of wishes for a clip that this card does not fulfil, and which one would."""
    if request.understood.intent is not Intent.ANIMATE:
        return ()
    others = [one for one in running if Intent.ANIMATE in one.intents and one is not card]
    return tuple(left_out(request.understood.motion, card, others))


def _left(request: Request, card: ModelCard) -> tuple[str, ...]:
    """What is said of wishes beside the one that is done; a model of words may heed them where it
    paints beyond a frame."""
    understood = request.understood
    heeds = card.engine != CLASSICAL and understood.intent is Intent.REFRAME
    return (note(understood.left),) if understood.left and not heeds else ()


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
    if request.understood.exact and not request.prompt.count:
        return 1  # there is one way to do it
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
    return given[:limit], (*request.notes, left_out_of(limit, len(given), why))
