"""What core needs from the outside, as protocols; storage/ has the real ones and their twins."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from core.jobs import Asset, Failure, Job, JobSpec, Lane, Outcome
from core.replies import Channel, Progress, Reply, Turn


class Clock(Protocol):
    """Time and chance, which core may not fetch itself."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        ...

    def new_id(self) -> str:
        """A UUIDv7: unique, and later ones sort after earlier ones."""
        ...

    def new_seed(self) -> int:
        """A number from 0 to 2³² - 1 that nobody can guess."""
        ...


class Blobs(Protocol):
    """Files by the sha256 of their bytes."""

    async def put(self, data: bytes) -> str:
        """Store `data`, once; returns its sha256 in hexadecimal."""
        ...

    async def get(self, sha256: str) -> bytes:
        """The bytes of a file; raises TargetGone when there is none of that name."""
        ...

    async def size(self, sha256: str) -> int:
        """How many bytes a file has; raises TargetGone when there is none of that name."""
        ...

    def read(self, sha256: str, start: int, stop: int) -> AsyncIterator[bytes]:
        """Bytes `start` to `stop`, without `stop`, of a file in pieces; raises TargetGone."""
        ...

    async def remove(self, sha256: str) -> None:
        """Remove a file and all that was made of it; nothing where it is gone already."""
        ...


class Received(NamedTuple):
    """A file that came in, after intake made it clean."""

    asset: Asset
    notes: tuple[str, ...]  # what was normalised, in words


@dataclass(frozen=True, slots=True)
class Spooled:
    """A file that lies on this machine's disk until the message that brought it is answered."""

    path: str


class Intake(Protocol):
    """Makes a clean, stored picture of a stranger's bytes."""

    async def receive(self, name: str, data: bytes | Spooled) -> Received:
        """Check, normalise and store; raises one of the errors below BadPicture."""
        ...


class Page(NamedTuple):
    """Part of a channel's history."""

    turns: tuple[Turn, ...]  # oldest first
    before: str | None  # key of the page before this one; None at the beginning


class History(Protocol):
    """Who said what where, and what was answered."""

    async def channel(self, platform: str, external: str, title: str = "") -> Channel:
        """The channel that the platform calls `external`; made when it is new."""
        ...

    async def channels(self, platform: str) -> tuple[Channel, ...]:
        """All channels of a platform, oldest first."""
        ...

    async def channel_of(self, id: str) -> Channel | None:
        """The channel of that id; None where there is none."""
        ...

    async def person(self, platform: str, external: str, name: str = "") -> str:
        """Id of the person whom the platform calls `external`; made when new."""
        ...

    async def called(self, person: str) -> str:
        """What the platform calls the person of that id; empty where nobody has it."""
        ...

    async def accounts(self, person: str) -> tuple[str, ...]:
        """Ids of all accounts of the one whose account this is, in order; this one among them."""
        ...

    async def open_turn(self, turn: Turn) -> Turn | None:
        """Keep what came in, without its answer; a turn of the same key and channel that exists
        already is returned instead, and nothing is kept."""
        ...

    async def answer(
        self, turn: str, reply: Reply | None = None, job: Job | None = None
    ) -> Turn | None:
        """Keep the answer of a turn and, in the same transaction, the job that it begins.

        A turn that has its answer already keeps it, and is returned with it: then nothing is kept.
        """
        ...

    async def amend(self, turn: str, reply: Reply) -> None:
        """Replace the answer of a turn."""
        ...

    async def empty(self, turn: str, reply: Reply) -> None:
        """Replace the answer of a turn, and take out what came in: words, pictures and press."""
        ...

    async def naming(self, jobs: Collection[str]) -> tuple[Turn, ...]:
        """The turns anywhere whose replies tell of one of these jobs, or have a button for one."""
        ...

    async def unanswered(self, platform: str, before: datetime) -> tuple[Turn, ...]:
        """The turns of a platform that came in before a moment and have no answer, oldest first."""
        ...

    async def page(self, channel: str, before: str | None = None, limit: int = 50) -> Page:
        """The latest `limit` turns before the key `before`, with their jobs."""
        ...

    async def showing(self, channel: str, job: str) -> tuple[Turn, ...]:
        """The turns of a channel that show pictures of a job which they did not begin."""
        ...

    async def turn_of(self, job: str) -> Turn | None:
        """The turn that began a job."""
        ...

    async def called_so(self, channel: str, keys: Collection[str]) -> tuple[Turn, ...]:
        """The turns of a channel that have one of these keys, oldest first."""
        ...

    async def latest(self, channel: str) -> Job | None:
        """The job that gave the latest result with a picture in a channel."""
        ...

    async def made_by(self, person: str, limit: int = 50) -> tuple[Job, ...]:
        """The latest `limit` jobs that gave a picture, newest first: those of a person, anywhere,
        with all accounts that are linked."""
        ...


class Ledger(Protocol):
    """The truth about jobs: what is owed, what is done, what was delivered."""

    async def job(self, id: str) -> Job | None:
        """The job, or None where it was deleted or never was."""
        ...

    async def start(self, id: str, worker: str) -> Job | None:
        """Count an attempt and mark the job as running; None when it has ended already."""
        ...

    async def release(self, id: str) -> None:
        """Take an attempt back, because the worker was stopped on purpose."""
        ...

    async def finish(self, id: str, outcome: Outcome) -> bool:
        """Keep the result; False when the job had ended already: then nothing is kept."""
        ...

    async def fail(self, id: str, failure: Failure) -> bool:
        """Keep why there is no result; False when the job had ended already."""
        ...

    async def cancel(self, id: str) -> bool:
        """End a job that is not finished; False when it had ended already."""
        ...

    async def delivered(self, id: str) -> bool:
        """Keep that the answer was shown; False when it was kept before."""
        ...

    async def delete(self, id: str) -> None:
        """Forget a job's result, and all of its request but the fact of it; its buttons then find
        it gone."""
        ...

    async def deleted(self, id: str) -> JobSpec | None:
        """The fact of a job that was deleted (`core.removing.bare`), so that what followed it keeps
        its lineage; None for others."""
        ...

    async def later(self, jobs: Collection[str]) -> frozenset[str]:
        """Ids of all jobs that went on from these, however far."""
        ...

    async def owed(self) -> tuple[Job, ...]:
        """Jobs that have not ended, oldest first."""
        ...

    async def undelivered(self) -> tuple[Job, ...]:
        """Jobs that have ended and were not delivered, oldest first."""
        ...

    async def keep(self, asset: Asset) -> None:
        """Keep what is known of a file that is stored, or is about to be.

        Kept first, and stored then, it is not taken for one that nothing needs.
        """
        ...

    async def asset(self, sha256: str) -> Asset | None:
        """What is known of a stored file."""
        ...


@dataclass(frozen=True, slots=True)
class Announcement:
    """A worker that is alive, and what it serves."""

    worker: str
    cards: tuple[str, ...]  # names of model cards
    device: str  # "2 CPU cores", "NVIDIA H100 80GB"
    lanes: tuple[Lane, ...]
    libraries: tuple[str, ...] = ()  # whose versions its pictures depend on: "torch 2.13.0"
    revisions: Mapping[str, str] = field(default_factory=dict[str, str])  # of weights, by card
    # What its models run in, by card, where bytes depend on it: "bfloat16 on cuda".
    runs: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    # Why it does not serve others, by card, as the end of a sentence: "too slow without a GPU."
    left_out: Mapping[str, str] = field(default_factory=dict[str, str])
    seat: str = ""  # the same for a worker that was started again; empty where it does not tell


class Fleet(NamedTuple):
    """The workers that are known."""

    live: tuple[Announcement, ...]
    recent: tuple[Announcement, ...]  # gone for less than ten minutes: restarting, perhaps


Handler = Callable[[str], Awaitable[None]]


class Queue(Protocol):
    """Transport between front ends and workers. What it loses, the ledger brings back.

    Every method raises NoRedis when the transport cannot be reached.
    """

    async def enqueue(self, job: Job) -> None:
        """Put a job into its lane, in fair order between people; nothing if it is there."""
        ...

    async def deliver(self, job: Job) -> None:
        """Tell the front end of `job.spec.place.platform` to show a job that has ended.

        Or one that another process began there: then it shows that it is under way.
        """
        ...

    async def holds(self, jobs: Collection[str]) -> frozenset[str]:
        """Which of these jobs wait or run in a lane."""
        ...

    async def holds_delivery(self, jobs: Collection[str]) -> frozenset[str]:
        """Which of these jobs wait to be shown."""
        ...

    async def ahead(self, job: Job) -> int:
        """How many jobs of its lane come before this one."""
        ...

    async def render(self, lane: Lane, handle: Handler, at_once: int = 1) -> None:
        """Call `handle` with the id of each job of a lane, until this is cancelled.

        Several may serve a lane. A job whose server dies comes back within the lease. A handler
        that is cancelled leaves its job in the lane; one that raises Elsewhere leaves it to
        another server; one that returns or raises anything else has dealt with it.
        """
        ...

    async def deliveries(self, platform: str, handle: Handler, at_once: int = 8) -> None:
        """Call `handle` with the id of each job that a front end should show, until cancelled."""
        ...

    async def report(self, progress: Progress) -> None:
        """Tell whoever watches how far a job is; may be lost."""
        ...

    def watch(self) -> AsyncIterator[Progress]:
        """Progress of all jobs from now on."""
        ...

    async def cancel(self, job: str) -> None:
        """Tell the worker that renders a job to stop; may be lost."""
        ...

    def cancellations(self) -> AsyncIterator[str]:
        """Ids of jobs that are cancelled from now on."""
        ...

    async def announce(self, announcement: Announcement, seconds: float) -> None:
        """Tell that a worker is alive for the next `seconds`; 0 takes it back."""
        ...

    async def fleet(self) -> Fleet:
        """The workers that are alive, and those that were a moment ago."""
        ...

    async def claim(self, name: str, owner: str, seconds: float) -> str:
        """Who holds `name`: from now for `seconds` the `owner`, unless somebody else does."""
        ...

    async def release(self, name: str, owner: str) -> None:
        """Give `name` up before its time; nothing where the `owner` does not hold it."""
        ...


class Elsewhere(Exception):
    """A handler's word that another server must take this job: it does not serve its model."""


def models_of(announcements: Sequence[Announcement]) -> frozenset[str]:
    """Names of all cards that these workers serve."""
    return frozenset(name for worker in announcements for name in worker.cards)
