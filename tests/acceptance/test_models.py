"""A request all the way to a diffusion model: a tiny one of a real class, its weights on disk."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.pictures_made import as_png, landscape
from tests.worker.engines.diffusion.tiny import saved

pytestmark = pytest.mark.timeout(600)

CARD = """
[[model]]
name = "tiny"
title = "Tiny Klein"
engine = "diffusion"
family = "flux2-klein"
source = "maker/tiny"
roles = ["explore", "consistent", "edit"]
intents = ["imagine", "vary", "refine", "edit"]
licence = "Apache-2.0"
licence_note = "Free for any use."
strength = "Small."
limitation = "Knows nothing."
steps = 2
size = 64
seconds = 1.0
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the weights of a model, and its card."""
    folder = tmp_path_factory.mktemp("home")
    saved("flux2-klein", folder / "models" / "maker" / "tiny")
    (folder / "cards.toml").write_text(CARD, encoding="utf-8")
    return folder


def make(home: Path, *words: str) -> dict[str, Any]:
    """What `easel make` answers, and its files in home/out."""
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


def test_words_become_a_grid_of_a_model(home: Path) -> None:
    reply = make(home, "a wizard riding a dragon --seed 5")
    assert (reply["model"], reply["role"]) == ("tiny", "explore")
    assert [one["seed"] for one in reply["variants"]] == [5, 6, 7, 8]
    assert len({one["sha256"] for one in reply["variants"]}) == 4


def test_an_edit_within_a_mask_keeps_the_rest_to_the_bit(home: Path) -> None:
    photo, mask = home / "photo.png", home / "mask.png"
    source, marked = landscape(200, 150), np.zeros((150, 200, 3), np.uint8)
    marked[40:90, 60:140] = 255
    photo.write_bytes(as_png(source))
    mask.write_bytes(as_png(marked))
    pictures = ("--image", str(photo), "--mask", str(mask))
    reply = make(home, "add a wizard here --n 1 --model tiny", *pictures)
    assert reply["model"] == "tiny"
    with Image.open(home / "out" / "1.png") as made:
        pixels = np.asarray(made.convert("RGB"))
    kept = marked[..., 0] == 0
    assert np.array_equal(pixels[kept], source[kept])
    assert not np.array_equal(pixels[~kept], source[~kept])
