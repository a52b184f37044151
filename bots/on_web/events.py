"""What changes while somebody looks: turns and progress, to every open page of a channel."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import contextmanager

from core.errors import NoRedis
from core.ports import Ledger, Queue
from core.replies import Progress, Turn

log = logging.getLogger(__name__)

MOST_WAITING = 200  # events that a slow page may leave unread before it must start afresh
MOST_RUNNING = 500  # jobs whose latest progress is remembered
BACKOFF = (0.5, 1.0, 2.0, 5.0, 10.0)  # s before a broken watch is begun again
KEEP_ALIVE = 15.0  # s of silence after which a comment is sent

Event = Turn | Progress
Sees = Callable[[Event], Awaitable[bool]]


class Mailbox:
    """Events for one page: of each turn and each job only the latest is kept."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, Event] = OrderedDict()
        self._stirred = asyncio.Event()
        self.overflowed = False
        self.closed = False

    def put(self, event: Event) -> None:
        """Leave an event; where too many wait, all are dropped and the page must fetch anew."""
        key = f"turn {event.id}" if isinstance(event, Turn) else f"progress {event.job}"
        if _goes_back(self._waiting.get(key), event):
            return
        self._waiting[key] = event
        self._waiting.move_to_end(key)
        if len(self._waiting) > MOST_WAITING:
            self._waiting.clear()
            self.overflowed = True
        self._stirred.set()

    def renew(self) -> None:
        """Let the page fetch everything anew."""
        self._waiting.clear()
        self.overflowed = True
        self._stirred.set()

    def close(self) -> None:
        """Let the reader go."""
        self.closed = True
        self._stirred.set()

    async def take(self) -> tuple[Event, ...]:
        """All waiting events, as soon as there is one; nothing after `close` or an overflow."""
        await self._stirred.wait()
        self._stirred.clear()
        events = tuple(self._waiting.values())
        self._waiting.clear()
        return events


class Hub:
    """Brings turns and progress to the mailboxes of their channel."""

    def __init__(self) -> None:
        self._mailboxes: dict[str, set[Mailbox]] = {}
        self._running: OrderedDict[str, tuple[str, Progress | None]] = OrderedDict()
        self._closed = False

    @property
    def listeners(self) -> int:
        """How many pages are open."""
        return sum(len(mailboxes) for mailboxes in self._mailboxes.values())

    def publish(self, turn: Turn) -> None:
        """Tell all pages of its channel that a turn is new or has changed."""
        if turn.job:
            known = self._running.pop(turn.job.id, (turn.channel, None))
            if not turn.job.state.ended:
                self._remember(turn.job.id, turn.channel, known[1])
        self._put(turn.channel, turn)

    def renew(self) -> None:
        """Let every open page fetch anew what it shows: much of it may be gone."""
        for mailboxes in self._mailboxes.values():
            for mailbox in mailboxes:
                mailbox.renew()

    def progress(self, channel: str, progress: Progress) -> None:
        """Tell all pages of `channel` how far a job is."""
        self._remember(progress.job, channel, progress)
        self._put(channel, progress)

    @contextmanager
    def listening(self, channel: str) -> Generator[Mailbox]:
        """A mailbox for the time of the context; it begins with what is running."""
        mailbox = Mailbox()
        for place, progress in self._running.values():
            if place == channel and progress:
                mailbox.put(progress)
        if self._closed:
            mailbox.close()
        self._mailboxes.setdefault(channel, set()).add(mailbox)
        try:
            yield mailbox
        finally:
            self._mailboxes[channel].discard(mailbox)
            if not self._mailboxes[channel]:
                del self._mailboxes[channel]

    def close(self) -> None:
        """End every stream, now and later."""
        self._closed = True
        for mailboxes in self._mailboxes.values():
            for mailbox in mailboxes:
                mailbox.close()

    async def watch(self, queue: Queue, ledger: Ledger) -> None:
        """Pass on the queue's progress until cancelled, also after the queue was away."""
        failures = 0
        while True:
            try:
                async for progress in queue.watch():
                    failures = 0
                    await self._route(progress, ledger)
            except NoRedis as error:
                log.warning("progress cannot be heard now: %s", error)
            except Exception:
                # Progress may be lost; the page must not be.
                log.exception("the watch of the queue broke; it is begun again")
            await asyncio.sleep(BACKOFF[min(failures, len(BACKOFF) - 1)])
            failures += 1

    async def _route(self, progress: Progress, ledger: Ledger) -> None:
        known = self._running.get(progress.job)
        if known:
            self.progress(known[0], progress)
            return
        job = await ledger.job(progress.job)
        if job and job.spec.place.platform == "web" and not job.state.ended:
            self.progress(job.spec.place.channel, progress)

    def _remember(self, job: str, channel: str, progress: Progress | None) -> None:
        self._running[job] = (channel, progress)
        self._running.move_to_end(job)
        while len(self._running) > MOST_RUNNING:
            self._running.popitem(last=False)

    def _put(self, channel: str, event: Event) -> None:
        for mailbox in self._mailboxes.get(channel, ()):
            mailbox.put(event)


def _goes_back(before: Event | None, event: Event) -> bool:
    """Whether `event` is older than `before`: a turn as it was while its job had not ended.

    Who took a message in may tell of it after the worker was done with it.
    """
    if not isinstance(before, Turn) or not isinstance(event, Turn) or event.job is None:
        return False
    ended = before.job is None or before.job.state.ended
    return ended and not event.job.state.ended


async def stream(
    hub: Hub, channel: str, write: Callable[[Event], str], sees: Sees
) -> AsyncIterator[str]:
    """Server-sent events of a channel (HTML Living Standard, section 9.2) until the hub closes.

    `write` makes the text of one event, for whoever `sees` it.
    """
    with hub.listening(channel) as mailbox:
        yield "retry: 1500\nevent: hello\ndata: {}\n\n"
        while not mailbox.closed:
            try:
                events = await asyncio.wait_for(mailbox.take(), KEEP_ALIVE)
            except TimeoutError:
                yield ": keep-alive\n\n"
                continue
            if mailbox.overflowed:
                mailbox.overflowed = False
                yield "event: hello\ndata: {}\n\n"
            for event in events:
                if await sees(event):
                    yield write(event)
