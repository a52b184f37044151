"""What the libraries say of a model that they cannot load, in one sentence for people."""

import re
from pathlib import Path

from core.catalogue import ModelCard
from core.errors import Unusable
from worker.engines.diffusion.packages import INSTALL, VISION
from worker.engines.diffusion.weights import bad

_ENDS = re.compile(r"(?<=[.!?])\s")
_LONGEST = 240  # characters


class NoPackage(Unusable):
    """{model} needs a package that is not installed here: {detail}."""


def unusable(card: ModelCard, folder: Path, error: Exception) -> Unusable:
    """The error of a card whose model could not be loaded; other files are no help where what lacks
    is a package."""
    said = told_of(error)
    if isinstance(error, ImportError):
        detail = INSTALL if VISION in str(error).lower() else said
        return NoPackage(model=card.title, detail=detail)
    return bad(card, folder, said)


def told_of(error: Exception) -> str:
    """The first sentence of what a library says; it breaks its lines anywhere."""
    said = _ENDS.split(" ".join(str(error).split()), maxsplit=1)[0].rstrip(".")
    short = said if len(said) <= _LONGEST else said[:_LONGEST].rstrip() + "…"
    return short or type(error).__name__
