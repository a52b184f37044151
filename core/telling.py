"""What Easel tells of itself: the models that run here, and what one can say."""

import re
from collections.abc import Collection

from core.attachments import MOST_ATTACHMENTS
from core.catalogue import Catalogue, ModelCard
from core.customs import Manner
from core.errors import UnknownCommand
from core.habit_words import as_settings
from core.lexicon import Lexicon
from core.ports import Queue, models_of
from core.replies import Kind, Reply
from core.safety import Safety

EXAMPLES = (
    "a lighthouse at dusk, as a linocut",
    "send a photo: turn this into a watercolour",
    "reply to a result: 2 but at night",
    "reply with a picture: same settings on this",
    "reply: make the sky purple",
    "remove the background",
    "animate it, snow is falling",
    "compare oil, comic and noir",
    "the same cat in three scenes: in the snow | at sea | in a city",
    "16:9 · all formats · upscale it · what is this?",
    "save these as @mia, then: @mia in a café · my sets",
    "the teapot from three weeks ago · my favourites",
    "models, settings, history, export, help, forget me",
)
MOST = f"One message may bring up to {MOST_ATTACHMENTS} pictures."
COMMAND = re.compile(r"\s*/([a-z]\w{0,31})(?!\S)", re.IGNORECASE)  # which no chat took for itself
OTHERWISE = "A request may say otherwise: “a fox, 2 variants, 16:9”."


def models(catalogue: Catalogue, running: Collection[str]) -> Reply:
    """The models that run, each with what it is good at, where it ends, and its licence."""
    cards = catalogue.among(running)
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
        (*EXAMPLES, MOST),
    )


def settings(manner: Manner, catalogue: Catalogue) -> Reply:
    """What one person's requests take in a place where they say nothing, and what is closed."""
    usual, closed = manner.usual, manner.closed
    given = {
        "model": catalogue.title(usual.model) if usual.model else "",
        "count": str(usual.count or ""),
        "ratio": f"{usual.ratio.width}:{usual.ratio.height}" if usual.ratio else "",
    }
    given["safety"] = "" if manner.safety is Safety.REFUSE else str(manner.safety)
    given["coaching"] = "" if manner.coaches else "off"
    lines = [f"{name}: {value}" for name, value in given.items() if value]
    lines += [f"{one.role}: {catalogue.title(one.model)}, {one.why}" for one in manner.usual.picked]
    lines += [] if manner.guides else ["next: off"]
    shut = [
        *(f"/{name}" for name in sorted(closed.commands)),
        *(f"models for {role}" for role in sorted(closed.roles)),
        *(catalogue.title(name) for name in sorted(closed.models)),
    ]
    lines += [f"not for you here: {', '.join(shut)}"] if shut else []
    text = "Set here:" if lines else "Nothing is set here."
    otherwise = " ".join(filter(None, (OTHERWISE, manner.change)))
    return Reply(Kind.NOTICE, text, (*lines, otherwise))


async def told(
    words: str, manner: Manner, lexicon: Lexicon, catalogue: Catalogue, queue: Queue
) -> Reply | None:
    """What Easel tells of itself where `words` ask for no more than that; None for all others.

    Raises NoRedis where nobody knows which models run, and UnknownCommand.
    """
    if command := COMMAND.match(words):
        raise UnknownCommand(command=command[1])
    if lexicon.asks_for_models(words):
        return models(catalogue, models_of((await queue.fleet()).live))
    if lexicon.asks_for_settings(words) or as_settings(words) is not None:
        return settings(manner, catalogue)
    return help_on() if lexicon.wonders(words) else None


def _model(card: ModelCard) -> str:
    roles = ", ".join(map(str, card.roles))
    beyond = " ".join(filter(None, (f"{card.licence}.", card.price, card.privacy)))
    return f"{card.title} ({roles}): {card.strength} But: {card.limitation} {beyond}"
