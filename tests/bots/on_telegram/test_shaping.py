"""Files go as what Telegram takes of them: photos, videos, documents, or a link."""

import asyncio
import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bots.on_telegram import shaping
from bots.on_telegram.outgoing import Enclosed, Shape
from bots.on_telegram.sending import rest_of
from core.catalogue import Intent
from core.jobs import Asset, Job
from tests.bots.on_telegram import refusals
from tests.bots.on_telegram.chat import Chat, chat, words
from tests.bots.on_telegram.state import MEDIA
from tests.bots.on_web.painter import Painter
from tests.clips_made import clip
from tests.core.talk import photo

PAGE = "https://easel.example.org"


class Shaped(Painter):
    """Paints pictures of a given size and mode, incompressible if wanted."""

    size = (400, 300)
    mode = "RGB"
    noisy = False

    async def _paint(self, job: Job, index: int) -> Image.Image:
        if self.noisy:
            noise = [Image.effect_noise(self.size, 80) for _ in range(3)]
            return Image.merge("RGB", noise)
        return Image.new(self.mode, self.size, "#00808040" if self.mode == "RGBA" else "teal")


def paints(easel: Chat, **how: Any) -> None:
    """From now on results are such pictures."""
    home = easel.home
    painter = Shaped(home.parts.ledger, home.parts.blobs, home.queue, asyncio.Event())
    for name, value in how.items():
        setattr(painter, name, value)
    home.painter = painter


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        pytest.param({}, "photo", id="a picture"),
        pytest.param({"size": (2100, 100)}, "document", id="a ratio above 20"),
        pytest.param({"size": (9000, 1200)}, "document", id="sides above 10000 together"),
        pytest.param({"mode": "RGBA"}, "document", id="transparency"),
    ],
)
async def test_a_picture_is_sent_as_what_telegram_shows(how: dict[str, Any], kind: str) -> None:
    async with chat() as easel:
        paints(easel, **how)
        await easel.draw("a lighthouse --n 1")
        assert kind in easel.last
        assert (shaping.WHOLE in words(easel.last)) is (kind == "document" and "mode" not in how)


@pytest.mark.parametrize(
    ("text", "how", "kinds"),
    [
        pytest.param("remove the background --n 2", {"mode": "RGBA"}, "pdd", id="a cut-out"),
        pytest.param("upscale to 2K", {}, "pd", id="larger"),
        pytest.param("remove the background --n 1", {"mode": "RGBA"}, "d", id="a single cut-out"),
        pytest.param("upscale to 2K", {"size": (9000, 1200)}, "d", id="too large for a photo"),
        pytest.param("turn this into a watercolour --n 2", {}, "p", id="a look"),
    ],
)
async def test_what_a_photo_would_spoil_follows_as_a_file(
    text: str, how: dict[str, Any], kinds: str
) -> None:
    async with chat() as easel:
        paints(easel, **how)
        await easel.draw(text, file=photo())
        found = [next(one for one in MEDIA if one in each) for each in easel.server.shown()]
        assert "".join(one[0] for one in found) == kinds
        assert (shaping.FOLLOWS in easel.texts()[0]) is ("pd" in kinds)
        for one in easel.server.shown():
            if "document" in one:
                data = easel.server.files[one["document"]["file_id"]]
                assert Image.open(BytesIO(data)).mode == how.get("mode", "RGB")


async def test_a_photo_of_too_many_bytes_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shaping, "PHOTO", 1000)
    async with chat() as easel:
        paints(easel, noisy=True)
        await easel.draw("a lighthouse --n 1")
        assert easel.last["document"]["file_name"].endswith("-1.png")


@pytest.mark.parametrize(
    ("limit", "note"),
    [
        pytest.param(200_000, "shown as JPEG of quality 92", id="encoded"),
        pytest.param(20_000, "px, not 400 x 300", id="smaller"),
    ],
)
async def test_what_is_larger_than_any_file_is_made_to_fit(
    monkeypatch: pytest.MonkeyPatch, limit: int, note: str
) -> None:
    monkeypatch.setattr("bots.on_telegram.posts.UPLOAD", limit)
    async with chat(PAGE) as easel:
        paints(easel, noisy=True)
        await easel.draw("a lighthouse --n 1")
        assert note in words(easel.last)
        assert re.search(rf"{PAGE}/files/\w{{64}}/", words(easel.last))


@pytest.mark.parametrize(
    ("page", "where"),
    [
        pytest.param(PAGE, f"{PAGE}/files/", id="with a page"),
        pytest.param("", "ask those who run Easel for ", id="without"),
    ],
)
async def test_a_clip_that_is_too_large_is_linked(
    monkeypatch: pytest.MonkeyPatch, page: str, where: str
) -> None:
    monkeypatch.setattr("bots.on_telegram.posts.UPLOAD", 100)
    async with chat(page) as easel:
        await easel.say("a lighthouse")
        (job,) = await easel.home.owed()
        ended = await easel.home.render(job)
        clip = Asset(ended.variants[0].asset.sha256, "video/mp4", 60_000_000, 320, 240, 9.0)
        object.__setattr__(ended.variants[0], "asset", clip)
        object.__setattr__(ended, "grid", None)
        object.__setattr__(ended, "variants", ended.variants[:1])
        await easel.show(ended)
        assert f"has 60.0 MB, more than can be sent here: {where}" in words(easel.last)


@pytest.mark.parametrize(
    ("page", "where"),
    [
        pytest.param(PAGE, f"; the original: {PAGE}/files/", id="with a page"),
        pytest.param("", "; the original: ask those who run Easel for ", id="without"),
    ],
)
async def test_a_clip_that_is_too_large_is_encoded_anew(
    monkeypatch: pytest.MonkeyPatch, page: str, where: str
) -> None:
    monkeypatch.setattr("bots.on_telegram.posts.UPLOAD", 260_000)
    async with chat(page) as easel:
        await easel.say("a lighthouse")
        (job,) = await easel.home.owed()
        ended, data = await easel.home.render(job), clip()
        sha256 = await easel.home.parts.blobs.put(data)
        object.__setattr__(
            ended.variants[0], "asset", Asset(sha256, "video/mp4", len(data), 320, 240, 2.0)
        )
        object.__setattr__(ended, "grid", None)
        object.__setattr__(ended, "variants", ended.variants[:1])
        await easel.show(ended)
        assert f"encoded anew to fit 0.25 MB{where}" in words(easel.last)
        (sent,) = easel.server.of("editMessageMedia")[-1].files.values()
        assert len(sent) <= 250_000
        assert "video" in easel.last


async def test_several_clips_are_one_message_and_an_album() -> None:
    async with chat() as easel:
        await easel.say("a lighthouse --n 3")
        (job,) = await easel.home.owed()
        ended = await easel.home.render(job)
        assert job.spec.intent is Intent.IMAGINE
        object.__setattr__(ended, "grid", None)
        await easel.show(ended)
        first, *album = easel.server.shown()
        assert words(first).startswith("Drawn: “a lighthouse”")
        assert [one["media_group_id"] for one in album] == [album[0]["media_group_id"]] * 2
        await easel.show(ended)
        assert len(easel.server.shown()) == 3


def test_an_album_holds_what_telegram_lets_share_one() -> None:
    kinds = ("photo", "photo", "video", "document", "document", "animation", "animation", "photo")
    files = tuple(Enclosed(kind, str(at), b"") for at, kind in enumerate(("photo", *kinds)))
    albums = [
        [one.kind for one in part if isinstance(one, Enclosed)]
        for part in rest_of(Shape("", enclosed=files))
    ]
    assert albums == [
        ["photo", "photo", "video"],
        ["document", "document"],
        ["animation"],
        ["animation"],
        ["photo"],
    ]


@pytest.mark.parametrize(
    ("size", "kind"),
    [
        pytest.param(shaping.MEGABYTE * 10, "photo", id="10 MB"),
        pytest.param(shaping.MEGABYTE * 10 + 1, "document", id="more"),
    ],
)
def test_a_photo_has_at_most_ten_megabytes(size: int, kind: str) -> None:
    asset = Asset("0" * 64, "image/png", size, 80, 80)
    assert shaping.kind_of(shaping.Picture(asset, "a"), size) == kind


def test_no_file_is_larger_than_telegram_takes() -> None:
    assert refusals.UPLOAD_BYTES * 0.9 < shaping.UPLOAD <= refusals.UPLOAD_BYTES
    assert refusals.PHOTO_BYTES * 0.9 < shaping.PHOTO <= refusals.PHOTO_BYTES


def test_a_gif_moves() -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "GIF")
    asset = Asset("0" * 64, "image/gif", len(picture.getvalue()), 8, 8)
    assert shaping.kind_of(shaping.Picture(asset, "a"), asset.size) == "animation"
