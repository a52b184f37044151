"""What every front end is made of: the conversation on the storage that is open."""

import gc
from collections.abc import Callable
from dataclasses import dataclass, replace

from bots.ahead import Ahead
from bots.archive_entries import Entries
from bots.exporting import Exporter, Sources
from bots.leaving import Leaving
from bots.on_web.archive_links import ArchiveLinks
from bots.on_web.links import Links, Seal
from bots.on_web.painting_links import path_of
from bots.parts import Parts as ChatParts
from bots.settings import BotSettings, secret
from core.answers import answer
from core.catalogue import Catalogue
from core.conversation import Conversation, Parts
from core.exporting import Exports, Thread
from core.family import Families
from core.jobs import Job
from core.lexicon import Lexicon
from core.painting import Painting
from core.replies import Reply
from storage.opening import Storage, read_catalogue, read_lexicon
from storage.settings import StorageSettings


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation, and the catalogue that it draws on."""

    conversation: Conversation
    catalogue: Catalogue
    paints: bool = False  # whether there is a page to paint on

    def answer(self, job: Job) -> Reply:
        """The reply of a job in whatever state it is."""
        return answer(job, self.catalogue, self.paints)


def talk_on(
    settings: StorageSettings,
    storage: Storage,
    painting: Painting | None = None,
    exports: Exports | None = None,
) -> Talk:
    """The conversation; its words are compiled now, rather than while the first person waits.

    Raises BadSettings.
    """
    catalogue, lexicon = read_catalogue(settings), read_lexicon()
    lexicon.prepare()
    _settle()
    parts = replace(handed(storage, catalogue, lexicon), painting=painting, exports=exports)
    conversation = Conversation(parts)
    return Talk(conversation, catalogue, painting is not None)


def _settle() -> None:
    """Leave what is there for good out of every later search for garbage.

    With all that is compiled, a full search takes a tenth of a second, in which nobody is
    acknowledged.
    """
    gc.collect()
    gc.freeze()


def handed(storage: Storage, catalogue: Catalogue, lexicon: Lexicon) -> Parts:
    """What a conversation is made of."""
    return Parts(
        history=storage.history,
        ledger=storage.ledger,
        queue=storage.queue,
        intake=storage.intake,
        clock=storage.clock,
        catalogue=catalogue,
        lexicon=lexicon,
        strips=storage.strips,
        reading=storage.reading,
        kin=storage.kin,
    )


def leaving_by(storage: Storage, catalogue: Catalogue) -> Leaving:
    """What signs the files that leave a front end. Raises BadSettings."""
    storage.signer.check()
    return Leaving(storage.ledger, catalogue, storage.signer)


def exporter_on(
    storage: Storage, catalogue: Catalogue, link: Callable[[Thread], str] = lambda _: ""
) -> Exporter:
    """What makes archives; `link` is where the page hands them over. Raises BadSettings."""
    families = Families(storage.history, storage.ledger, storage.kin)
    entries = Entries(families, storage.ledger, catalogue)
    leaving = leaving_by(storage, catalogue)
    sources = Sources(entries, storage.blobs, leaving, storage.sheets, storage.clock)
    return Exporter(sources, storage.archives.keep, link)


def archive_links_on(settings: BotSettings, storage: Storage) -> ArchiveLinks:
    """Links to archives, as the page checks them."""
    return ArchiveLinks(Seal(secret(settings.home)), storage.clock)


def painting_on(settings: BotSettings, storage: Storage, page: str) -> Painting:
    """The page where people paint, as links name it whose address begins with `page`."""
    seal = Seal(secret(settings.home))
    return Painting(
        storage.invitations,
        storage.clock,
        lambda one: f"{page}{path_of(one, seal)}",
        Ahead(storage.renditions).begin,
    )


def chat_on(settings: BotSettings, storage: Storage) -> ChatParts:
    """What the front end of a chat works with. Raises BadSettings."""
    links, page = Links(secret(settings.home), storage.clock), settings.web_url.rstrip("/")
    archives = archive_links_on(settings, storage)
    exports = exporter_on(
        storage,
        read_catalogue(settings),
        lambda thread: f"{page}{archives.of(thread)}" if page else "",
    )
    painting = painting_on(settings, storage, page) if page else None
    talk = talk_on(settings, storage, painting, exports)
    return ChatParts(
        conversation=talk.conversation,
        history=storage.history,
        ledger=storage.ledger,
        postings=storage.postings,
        customs=storage.customs,
        links=storage.links,
        blobs=storage.blobs,
        clips=storage.clips,
        queue=storage.queue,
        clock=storage.clock,
        catalogue=talk.catalogue,
        answer=talk.answer,
        link=lambda picture: f"{page}{links.of(picture)}" if page else "",
        leaving=leaving_by(storage, talk.catalogue),
        reading=storage.reading,
    )
