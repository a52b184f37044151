"""Where each person stands among the results of a channel, by what was said there last.

Words that come alone ("make it warmer", "undo") go on from where the one who says them stands:

1. Of the turns nearby only one's own count, and of these not the asides: what was refused, failed,
   was cancelled, described or read, what only asked, and what was about Easel itself.
2. Where the newest of these shows one picture, a step or a variant that was opened, one stands
   there on purpose. That is meant, whatever others have made in the channel since.
3. Otherwise one stands nowhere in particular, and the latest result of the channel is meant,
   whoever made it; but what one takes back is one's own, where one made something nearby.
"""

from collections.abc import Iterator, Sequence

from core.catalogue import Intent
from core.jobs import Job, State
from core.replies import Kind, Reply, Turn

NEARBY = 10  # turns back, of everybody, in which somebody stands


def stood_on(nearby: Sequence[Turn], person: str) -> Reply | None:
    """The reply that shows the one picture on which a person stands on purpose, if any.

    `nearby`: the turns of the channel, newest first.
    """
    newest = next(_own_results(nearby, person), None)
    reply = newest.reply if newest else None
    return reply if reply and len(reply.shown) == 1 else None


def last_made(nearby: Sequence[Turn], person: str) -> Job | None:
    """The job of the last result that a person asked for, be it still to come."""
    return next((one.job for one in _own_results(nearby, person) if one.job), None)


def last_refusal(nearby: Sequence[Turn], person: str) -> str:
    """The name of the error that a person's last turn met; empty where it met none."""
    last = next((one for one in nearby if one.person == person), None)
    return last.reply.error if last and last.reply else ""


def aside(turn: Turn) -> bool:
    """Whether a turn neither shows a result, nor asks about one, nor has one to come."""
    if turn.reply is not None:
        return not any(one.variant for one in turn.reply.shown) or refused(turn)
    return turn.job is None or not (turn.job.variants or turn.job.proposal or to_come(turn.job))


def refused(turn: Turn) -> bool:
    """Whether what was asked for was no request that could be taken."""
    return turn.reply is not None and turn.reply.kind is Kind.ERROR


def to_come(job: Job | None) -> bool:
    """Whether a picture is still being made."""
    return (
        job is not None
        and job.state in (State.QUEUED, State.RUNNING)
        and job.spec.intent not in (Intent.DESCRIBE, Intent.READ)
    )


def _own_results(nearby: Sequence[Turn], person: str) -> Iterator[Turn]:
    # A question such as "Is it this?" shows nothing that one could stand on.
    own = (one for one in nearby if one.person == person and not aside(one))
    return (one for one in own if not (one.job and one.job.proposal))
