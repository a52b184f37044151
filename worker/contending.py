"""Models that compete: each makes its own picture, and one that fails leaves the others theirs."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from core.catalogue import ModelCard
from core.errors import Cancelled, EaselError, Quarantined, RenderFailed, TargetGone, UnsafeInput
from core.jobs import Absent, Failure
from worker.attempt import Ended
from worker.relay import Made

log = logging.getLogger("easel.worker")

# What is wrong with the job itself: no other contender could do better.
OF_ALL = (Ended, Cancelled, Quarantined, TargetGone, UnsafeInput)


class NoneCould(RenderFailed):
    """None of the {count} models could make it. {reasons}"""


async def tried(
    index: int,
    card: ModelCard,
    make: Callable[[], Awaitable[Made]],
    said: Callable[[EaselError], Failure],
) -> Made:
    """What contender `index` (1-based) made, or why it made nothing, as `said` tells it.

    Raises what is wrong with the job itself.
    """
    try:
        made = await make()
    except OF_ALL:
        raise
    except EaselError as error:
        return absent(index, card, said(error).sentence)
    except Exception:  # an engine may raise anything; the person gets a sentence
        log.exception("%s failed in a comparison", card.name)
        return absent(index, card, RenderFailed().sentence)
    return made._replace(rendered=[replace(one, index=index) for one in made.rendered])


def absent(index: int, card: ModelCard, why: str) -> Made:
    """A turn of which nothing came."""
    return Made([], card, absent=Absent(index, card.title, why))


def check_any(turns: Sequence[Made]) -> None:
    """Raises NoneCould where no contender made anything."""
    lost = [turn.absent for turn in turns if turn.absent is not None]
    if len(lost) == len(turns):
        reasons = " ".join(f"{one.title}: {one.why}" for one in lost)
        raise NoneCould(count=len(lost), reasons=reasons)
