"""The file of a picture that a person gets: in the depth and colours of its source, if it fits."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from core.answers import file_size
from core.replies import Picture


class Given(NamedTuple):
    """A picture as it is handed over, and what there is to say of that."""

    picture: Picture
    note: str = ""


def given(picture: Picture, limit: int, where: Callable[[Picture], str]) -> Given:
    """A picture whose file may have `limit` bytes; `where` says how to get one that has more.

    Only where the file itself is wanted it is the deep one: chats show 8-bit sRGB.
    """
    deep = picture.asset.deep
    if deep is None or not picture.exact:
        return Given(picture)
    if deep.size <= limit:
        return Given(replace(picture, asset=picture.asset.whole))
    file = f"its file ({deep.said}) has {file_size(deep.size)}, more than can be sent here"
    return Given(picture, f"{picture.name} comes in 8-bit sRGB; {file}: {where(picture)}")
