"""What of people and animals can only be painted anew: eyes that close, hands that are mended."""

from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded, hits
from worker.engines.classical.words.vocabulary import vocabulary


def decline_bodies(words: str) -> None:
    """Raises Beyond where `words`, which could not be followed, ask for another body or face."""
    found = hits(folded(words), vocabulary().bodily)
    if found:
        raise Beyond(
            f"it moves no part of a body (“{found[0].phrase}”): hands, eyes, smiles and poses have "
            "to be painted anew, which needs a diffusion model that edits. “easel models list” "
            "names those."
        )
