"""Whether a card of a service makes sense here, and whether its service answers."""

from collections.abc import Callable
from dataclasses import replace

from core.catalogue import ModelCard
from core.errors import EaselError
from worker.engines.remote.engine import key_of
from worker.engines.remote.line import Line, Terms
from worker.engines.remote.service import service_of
from worker.engines.remote.trouble import ServiceBusy, ServiceModel, ServiceRefused

_ONE_LOOK = Terms(tries=1, most=10_000_000)
_PATIENCE = 3.0  # s
# It answers, although it lists no models, or not now.
_THERE = (ServiceBusy, ServiceModel, ServiceRefused)


def examine(card: ModelCard, keys: Callable[[str], str]) -> str:
    """Why `card` cannot be served, by itself and its key; empty where it can. Asks nobody."""
    try:
        key_of(card, service_of(card), keys)
    except EaselError as error:
        return error.sentence.rstrip(".")
    return ""


async def reach(card: ModelCard, keys: Callable[[str], str]) -> str:
    """Why the service of a sound card does not answer now; empty where it does.

    What it lists is not looked at: aliases of models often are not among it.
    """
    service = service_of(card)
    key = key_of(card, service, keys)
    quick = replace(service, timeout=_PATIENCE)
    async with Line(card, quick, key, _ONE_LOOK, lambda _: None) as line:
        try:
            await line.content("models")
        except _THERE:
            return ""
        except EaselError as error:
            return error.sentence.rstrip(".")
    return ""
