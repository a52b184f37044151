"""What a file says, when it leaves, of where it came from: what was done, by which models, to what.

None of a person's words is in it, nor who they are or where they asked; what they brought is named
by the sha256 of the file that they sent, with what that said of itself against commercial use.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.catalogue import Intent
from core.origins import UNKNOWN, Origin
from core.wire import plain

MOST_INGREDIENTS = 30  # that are told
MOST_GATHERED = 60  # deeds that a sheet of many results tells
ROOM = 48_000  # bytes that the longest manifest may add to a file


class Source(StrEnum):
    """How media came about: IPTC's digital source types, of which these five can happen here."""

    TRAINED = "trainedAlgorithmicMedia"  # a model made it, from words alone
    WITH_TRAINED = "compositeWithTrainedAlgorithmicMedia"  # a model made part of it
    ALGORITHMIC = "algorithmicMedia"  # drawn by rules that learnt from no pictures
    ENHANCED = "algorithmicallyEnhanced"  # a picture, changed by such rules
    COMPOSITE = "composite"  # several pictures in one, by such rules

    @property
    def trained(self) -> bool:
        """Whether a model made any of it."""
        return self in (Source.TRAINED, Source.WITH_TRAINED)


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A picture that a person brought."""

    sha256: str  # of the file as Easel keeps it
    media_type: str
    origin: Origin = UNKNOWN

    @property
    def known(self) -> str:
        """The sha256 by which whoever has the file that was sent finds it again."""
        return self.origin.sent or self.sha256


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done."""

    intent: Intent
    source: Source
    model: str  # as people call it
    weights: str = ""  # repository of the model, or where the code is
    revision: str = ""  # of the weights
    licence: str = ""
    licence_note: str = ""
    commercial: bool = True
    brought: tuple[Ingredient, ...] = ()  # what a person brought for it
    begins: bool = False  # whether it was done from words alone, to nothing that was there


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was done until a file was there, oldest first."""

    deeds: tuple[Deed, ...]
    cut: bool = False  # whether more was done before than is told
    gathered: bool = False  # whether the file shows results of these deeds, and is none itself

    @property
    def source(self) -> Source:
        """How a file came about that shows results of all these deeds."""
        trained = any(one.source.trained for one in self.deeds)
        return Source.WITH_TRAINED if trained else Source.COMPOSITE

    @property
    def ingredients(self) -> tuple[Ingredient, ...]:
        """What people brought, each once."""
        every = dict.fromkeys(one for deed in self.deeds for one in deed.brought)
        return tuple(every)[:MOST_INGREDIENTS]

    @property
    def bound(self) -> tuple[str, ...]:
        """What they brought says against commercial use of it, each once."""
        every = (line for one in self.ingredients for line in one.origin.bound)
        return tuple(dict.fromkeys(every))

    @property
    def digest(self) -> str:
        """What tells it from others, in 16 hexadecimal digits."""
        said = json.dumps(plain(self), sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def gathering(manifests: Iterable[Manifest]) -> Manifest | None:
    """What to say of a sheet that shows files with these manifests; None where nothing was done."""
    told = tuple(manifests)
    deeds = tuple(dict.fromkeys(deed for one in told for deed in one.deeds))
    cut = len(deeds) > MOST_GATHERED or any(one.cut for one in told)
    return Manifest(deeds[:MOST_GATHERED], cut, gathered=True) if deeds else None


class Signing(Protocol):
    """Writes manifests into files, signed."""

    async def mark(self) -> str:
        """What tells who signs from others, in 8 hexadecimal digits."""
        ...

    async def signed(self, data: bytes, media_type: str, manifest: Manifest) -> bytes:
        """The file with its manifest; as it is, where no such file can carry one."""
        ...
