"""`easel make` and `recall`: one request through the same queue, worker and ledger as a chat."""

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from shlex import quote
from typing import Any

from bots.bounded import read_bounded
from bots.composing import handed, leaving_by
from bots.delivery import deliver
from bots.going_on import as_reply, thread_of
from bots.named_jobs import job_named
from bots.own_worker import with_worker, worker_alive
from bots.plain_text import one_line
from bots.result_files import make_folder, write, write_refusal
from bots.settings import BotSettings, local_person
from core.answers import answer, refusal
from core.attachments import MOST_ATTACHMENTS, Attachment
from core.catalogue import Intent
from core.conversation import Conversation
from core.errors import BadRequest, EmptyRequest, NoRedis
from core.handed import Parts
from core.incoming import Incoming
from core.jobs import Job, State
from core.lexicon import Lexicon
from core.prompts import parse
from core.replies import Kind, Reply, Turn
from storage.opening import Storage, open_storage, read_catalogue, read_lexicon
from storage.provenance.masters import master_of
from storage.redis_server import RedisServer
from storage.settings import make_home

PLATFORM = "cli"
POLL = 0.25  # s between two looks into the ledger, should a delivery be lost
QUIET = 2.0  # s that a job waits before that is said


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    words: str
    images: tuple[Path, ...]
    out: Path
    mask: Path | None = None
    job: str | None = None  # the id, or the end of it, of one whose settings are recalled
    press: str = ""  # the action of a button that an earlier reply had


Tell = Callable[[str], object]  # shows a line of progress


async def make(settings: BotSettings, wish: Wish, tell: Tell) -> dict[str, Any]:
    """Run one request and write its files; returns the reply as `reply.json` holds it.

    Raises NoSuchFile, BadFolder, NoWorker, NoRedis, NoDatabase, BadSettings, and what `job_named`
    raises; everything else that can be wrong is a reply.
    """
    files = _prepared(wish)
    lexicon = read_lexicon()
    slip = _slip(wish, lexicon)
    if slip is not None:
        return await asyncio.to_thread(write_refusal, wish.out, slip)
    catalogue = read_catalogue(settings)
    make_home(settings.home)
    log = settings.home / "worker.log"
    with RedisServer(settings.home, settings.redis_url) as redis:
        async with open_storage(settings, redis.address) as storage:
            parts = handed(storage, catalogue, lexicon)
            if wish.job is not None:
                earlier = await job_named(wish.job, storage.past, storage.ledger)
                wish = replace(wish, job=earlier.id)
            work = _done(storage, parts, wish, files, tell)
            return await with_worker(storage.queue, log, tell, work)


@dataclass(frozen=True, slots=True)
class _Files:
    """What a wish names, read."""

    pictures: tuple[Attachment, ...]
    mask: Attachment | None


def _prepared(wish: Wish) -> _Files:
    """The files of a wish; its folder is made now, before anything is rendered for it.

    Of too many pictures none is read: that is refused, and said, further on.
    """
    make_folder(wish.out)
    mask = _read(wish.mask) if wish.mask else None
    if len(wish.images) > MOST_ATTACHMENTS:
        return _Files((), mask)
    return _Files(tuple(map(_read, wish.images)), mask)


def _read(path: Path) -> Attachment:
    return Attachment(path.name, read_bounded(path))


def _slip(wish: Wish, lexicon: Lexicon) -> Reply | None:
    """The refusal of words that mean nothing; no worker has to be started to tell that."""
    tells = wish.images or wish.job is not None or wish.press
    try:
        if not (parse(wish.words, lexicon.asides).words or tells):
            raise EmptyRequest
    except BadRequest as error:
        return refusal(error)
    return None


async def _done(
    storage: Storage, parts: Parts, wish: Wish, files: _Files, tell: Tell
) -> dict[str, Any]:
    await worker_alive(storage.queue)
    turn = await _ask(storage, parts, wish, files)
    try:
        job = await _ended(storage, turn.job, tell) if turn.job else None
    except asyncio.CancelledError:
        # Nobody waits for it any more.
        if turn.job is not None and await storage.ledger.cancel(turn.job.id):
            with suppress(NoRedis):
                await storage.queue.cancel(turn.job.id)
            tell("cancelled")
        raise
    reply = answer(job, parts.catalogue) if job else turn.reply
    assert reply is not None
    leaving = leaving_by(storage, parts.catalogue)
    return await write(wish.out, storage.blobs, reply, job, leaving)


async def _ask(storage: Storage, parts: Parts, wish: Wish, files: _Files) -> Turn:
    asked = Incoming(
        key=storage.clock.new_id(),
        channel="",
        person=await storage.history.person(PLATFORM, local_person()),
        platform=PLATFORM,
        words=f"{wish.job} {wish.words}" if wish.job else wish.words,
        attachments=files.pictures,
        mask=files.mask,
        action=wish.press,
        left_out=len(wish.images) - len(files.pictures),
        intent=Intent.RECALL if wish.job else None,
        operates=True,
    )
    conversation = Conversation(parts)
    asked = await conversation.looked_at(asked)
    if len(files.pictures) == 1 and asked.taken and asked.taken.pictures:
        name = await asyncio.to_thread(master_of, _bytes(files.pictures[0]))
        asked = await as_reply(asked, wish.images[0], name, storage.past)
    # Else one of its own: "make it larger" never takes up what an unrelated command made.
    channel = await thread_of(asked, storage.ledger) or await _thread(storage)
    return await conversation.receive(replace(asked, channel=channel))


def _bytes(picture: Attachment) -> bytes:
    assert isinstance(picture.data, bytes), "the command line reads its files itself"
    return picture.data


async def _thread(storage: Storage) -> str:
    """The id of a new channel."""
    return (await storage.history.channel(PLATFORM, storage.clock.new_id(), "Command line")).id


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A front that shows nothing: it only notices that the job of this command has ended."""

    job: str
    happened: asyncio.Event

    async def begin(self, job: Job) -> None:
        """Nothing: this command began its job itself."""

    async def show(self, job: Job) -> None:
        """Notice; a result of an earlier command that was interrupted lies in the history."""
        if job.id == self.job:
            self.happened.set()


async def _ended(storage: Storage, job: Job, tell: Tell) -> Job:
    """The job once it has ended."""
    arrival = _Arrival(job.id, asyncio.Event())
    watching = [
        asyncio.create_task(deliver(PLATFORM, arrival, storage.ledger, storage.queue)),
        asyncio.create_task(_progress(storage, job, tell)),
    ]
    loop = asyncio.get_running_loop()
    silent_until = loop.time() + QUIET
    try:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(arrival.happened.wait(), POLL)
            now = await storage.ledger.job(job.id)
            assert now is not None
            if now.state is State.QUEUED and loop.time() > silent_until:
                tell("waiting for a worker")
                silent_until = inf
            if now.state.ended:
                await storage.ledger.delivered(job.id)
                return now
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


async def _progress(storage: Storage, job: Job, tell: Tell) -> None:
    async for progress in storage.queue.watch():
        if progress.job == job.id:
            tell(f"{progress.fraction:4.0%} {progress.stage}")


def to_stderr(line: str) -> None:
    """Show progress where it does not mix with the answer."""
    sys.stderr.write(f"{line}\n")


def exit_status(reply: dict[str, Any]) -> int:
    """0 for a result, 1 where the request could not be done."""
    return 1 if reply["kind"] == "error" else 0


def in_words(reply: dict[str, Any], out: Path) -> Sequence[str]:
    """The reply for people."""
    mask = reply.get("mask")
    files = [one for one in (reply.get("grid"), mask) if one]
    files += [variant["file"] for variant in reply.get("variants", ())]
    files += reply.get("files", ())
    written = [f"wrote {', '.join(str(out / file) for file in files)}"] if files else []
    read = [f"  “{line}”" for line in reply.get("read", ())]
    how = ["say: change the text “…” to “…”"] if read else []
    if mask:
        how = [
            f"to say yes: the same once more with --mask {quote(str(out / mask))}; if it is not "
            "this, with a mask of your own"
        ]
    pressing = list(_pressing(reply)) if reply.get("kind") == Kind.QUESTION else []
    return [*map(one_line, (reply["text"], *read, *how, *reply["lines"], *pressing, *written))]


def _pressing(reply: dict[str, Any]) -> Iterator[str]:
    """How the buttons of a question are pressed where there are none to be seen."""
    for button in (one for row in reply["buttons"] for one in row):
        if button.get("action"):
            words = '"…" ' if button.get("asks") else ""
            press = f"easel make {words}--press {quote(button['action'])}"
            yield f"to press “{button['label']}”: {press}"
