"""What the studio page is handed by whoever composes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bots.leaving import Leaving
from bots.on_web.archives import Archives
from bots.on_web.events import Hub
from bots.on_web.links import Links
from core.catalogue import Catalogue
from core.incoming import Incoming
from core.jobs import Job
from core.kin import Kin
from core.painting import Painting
from core.ports import Blobs, Clock, History, Ledger, Queue
from core.renditions import Renditions
from core.replies import Reply, Turn


class Receiver(Protocol):
    """Answers what comes in; core.conversation has the real one."""

    async def receive(self, incoming: Incoming) -> Turn:
        """The turn with its answer."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that the page talks to."""

    conversation: Receiver
    history: History
    ledger: Ledger
    blobs: Blobs
    renditions: Renditions
    queue: Queue
    answer: Callable[[Job], Reply]  # the reply of a job in whatever state it is
    links: Links
    clock: Clock
    painting: Painting
    leaving: Leaving
    archives: Archives
    kin: Kin
    catalogue: Catalogue
    hosts: tuple[str, ...] = ()  # names that the page answers to, beside this machine's own
    outside: str = ""  # the name by which chats link to the page; it opens what links are for
    telegram: str = ""  # token of the bot, by which Telegram vouches for people
    inside: bool = False  # whether Telegram opens the page within itself
    hub: Hub = field(default_factory=Hub)
