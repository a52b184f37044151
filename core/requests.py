"""What a decision about a request needs, and how many of its pictures are taken."""

from dataclasses import dataclass, field, replace

from core.intents import Understanding
from core.jobs import UNTOLD, Asset, Drawn, Kept, Lineage, Place, Scene, Traced
from core.listing import Listing
from core.prompts import Prompt

MOST = "one request takes no more"


@dataclass(frozen=True, slots=True)
class Request:
    """All that a decision needs."""

    understood: Understanding
    prompt: Prompt
    place: Place
    seed: int
    inputs: tuple[Asset, ...] = ()
    mask: Asset | None = None  # marks a part of the inputs
    lineage: Lineage | None = None
    notes: tuple[str, ...] = ()
    drawn: Drawn | None = None  # what the one input was drawn from
    traced: Traced | None = None  # what all inputs are looks of
    kept: Kept | None = None  # what a model kept of the one input
    said: str = ""  # the person's words, where names of pictures were taken out of them
    scene: Scene = UNTOLD  # what the first input shows, where it was made here
    shown: bool = False  # whether the inputs show what the words speak of, and none is changed
    listing: Listing = field(kw_only=True)  # how looks are listed


def first_picture(request: Request, why: str) -> Request:
    """The request on the first of its pictures alone, with a note of `why`."""
    given = len(request.inputs)
    if given < 2:
        return request
    note = left_out_of(1, given, why)
    return replace(request, inputs=request.inputs[:1], notes=(*request.notes, note))


def left_out_of(limit: int, given: int, why: str) -> str:
    """What is said where only the first `limit` of so many pictures are taken."""
    used = "the first" if limit == 1 else f"the first {limit}"
    return f"only {used} of {given} pictures: {why}"
