"""Passes of an engine that tests make up."""

from collections.abc import Sequence

from core.catalogue import ModelCard
from core.prompts import Prompt
from tests.values import spec
from worker.engine import Pixels, Report, Share, Step, Task
from worker.engines.diffusion.engine import DiffusionEngine


def ignore(step: Step) -> None:
    """Nobody watches."""


def share_of(
    card: ModelCard, words: str = "a fox", *, seed: int = 7, report: Report = ignore
) -> Share:
    """One variant of a job from words alone."""
    asked = spec(inputs=(), count=1, model=card.name, prompt=Prompt(words), seed=seed)
    return Share(Task(asked, card, ()), (1,), report)


def rendered(engine: DiffusionEngine, shares: Sequence[Share], bucket: int) -> list[Pixels]:
    """The pictures of a pass."""
    engine.load(shares[0].task.card)
    return [piece.rendered.pixels for piece in engine.render(shares, bucket)]
