"""`easel make`: one request through the same queue, worker and ledger as a chat's, to files."""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bots.delivery import deliver
from bots.settings import BotSettings, local_person
from bots.supervisor import WORKER, run_part
from core.answers import answer
from core.catalogue import Catalogue
from core.conversation import Attachment, Conversation, Incoming, Parts
from core.errors import NoSuchFile
from core.jobs import Job
from core.replies import Button, Reply, Turn
from core.wire import plain
from storage.opening import Storage, open_storage, read_catalogue, read_lexicon
from storage.redis_server import RedisServer
from storage.settings import make_home

PLATFORM = "cli"
POLL = 0.25  # s between two looks into the ledger, should a delivery be lost
PATIENCE = 30.0  # s for a worker of our own to come up


@dataclass(frozen=True, slots=True)
class Wish:
    """What `easel make` was asked for."""

    words: str
    images: tuple[Path, ...]
    out: Path


Tell = Callable[[str], object]  # shows a line of progress


async def make(settings: BotSettings, wish: Wish, tell: Tell) -> dict[str, Any]:
    """Run one request and write its files; returns the reply as `reply.json` holds it.

    Raises NoSuchFile, NoRedis and BadSettings; everything else that can be wrong is a reply.
    """
    attachments = _prepared(wish)
    catalogue = read_catalogue(settings)
    with RedisServer(settings.home, settings.redis_url) as redis:
        async with (
            open_storage(settings, redis.address) as storage,
            _worker(settings, storage, tell),
        ):
            turn = await _ask(storage, catalogue, wish, attachments)
            job = await _ended(storage, turn.job, tell) if turn.job else None
            reply = answer(job, catalogue) if job else turn.reply
            assert reply is not None
            return await _write(storage, wish.out, reply, job)


def _prepared(wish: Wish) -> tuple[Attachment, ...]:
    """The pictures of a wish; its folder is made now, before anything is rendered for it."""
    wish.out.mkdir(parents=True, exist_ok=True)
    return tuple(_read(path) for path in wish.images)


def _read(path: Path) -> Attachment:
    try:
        return Attachment(path.name, path.read_bytes())
    except OSError as error:
        raise NoSuchFile(file=path, detail=error.strerror) from error


async def _ask(
    storage: Storage, catalogue: Catalogue, wish: Wish, attachments: tuple[Attachment, ...]
) -> Turn:
    handed = Parts(
        history=storage.history,
        ledger=storage.ledger,
        queue=storage.queue,
        intake=storage.intake,
        clock=storage.clock,
        catalogue=catalogue,
        lexicon=read_lexicon(),
    )
    channel = await storage.history.channel(PLATFORM, "command line", "Command line")
    incoming = Incoming(
        key=storage.clock.new_id(),
        channel=channel.id,
        person=await storage.history.person(PLATFORM, local_person()),
        platform=PLATFORM,
        words=wish.words,
        attachments=attachments,
    )
    return await Conversation(handed).receive(incoming)


@asynccontextmanager
async def _worker(settings: BotSettings, storage: Storage, tell: Tell) -> AsyncGenerator[None]:
    """A worker of our own for as long as this lasts, where none is alive."""
    if (await storage.queue.fleet()).live:
        yield
        return
    tell("starting a worker")
    make_home(settings.home)
    running = asyncio.create_task(run_part(WORKER, settings.home / "worker.log"))
    try:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not (await storage.queue.fleet()).live and not running.done():
            if asyncio.get_running_loop().time() > deadline:
                break
            await asyncio.sleep(0.05)
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A front that shows nothing: it only notices that the job of this command has ended."""

    job: str
    happened: asyncio.Event

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
    try:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(arrival.happened.wait(), POLL)
            now = await storage.ledger.job(job.id)
            assert now is not None
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


async def _write(storage: Storage, out: Path, reply: Reply, job: Job | None) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": str(reply.kind), "text": reply.text, "lines": [*reply.lines]}
    if reply.error:
        data["error"] = reply.error
    if job is not None:
        data |= await _results(storage, out, job)
    data["buttons"] = [[_button(button) for button in row] for row in reply.rows]
    (out / "reply.json").write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    return data


async def _results(storage: Storage, out: Path, job: Job) -> dict[str, Any]:
    spec = job.spec
    data: dict[str, Any] = {
        "job": job.id,
        "intent": str(spec.intent),
        "role": str(spec.role),
        "model": spec.model,
        "reason": spec.reason,
        "seconds": round(job.seconds, 3),
        "seed": spec.seed,
        "grid": None,
        "variants": [],
    }
    if job.grid is not None:
        data["grid"] = "grid.jpg"
        (out / "grid.jpg").write_bytes(await storage.blobs.get(job.grid.sha256))
    for variant in job.variants:
        ending = "mp4" if variant.asset.seconds else "png"
        name = f"{variant.index}.{ending}"
        (out / name).write_bytes(await storage.blobs.get(variant.asset.sha256))
        data["variants"].append(plain(variant) | plain(variant.asset) | {"file": name})
        del data["variants"][-1]["asset"]
    return data


def _button(button: Button) -> dict[str, Any]:
    return plain(button)


def to_stderr(line: str) -> None:
    """Show progress where it does not mix with the answer."""
    sys.stderr.write(f"{line}\n")


def exit_status(reply: dict[str, Any]) -> int:
    """0 for a result, 1 where the request could not be done."""
    return 1 if reply["kind"] == "error" else 0


def in_words(reply: dict[str, Any], out: Path) -> Sequence[str]:
    """The reply for people."""
    files = [reply["grid"]] if reply.get("grid") else []
    files += [variant["file"] for variant in reply.get("variants", ())]
    written = [f"wrote {', '.join(str(out / file) for file in files)}"] if files else []
    return [reply["text"], *reply["lines"], *written]
