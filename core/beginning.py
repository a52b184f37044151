"""From a request to a job: the sets that it names, the model for it, and what it is called."""

from dataclasses import replace
from functools import partial

from core.bound import still_bound
from core.catalogue import Intent
from core.customs import Manner
from core.finding_sets import used
from core.handed import Parts
from core.jobs import Job, JobSpec, Place
from core.naming import named
from core.orders import Orders
from core.press import Press
from core.prompts import Prompt
from core.removing import still_withheld
from core.requests import Request
from core.serving import Serving
from core.using_sets import Used


class Beginning:
    """Makes jobs of what is asked for."""

    def __init__(self, parts: Parts, serving: Serving) -> None:
        self._parts = parts
        self._serving = serving
        self._orders = Orders(parts.clock, parts.lexicon)

    async def requested(self, request: Request, manner: Manner) -> Job:
        """The job of a request. Raises what routing raises."""
        return await self.job(await self.routed(request, manner))

    async def routed(self, request: Request, manner: Manner) -> JobSpec:
        """What a request comes to, on the model that is best for it."""
        parts, sets = self._parts, await self.used(request.prompt, request.place)
        if sets:
            way = partial(sets.route, request, manner, parts.catalogue, words=parts.lexicon.sets)
        else:
            way = partial(manner.route, request, parts.catalogue)
        return await self._serving.decide(way)

    async def repeated(self, press: Press, manner: Manner) -> JobSpec:
        """The earlier request once more."""
        return await self._serving.decide(partial(self._once_more, press, manner))

    def _once_more(self, press: Press, manner: Manner, models: frozenset[str]) -> JobSpec:
        catalogue = self._parts.catalogue
        spec = self._orders.repeat(press, models, catalogue)
        return manner.guided(manner.allowed(spec, catalogue), catalogue, models)

    async def again(self, target: Job, place: Place, prompt: Prompt, manner: Manner) -> JobSpec:
        """More of a result, as many as a prompt says."""
        spec = await self.repeated(self._orders.again(target, place), manner)
        if prompt.count is None or spec.each or spec.contenders or spec.prompt.scenes:
            return spec
        estimate = spec.estimate / spec.count * prompt.count
        return replace(spec, count=prompt.count, estimate=estimate)

    async def redraws(self) -> bool:
        """Whether a model runs that makes a new picture of what references show."""
        catalogue = self._parts.catalogue
        return any(
            card.references and Intent.REFINE in card.intents and Intent.IMAGINE not in card.stopgap
            for card in catalogue.among(await self._serving.models(catalogue))
        )

    async def used(self, prompt: Prompt, place: Place) -> Used:
        """The reference sets that a prompt names. Raises UnknownSet and NoSuchVersion."""
        shelf = self._parts.shelf
        return await used(prompt.sets, place, shelf and shelf.sets, self._parts.history)

    async def job(self, spec: JobSpec) -> Job:
        """A new job, which somebody pays for with their turn."""
        place, clock = spec.place, self._parts.clock
        accounts = await self._parts.history.accounts(place.person)
        payer = accounts[0] if len(accounts) > 1 else ""  # for both accounts the same one
        spec = await named(spec, self._parts.ledger, self._parts.lexicon.idle)
        spec = await still_withheld(spec, self._parts.ledger)
        spec = await still_bound(spec, self._parts.ledger, self._parts.catalogue)
        return Job(clock.new_id(), replace(spec, place=replace(place, payer=payer)), clock.now())
