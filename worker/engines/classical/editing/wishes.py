"""One edit that words ask for, and all of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from worker.engines.classical.editing.stages import Stage
from worker.engines.classical.words.lamps import Lamp
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.vocabulary import Colour
from worker.engines.classical.words.wording import Rewording


class Verb(StrEnum):
    """The kinds of edit."""

    RECOLOUR = "recolour"
    CHANGE = "change"
    SKY = "sky"
    REMOVE = "remove"
    REWORD = "reword"
    RELIGHT = "relight"
    RESTAGE = "restage"


Detail = Pointer | Rewording | Lamp | Stage


@dataclass(frozen=True, slots=True)
class Request:
    """One edit."""

    verb: Verb
    # sky, background, subject, face, grass, water, text, whole; or "colour", "thing", "part",
    # "marked"
    place: str
    title: str  # the place, as a person says it: “the red car”
    colour: Colour | None = None  # what to paint
    named: Colour | None = None  # the colour that the place is found by
    where: tuple[str, ...] = ()  # position words of a place that is found by its colour
    thing: Pointer | None = None  # the place, where it is told from others that look like it
    says: str = ""  # what the text says that the place is; empty for all text
    one: bool = False  # whether that place is a single thing: “the red car”
    what: str = ""  # the change, or the kind of sky
    much: str = ""  # of a change, where words say so: "little", "much"
    outside: bool = False  # whether all but that place is meant
    detail: Detail | None = None  # what removing, rewording, relighting and restaging go by


class Wishes(NamedTuple):
    """All that a sentence asks for."""

    requests: tuple[Request, ...]
    left: tuple[str, ...]  # what of it is not done, each as a clause of its own
