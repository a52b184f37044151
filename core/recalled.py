"""What is wanted of an earlier result: the same again, other words, another picture."""

from dataclasses import dataclass

from core.intents import Understanding
from core.jobs import Asset, Job, Lineage, Place
from core.prompts import Prompt

NOTHING = Prompt("")  # new


@dataclass(frozen=True, slots=True)
class Recall:
    """What is wanted of an earlier job."""

    job: Job
    place: Place
    prompt: Prompt = NOTHING  # new words, and settings that shall be others
    pictures: tuple[Asset, ...] = ()  # in place of those that it was made from
    mask: Asset | None = None
    notes: tuple[str, ...] = ()  # of how it came in
    origin: Lineage | None = None  # where the pictures came from, where they were made here
    meant: Understanding | None = None  # what is read off new words beside a prompt

    @property
    def exact(self) -> bool:
        """Whether nothing shall be other than it was."""
        return not (self.pictures or self.mask) and self.prompt == NOTHING

    @property
    def drawn(self) -> bool:
        """Whether what was drawn from words alone shall be done to a picture."""
        return bool(self.pictures) and not self.job.spec.inputs

    @property
    def elsewhere(self) -> bool:
        """Whether another model than that of the day is asked for, or another kind of work, or what
        new words mean is to be found anew."""
        return self.prompt.model is not None or self.drawn or self.meant is not None
