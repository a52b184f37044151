"""What to say where nothing that runs can do what is wanted."""

from collections.abc import Collection

from core.catalogue import DOING, Intent, ModelCard

# What a person is told to try, where something else cannot be done.
TOLD = (Intent.IMAGINE, Intent.RESTYLE, Intent.EDIT, Intent.CUTOUT, Intent.ANIMATE)


def help_with(serving: Collection[ModelCard], running: Collection[ModelCard]) -> str:
    """What to do where nothing that runs serves."""
    if not running:
        return "No worker is running: start one with `easel worker`, and ask again."
    can = [DOING[intent] for intent in TOLD if any(intent in card.intents for card in running)]
    here = f"What runs here can {listed(can)}. " if can else ""
    names = " or ".join(card.title for card in list(serving)[:2])
    return f"{here}A worker with {names} could do it." if names else here.rstrip()


def listed(words: list[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
