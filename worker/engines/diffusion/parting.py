"""Which variants of what is to be rendered together go through a model in one pass."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from worker.batching import bucket_for
from worker.engines.diffusion.applying import running
from worker.engines.diffusion.calling import Seat
from worker.engines.diffusion.directing import unwanted_of, words_of
from worker.engines.diffusion.families import Craft, Family
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.loading import Loaded
from worker.engines.diffusion.memory import freeing_memory


class _Kind(NamedTuple):
    """What all samples of a pass have in common."""

    alone: int = 0  # the variant, where each has a pass of its own
    words: str = ""
    against: str = ""
    lengths: tuple[int, ...] = ()  # of both, in steps of what words are padded to
    bucket: int = 0  # of an earlier result that is made again


def passes(
    seats: Sequence[Seat], loaded: Loaded, craft: Craft, gate: Gate, bucket: int
) -> Iterator[tuple[int, list[Seat]]]:
    """The passes that `seats` are rendered in, each with its bucket; `bucket`: that of them all,
    which is 1 where each variant needs a pass of its own.

    Those of other words where they may not be mixed, or are not padded to one length, do not go
    together, and none with words against something goes beside one without (worker/batching.py
    says why). What is parted by its length fills buckets of its own.
    """
    together: dict[_Kind, list[Seat]] = {}
    for seat in seats:
        together.setdefault(_kind(seat, loaded, craft, gate, apart=bucket == 1), []).append(seat)
    several = len({kind.lengths[:1] for kind in together}) > 1
    for kind, some in together.items():
        if several and not kind.bucket:
            yield from _filled(some, bucket)
        else:
            yield bucket, some


def _filled(some: list[Seat], most: int) -> Iterator[tuple[int, list[Seat]]]:
    while some:
        size = bucket_for(len(some), most)
        yield size, some[:size]
        some = some[size:]


def _kind(seat: Seat, loaded: Loaded, craft: Craft, gate: Gate, *, apart: bool) -> _Kind:
    family, spec = loaded.family, seat.task.spec
    number, against = seat.variant if apart else 0, spec.prompt.negative
    if family.mixed and not family.padded:
        return _Kind(number, against="something" if against else "")
    if not family.mixed or loaded.encoder is None or apart:
        return _Kind(number, spec.words_of(seat.variant), against)
    lengths = _lengths(seat, loaded, craft, gate, family)
    return _Kind(number, "", "something" if against else "", lengths, spec.bucket_of(seat.variant))


def _lengths(
    seat: Seat, loaded: Loaded, craft: Craft, gate: Gate, family: Family
) -> tuple[int, ...]:
    """How long the words of a variant are, and those against something, once they are padded."""
    assert loaded.encoder is not None
    loaded.encoder.learn(seat.task.encoded)
    said, unwanted = words_of(seat.task, seat.variant), unwanted_of(seat.task) or family.unwanted
    texts = (said, unwanted) if unwanted else (said,)  # nothing is as long for all
    pipeline = loaded.pipeline(craft)
    with freeing_memory(), running(gate, pipeline, loaded.switches):
        found = [loaded.encoder.length(pipeline, text) for text in texts]
    return tuple(-(-length // family.padded) for length in found)
