"""Shares rendered by a model of transformers that looks at pictures."""

from collections.abc import Iterator, Sequence

from worker.engine import Piece, Share
from worker.engines.diffusion.sight.families import Sight
from worker.engines.diffusion.watching import Watch


def looked(sight: Sight, shares: Sequence[Share]) -> Iterator[Piece]:
    """Every variant of every share, one after another.

    Raises CannotDo, Cancelled and OutOfMemory.
    """
    watch = Watch(shares)
    seats = [(number, index) for number, one in enumerate(shares) for index in one.indices]
    for done, (number, index) in enumerate(seats):

        def tell(fraction: float, stage: str, done: int = done) -> None:
            watch.tell((done + fraction) / len(seats), stage)

        rendered = sight.render(shares[number].task, index, tell)
        if watch.wants(number):
            yield Piece(number, rendered)
