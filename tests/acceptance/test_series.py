"""From nothing much to a series: the same story on the page, in Discord, in Telegram.

Somebody leaves everything open, presses a sharper version, and asks for a cat in three scenes; one
cell is opened and goes on; then a picture of theirs goes through scenes, of which one cannot be.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.catalogue import Intent
from core.coaching import OPEN
from core.sharper import shortened
from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import visiting
from tests.acceptance.test_ten_percent import (
    Front,
    InDiscord,
    InTelegram,
    OnThePage,
    Seen,
    working,
)
from tests.bots.house import House
from tests.bots.on_discord.guild import guild
from tests.bots.on_telegram.chat import chat
from tests.bots.on_web.studio import CARD
from tests.core.talk import coach
from tests.pictures.desks import desk
from tests.pictures_made import as_png

SCENES = ("in the snow", "at sea", "in a city at night")
LISTED = "\n".join(f"{number}. {scene}" for number, scene in enumerate(SCENES, 1))


def ideas(seed: int) -> Sequence[str]:
    """What buttons say where nothing is told of what is to be seen; then what is drawn."""
    english = next(one for one in coach().tongues if one.code == "en")
    told = english.ideas["any"]
    return (*told[seed:], *told[:seed])


async def the_story(front: Front) -> None:
    """A vague wish, a press, a series, a cell of it, and a series of a picture."""
    first, _, drawn = ideas(0)
    vague = await front.say("something nice --seed 0 --n 1")
    assert f"drawn for it: “{drawn}”" in vague.said
    assert OPEN in vague.said
    label = shortened(first[:1].upper() + first[1:])
    sharp = await front.tap(label)
    assert f"something nice ({label})" in sharp.said
    assert_others(vague, sharp)
    series = await front.say(f"series: a cat:\n{LISTED}")
    assert "3 scenes of one subject" in series.said
    cells = [await front.say(f"open {number}") for number in (1, 2, 3)]
    assert_others(*cells)
    darker = await front.say("as a pencil sketch --n 1")
    assert "made from number 3" in darker.said
    assert_others(cells[2], darker)
    photo = as_png(desk())
    looks = await front.say("series: as an oil painting | at night | riding a dragon", photo)
    assert "no “riding a dragon” here" in looks.said
    assert "needs a diffusion model" in looks.said
    none = await front.say("series")
    assert "Name at least two" in none.said


def posters(house: House) -> None:
    """Let the model of a house draw only where no other could, as the one that is shipped does."""
    card = replace(CARD, stopgap=(Intent.IMAGINE,))
    # The parts were handed out: only the catalogue's own content can change for all of them.
    object.__setattr__(house.parts.catalogue, "cards", (card,))


def assert_others(*several: Seen) -> None:
    """Each is one picture, and no two are the same."""
    pixels = [one.pixels for one in several]
    assert all(one is not None for one in pixels)
    for at, one in enumerate(pixels):
        assert not any(np.array_equal(one, other) for other in pixels[:at])  # type: ignore[arg-type]


async def test_in_discord() -> None:
    async with guild() as place:
        posters(place.house)
        with working(place.house) as worker:
            await the_story(InDiscord(place, worker))


async def test_in_telegram() -> None:
    async with chat() as easel:
        posters(easel.home)
        with working(easel.home) as worker:
            await the_story(InTelegram(easel, worker))


@pytest.mark.browser
@pytest.mark.timeout(600)
async def test_on_the_page(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path / "home", port) as easel:
        said(easel, "Easel is at", "easel.worker on ")
        async with visiting(port) as page:
            await the_story(OnThePage(page, f"http://127.0.0.1:{port}"))
