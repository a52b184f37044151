"""Jobs in every state, for the tests of what is shown about them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from core.catalogue import Intent
from core.jobs import Failure, Job, State, Variant
from tests.values import NOON, asset, job


def variants(count: int, seed: int = 7, **more: Any) -> tuple[Variant, ...]:
    """The variants of a finished job; `more` goes into each."""
    return tuple(
        Variant(number, seed + number - 1, asset(f"result {number}"), **more)
        for number in range(1, count + 1)
    )


def done(count: int = 4, did: str = "", **more: Any) -> Job:
    """A finished job with `count` variants, and a grid where there are several."""
    values: dict[str, Any] = {"count": count}
    begun = job(**values | more)
    return replace(
        begun,
        state=State.DONE,
        started=NOON,
        finished=NOON + timedelta(seconds=2.14),
        attempts=1,
        variants=variants(count, did=did),
        grid=asset("grid", 130, 98) if count > 1 else None,
    )


def clip(count: int = 1, **more: Any) -> Job:
    """A finished job whose variants are clips."""
    still = done(count, **{"intent": Intent.ANIMATE} | more)
    moving = tuple(
        replace(one, asset=asset(f"clip {one.index}", seconds=3.0)) for one in still.variants
    )
    return replace(still, variants=moving, grid=None)


def described(text: str = "A lighthouse at dusk.") -> Job:
    """A finished job whose answer is words."""
    return replace(done(1, intent=Intent.DESCRIBE), variants=(), grid=None, text=text)


def in_state(state: State) -> Job:
    """A job in any state."""
    failure = Failure("OutOfMemory", "This needs more memory than the worker has.")
    match state:
        case State.DONE:
            return done()
        case State.FAILED:
            return replace(job(), state=state, finished=NOON, failure=failure)
        case _:
            return replace(job(), state=state)
