"""A brand over three scenes: the same story on the page, in Discord, in Telegram, and in a shell.

The logo gives the colours; they, the words and the ratio come with each scene that names the brand,
and the reply says so. A model that takes references gets the pictures, too.
"""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import visiting
from tests.acceptance.test_ten_percent import InDiscord, InTelegram, OnThePage, Seen, working
from tests.bots.house import House
from tests.bots.on_discord.guild import guild
from tests.bots.on_telegram.chat import chat
from tests.bots.on_web.studio import CARD
from tests.pictures_made import as_png
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import Pixels

PLUM, LAVENDER = (110, 42, 92), (195, 177, 225)
SCENES = ("a lighthouse", "a forest", "a castle")
SERIES = "a castle in three scenes: at dawn, at night, in rain, for @acme --seed 3"
TAKEN = "with @acme, version 3: its palette of 2 colours; “in fog”; 16:9"


def logo() -> bytes:
    """Half plum, half lavender."""
    pixels = np.zeros((120, 200, 3), np.uint8)
    pixels[:, :100], pixels[:, 100:] = PLUM, LAVENDER
    return as_png(pixels)


class Front(Protocol):
    """Somebody at a front end."""

    async def say(self, words: str, picture: bytes = b"") -> Seen:
        """A message, and what came of it."""
        ...

    async def tap(self, label: str) -> Seen:
        """A press of a button under the last reply, and what came of it."""
        ...


async def the_story(front: Front) -> None:
    """The brand is made of its logo, three scenes are drawn, one by one and as a series; then it is
    gone."""
    made = await front.say("/set logo @acme", logo())
    assert "Saved as @acme." in made.said
    assert "palette: plum #6e2a5c, lavender #c3b1e1" in made.said
    assert "always with “in fog”" in (await front.say("/set words @acme in fog")).said
    assert "version 3" in (await front.say("/set ratios @acme 16:9 1:1")).said
    plain = await front.say("a lighthouse --n 1 --seed 3")
    assert plain.pixels is not None
    assert share_of_purple(plain.pixels) < 0.3
    for scene in SCENES:
        seen = await front.say(f"{scene} for @acme --n 1 --seed 3")
        assert TAKEN in seen.said
        assert "in its 2 colours" in seen.said
        assert_in_the_brand(seen)
    await a_series(front)
    assert "is called @studio-a" in (await front.say("rename @acme to @studio-a")).said
    assert "delete @studio-a with 3 versions?" in (await front.say("delete @studio-a")).said
    assert "Deleted @studio-a with 3 versions" in (await front.tap("Delete @studio-a")).said
    gone = await front.say("a lighthouse for @studio-a")
    assert "There is no reference set called @studio-a here" in gone.said


async def a_series(front: Front) -> None:
    """One request for three scenes, which names the brand once, behind the last of them."""
    three = await front.say(SERIES)
    assert "3 scenes of one subject" in three.said
    assert TAKEN in three.said
    cells = [await front.say(f"open {number}") for number in (1, 2, 3)]
    for cell, scene in zip(cells, ("dawn", "night", "rain"), strict=True):
        assert scene in cell.said
        assert_in_the_brand(cell)


def assert_in_the_brand(seen: Seen) -> None:
    """A picture in its ratio and in its colours."""
    assert seen.pixels is not None
    height, width = seen.pixels.shape[:2]
    assert width / height == pytest.approx(16 / 9, rel=0.02)
    assert share_of_purple(seen.pixels) > 0.8


def share_of_purple(pixels: Pixels) -> float:
    """How much of what has a colour at all has one between blue violet and magenta."""
    hue, chroma, _ = cv2.split(cv2.cvtColor(pixels[..., :3], cv2.COLOR_RGB2HSV))
    coloured = chroma > 25
    purple = (hue > 120) & (hue < 172)  # half degrees
    return float((coloured & purple).sum() / max(1, coloured.sum()))


def draws_posters(home: House) -> None:
    """From now on the one model of the house draws where nothing else does, as it is shipped."""
    card = replace(CARD, stopgap=(Intent.IMAGINE,))
    object.__setattr__(home.parts.catalogue, "cards", (card,))


async def test_in_discord() -> None:
    async with guild() as place:
        draws_posters(place.house)
        with working(place.house) as worker:
            await the_story(InDiscord(place, worker))


async def test_in_telegram() -> None:
    async with chat() as easel:
        draws_posters(easel.home)
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


KLEIN = """
[[model]]
name = "tiny"
title = "Tiny Klein"
engine = "diffusion"
family = "flux2-klein"
source = "maker/tiny"
roles = ["explore", "consistent"]
intents = ["imagine", "refine"]
licence = "Apache-2.0"
licence_note = "Free for any use."
strength = "Small."
limitation = "Knows nothing."
references = 2
steps = 2
size = 64
seconds = 1.0
"""


@pytest.mark.timeout(600)
def test_in_a_shell_with_a_model_that_takes_references(tmp_path: Path) -> None:
    saved("flux2-klein", tmp_path / "models" / "maker" / "tiny")
    (tmp_path / "cards.toml").write_text(KLEIN, encoding="utf-8")
    pictures = list[str]()
    for number, colour in enumerate((PLUM, LAVENDER, (20, 160, 90)), 1):
        path = tmp_path / f"{number}.png"
        path.write_bytes(as_png(np.full((64, 64, 3), colour, np.uint8)))
        pictures += ["--image", str(path)]
    kept = make(tmp_path, "save these as @mia", *pictures)
    assert (kept["text"], kept["lines"]) == ("Saved as @mia.", ["3 pictures"])
    shas = set[str]()
    for scene in ("in a café", "at a lighthouse", "in a forest"):
        reply = make(tmp_path, f"@mia {scene} --n 1 --seed 5")
        assert (reply["model"], reply["role"]) == ("tiny", "consistent")
        note = "with @mia, version 1: the first 2 of 3 pictures, as many as Tiny Klein takes"
        assert note in reply["lines"]
        shas.add(reply["variants"][0]["sha256"])
    assert len(shas) == 3


def make(home: Path, *words: str) -> dict[str, Any]:
    """What `easel make` answers."""
    own = {"EASEL_HOME": str(home), "EASEL_CATALOGUE": str(home / "cards.toml")}
    command = [sys.executable, "-m", "bots", "make", *words, "--json", "--out", str(home / "out")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=os.environ | own,  # noqa: TID251 - of the child
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
