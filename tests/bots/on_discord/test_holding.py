"""Pictures that somebody chose are held as files on disk, for a while, and not too many."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from bots.on_discord import holding
from bots.on_discord.holding import Holding
from bots.on_discord.incoming import MEGABYTE
from core.errors import FileTooLarge, NotFetched, PictureGone
from tests.bots.on_discord.guild import house
from tests.core.talk import photo


@dataclass
class Shown:
    """A file in a message."""

    filename: str = "cat.png"
    size: int = 1
    read_by: Callable[[], bytes] = photo
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event | None = None

    async def read(self) -> bytes:
        """Its bytes, once they may go."""
        self.begun.set()
        if self.go is not None:
            await self.go.wait()
        return self.read_by()


async def test_what_is_held_is_stored_as_any_picture() -> None:
    home = await house()
    held = Holding(home.parts.conversation.looking)
    held.hold("a", [Shown(), Shown()])
    copied = await held.take("a")
    assert copied.attachments == ()
    assert copied.taken is not None
    (asset,) = set(copied.taken.pictures)
    stored = await home.parts.ledger.asset(asset.sha256)
    assert stored == replace(asset, origin=None)


async def test_of_all_menus_one_file_is_in_memory() -> None:
    home = await house()
    held = Holding(home.parts.conversation.looking)
    first, second = Shown(go=asyncio.Event()), Shown()
    held.hold("a", [first])
    held.hold("b", [second])
    await first.begun.wait()
    await asyncio.sleep(0)
    assert not second.begun.is_set()
    assert first.go is not None
    first.go.set()
    assert (await held.take("b")).taken is not None


async def test_what_nobody_comes_for_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    home = await house()
    monkeypatch.setattr(holding, "LIVES", -1.0)
    held = Holding(home.parts.conversation.looking)
    held.hold("a", [Shown()])
    with pytest.raises(PictureGone):
        await held.take("a")
    assert not held.count


async def test_the_oldest_goes_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    home = await house()
    monkeypatch.setattr(holding, "MOST", 1)
    held = Holding(home.parts.conversation.looking)
    for key in ("a", "b"):
        held.hold(key, [Shown()])
    with pytest.raises(PictureGone):
        await held.take("a")
    assert (await held.take("b")).taken is not None


def cut_off() -> bytes:
    """The connection ends."""
    raise ConnectionResetError


@pytest.mark.parametrize(
    ("shown", "error"),
    [
        pytest.param(Shown(size=51 * MEGABYTE), FileTooLarge, id="too large"),
        pytest.param(Shown(read_by=lambda: bytes(51 * MEGABYTE)), FileTooLarge, id="larger"),
        pytest.param(Shown(read_by=cut_off), NotFetched, id="cut off"),
    ],
)
async def test_what_was_wrong_is_told_with_the_words(shown: Shown, error: type[Exception]) -> None:
    held = Holding((await house()).parts.conversation.looking)
    held.hold("a", [shown])
    taken = (await held.take("a")).taken
    assert taken is not None
    assert isinstance(taken.trouble, error)
