"""Jobs whose models no worker has any more: another model does them, or the reply says why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from core.errors import NoRedis, Unusable
from core.jobs import JobSpec
from core.ports import Announcement, models_of
from core.serving import expected
from worker.attempt import Bench, rivals_of
from worker.instead import next_card

# s from when a worker first meets such a job: one that has its model may only be starting, too.
PATIENCE = 120.0
_FORGOTTEN = 24 * 3600.0  # s


class NotServed(Unusable):
    """{model} is not running on any worker now: one that has it must be started first."""


@dataclass(slots=True)
class Stranded:
    """Which jobs that this worker cannot do as they are it answers nevertheless."""

    bench: Bench
    now: Callable[[], float] = monotonic  # s
    _met: dict[str, float] = field(default_factory=dict[str, float])  # job → s, when it first came

    async def answers(self, id: str, spec: JobSpec) -> bool:
        """Whether no worker can be expected to do a job, and this one has the model that would do
        it in their place; any worker may say why none would."""
        if not self._long_ago(id):
            return False
        try:
            fleet = await self.bench.queue.fleet()
        except NoRedis:
            return False  # where it is back, the job comes again
        wanted = needed(spec, self.bench)
        if any(wanted <= {*one.cards} for one in expected(fleet)):
            return False
        return self._best(spec, wanted, fleet.live)

    def _long_ago(self, id: str) -> bool:
        now = self.now()
        self._met = {job: met for job, met in self._met.items() if now - met < _FORGOTTEN}
        return now - self._met.setdefault(id, now) >= PATIENCE

    def _best(self, spec: JobSpec, wanted: frozenset[str], live: Sequence[Announcement]) -> bool:
        """Whether nobody would do it better: of models that compete, whoever has most of them."""
        here = {*self.bench.there}
        if len(wanted) > 1:
            return all(len(wanted & {*one.cards}) <= len(wanted & here) for one in live)
        running = models_of(live) | here
        other = next_card(spec, self.bench.catalogue, running, wanted)
        return other is None or spec.prompt.model is not None or other.name in here


def needed(spec: JobSpec, bench: Bench) -> frozenset[str]:
    """Names of the cards that a worker must have for a job."""
    return frozenset(rivals_of(spec, bench.catalogue) or (spec.model,))
