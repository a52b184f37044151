"""What one edit made of a picture: the new pixels, where they count, and the words for it."""

from typing import NamedTuple

from worker.engines.classical.painting.pixels import Picture, Plane


class Change(NamedTuple):
    """A picture after one edit, in two pieces of a sentence."""

    picture: Picture
    mask: Plane  # 0 to 1: how much of `picture` is taken at each pixel
    title: str  # what differs between variants: “vivid purple”
    place: str  # what all variants share: “the sky recoloured purple”; empty for the whole
    note: str = ""  # what a person should know
    whole: bool = False  # whether it is done entirely or not at all, whatever the strength
