"""What Easel tells of itself: the models that run here, and what one can say."""

from collections.abc import Collection

from core.catalogue import Catalogue, ModelCard
from core.replies import Kind, Reply

EXAMPLES = (
    "a lighthouse at dusk, as a linocut",
    "send a photo: turn this into a watercolour",
    "reply to a result: 2 but at night",
    "reply: make the sky purple",
    "remove the background",
    "animate it, snow is falling",
    "compare oil, comic and noir",
    "16:9 · upscale it · what is this?",
)


def models(catalogue: Catalogue, running: Collection[str]) -> Reply:
    """The models that run, each with what it is good at, where it ends, and its licence."""
    cards = [card for card in catalogue if card.name in running]
    if not cards:
        return Reply(Kind.NOTICE, "No model is running here: a worker has to be started.")
    others = sum(1 for _ in catalogue) - len(cards)
    more = (f"{others} more are in the catalogue and not running here.",) if others else ()
    return Reply(Kind.NOTICE, "Running here:", (*map(_model, cards), *more))


def help_on() -> Reply:
    """What one can say, by examples."""
    return Reply(
        Kind.NOTICE,
        "Say what you would like, with or without a picture; then go on by buttons and replies.",
        EXAMPLES,
    )


def _model(card: ModelCard) -> str:
    roles = ", ".join(map(str, card.roles))
    return f"{card.title} ({roles}): {card.strength} But: {card.limitation} {card.licence}."
