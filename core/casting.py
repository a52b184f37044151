"""Which model takes a role, and why."""

from collections.abc import Collection
from dataclasses import dataclass

from core.catalogue import DOING, NATURAL, Catalogue, Intent, ModelCard, Role
from core.errors import CannotDo, NoModel, NotRunning
from core.exactly import exactly, kept
from core.filming import fittest
from core.helping import help_with
from core.intents import Understanding
from core.jobs import Kept

GOES_ON = "its family kept what it made this picture from"
EXACT = "classical"  # the engine that makes nothing anew
FIRST = "first of the models running here"  # why this model, where nothing speaks against it
OTHER = "The next model that would work is {title} (--model {name})."


@dataclass(frozen=True, slots=True)
class Choice:
    """A model for an intent, and why."""

    card: ModelCard
    role: Role
    reason: str


def choose(
    understood: Understanding,
    model: str | None,
    catalogue: Catalogue,
    available: Collection[str],
    kept: Kept | None = None,
) -> Choice:
    """The model that serves what was understood; `model` is the one that the person named, `kept`
    what another one kept of the picture: a variation goes on from that."""
    if model is not None:
        return by_name(understood, catalogue.card(model), catalogue, available)
    intent = understood.intent
    if understood.exact and (choice := _exact(understood, catalogue, available)):
        return choice
    if intent is Intent.VARY and (card := _going_on(kept, catalogue, available)):
        return Choice(card, NATURAL[intent], f"{understood.reason}; {GOES_ON}")
    if intent is Intent.ANIMATE and (choice := _filming(understood, catalogue, available)):
        return choice
    for role in _asked(understood.role, intent):
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


def _exact(
    understood: Understanding, catalogue: Catalogue, available: Collection[str]
) -> Choice | None:
    """What turns or crops a picture as it is: a model would make another one. None where that is
    not asked, or nothing here does it."""
    wish = exactly(understood.words)
    if wish is None:
        return None
    engines = (card for card in catalogue.among(available) if card.engine == EXACT)
    card = next((card for card in engines if understood.intent in card.intents), None)
    return card and Choice(card, card.roles[0], f"{understood.reason}; {kept(wish)}")


def _going_on(
    kept: Kept | None, catalogue: Catalogue, available: Collection[str]
) -> ModelCard | None:
    """The model that goes on from what was kept of a picture: the one that made it, or one of its
    family for pictures of that size. None where none runs, or nothing was kept."""
    if kept is None:
        return None
    running = catalogue.among(available)
    kin = [card for card in running if card.family == kept.family and Intent.VARY in card.intents]
    maker = catalogue.known(kept.model)
    alike = [card for card in kin if maker is None or card.size == maker.size]
    own = (card for card in alike if card.name == kept.model)
    return next(own, next(iter(alike), None))


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


def by_name(
    understood: Understanding, card: ModelCard, catalogue: Catalogue, available: Collection[str]
) -> Choice:
    """The model that the person named. Raises CannotDo, and NotRunning where no worker has it."""
    if not card.intents:
        raise CannotDo(model=card.title, reason="it helps other models, and makes nothing itself.")
    if understood.intent not in card.intents:
        can = ", ".join(DOING[intent] for intent in card.intents)
        raise CannotDo(model=card.title, reason=f"it is made to {can}.")
    if card.name not in available:
        instead = next_for(understood.role, understood.intent, catalogue, available)
        raise not_running(card, instead)
    wanted = (understood.role, NATURAL[understood.intent], *card.roles)
    role = next(role for role in wanted if role in card.roles)
    return Choice(card, role, f"{understood.reason}; you chose this model")


def not_running(card: ModelCard, instead: ModelCard | None = None) -> NotRunning:
    """The error of a model that no worker has; `instead` is the next one that would work."""
    error = NotRunning(model=card.title)
    error.card = card.name
    error.help = OTHER.format(title=instead.title, name=instead.name) if instead else ""
    return error


def next_for(
    role: Role, intent: Intent, catalogue: Catalogue, available: Collection[str]
) -> ModelCard | None:
    """The first model that does an intent, in that role or another one."""
    able = (catalogue.first(one, intent, available) for one in _asked(role, intent))
    return next(filter(None, able), None) or catalogue.stopgap(intent, available)


def _asked(role: Role, intent: Intent) -> tuple[Role, ...]:
    """In which roles models are looked for, in this order."""
    return tuple(dict.fromkeys((role, NATURAL[intent], *Role)))


def _others(card: ModelCard, intent: Intent, running: Collection[ModelCard]) -> bool:
    """Whether a model that runs beside the chosen one could do it, too."""
    return any(other is not card and intent in other.intents for other in running)


def _reason(understood: Understanding, role: Role, alone: bool) -> str:
    """Why a model takes it; nothing needs to be said of one that is `alone` in what it can do."""
    if role is understood.role:
        return understood.reason if alone else f"{understood.reason}; {FIRST}"
    return f"{understood.reason}; no {understood.role} model is running here, so this one takes it"
