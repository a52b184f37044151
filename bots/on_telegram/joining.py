"""Which request an album is: a new one, one that came again, or one that a picture joins late."""

from typing import NamedTuple

from bots.on_telegram.albums import Album
from bots.parts import Parts
from core.attachments import MOST_ATTACHMENTS
from core.jobs import State
from core.postings import Posting
from core.removing import DELETED
from core.replies import Turn

AFTERWARDS = "{late} of its {count} pictures came after the first result: this is made of all"
TOO_LATE = "That picture came too late for{words}: please send it again, with its words."


class Requested(NamedTuple):
    """What a request is called, and where it is answered."""

    key: str
    notes: tuple[str, ...] = ()
    again: bool = False  # whether it was made before
    instead: Posting | None = None  # the message that its answer takes the place of


class TooLate(NamedTuple):
    """A picture whose album was a request long ago."""

    sentence: str


class Unwanted(NamedTuple):
    """A picture whose album was a request that somebody took back: it begins nothing."""


async def request_of(
    parts: Parts, album: Album, channel: str, late: float
) -> Requested | TooLate | Unwanted | None:
    """The request of an album; None for a message alone. `late` in s."""
    if not album.id:
        return None
    count = album.count
    keys = [_key(album, one) for one in range(1, max(count, MOST_ATTACHMENTS) + 1)]
    turns = await parts.history.called_so(channel, keys)
    if not turns:
        return Requested(_key(album, count))
    before = max(turns, key=_count)
    if (album.came - before.created).total_seconds() > late:
        words = f" “{before.words}”" if before.words else " the others of its album"
        return TooLate(TOO_LATE.format(words=words))
    if _count(before) >= count:
        return Requested(before.key, again=True)  # it came again, after a restart
    return await _joined(parts, before, Requested(_key(album, count)), count)


async def _joined(
    parts: Parts, before: Turn, request: Requested, count: int
) -> Requested | Unwanted:
    """The request with a late picture: work that was begun without it is ended for this.

    A result that is there stays, and there is another answer, which says why.
    """
    if before.job is None:
        return Unwanted() if before.reply == DELETED else request
    if await parts.ledger.cancel(before.job.id):
        await parts.ledger.delivered(before.job.id)  # nobody is told of its end
        await parts.queue.cancel(before.job.id)
        return request._replace(instead=await parts.postings.of(before.job.id))
    ended = await parts.ledger.job(before.job.id)
    if ended is None or ended.state is State.CANCELLED:
        return Unwanted()
    if ended.state is State.FAILED:
        return request
    return request._replace(notes=(AFTERWARDS.format(late=count - _count(before), count=count),))


def _key(album: Album, count: int) -> str:
    return f"album {album.id} of {count}"


def _count(turn: Turn) -> int:
    """How many messages of an album were there for a turn."""
    return int(turn.key.rpartition(" ")[2])
