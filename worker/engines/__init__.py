"""The engines by name; each is imported when it is first asked for, so this imports no torch."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from worker.engine import Engine

# Name of an engine, as a card gives it -> module and class.
_PLACES: Mapping[str, tuple[str, str]] = {
    "classical": ("worker.engines.classical.engine", "ClassicalEngine"),
    "diffusion": ("worker.engines.diffusion.engine", "DiffusionEngine"),
    "remote": ("worker.engines.remote.engine", "RemoteEngine"),
}

ENGINES = tuple(_PLACES)


def loader(name: str) -> Callable[..., Engine]:
    """What makes the engine called `name`; raises KeyError, which names those that exist."""
    if name not in _PLACES:
        raise KeyError(f"no engine called {name!r}; there are {', '.join(ENGINES)}")
    module, attribute = _PLACES[name]
    return cast("Callable[..., Engine]", getattr(import_module(module), attribute))
