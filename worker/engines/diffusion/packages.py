"""What must be installed for a model beside the usual: told before it is loaded."""

from importlib.util import find_spec
from inspect import signature
from pathlib import Path

import transformers

from core.catalogue import ModelCard
from core.errors import Unusable
from worker.engines.diffusion.families import family_of
from worker.engines.diffusion.indexes import INDEXES
from worker.engines.diffusion.sharing import components_of
from worker.engines.diffusion.weights import places_of

VISION = "torchvision"  # what the extra `vision` brings
_INSTALL = "pip install 'easel[vision]'"
_OF_FILMS = "video_processor"  # a part of processors; all of them are made with torchvision


class NoPackage(Unusable):
    """{model} needs a package that is not installed here: {detail}."""


def needed_for(card: ModelCard, models: Path) -> str:
    """What has to be typed before a card's model can be loaded; empty where nothing has.

    Its family says what it needs, and so does the index of its weights once they are here.
    """
    wanted = {*family_of(card).needs}
    for folder in places_of(card, models):
        if (folder / INDEXES[0]).is_file():
            wanted |= {VISION for kind in components_of(folder).values() if _sees(kind)}
    return "" if all(map(find_spec, wanted)) else _INSTALL


def detail_of(error: ImportError, said: str) -> str:
    """What to do about an error of the libraries, which `said` sums up."""
    return _INSTALL if VISION in str(error).lower() else said


def _sees(kind: str) -> bool:
    """Whether a class of transformers works with torchvision only."""
    found = getattr(transformers, kind, None)
    if found is None:
        return False
    stands_in_for = vars(found).get("_backends", ())  # what a stand-in for it wants
    return VISION in stands_in_for or _OF_FILMS in signature(found.__init__).parameters
