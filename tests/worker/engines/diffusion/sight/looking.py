"""Tasks for models that look at pictures, and what comes of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.catalogue import Intent, ModelCard, Role
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from worker.engine import Pixels, Rendered, Report, Share, Step, Task
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.machine import Machine

PICTURE = landscape(96, 64)


def card_of(family: str, **more: Any) -> ModelCard:
    """The card of a tiny model, whose weights lie in a folder that is called after it."""
    name = str(more.pop("source", family))
    roles, intents = (Role.HIRES, Role.DESCRIBE), (Intent.UPSCALE, Intent.DESCRIBE)
    return diffusion_card(name, family=family, source=name, roles=roles, intents=intents, **more)


def ignore(step: Step) -> None:
    """Nobody is told."""


def asked(
    card: ModelCard,
    words: str,
    *pictures: Pixels,
    report: Report = ignore,
    intent: Intent = Intent.UPSCALE,
) -> Share:
    """A job on some pictures; to enlarge several gives a variant of each."""
    given = pictures or (PICTURE,)
    each = len(given) > 1 and intent is Intent.UPSCALE
    wanted = spec(
        intent=intent,
        model=card.name,
        prompt=Prompt(words),
        inputs=tuple(asset(str(number)) for number in range(len(given))),
        count=len(given) if each else 1,
        each=each,
    )
    return Share(Task(wanted, card, given), tuple(range(1, wanted.count + 1)), report)


def made(models: Path, share: Share) -> Sequence[Rendered]:
    """What a fresh engine makes of it, loaded as in production."""
    engine = DiffusionEngine(Machine.here(), models)
    engine.load(share.task.card)
    return [piece.rendered for piece in engine.render([share], len(share.indices))]
