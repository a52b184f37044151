"""Why a model is not served whose weights are not here, told without loading what would run it."""

from pathlib import Path

from core.catalogue import ModelCard
from worker.engines.diffusion.packages import needed_for
from worker.engines.diffusion.weights import NoFolder, NoWeights, missing, place_of


def reason(card: ModelCard, models: Path) -> str:
    """Why a card is not served of whose weights nothing is here."""
    said = needed_for(card, models), nowhere(missing(card, models), models)
    return "; and ".join(filter(None, said))


def lies(card: ModelCard, models: Path) -> bool:
    """Whether there are weights of a card, damaged or not; where nobody may look, there may be."""
    try:
        return place_of(card.source, card, models) is not None
    except OSError:
        return True  # which whoever examines the card tells


def nowhere(error: NoWeights | NoFolder, models: Path) -> str:
    """What the error says, in words that are the same for all, so that they are said once."""
    if isinstance(error, NoFolder):
        return f"{error.sentence.rstrip('.')} ({error.fields['folder']})"
    return f"no weights in {models}; `easel models pull NAME` fetches them"
