"""Which message of a chat shows what: so that an answer finds its place after any restart."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Posting:
    """A message of a chat that shows a job, or one of its variants alone."""

    job: str
    platform: str
    place: str  # what the platform calls the channel, the thread or the chat
    message: str  # what it calls the message
    variant: int = 0  # 1-based; 0 for the job as a whole
    token: str = ""  # what the message can be edited with until `expires`
    expires: datetime | None = None
    limit: int = 0  # bytes that a file may have there; 0 where that is not known
    asks: str = ""  # the packed action that an answer to the message brings words for
    file: str = ""  # what the platform calls the picture in it, where that can be shown again


class Postings(Protocol):
    """Which message shows what: so that an answer finds its place again after any restart."""

    async def keep(self, posting: Posting) -> None:
        """Keep what a message shows, instead of what it showed before."""
        ...

    async def of(self, job: str) -> Posting | None:
        """The latest message that shows a job as a whole."""
        ...

    async def every(self, job: str) -> tuple[Posting, ...]:
        """All messages that show a job or one of its variants, the earliest first."""
        ...

    async def at(self, platform: str, place: str, message: str) -> Posting | None:
        """What a message shows."""
        ...

    async def forget(self, posting: Posting) -> None:
        """The message is no longer there."""
        ...
