"""The pixels of small versions."""

from io import BytesIO

import pytest
from PIL import Image

from core.renditions import Rendition, named
from storage.shrinking import Unshrinkable, shrink
from tests.pictures_made import as_jpeg, as_png, landscape

LARGE = landscape(2400, 1800)


def transparent() -> bytes:
    """A red disc on nothing."""
    picture = Image.new("RGBA", (2400, 1200))
    picture.paste((200, 40, 30, 255), (800, 200, 1600, 1000))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "size", "mode"),
    [
        pytest.param(as_png(LARGE), "chat-1600.jpg", (1600, 1200), "RGB", id="chat"),
        pytest.param(as_png(LARGE), "thumb-208.jpg", (208, 208), "RGB", id="thumbnail"),
        pytest.param(as_jpeg(LARGE), "chat-1600.jpg", (1600, 1200), "RGB", id="of a JPEG"),
        pytest.param(as_jpeg(LARGE), "thumb-208.jpg", (208, 208), "RGB", id="thumb of a JPEG"),
        pytest.param(transparent(), "chat-1600.webp", (1600, 800), "RGBA", id="transparent"),
        pytest.param(transparent(), "thumb-208.webp", (208, 208), "RGBA", id="transparent thumb"),
        pytest.param(as_png(landscape()), "chat-1600.jpg", (160, 120), "RGB", id="never larger"),
    ],
)
def test_a_small_version(data: bytes, name: str, size: tuple[int, int], mode: str) -> None:
    rendition = named(name)
    with Image.open(BytesIO(shrink(data, rendition))) as made:
        assert (made.size, made.mode) == (size, mode)
        assert made.get_format_mimetype() == rendition.media_type


def test_it_shows_what_the_picture_shows() -> None:
    with Image.open(BytesIO(shrink(as_png(LARGE), named("chat-1600.jpg")))) as made:
        wanted = Image.fromarray(LARGE).resize((16, 12), Image.Resampling.BOX)
        shown = made.resize((16, 12), Image.Resampling.BOX)
    pairs = zip(wanted.tobytes(), shown.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) < 8


def test_what_is_clear_stays_clear() -> None:
    with Image.open(BytesIO(shrink(transparent(), named("thumb-208.webp")))) as made:
        assert [made.getpixel(spot) for spot in ((2, 2), (104, 104))] == [
            (0, 0, 0, 0),
            pytest.approx((200, 40, 30, 255), abs=6),
        ]


def bomb() -> bytes:
    """A few kilobytes that become 64 megapixels."""
    file = BytesIO()
    Image.new("1", (8_000, 8_000)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", as_png(LARGE)[:5_000], bomb()],
    ids=["empty", "strange", "cut off", "too many pixels"],
)
def test_what_has_no_small_version(data: bytes) -> None:
    with pytest.raises(Unshrinkable):
        shrink(data, Rendition(named("chat-1600.jpg").fit, alpha=False))
