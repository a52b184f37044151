"""Everything that is stored, opened as the settings say: what each process composes itself from."""

import tomllib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from core.catalogue import Catalogue
from core.coaching import Coach
from core.errors import BadSettings
from core.lexicon import Lexicon
from core.wire import Mismatch
from storage.aged import SqlAged
from storage.archives import KeptArchives
from storage.blobs import ObjectBlobs, open_store
from storage.clock import SystemClock
from storage.customs import SqlCustoms
from storage.database import Database
from storage.history import SqlHistory
from storage.inbox import SqlInbox
from storage.intake_process import IntakeProcess
from storage.invitations import SqlInvitations
from storage.kin import SqlKin
from storage.ledger import SqlLedger
from storage.links import SqlLinks
from storage.loose import SqlLoose
from storage.palettes import KeptPalettes, PaletteProcess
from storage.past import SqlPast
from storage.people import SqlPeople
from storage.postings import SqlPostings
from storage.provenance.reading_process import ReadingProcess
from storage.provenance.signing import Signer
from storage.queue import RedisQueue
from storage.reception import Reception
from storage.renditions import KeptRenditions, RenditionProcess
from storage.sets import SqlSets
from storage.settings import StorageSettings, make_home
from storage.sheets import SheetProcess
from storage.strips import DrawnStrips, StripProcess
from storage.tidying import Tidying
from storage.votes import SqlVotes


@dataclass(frozen=True, slots=True)
class Storage:
    """The ports, as one process uses them."""

    history: SqlHistory
    ledger: SqlLedger
    blobs: ObjectBlobs
    intake: Reception
    queue: RedisQueue
    clock: SystemClock
    postings: SqlPostings
    customs: SqlCustoms
    inbox: SqlInbox
    renditions: KeptRenditions
    clips: KeptRenditions  # in a process of their own: they take long
    strips: DrawnStrips
    links: SqlLinks
    invitations: SqlInvitations
    past: SqlPast
    people: SqlPeople
    tidying: Tidying
    grace: timedelta  # for which files stay that nothing needs
    signer: Signer
    reading: ReadingProcess
    sets: SqlSets
    palettes: KeptPalettes
    votes: SqlVotes
    kin: SqlKin
    sheets: SheetProcess
    archives: KeptArchives


@asynccontextmanager
async def open_storage(settings: StorageSettings, redis: str) -> AsyncGenerator[Storage]:
    """Database, files and queue; `redis` is the address of a Redis that runs.

    Raises BadSettings and NoDatabase.
    """
    make_home(settings.home)
    clock = SystemClock()
    async with Database(settings.database) as database, RedisQueue(redis, settings.lease) as queue:
        location, who = settings.blob_store, settings.who
        grace = timedelta(seconds=settings.grace)
        ledger = SqlLedger(database, clock)
        store = open_store(location)
        blobs = ObjectBlobs(store)
        history, postings = SqlHistory(database, clock), SqlPostings(database, clock)
        customs, inbox = SqlCustoms(database), SqlInbox(database, clock)
        with (
            closing(IntakeProcess(location)) as intake,
            closing(RenditionProcess(location, who)) as small,
            closing(RenditionProcess(location)) as short,
            closing(StripProcess(location)) as strips,
            closing(PaletteProcess(location)) as palettes,
            closing(ReadingProcess(location, who)) as reading,
            closing(SheetProcess(location)) as sheets,
        ):
            renditions = KeptRenditions(small.make, blobs)
            archives = KeptArchives(store, clock)
            yield Storage(
                history=history,
                ledger=ledger,
                blobs=blobs,
                intake=Reception(intake.take_in, ledger, blobs),
                queue=queue,
                clock=clock,
                postings=postings,
                customs=customs,
                inbox=inbox,
                renditions=renditions,
                clips=KeptRenditions(short.make, blobs),
                strips=DrawnStrips(strips.draw, blobs, renditions, ledger),
                links=SqlLinks(database, clock),
                invitations=SqlInvitations(database, clock),
                past=SqlPast(database, clock),
                people=SqlPeople(database),
                tidying=Tidying(
                    SqlLoose(database, clock),
                    SqlAged(database, ledger),
                    blobs,
                    clock,
                    grace,
                    settings.retention,
                    archives,
                ),
                grace=grace,
                signer=Signer(who),
                reading=reading,
                sets=SqlSets(database, clock),
                palettes=KeptPalettes(palettes.run, blobs, renditions, ledger),
                votes=SqlVotes(database),
                kin=SqlKin(database),
                sheets=sheets,
                archives=archives,
            )


def read_catalogue(settings: StorageSettings) -> Catalogue:
    """The catalogue that Easel ships, with what the operator adds to it. Raises BadSettings."""
    shipped = tomllib.loads(files("core").joinpath("models.toml").read_text(encoding="utf-8"))
    if not settings.catalogue:
        return Catalogue.from_data(shipped)
    try:
        with Path(settings.catalogue).open("rb") as file:
            return Catalogue.from_data(shipped, tomllib.load(file))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, Mismatch) as error:
        detail = f"{settings.catalogue}: {error}"
        raise BadSettings(name="EASEL_CATALOGUE", detail=detail) from error


def read_coach() -> Coach:
    """What makes vague requests more exact, in every language that Easel ships."""
    text = files("core").joinpath("coaching.toml").read_text(encoding="utf-8")
    return Coach.from_data(tomllib.loads(text))


def read_lexicon() -> Lexicon:
    """The words of every language that Easel ships."""
    tables = sorted(files("core").joinpath("words").iterdir(), key=lambda file: file.name)
    texts = (file.read_text(encoding="utf-8") for file in tables if file.name.endswith(".toml"))
    return Lexicon.from_data(*map(tomllib.loads, texts))
