"""What a desk asks of a platform: to answer, and to write and change messages."""

from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from core.jobs import Job
from core.postings import Posting
from core.replies import Channel, Progress, Reply

Shape = TypeVar("Shape")  # what a message of the platform should look like
Told = TypeVar("Told", contravariant=True)


class MessageGone(Exception):
    """The message was deleted."""


class PlaceClosed(Exception):
    """Nothing can be written there any more."""


class Said(NamedTuple):
    """A message that was sent."""

    place: str  # what the platform calls it
    message: str
    limit: int = 0  # bytes that a file may have there; 0 where that is not known
    token: str = ""  # by which it can be edited until `expires`
    expires: datetime | None = None
    file: str = ""  # what the platform calls the picture in it

    def posting(self, platform: str, job: str, variant: int = 0) -> Posting:
        """The record that it shows `job`, or one of its variants."""
        told = self.token, self.expires, self.limit
        return Posting(job, platform, self.place, self.message, variant, *told, file=self.file)


class Answering(Protocol[Told]):
    """How something that came in is answered."""

    @property
    def limit(self) -> int:
        """Bytes that a file may have there."""
        ...

    async def say(self, shape: Told) -> Said:
        """Show the answer."""
        ...


class Posts(Protocol[Shape]):
    """Messages of a platform: shaped, written, changed and found again."""

    async def shaped(self, reply: Reply, limit: int = 0) -> Shape:
        """The message for a reply; its files have at most `limit` bytes, 0 is the usual limit."""
        ...

    async def change(self, posting: Posting, shape: Shape) -> Posting:
        """Make a message look like `shape`; gives what it shows now.

        Raises MessageGone, PlaceClosed, TooLarge and Refused, and what the platform raises for
        what may pass.
        """
        ...

    async def reword(self, posting: Posting, reply: Reply) -> None:
        """Change the words and the buttons of a message; the files that it shows stay.

        Raises what `change` does.
        """
        ...

    async def send(self, place: Channel, shape: Shape, nonce: str) -> Said:
        """A new message, once for a `nonce` where the platform can tell.

        Raises PlaceClosed, TooLarge and Refused.
        """
        ...

    async def tell(self, person: str, shape: Shape, nonce: str) -> Said:
        """A message to the person alone. Raises PlaceClosed where they take none."""
        ...

    async def tick(self, posting: Posting, job: Job, progress: Progress) -> None:
        """Show how far a job is, in one attempt; what cannot be shown is lost."""
        ...

    async def at_home(self, posting: Posting, place: Channel) -> bool:
        """Whether a message is in the place that was asked in."""
        ...
