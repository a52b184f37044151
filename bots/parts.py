"""What the front end of a chat is handed when it is composed."""

from collections.abc import Callable
from dataclasses import dataclass

from bots.leaving import Leaving
from core.catalogue import Catalogue
from core.conversation import Conversation
from core.customs import Customs
from core.forgetting import Forgetting
from core.jobs import Job
from core.linking import Links
from core.ports import Blobs, Clock, History, Ledger, Queue
from core.postings import Postings
from core.renditions import Renditions
from core.replies import Picture, Reply
from core.verifying import Reading


@dataclass(frozen=True, slots=True)
class Parts:
    """Ports and decisions."""

    conversation: Conversation
    history: History
    ledger: Ledger
    postings: Postings
    customs: Customs
    links: Links
    blobs: Blobs
    clips: Renditions
    queue: Queue
    clock: Clock
    catalogue: Catalogue
    answer: Callable[[Job], Reply]  # the reply of a job in whatever state it is
    link: Callable[[Picture], str]  # to a file; empty where there is no page
    leaving: Leaving
    reading: Reading
    forgetting: Forgetting
