"""`easel make` in a home of its own: it starts what it needs, and ends it."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from storage.redis_server import RedisServer
from tests.acceptance.installation import installed
from tests.acceptance.processes import until
from tests.pictures_made import as_jpeg, as_png, landscape

pytestmark = pytest.mark.timeout(600)


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


def test_an_edit_keeps_to_a_mask(tmp_path: Path) -> None:
    source = landscape(320, 240)
    marks = np.zeros((120, 160, 3), np.uint8)
    marks[30:60, 40:80] = 255  # half the size, and so half the places
    photo, mask, out = tmp_path / "photo.png", tmp_path / "mask.png", tmp_path / "out"
    photo.write_bytes(as_png(source))
    mask.write_bytes(as_png(marks))
    files = ("--image", str(photo), "--mask", str(mask), "--out", str(out), "--json")
    done = make(tmp_path / "home", "as a watercolour", *files)
    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    assert reply["intent"] == "edit"
    assert "of the picture changed within your mask, the rest is identical" in reply["lines"][1]
    with Image.open(out / "1.png") as picture:
        same = (np.asarray(picture) == source).all(axis=2)
    rest = np.ones((240, 320), bool)
    rest[58:122, 78:162] = False
    assert same[rest].all()
    assert not same[62:118, 82:158].all()


def test_a_mask_of_another_shape_is_refused(tmp_path: Path) -> None:
    photo, mask = tmp_path / "photo.png", tmp_path / "mask.png"
    photo.write_bytes(as_png(landscape(320, 240)))
    mask.write_bytes(as_png(landscape(100, 100)))
    files = ("--image", str(photo), "--mask", str(mask), "--out", str(tmp_path / "out"))
    refused = make(tmp_path / "home", "make it blue", *files)
    assert refused.returncode == 1
    assert refused.stdout.startswith("The mask is 100 x 100 px and the picture 320 x 240 px;")


def test_what_no_model_can_do_is_a_reply_too(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = make(tmp_path / "home", "wizard riding a dragon", "--out", str(out), "--json")
    assert done.returncode == 1
    reply = json.loads(done.stdout)
    assert reply == written(out)
    assert reply["error"] == "CannotDo"
    assert "it cannot draw “wizard” or “dragon”" in reply["text"]
    assert "Traceback" not in done.stderr


def test_without_words_and_picture_it_asks_for_them(tmp_path: Path) -> None:
    done = make(tmp_path / "home", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert done.stdout.startswith("Please say what you would like")


async def test_a_worker_that_was_killed_is_replaced(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(as_jpeg(landscape()))
    words = ("in black and white", "--image", str(photo), "--out", str(tmp_path / "out"))
    async with installed(tmp_path / "home") as one:
        worker = one.start_worker("w1")
        await one.live("w1")
        worker.kill()
        worker.wait()
        assert (await one.storage.queue.fleet()).live, "its announcement outlives it"
        done = await asyncio.to_thread(make, tmp_path / "home", *words)
    assert done.returncode == 0, done.stderr
    # It may wait first for the one that died, as long as that one's announcement lives.
    assert "starting a worker" in done.stderr.splitlines()


def test_a_worker_that_cannot_run_is_one_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "easel.toml").write_text("processes = -1\n")
    done = make(home, "a cat", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    starting, sentence = done.stderr.splitlines()
    assert starting == "starting a worker"
    assert sentence == f"No worker comes up here; what it said stands in {home / 'worker.log'}."
    assert "processes" in (home / "worker.log").read_text(encoding="utf-8").lower()


def test_a_command_goes_on_from_nothing_that_another_made(tmp_path: Path) -> None:
    photo, out = tmp_path / "photo.jpg", tmp_path / "out"
    photo.write_bytes(as_jpeg(landscape()))
    first = make(tmp_path / "home", "in black and white", "--image", str(photo), "--out", str(out))
    assert first.returncode == 0, first.stderr
    assert (out / "1.png").exists()
    second = make(tmp_path / "home", "make it brighter", "--out", str(out), "--json")
    assert json.loads(second.stdout)["error"] == "PictureNeeded"
    assert (out / "1.png").exists()  # a refusal takes nothing away


async def test_the_first_of_two_to_end_takes_nothing_from_the_other(tmp_path: Path) -> None:
    home, photo = tmp_path / "home", tmp_path / "photo.jpg"
    photo.write_bytes(as_jpeg(landscape(640, 480)))
    outs = {"noir --n 1": tmp_path / "first", "as an oil painting --n 9": tmp_path / "second"}
    both = await asyncio.gather(
        *(
            asyncio.to_thread(make, home, words, "--image", str(photo), "--out", str(out))
            for words, out in outs.items()
        )
    )
    told = [line for done in both for line in done.stderr.splitlines()]
    assert all(re.match(r" *\d+% |(starting|waiting for) a worker$", line) for line in told), told
    assert [done.returncode for done in both] == [0, 0]
    assert [len(written(out)["variants"]) for out in outs.values()] == [1, 9]
    assert not RedisServer(home).answers


def test_what_means_nothing_is_refused_without_a_worker(tmp_path: Path) -> None:
    refused = make(tmp_path / "home", "a castle --rato 1:1", "--out", str(tmp_path / "out"))
    assert refused.returncode == 1
    assert "--rato" in refused.stdout
    assert "worker" not in refused.stderr
    assert written(tmp_path / "out")["error"] == "UnknownFlag"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("part", ["make", "worker"])
def test_a_command_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path, part: str) -> None:
    photo, home = tmp_path / "photo.jpg", tmp_path / "home"
    photo.write_bytes(as_jpeg(landscape()))
    words = ["make", "noir", "--image", str(photo), "--out", str(tmp_path)]
    command = [sys.executable, "-m", "bots", *(words if part == "make" else ["worker"])]
    environment = os.environ | {"EASEL_HOME": str(home)}  # noqa: TID251 - of the child
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        until(lambda: RedisServer(home).answers)
        process.terminate()
        # A worker that is up already ends as one that has done its work.
        assert process.wait(60) in (0, 128 + signal.SIGTERM)
    until(lambda: not RedisServer(home).answers)
