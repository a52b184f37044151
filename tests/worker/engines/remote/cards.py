"""Cards of services, and an engine that asks them without patience."""

from collections.abc import Callable
from typing import Any

from core.catalogue import Intent, ModelCard, Role
from core.jobs import Lane
from core.prompts import Prompt
from storage.intake import accept
from tests.values import asset, spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.alone import alone
from tests.worker.engines.remote.api import KEY, MODEL, Api
from worker.engine import Marks, Pixels, Rendered, Step, Task
from worker.engines.remote.decoding import Decoder
from worker.engines.remote.engine import RemoteEngine
from worker.engines.remote.line import Terms

HASTY = Terms(tries=3, pause=0.01, longest=5.0, most=1_000_000, beat=0.02, farewell=2.0)
KEYS = {"PAINTER_KEY": KEY}


def here(task: Callable[..., Any], *given: Any) -> Any:
    """Runs a function in this process."""
    return task(*given)


def remote_card(address: str, extra: dict[str, Any] | None = None, **more: object) -> ModelCard:
    """A card of the service at `address`."""
    values: dict[str, object] = {
        "engine": "remote",
        "source": MODEL,
        "roles": (Role.EXPLORE, Role.CONSISTENT, Role.EDIT),
        "intents": (Intent.IMAGINE, Intent.REFINE, Intent.EDIT, Intent.ANIMATE),
        "steps": 0,
        "references": 4,
        "extra": {"base_url": address, "key": "PAINTER_KEY", "poll": 0.02} | (extra or {}),
    }
    return diffusion_card("painter", **values | more)


def engine(terms: Terms = HASTY) -> RemoteEngine:
    """An engine that has the key."""
    return RemoteEngine(lambda name: KEYS.get(name, ""), Decoder(here, accept), terms)


def task(card: ModelCard, *inputs: Pixels, marks: Marks | None = None, **more: Any) -> Task:
    """Two variants of a picture of words, unless told otherwise."""
    values: dict[str, object] = {
        "intent": Intent.EDIT if inputs else Intent.IMAGINE,
        "prompt": Prompt("a boat"),
        "count": 2,
        "inputs": tuple(asset(str(number)) for number in range(len(inputs))),
    }
    return Task(spec(**values | more), card, inputs, marks)


def clip_task(card: ModelCard, *inputs: Pixels, **more: Any) -> Task:
    """A clip."""
    values: dict[str, Any] = {"intent": Intent.ANIMATE, "lane": Lane.MOTION, "count": 1}
    return task(card, *inputs, **values | more)


def made(one: Task, report: Callable[[Step], None] = lambda _: None) -> list[Rendered]:
    """All variants, in order."""
    return sorted(alone(engine(), one, report), key=lambda found: found.index)


def service(api: Api, **extra: Any) -> ModelCard:
    """The card of a server of tests, which makes the sizes that it makes."""
    return remote_card(api.address, {"sizes": list(api.sizes)} | extra, size=64)
