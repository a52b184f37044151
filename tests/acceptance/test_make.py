"""`easel make` in a home of its own: it starts what it needs, and ends it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from storage.redis_server import RedisServer
from tests.pictures_made import as_jpeg, landscape

pytestmark = pytest.mark.timeout(120)


def make(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"EASEL_HOME": str(home)}  # noqa: TID251 - of the child
    command = [sys.executable, "-m", "bots", "make", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def written(out: Path) -> dict[str, Any]:
    return json.loads((out / "reply.json").read_text(encoding="utf-8"))


def test_a_photo_becomes_four_watercolours(tmp_path: Path) -> None:
    home, out, photo = tmp_path / "home", tmp_path / "out", tmp_path / "photo.jpg"
    photo.write_bytes(as_jpeg(landscape(320, 240)))
    words = ("turn this into a watercolor", "--image", str(photo), "--out", str(out), "--json")
    done = make(home, *words)
    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    assert reply == written(out)
    assert (reply["intent"], reply["role"], reply["model"]) == (
        "restyle",
        "consistent",
        "classical",
    )
    assert reply["seconds"] > 0
    assert [variant["file"] for variant in reply["variants"]] == [f"{n}.png" for n in (1, 2, 3, 4)]
    for variant in reply["variants"]:
        with Image.open(out / variant["file"]) as picture:
            assert picture.size == (320, 240)
    with Image.open(out / "grid.jpg") as grid:
        assert grid.width > 640
    labels = [button["label"] for row in reply["buttons"] for button in row]
    assert labels.count("Refine") == 4
    assert {"More", "Compare", "Details"} <= set(labels)
    assert not RedisServer(home).answers, "what make started, it ended"


def test_what_no_model_can_do_is_a_reply_too(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = make(tmp_path / "home", "a lighthouse at dusk", "--out", str(out), "--json")
    assert done.returncode == 1
    reply = json.loads(done.stdout)
    assert reply == written(out)
    assert reply["error"] == "NoModel"
    assert "Traceback" not in done.stderr


def test_without_words_and_picture_it_asks_for_them(tmp_path: Path) -> None:
    done = make(tmp_path / "home", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert done.stdout.startswith("Please say what you would like")
