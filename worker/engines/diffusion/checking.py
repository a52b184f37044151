"""Whether a card asks for what can be: found out before its model is loaded for somebody."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from inspect import Parameter, signature
from pathlib import Path
from typing import Any

import diffusers

from core.catalogue import ModelCard
from core.errors import Unusable
from worker.engines.diffusion.applying import class_of
from worker.engines.diffusion.families import Family, family_of
from worker.engines.diffusion.indexes import INDEXES
from worker.engines.diffusion.previewing import autoencoder_of, damaged
from worker.engines.diffusion.sharing import components_of

LARGEST = 8192  # px, a side
_TINY = "AutoencoderTiny"
_OURS = frozenset({"prompt", "generator", "image", "mask_image", "output_type", "width", "height"})


class BadCard(Unusable):
    """The card {model} says {field} = {value}, which is not usable: {reason}."""


def check_card(card: ModelCard, folder: Path, models: Path) -> None:
    """Raises BadCard for figures, arguments and previews that no model could take."""
    extra, family = card.extra or {}, family_of(card)
    _need(card, "size", card.size, _between(card.size, family.grain, LARGEST))
    _need(card, "steps", card.steps, "" if card.steps >= 0 else "it counts the steps")
    for field in ("frames", "fps"):
        if field in extra:
            _need(card, field, extra[field], _count(extra[field]))
    if call := extra.get("call"):
        _check_call(card, call, _taken(folder, family))
    _check_preview(card, models)


def _need(card: ModelCard, field: str, value: object, against: str) -> None:
    if against:
        raise BadCard(model=card.title, field=field, value=value, reason=against)


def _between(value: int, least: int, most: int) -> str:
    return "" if least <= value <= most else f"it is {least} to {most} px"


def _count(value: object) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return "" if whole else "it takes a whole number above 0"


def _check_call(card: ModelCard, call: object, taken: Mapping[str, Parameter]) -> None:
    if not isinstance(call, Mapping):
        _need(card, "call", call, "it takes a table of arguments")
        return
    for name, value in call.items():
        if name in _OURS:
            _need(card, f"call.{name}", value, "that is what people ask for")
        if taken and name not in taken:
            _need(card, f"call.{name}", value, "its pipeline does not take that")
        if name in taken:
            _need(card, f"call.{name}", value, _unlike(value, taken[name].default))


def _unlike(value: object, default: object) -> str:
    """Why a value cannot stand where that default does; nothing is known where it is None."""
    if isinstance(default, bool | str):
        kind = type(default)
        return "" if isinstance(value, kind) else f"it takes a {kind.__name__}"
    if isinstance(default, int | float):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if number or value is None else "it takes a number"
    return ""


def _taken(folder: Path, family: Family) -> dict[str, Parameter]:
    """What one of the pipelines takes; nothing is known of one in blocks."""
    found: dict[str, Parameter] = {}
    for name in filter(partial(hasattr, diffusers), _kinds(folder, family)):
        found |= signature(class_of(name).__call__).parameters
    return found


def _kinds(folder: Path, family: Family) -> Iterator[str]:
    """Classes of the pipelines that a model is run by."""
    yield from family.pipelines.values()
    if not family.pipelines and components_of(folder):
        yield str(_read(folder / INDEXES[0]).get("_class_name"))


def _read(file: Path) -> Mapping[str, Any]:
    found: Any = json.loads(file.read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}


def _check_preview(card: ModelCard, models: Path) -> None:
    place = autoencoder_of(card, models)
    if place is None or damaged(card, models):  # then the model does without it
        return
    config = place / INDEXES[-1]
    kind = _read(config).get("_class_name") if config.is_file() else None
    named = (card.extra or {}).get("preview")
    _need(card, "preview", named, "" if kind == _TINY else f"it takes an {_TINY}")
