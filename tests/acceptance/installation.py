"""A whole installation for acceptance stories: real SQLite, real Redis, real worker processes."""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bots.delivery import deliver
from core.attachments import Attachment
from core.conversation import Conversation
from core.handed import Parts
from core.incoming import Incoming
from core.jobs import Job
from core.replies import Turn
from storage.opening import Storage, open_storage, read_catalogue, read_lexicon
from storage.redis_server import RedisServer
from storage.settings import StorageSettings
from storage.until_signal import LOST
from tests.pictures_made import as_jpeg, landscape

PHOTO = Attachment("photo.jpg", as_jpeg(landscape()))


@dataclass
class Teller:
    """A front end that counts how often it showed each job."""

    shown: Counter[str] = field(default_factory=Counter[str])

    async def begin(self, job: Job) -> None:
        """Nobody is told that a job is under way."""

    async def show(self, job: Job) -> None:
        """Count."""
        self.shown[job.id] += 1


@dataclass
class Installation:
    """One home folder with everything that runs on it."""

    home: Path
    storage: Storage
    redis: RedisServer
    teller: Teller
    conversation: Conversation
    settings: StorageSettings
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list[Any])

    def start_worker(self, name: str) -> subprocess.Popen[bytes]:
        """A worker process of its own."""
        environment = os.environ | {  # noqa: TID251 - of the child
            "EASEL_HOME": str(self.home),
            "EASEL_LEASE": str(self.settings.lease),
            "EASEL_PROCESSES": "1",
            "EASEL_WORKER_NAME": name,
        }
        with (self.home / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "worker"],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.workers.append(process)
        return process

    async def live(self, name: str) -> None:
        """Return once that worker has announced itself."""
        while name not in {one.worker for one in (await self.storage.queue.fleet()).live}:
            await asyncio.sleep(0.05)

    async def ask(self, words: str, *attachments: Attachment, **more: Any) -> Turn:
        """Somebody says something in the channel."""
        history = self.storage.history
        incoming = Incoming(
            key=self.storage.clock.new_id(),
            channel=(await history.channel("web", "studio")).id,
            person=await history.person("web", "ada"),
            platform="web",
            words=words,
            attachments=attachments,
            **more,
        )
        return await self.conversation.receive(incoming)

    async def ended(self, id: str) -> Job:
        """The job, once it has ended and was shown."""
        while True:
            job = await self.storage.ledger.job(id)
            assert job is not None
            if job.state.ended and job.delivered:
                return job
            await asyncio.sleep(0.05)


@asynccontextmanager
async def installed(home: Path, lease: float = 15.0) -> AsyncGenerator[Installation]:
    """Redis, storage and a front end; workers are started by the story."""
    settings = StorageSettings(home=home, lease=lease, redis_url="")
    with RedisServer(home, dies_with_parent=True) as redis:
        async with open_storage(settings, redis.address) as storage:
            handed = Parts(
                history=storage.history,
                ledger=storage.ledger,
                queue=storage.queue,
                intake=storage.intake,
                clock=storage.clock,
                catalogue=read_catalogue(settings),
                lexicon=read_lexicon(),
                past=storage.past,
            )
            teller = Teller()
            telling = asyncio.create_task(deliver("web", teller, storage.ledger, storage.queue))
            one = Installation(home, storage, redis, teller, Conversation(handed), settings)
            try:
                yield one
            finally:
                telling.cancel()
                await asyncio.gather(telling, return_exceptions=True)
                _end(one.workers)


def _end(workers: list[subprocess.Popen[bytes]]) -> None:
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.wait(LOST + 20)
