"""The safety check: what a place's policy says about pictures that a model finds unfit."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from core.catalogue import ModelCard
from core.errors import UnsafeInput, UnsafeResult
from core.safety import Safety
from worker.engine import Pixels, Rendered
from worker.media.clips import frames_of

LOOKS = 8  # frames of a clip that are looked at, evenly apart
REFUSED = "{refused} of {count} were refused by the safety check, and not kept"
MARKED = "the safety check marked {marked} of {count}"


class Looker(Protocol):
    """A model that tells how unfit a picture is to be shown to everybody."""

    def unfit(self, picture: Pixels) -> bool:
        """Whether it is more unfit than its card lets pass."""
        ...


class Passed(NamedTuple):
    """What a policy lets pass of a result."""

    rendered: list[Rendered]
    marked: frozenset[int]  # indices of variants that are hidden at first
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """Looks by one card in a thread of its own: a check waits for no pass of another model."""

    card: ModelCard
    looker: Looker
    _thread: ThreadPoolExecutor

    @classmethod
    def by(cls, card: ModelCard, looker: Looker) -> "Guard":
        """A guard with that model."""
        return cls(card, looker, ThreadPoolExecutor(1, thread_name_prefix="safety"))

    async def check_inputs(self, pictures: Sequence[Pixels], policy: Safety) -> None:
        """Raises UnsafeInput where the policy refuses one of the pictures to start from."""
        if policy is Safety.REFUSE and any([await self._unfit([one]) for one in pictures]):
            raise UnsafeInput

    async def passed(self, rendered: Sequence[Rendered], policy: Safety) -> Passed:
        """What of a result is shown; raises UnsafeResult where nothing is left."""
        if policy is Safety.OFF:
            return Passed(list(rendered), frozenset(), ())
        found = [one.index for one in rendered if await self._unfit(await self._shown(one))]
        if not found:
            return Passed(list(rendered), frozenset(), ())
        count = len(rendered)
        if policy is Safety.MARK:
            note = MARKED.format(marked=len(found), count=count)
            return Passed(list(rendered), frozenset(found), (note,))
        left = [one for one in rendered if one.index not in found]
        if not left:
            raise UnsafeResult
        note = REFUSED.format(refused=len(found), count=count)
        return Passed(left, frozenset(), (note,))

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def _unfit(self, pictures: Sequence[Pixels]) -> bool:
        loop = asyncio.get_running_loop()
        look = self.looker.unfit
        return await loop.run_in_executor(self._thread, lambda: any(map(look, pictures)))

    async def _shown(self, one: Rendered) -> Sequence[Pixels]:
        """The pictures that a person sees of it; of words, none."""
        if one.text:
            return ()
        if one.clip is None:
            return (one.pixels,)
        return await asyncio.to_thread(frames_of, one.clip.data, LOOKS)
