"""`easel history` and `easel show`: what was made before, read without a worker or a queue."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from bots.making import PLATFORM
from bots.named_jobs import job_named
from bots.settings import BotSettings, local_person
from core.catalogue import Catalogue
from core.detailing import details
from core.errors import NotYours
from core.jobs import BEFORE, Job, Variant
from core.makers import in_data, makers
from core.reaching import is_of
from core.remembering import Asker, Listed, Remembering
from core.steps import DELETED, Step, Way, way_to
from core.wire import plain
from storage.clock import SystemClock
from storage.database import Database
from storage.history import SqlHistory
from storage.ledger import SqlLedger
from storage.opening import read_catalogue, read_lexicon
from storage.past import SqlPast
from storage.settings import make_home

HERE = frozenset({PLATFORM, "web"})  # platforms of this machine, which are no chats


class Told(NamedTuple):
    """What a command says."""

    lines: tuple[str, ...]
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The ports that are read."""

    history: SqlHistory
    ledger: SqlLedger
    past: SqlPast
    clock: SystemClock


@asynccontextmanager
async def _rows(settings: BotSettings) -> AsyncGenerator[_Rows]:
    make_home(settings.home)
    clock = SystemClock()
    async with Database(settings.database) as database:
        ports = SqlHistory(database, clock), SqlLedger(database, clock), SqlPast(database, clock)
        yield _Rows(*ports, clock)


async def found(settings: BotSettings, words: str, most: int) -> Told:
    """What the one at this keyboard made, the latest `most`; of `words` only what these find.

    Raises BadSettings, NoDatabase, UnknownModel and BadRequest.
    """
    catalogue, lexicon = read_catalogue(settings), read_lexicon()
    async with _rows(settings) as rows:
        person = await rows.history.person(PLATFORM, local_person())
        remembering = Remembering(rows.past, rows.history, rows.ledger, catalogue, lexicon)
        asker = Asker("", person, private=True, when=rows.clock.now())
        listed = await remembering.listed(asker, words, limit=most)
    lines = [f"{job.id}  {listed.line(job, catalogue)}" for job in listed.jobs]
    lines += ["There are older ones: --most shows more."] if listed.more else []
    return Told((listed.above, *lines), _found_data(listed, catalogue))


def _found_data(listed: Listed, catalogue: Catalogue) -> dict[str, Any]:
    jobs = [
        _job_data(job, catalogue) | {"favourites": [*listed.favourites.get(job.id, ())]}
        for job in listed.jobs
    ]
    told = {"text": listed.above, "fits": listed.fits, "more": listed.more is not None}
    return told | {"jobs": jobs if listed.fits else []}


def _job_data(job: Job, catalogue: Catalogue) -> dict[str, Any]:
    spec = job.spec
    return {
        "job": job.id,
        "created": job.created.isoformat(),
        "intent": str(spec.intent),
        "role": str(spec.role),
        **in_data(job, catalogue),
        "words": spec.own_words,
        "seed": spec.seed,
        "seconds": round(job.seconds, 3),
        "variants": [_variant_data(one) for one in job.variants],
    }


def _variant_data(variant: Variant) -> dict[str, Any]:
    whole = variant.asset.whole
    told = {"index": variant.index, "seed": variant.seed, "did": variant.did}
    return told | {
        "label": variant.label,
        "changed": variant.changed,
        "libraries": list(variant.libraries),
        "file": whole.sha256,
        "media_type": whole.media_type,
        "size": whole.size,
        "width": whole.width,
        "height": whole.height,
        "seconds": whole.seconds,
    }


async def shown(settings: BotSettings, asked: str) -> Told:
    """All that is known of a job, by its id or the end of it, as names of files have it.

    Raises what `job_named` raises, and NotYours for what somebody else asked for in a chat.
    """
    catalogue = read_catalogue(settings)
    async with _rows(settings) as rows:
        job = await job_named(asked, rows.past, rows.ledger)
        person = await rows.history.person(PLATFORM, local_person())
        if job.spec.place.platform not in HERE and not await is_of(person, job, rows.history):
            raise NotYours
        way = await way_to(job, job.variants[0].index if job.variants else 1, rows.ledger)
    return _told(job, way, catalogue)


def _told(job: Job, way: Way, catalogue: Catalogue) -> Told:
    told = details(job, way, catalogue)
    files = [f"File {one.index}: {_file(one)}" for one in job.variants]
    about = (f"Job {job.id}, {job.state}, of {job.created:%Y-%m-%d %H:%M} UTC",)
    steps = [_step_data(number, one, catalogue) for number, one in way.numbered()]
    data = _job_data(job, catalogue) | {"state": str(job.state)}
    data |= {"steps": steps, "spec": plain(job.spec), **_licence(job, catalogue)}
    data["recipes"] = [plain(one.recipe) for one in job.variants]
    return Told((told.text, *about, *told.lines, *files), data)


def _step_data(number: int, step: Step | None, catalogue: Catalogue) -> dict[str, Any]:
    """A step; of the picture that it began with there is nothing more to tell, and of one that was
    deleted only its number."""
    if step is None:
        return {"number": number, "deleted": True, "title": DELETED}
    told = {"number": number, "deleted": False, "job": step.job.id, "variant": step.variant}
    told["title"] = step.title
    if step.variant > BEFORE:
        return told
    job, made = step.job, step.job.variant(step.variant)
    return told | {
        **in_data(job, catalogue),
        **_licence(job, catalogue),
        "seed": made.seed if made else job.spec.seed_of(step.variant),
        "seconds": round(job.seconds, 3),
    }


def _licence(job: Job, catalogue: Catalogue) -> dict[str, str]:
    """Nothing where the card of its model is gone."""
    licences = dict.fromkeys(card.licence for card in makers(job, catalogue))
    return {"licence": " and ".join(licences)} if licences else {}


def _file(variant: Variant) -> str:
    whole = variant.asset.whole
    return f"{whole.sha256}, {whole.media_type}, {whole.size} bytes"
