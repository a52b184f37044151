"""What comes with the words of a request."""

from dataclasses import dataclass
from enum import StrEnum


class Replied(StrEnum):
    """What the message replies to."""

    NONE = "none"
    GRID = "grid"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Context:
    """What comes with the words."""

    images: int = 0  # pictures attached
    reply: Replied = Replied.NONE
    mask: bool = False  # a region of the picture is marked
    variants: int = 4  # in the grid that is replied to

    @property
    def pictured(self) -> bool:
        """Whether there is a picture to work on."""
        return self.images > 0 or self.replies or self.mask

    @property
    def replies(self) -> bool:
        """Whether the message replies to a result."""
        return self.reply is not Replied.NONE
