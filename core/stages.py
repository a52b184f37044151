"""From first ideas to motion: what usually comes after a result, and which model will do it."""

from collections.abc import Collection, Iterator, Mapping
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple

from core.catalogue import Catalogue, Intent, ModelCard, Role
from core.helping import listed
from core.jobs import JobSpec

NEXT = "Next: {steps}."
MISSING = "to {what} needs a model that does not run here"


class Stage(IntEnum):
    """Where a picture is on its usual way; nothing has to be done in this order."""

    EXPLORE = 1
    REFINE = 2
    PRECISE = 3
    MOTION = 4


STAGES: Mapping[Intent, Stage] = {
    Intent.IMAGINE: Stage.EXPLORE,
    Intent.VARY: Stage.EXPLORE,
    Intent.COMPARE: Stage.EXPLORE,
    Intent.REFINE: Stage.REFINE,
    Intent.RESTYLE: Stage.REFINE,
    Intent.EDIT: Stage.PRECISE,
    Intent.CUTOUT: Stage.PRECISE,
    Intent.REFRAME: Stage.PRECISE,
    Intent.UPSCALE: Stage.PRECISE,
}


class _Deed(NamedTuple):
    """What is done at a stage."""

    intent: Intent
    role: Role
    called: str


_DEEDS: Mapping[Stage, _Deed] = {
    Stage.REFINE: _Deed(Intent.REFINE, Role.CONSISTENT, "refine"),
    Stage.PRECISE: _Deed(Intent.EDIT, Role.EDIT, "fix details"),
    Stage.MOTION: _Deed(Intent.ANIMATE, Role.ANIMATE, "animate"),
}


class _Step(NamedTuple):
    """A stage that is still to come, with the model that would take it; None where none runs."""

    called: str
    card: ModelCard | None


def onward(
    spec: JobSpec,
    catalogue: Catalogue,
    available: Collection[str],
    picked: Mapping[Role, str] | None = None,
) -> str:
    """What usually comes after a result, in a sentence, by the models that run (`available`).

    Empty where nothing does. `picked` are models that somebody took for a role.
    """
    stage = STAGES.get(spec.intent)
    if stage is None:
        return ""
    steps = [
        _Step(deed.called, _taker(deed, catalogue, available, picked or {}))
        for later, deed in _DEEDS.items()
        if later > stage
    ]
    told = [step for step in steps if step.card is not None]
    if not told:
        return ""
    missing = [MISSING.format(what=step.called) for step in steps if step.card is None]
    return NEXT.format(steps="; ".join((", then ".join(_by_model(told)), *missing)))


def _by_model(steps: list[_Step]) -> Iterator[str]:
    """Each model with what it would do one after the other: "refine and fix details with X"."""
    for title, group in groupby(steps, key=lambda step: step.card.title if step.card else ""):
        yield f"{listed([step.called for step in group])} with {title}"


def _taker(
    deed: _Deed, catalogue: Catalogue, available: Collection[str], picked: Mapping[Role, str]
) -> ModelCard | None:
    """The model that would take a stage; None where none that runs can."""
    able = [card for card in catalogue if deed.intent in card.intents and card.name in available]
    chosen = [card for card in able if card.name == picked.get(deed.role)]
    meant = [card for card in able if deed.role in card.roles]
    return next(iter((*chosen, *meant, *able)), None)
