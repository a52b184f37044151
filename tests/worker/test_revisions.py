"""Which weights a worker has, told again where their files have changed."""

import asyncio
from collections.abc import Hashable

from core.catalogue import ModelCard
from tests.worker.cards import diffusion_card
from worker.revisions import Revisions

A, B = diffusion_card("a"), diffusion_card("b")


class Folder:
    """Weights that a test changes, and how often they were looked at."""

    def __init__(self) -> None:
        self.found = {"a": "1a2b", "b": ""}
        self.looks = 0

    def stamp(self, card: ModelCard) -> Hashable:
        return self.found[card.name]

    def look(self, card: ModelCard) -> str:
        self.looks += 1
        return self.found[card.name]


def test_those_without_weights_are_not_told() -> None:
    folder = Folder()
    revisions = Revisions((A, B), folder.stamp, folder.look)
    assert revisions.known == {}
    revisions.refresh()
    assert revisions.known == {"a": "1a2b"}


def test_only_what_has_changed_is_looked_at_again() -> None:
    folder = Folder()
    revisions = Revisions((A, B), folder.stamp, folder.look)
    revisions.refresh()
    folder.found["a"] = "3c4d"
    revisions.refresh()
    assert revisions.known == {"a": "3c4d"}
    assert folder.looks == 3


async def test_it_is_looked_again_and_again() -> None:
    folder = Folder()
    revisions = Revisions((A,), folder.stamp, folder.look)
    keeping = asyncio.create_task(revisions.keep(0.001))
    while not revisions.known:
        await asyncio.sleep(0.001)
    folder.found["a"] = "3c4d"
    while revisions.known != {"a": "3c4d"}:
        await asyncio.sleep(0.001)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
