"""A compiled model is compiled when it is loaded, for each size of pass, and not for somebody."""

import logging

from core.catalogue import Intent, Role
from core.errors import CannotDo, OutOfMemory
from core.jobs import MOST_VARIANTS, JobSpec, Place
from core.prompts import Prompt
from worker.engine import BUCKETS, Task
from worker.engines.diffusion.applying import running
from worker.engines.diffusion.calling import Seat, call
from worker.engines.diffusion.families import Craft
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.loading import Loaded
from worker.engines.diffusion.memory import freeing_memory

log = logging.getLogger("easel.worker")

_STEPS = 2  # a first step and one that follows another


def warm(loaded: Loaded, gate: Gate) -> None:
    """Run a pass of each size from words, the smallest first, as far as memory goes.

    A model that needs a picture is compiled by its first passes, since nobody knows their sizes.
    """
    try:
        loaded.pipeline(Craft.WORDS)
    except CannotDo:
        return
    for bucket in reversed(BUCKETS):
        try:
            _run(loaded, bucket, gate)
        except OutOfMemory:
            log.info("%s runs out of memory at passes of %d", loaded.card.title, bucket)
            return


def _run(loaded: Loaded, bucket: int, gate: Gate) -> None:
    card = loaded.card
    spec = JobSpec(
        intent=Intent.IMAGINE,
        role=Role.EXPLORE,
        model=card.name,
        reason="",
        prompt=Prompt("a picture"),
        place=Place("", "", ""),
        seed=0,
        count=min(bucket, MOST_VARIANTS),
    )
    seats = [Seat(0, Task(spec, card, ()), index) for index in range(1, bucket + 1)]
    made = call(loaded, Craft.WORDS, seats, bucket)
    arguments = {**made.arguments, "num_inference_steps": _STEPS}
    with freeing_memory(), running(gate, made.pipeline, made.switches):
        made.pipeline(**arguments)
