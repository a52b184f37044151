"""What a picture shows, told in the words that led to it."""

from core.catalogue import Intent
from core.jobs import BEFORE, UNTOLD, Job, Scene

# What a picture shows is told anew by the words of these, and goes on from before in the others.
_TOLD = frozenset({Intent.IMAGINE, Intent.COMPARE})
_CHANGED = frozenset({Intent.REFINE, Intent.RESTYLE, Intent.EDIT, Intent.VARY, Intent.COMPARE})
LONGEST = 1_000  # characters: what comes later says more than what came first


def scene_of(job: Job, index: int) -> Scene:
    """What variant `index` (1-based) of a job shows; of a clip, the picture that it begins with.

    Empty for what a person brought, of which only what was said of it since is known.
    """
    spec = job.spec
    if index > BEFORE:
        return spec.scene
    words = spec.words_of(index)
    if spec.intent in _TOLD and not spec.inputs:
        return Scene(words[-LONGEST:], spec.prompt.negative)
    if spec.intent not in _CHANGED or not words or words == spec.scene.words:
        return spec.scene
    told = ", ".join(filter(None, (spec.scene.words, words)))
    return Scene(told[-LONGEST:], spec.prompt.negative or spec.scene.negative)


def scene_from(job: Job, indices: tuple[int, ...]) -> Scene:
    """What the one variant of `indices` shows; nothing where there are several."""
    return scene_of(job, indices[0]) if len(indices) == 1 else UNTOLD
