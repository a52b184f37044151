"""What a card asks for beside the plain call: `extra = { speed = { compile = true, … } }`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from importlib.util import find_spec
from typing import Any, Self

from core.catalogue import ModelCard
from core.errors import Unusable

_FLOAT8 = "float8_e4m3fn"  # as torch calls it: four bits of exponent, three of fraction
# Attention that needs nothing fetched while the worker runs → the package that brings it.
_ATTENTION: Mapping[str, str] = {
    "native": "",
    "_native_cudnn": "",
    "_native_efficient": "",
    "_native_flash": "",
    "_native_math": "",
    "flex": "",
    "flash": "flash_attn",
    "sage": "sageattention",
    "xformers": "xformers",
}
_BATCH_MEAN = (
    "it decides on the mean of a whole pass, so that strangers would change each other's pictures"
)


class BadSwitch(Unusable):
    """The card {model} asks for {switch} = {value}, which is not usable: {reason}."""


@dataclass(frozen=True, slots=True)
class Switches:
    """What of a card's model is switched, each off as long as it does not say so."""

    compile: bool = False  # its repeated blocks, once for each size of pass, when it is loaded
    attention: str = ""  # the kernel, as diffusers calls it
    quantise: str = ""  # its weights: "int8", "float8"
    offload: str = ""  # to host memory while they do not run: "model" one by one, "group" in blocks
    tiling: bool = False  # pictures are decoded one by one and in tiles
    cast: str = ""  # weights are stored in that type, and computed with in the usual one
    cache: str = ""  # steps are predicted from those before: "taylorseer", "magcache"
    ratios: tuple[float, ...] = ()  # of magcache, measured for this model
    parallel: int = 0  # devices that share each picture of a pass (context parallelism)

    @classmethod
    def of(cls, card: ModelCard) -> Self:
        """What a card asks for; raises BadSwitch, which names what is wrong."""
        asked: Mapping[str, Any] | object = (card.extra or {}).get("speed", {})
        if not isinstance(asked, Mapping):
            reason = "it takes a table"
            raise BadSwitch(model=card.title, switch="speed", value=asked, reason=reason)
        for switch, value in asked.items():
            if reason := _against(switch, value):
                raise BadSwitch(model=card.title, switch=switch, value=value, reason=reason)
        values: dict[str, Any] = {**asked, "ratios": tuple(asked.get("ratios", ()))}
        made = cls(**values)
        if made.cache == "magcache" and not made.ratios:
            reason = "it needs `ratios`, which are measured for each model"
            raise BadSwitch(model=card.title, switch="cache", value=made.cache, reason=reason)
        return made

    @property
    def told(self) -> tuple[str, ...]:
        """Those that are on, as people read them."""
        return tuple(
            self._told("compile", "attention", *_STORED, "tiling", "cache", "parallel", "offload")
        )

    @property
    def recorded(self) -> tuple[str, ...]:
        """Those that are on and can change the bytes of a result: not where weights lie."""
        return replace(self, offload="").told

    def size(self, component: str, size: int) -> int:
        """Bytes that a number of a component takes, where it takes `size` by itself."""
        return 1 if (self.quantise or self.cast) and component in DENOISERS else size

    def thriftier(self, offloads: bool) -> Self | None:
        """The next that takes less memory and more time; None when there is nothing left."""
        if not self.tiling:
            return replace(self, tiling=True)
        if offloads and not (self.offload or self.parallel):
            return replace(self, offload="model")
        return None

    def _told(self, *names: str) -> Iterator[str]:
        for name in names:
            value = getattr(self, name)
            if value:
                yield name if value is True else f"{name} {value}"


DENOISERS = ("transformer", "transformer_2", "unet")  # what the steps run
_STORED = ("quantise", "cast")


def _one_of(*known: str) -> Callable[[Any], str]:
    return lambda value: "" if value in known else f"there are {', '.join(known)}"


def _is(kind: type) -> Callable[[Any], str]:
    return lambda value: "" if isinstance(value, kind) else f"it takes a {kind.__name__}"


def _attends(value: Any) -> str:
    if value not in _ATTENTION:
        return f"there are {', '.join(_ATTENTION)}"
    return _needs(_ATTENTION[value])


def _quantises(value: Any) -> str:
    return _one_of("int8", "float8")(value) or _needs("torchao", "'easel[quantise]'")


def _devices(value: Any) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return "" if whole and value > 1 else "it takes a number of devices, 2 or more"


def _caches(value: Any) -> str:
    if str(value) in ("firstblock", "first_block", "fbcache"):
        return _BATCH_MEAN
    return _one_of("taylorseer", "magcache")(value)


def _needs(package: str, install: str = "") -> str:
    missing = package and find_spec(package) is None
    named = install or package.replace("_", "-")
    return f"`pip install {named}` is needed for it" if missing else ""


_CHECKS: Mapping[str, Callable[[Any], str]] = {
    "compile": _is(bool),
    "attention": _attends,
    "quantise": _quantises,
    "offload": _one_of("model", "group"),
    "tiling": _is(bool),
    "cast": _one_of(_FLOAT8),
    "cache": _caches,
    "ratios": _is(list),
    "parallel": _devices,
}
assert set(_CHECKS) == {one.name for one in fields(Switches)}


def _against(switch: str, value: Any) -> str:
    """Why a switch cannot be set so; empty where it can."""
    if switch not in _CHECKS:
        return f"there are {', '.join(_CHECKS)}"
    return _CHECKS[switch](value)
