"""What every front end is made of: the conversation on the storage that is open."""

import gc
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec

from bots.ahead import Ahead
from bots.archive_entries import Entries
from bots.exporting import Exporter, Sources
from bots.handing_over import HandingOver
from bots.leaving import Leaving
from bots.on_web.archive_links import ArchiveLinks
from bots.on_web.links import Links, Seal
from bots.on_web.painting_links import path_of
from bots.parts import Parts as ChatParts
from bots.settings import BotSettings, secret
from core.advising import Advisor
from core.answers import answer
from core.catalogue import Catalogue
from core.conversation import Conversation
from core.errors import BadSettings, NotInstalled
from core.exporting import Exports, Thread
from core.family import Families
from core.forgetting import Forgetting
from core.handed import Parts
from core.jobs import Job
from core.keeping_sets import Shelf
from core.lexicon import Lexicon
from core.painting import Painting
from core.replies import Reply
from storage.opening import Storage, read_catalogue, read_coach, read_lexicon

PATIENCE = 8.0  # s that a front end waits once for the first worker, which starts beside it


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
    settings: BotSettings,
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
    parts = handed(storage, catalogue, lexicon)
    advisor = advisor_of(settings)
    parts = replace(parts, painting=painting, exports=exports, coach=read_coach(), advisor=advisor)
    handing = HandingOver(storage.blobs, leaving_by(storage, catalogue))
    parts = replace(parts, patience=PATIENCE, handing=handing)
    conversation = Conversation(parts)
    return Talk(conversation, catalogue, painting is not None)


def advisor_of(settings: BotSettings) -> Advisor | None:
    """The language model that says vague requests more exactly, where one is set.

    Raises BadSettings and NotInstalled.
    """
    if not settings.coach_url:
        return None
    if not settings.coach_model:
        raise BadSettings(name="EASEL_COACH_MODEL", detail="EASEL_COACH_URL needs a model's name.")
    if find_spec("openai") is None:
        raise NotInstalled(library="openai", extra="coach")
    from bots.advising import LanguageModel, Where  # most do without, and it takes its time

    key = settings.coach_key.get_secret_value()
    where = Where(settings.coach_url, settings.coach_model, key, settings.coach_timeout)
    return LanguageModel(where)


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
        past=storage.past,
        strips=storage.strips,
        reading=storage.reading,
        shelf=Shelf(storage.sets, storage.palettes),
        customs=storage.customs,
        votes=storage.votes,
        blobs=storage.blobs,
        forgetting=forgetting_by(storage),
        kin=storage.kin,
    )


def forgetting_by(storage: Storage) -> Forgetting:
    """What forgets people."""
    ports = storage.people, storage.history, storage.ledger, storage.queue, storage.clock
    return Forgetting(*ports, storage.grace)


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
        forgetting=forgetting_by(storage),
    )
