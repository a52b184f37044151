"""What the libraries say of a model that they cannot load, in one sentence for people."""

import re
from importlib.metadata import version
from pathlib import Path
from traceback import walk_tb

from core.catalogue import ModelCard
from core.errors import Unusable
from worker.engines.diffusion.packages import INSTALL, VISION
from worker.engines.diffusion.weights import bad

_ENDS = re.compile(r"(?<=[.!?])\s")
_LONGEST = 240  # characters
_LIBRARIES = ("diffusers", "transformers")
# Slips of a library over files that it did not expect: their text alone tells nobody anything.
_SLIPS = (AttributeError, LookupError, TypeError)
_UNPACKED = "values to unpack"  # a ValueError's text, where it is a slip, too


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
    """What a library says of files, in a sentence; of its own slips also whose they are."""
    said = said_by(error)
    if isinstance(error, _SLIPS) or _UNPACKED in said:
        return f"its files cannot be read{_by(error)}: {type(error).__name__}: {said}"
    return said


def said_by(error: Exception) -> str:
    """The first sentence of what a library says; it breaks its lines anywhere."""
    said = _ENDS.split(" ".join(str(error).split()), maxsplit=1)[0].rstrip(".")
    short = said if len(said) <= _LONGEST else said[:_LONGEST].rstrip() + "…"
    return short or type(error).__name__


def _by(error: Exception) -> str:
    """Which library an error is of, as the end of a sentence; empty where it is of none."""
    frames = walk_tb(error.__traceback__)
    modules = [str(frame.f_globals.get("__name__")).partition(".")[0] for frame, _ in frames]
    name = next((module for module in reversed(modules) if module in _LIBRARIES), "")
    return f" by {name} {version(name)}" if name else ""
