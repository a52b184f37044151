"""The one use case: something came in, so jobs and replies go out."""

from dataclasses import dataclass

from core.replies import Turn


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it came in, not yet trusted."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message or one press of a button, in the words of no platform."""

    key: str  # what the platform calls it, unique in the channel: redelivery changes nothing
    channel: str  # id of the channel in the ledger
    person: str  # id of the person in the ledger
    words: str = ""
    attachments: tuple[Attachment, ...] = ()
    action: str = ""  # of the button that was pressed
    reply_to: str = ""  # id of the job whose result it replies to


class Conversation:
    """Answers what comes in."""

    async def receive(self, incoming: Incoming) -> Turn:
        """The turn with its answer: a reply of its own or a queued job. Never raises an EaselError:
        what is wrong becomes the reply."""
        raise AssertionError(incoming)
