"""What must be installed for a model beside the usual: told before it is loaded."""

from importlib.util import find_spec
from inspect import signature
from pathlib import Path

from core.catalogue import ModelCard
from worker.engines.diffusion.families import family_of
from worker.engines.diffusion.sharing import components_of
from worker.engines.diffusion.weights import places_of

VISION = "torchvision"  # what the extra `vision` brings
INSTALL = "pip install 'easel[vision]'"
_OF_FILMS = "video_processor"  # a part of processors; all of them are made with torchvision


def needed_for(card: ModelCard, models: Path) -> str:
    """What has to be typed before a card's model can be loaded; empty where nothing has.

    Its family says what it needs, and so does the index of its weights once they are here.
    """
    wanted = {*family_of(card).needs}
    for folder in places_of(card, models):
        wanted |= {VISION for kind in _kinds(folder) if _sees(kind)}
    missing = [name for name in sorted(wanted) if not find_spec(name)]
    return f"without {' and '.join(missing)}: {INSTALL}" if missing else ""


def _kinds(folder: Path) -> tuple[str, ...]:
    """Classes of what a folder's index names; none where it cannot be read, which weights.py
    tells."""
    try:
        return tuple(components_of(folder).values())
    except (ValueError, AttributeError, RecursionError):
        return ()


def _sees(kind: str) -> bool:
    """Whether a class of transformers works with torchvision only."""
    import transformers  # a second, for those who have weights

    found = getattr(transformers, kind, None)
    if found is None:
        return False
    stands_in_for = vars(found).get("_backends", ())  # what a stand-in for it wants
    return VISION in stands_in_for or _OF_FILMS in signature(found.__init__).parameters
