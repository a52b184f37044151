"""Which version of a picture the page is told to show."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bots.on_web.links import Links
from bots.on_web.rendering import Rendering, picture_json
from core.answers import refusal
from core.errors import Gone
from core.jobs import Asset, Deep
from core.renditions import Fit
from core.replies import Kind, Picture, Reply, Turn
from tests.bots.on_web.studio import SECRET
from tests.bots.on_web.test_links import SetClock
from tests.values import job

LARGE = Asset("a" * 64, "image/png", 18_000_000, 4096, 4096)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("picture", "version"),
    [
        pytest.param(Picture(LARGE, "cat"), "&v=chat-1600.jpg", id="in the chat"),
        pytest.param(Picture(LARGE, "cat", exact=True), None, id="the original, asked for"),
    ],
)
def test_what_is_shown_of_a_picture(picture: Picture, version: str | None) -> None:
    reply = Reply(Kind.RESULT, "Done.", shown=(picture,), files=(picture,))
    turn = Turn("t", "k", "c", "p", NOON, reply=reply, pictures=(LARGE,))
    rendering = Rendering(Links(SECRET, SetClock()), lambda _: refusal(Gone()))
    told = rendering.turn(turn)
    [shown], [file], [brought] = told["reply"]["shown"], told["reply"]["files"], told["pictures"]
    assert shown["small"].endswith(version or shown["url"])
    assert file["small"] == file["url"]
    assert brought["small"].endswith("&v=thumb-208.jpg")
    assert not [one for one in (shown, file, brought) if "&v=" in one["url"] + one["download"]]


@pytest.mark.parametrize("deleted", [False, True])
def test_a_picture_before_that_was_deleted_lies_under_nothing(deleted: bool) -> None:
    before = replace(LARGE, sha256="b" * 64)
    made = job("j", inputs=(before,), withheld=(before.sha256,) if deleted else ())
    turn = Turn("t", "k", "c", "p", NOON, job=made)
    reply = Reply(Kind.RESULT, "Done.", files=(Picture(LARGE, "cat", variant=1, job="j"),))
    told = Rendering(Links(SECRET, SetClock()), lambda _: reply).turn(turn)
    assert (before.sha256 in repr(told)) is not deleted


def test_what_is_saved_has_the_depth_and_colours_of_its_source() -> None:
    deep = replace(LARGE, deep=Deep("d" * 64, 90_000_000, 16, "Display P3"))
    told = picture_json(Picture(deep, "cat"), Links(SECRET, SetClock()), Fit.CHAT)
    assert told["download"].startswith(f"/files/{'d' * 64}/cat.png?")
    assert told["size"] == 90_000_000
    assert all(LARGE.sha256 in told[which] for which in ("url", "small"))


def test_a_clip_shows_the_picture_that_it_begins_with() -> None:
    clip = Asset("c" * 64, "video/mp4", 900_000, 1280, 720, 3.0)
    links = Links(SECRET, SetClock())
    told = picture_json(Picture(clip, "clip", variant=1, poster=LARGE), links, Fit.CHAT)
    assert told["poster"].startswith(f"/files/{LARGE.sha256}/poster.png?")
    assert told["poster"].endswith("&v=chat-1600.jpg")
    assert picture_json(Picture(LARGE, "cat"), links, Fit.CHAT)["poster"] == ""
