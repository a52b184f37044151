"""A conversation on the twins: somebody talks, jobs wait, and the test lets them end."""

import io
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Any

from PIL import Image

from core.actions import Action, Verb
from core.advising import Advisor
from core.answers import answer
from core.attachments import Attachment
from core.catalogue import Catalogue
from core.coaching import Coach
from core.conversation import Conversation
from core.errors import NoRedis
from core.forgetting import Forgetting
from core.handed import Parts
from core.incoming import Incoming
from core.jobs import Job, Lane, Outcome, Variant
from core.keeping_sets import Shelf
from core.painting import Painting
from core.ports import Announcement, Fleet
from core.replies import Progress, Reply, Turn
from storage.blobs import ObjectBlobs
from storage.memory import Memory, MemoryCustoms, MemoryInvitations, MemoryLedger
from storage.memory_history import MemoryHistory
from storage.memory_kin import MemoryKin
from storage.memory_past import MemoryPast
from storage.memory_people import MemoryPeople
from storage.memory_queue import MemoryQueue
from storage.memory_sets import MemorySets
from storage.memory_votes import MemoryVotes
from storage.opening import read_coach, read_lexicon
from storage.palettes import KeptPalettes
from storage.palettes import in_thread as palettes_in_thread
from storage.reception import Reception, in_thread
from storage.renditions import KeptRenditions
from storage.renditions import in_thread as small_in_thread
from storage.strips import DrawnStrips
from storage.strips import in_thread as drawn_in_thread
from tests.core.cards import CATALOGUE, EVERY
from tests.values import SetClock, asset

lexicon = cache(read_lexicon)
coach = cache(read_coach)


def photo(colour: str = "teal", size: tuple[int, int] = (48, 32)) -> bytes:
    """A small PNG."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def attachments(*files: bytes) -> tuple[Attachment, ...]:
    """Files as a platform hands them over: 1.png, 2.png, …"""
    return tuple(Attachment(f"{number}.png", data) for number, data in enumerate(files, 1))


class CutQueue(MemoryQueue):
    """A queue whose transport can be away, as Redis can; it keeps what was told."""

    def __init__(self, recent: float = 600.0) -> None:
        super().__init__(recent)
        self.away = False
        self.reports: list[Progress] = []
        self.stopped: list[str] = []

    def _reach(self) -> None:
        if self.away:
            raise NoRedis(detail="connection refused")

    async def enqueue(self, job: Job) -> None:
        self._reach()
        await super().enqueue(job)

    async def deliver(self, job: Job) -> None:
        self._reach()
        await super().deliver(job)

    async def holds(self, jobs: Collection[str]) -> frozenset[str]:
        self._reach()
        return await super().holds(jobs)

    async def report(self, progress: Progress) -> None:
        self._reach()
        self.reports.append(progress)

    async def cancel(self, job: str) -> None:
        self._reach()
        self.stopped.append(job)

    async def fleet(self) -> Fleet:
        self._reach()
        return await super().fleet()


@dataclass
class Talk:
    """Ada in one channel, and everything that answers her."""

    clock: SetClock = field(default_factory=SetClock)
    memory: Memory = field(default_factory=Memory)
    queue: CutQueue = field(default_factory=CutQueue)
    catalogue: Catalogue = CATALOGUE
    page: bool = False  # whether there is a page to paint on
    coach: Coach | None = None  # where vague requests are coached
    advisor: Advisor | None = None  # where a language model says how

    def __post_init__(self) -> None:
        self.history = MemoryHistory(self.memory, self.clock)
        self.ledger = MemoryLedger(self.memory, self.clock)
        self.kin = MemoryKin(self.memory)
        self.blobs = ObjectBlobs.in_memory()
        self.renditions = KeptRenditions(small_in_thread(self.blobs), self.blobs)
        self.sets = MemorySets(self.memory, self.clock)
        self.restart()

    def restart(self) -> None:
        """A new process with the same rows and files."""
        self.conversation = Conversation(
            Parts(
                history=self.history,
                ledger=self.ledger,
                queue=self.queue,
                intake=Reception(in_thread(self.blobs), self.ledger, self.blobs),
                clock=self.clock,
                catalogue=self.catalogue,
                lexicon=lexicon(),
                past=MemoryPast(self.memory),
                strips=DrawnStrips(drawn_in_thread, self.blobs, self.renditions, self.ledger),
                painting=self._painting() if self.page else None,
                shelf=Shelf(self.sets, self._palettes()),
                coach=self.coach,
                advisor=self.advisor,
                customs=MemoryCustoms(self.memory),
                votes=MemoryVotes(self.memory),
                blobs=self.blobs,
                forgetting=Forgetting(
                    MemoryPeople(self.memory),
                    self.history,
                    self.ledger,
                    self.queue,
                    self.clock,
                    timedelta(hours=1),
                ),
                kin=self.kin,
            )
        )

    def _palettes(self) -> KeptPalettes:
        ports = self.blobs, self.renditions, self.ledger
        return KeptPalettes(palettes_in_thread, *ports)

    def _painting(self) -> Painting:
        """One whose links have the id of their invitation."""
        kept = MemoryInvitations(self.memory, self.clock)
        return Painting(kept, self.clock, lambda one: f"https://e/paint/{one.id}")

    async def worker(
        self, *cards: str, name: str = "w1", seconds: float = 60.0, **more: Any
    ) -> None:
        """A worker announces that it serves `cards`; for 0 seconds, that it goes."""
        announced = Announcement(name, cards or tuple(EVERY), "2 CPU cores", tuple(Lane), **more)
        await self.queue.announce(announced, seconds)

    def incoming(
        self,
        words: str = "",
        *files: bytes,
        key: str = "",
        person: str = "ada",
        channel: str = "studio",
        **more: Any,
    ) -> Incoming:
        """A message as a front end hands it over."""
        key = key or f"message {self.clock.new_id()}"
        sent = Incoming(key, channel, person, "web", words, attachments(*files))
        return replace(sent, **more)

    async def say(self, words: str = "", *files: bytes, **more: Any) -> Turn:
        """A message and its answer; `more`: key, person, channel, reply_to."""
        return await self.conversation.receive(self.incoming(words, *files, **more))

    async def press(
        self, verb: Verb, job: Job, variant: int = 0, words: str = "", **more: Any
    ) -> Turn:
        """A press of a button and its answer."""
        action = Action(verb, job.id, variant).pack()
        return await self.say(words, action=action, **more)

    async def begin(self, words: str, *files: bytes, **more: Any) -> Job:
        """The job that a message begins."""
        return job_of(await self.say(words, *files, **more))

    async def end(
        self, job: Job, clips: bool = False, text: str = "", lines: tuple[str, ...] = ()
    ) -> Job:
        """The job after a worker has finished it."""
        await self.ledger.start(job.id, "w1")
        self.clock.move(2.5)
        pictures = [self._result(job, index, clips) for index in range(1, job.spec.count + 1)]
        grid = asset(f"{job.id} grid") if len(pictures) > 1 else None
        outcome = Outcome(text=text, lines=lines) if text else Outcome(tuple(pictures), grid)
        assert await self.ledger.finish(job.id, outcome)
        return await self.fresh(job)

    async def made(self, words: str = "make it a watercolour", *files: bytes, **more: Any) -> Job:
        """The finished job of a message; of a photo where no file is given."""
        return await self.end(await self.begin(words, *(files or (photo(),)), **more))

    async def fresh(self, job: Job) -> Job:
        """The job as the ledger knows it now."""
        found = await self.ledger.job(job.id)
        assert found is not None
        return found

    def shown(self, job: Job) -> Reply:
        """The reply of a job as it stands now."""
        return answer(job, self.catalogue, self.page)

    async def waiting(self) -> list[str]:
        """Ids of the jobs that are owed and wait in a lane."""
        owed = [job.id for job in await self.ledger.owed()]
        held = await self.queue.holds(owed)
        return [id for id in owed if id in held]

    def _result(self, job: Job, index: int, clips: bool) -> Variant:
        made = asset(f"{job.id} {index}", seconds=3.0 if clips else 0.0)
        return Variant(index, job.spec.seed_of(index), made)


def job_of(turn: Turn) -> Job:
    """The job that a turn began."""
    assert turn.job is not None, turn.reply
    assert turn.reply is None
    return turn.job


def reply_of(turn: Turn) -> Reply:
    """The reply of a turn that began no job."""
    assert turn.reply is not None, turn.job
    assert turn.job is None
    return turn.reply


def labels(reply: Reply) -> list[list[str]]:
    """What the buttons of a reply say."""
    return [[button.label for button in row] for row in reply.rows]
