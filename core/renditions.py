"""Small versions of stored pictures: a chat shows those, while its lossless files weigh 20 MB."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.errors import ForgedLink
from core.jobs import Asset
from core.provenance import Manifest

LIGHT = 100_000  # bytes; a picture that has no more is small in whatever encoding


class Fit(StrEnum):
    """What of a picture a small version shows."""

    THUMB = "thumb"  # the middle of it, as a square
    CHAT = "chat"  # the whole of it


# px: of a thumbnail at twice the 104 that it takes on a page; of the longer side in the chat.
SIDES: Mapping[Fit, int] = {Fit.THUMB: 208, Fit.CHAT: 1600}


@dataclass(frozen=True, slots=True)
class Rendition:
    """A small version of a picture: which, and whether it keeps transparency."""

    fit: Fit
    alpha: bool

    @property
    def side(self) -> int:
        """Of a square, or else of the longer side, in px."""
        return SIDES[self.fit]

    @property
    def media_type(self) -> str:
        """What it is encoded as."""
        return "image/webp" if self.alpha else "image/jpeg"

    @property
    def name(self) -> str:
        """As links and files call it; another size is another name: `chat-1600.jpg`."""
        return f"{self.fit}-{self.side}.{'webp' if self.alpha else 'jpg'}"


NAMED: Mapping[str, Rendition] = {
    one.name: one for fit in Fit for one in (Rendition(fit, False), Rendition(fit, True))
}


def named(name: str) -> Rendition:
    """The rendition of that name; raises ForgedLink where nobody makes one of it."""
    if name not in NAMED:
        raise ForgedLink
    return NAMED[name]


def rendition_of(asset: Asset, fit: Fit) -> Rendition | None:
    """The small version that is shown of a file; None where that is shown itself.

    So are clips, and pictures that are small already.
    """
    if not asset.media_type.startswith("image/"):
        return None
    small = max(asset.width, asset.height) <= SIDES[fit]
    if small and (asset.media_type == "image/jpeg" or asset.size <= LIGHT):
        return None
    return Rendition(fit, asset.alpha)


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip in few bytes."""

    limit: int  # bytes

    @property
    def name(self) -> str:
        """What it is called."""
        return f"clip-{self.limit}.mp4"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file, or its small version, with what it says of where it came from, signed."""

    manifest: Manifest
    mark: str  # of whoever signs
    media_type: str  # of the file
    small: Rendition | None = None

    @property
    def name(self) -> str:
        """What it is called; what says something else is called something else."""
        which = self.small.name if self.small else "whole"
        return f"{which}.{self.manifest.digest}.{self.mark}"


Version = Rendition | Clip | Sealed


class Renditions(Protocol):
    """Makes small and signed versions of stored pictures and clips."""

    async def made(self, sha256: str, rendition: Version) -> str | None:
        """What Blobs calls the version, which is made when it is first asked for.

        None where it cannot be made. Raises TargetGone where there is no such file.
        """
        ...
