"""Steps drawn as one picture, and kept."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from core.jobs import Asset
from core.strips import Frame, Panel, laid_out
from storage.blobs import ObjectBlobs
from storage.memory import Memory, MemoryLedger
from storage.renditions import KeptRenditions
from storage.renditions import in_thread as small_in_thread
from storage.strip_pixels import strip
from storage.strips import DrawnStrips, StripProcess, in_thread
from tests.values import SetClock

SQUARE = (400, 400)
RED, GREEN = (200, 30, 30), (30, 160, 60)
NEAR = 12  # of 255: what JPEG does to a flat colour


def png(colour: tuple[int, ...], size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture in one colour."""
    file = BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def drawn(*panels: Panel) -> Image.Image:
    """The strip of some panels."""
    return Image.open(BytesIO(strip(panels))).convert("RGB")


def near(one: tuple[int, ...] | float | None, other: tuple[int, ...]) -> bool:
    """Whether two colours are the same but for JPEG."""
    assert isinstance(one, tuple)
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def middle(picture: Image.Image, index: int, count: int, up: int = 0) -> tuple[int, ...]:
    """The colour of a frame near its middle."""
    box = laid_out([SQUARE] * count).frames[index]
    found = picture.getpixel((box.left + box.width // 2, box.top + box.height // 2 - up))
    assert isinstance(found, tuple)
    return found


def test_each_frame_shows_its_picture() -> None:
    made = drawn(Panel(png(RED), SQUARE, "1", "", False), Panel(png(GREEN), SQUARE, "2", "", False))
    assert near(middle(made, 0, 2), RED)
    assert near(middle(made, 1, 2), GREEN)


def test_wide_pictures_have_wide_frames() -> None:
    wide = Image.open(BytesIO(strip((Panel(png(RED), (400, 200), "1", "", False),))))
    plan = laid_out([(400, 200)])
    assert wide.size == (plan.width, plan.height)


def test_pictures_keep_their_shape() -> None:
    made = drawn(Panel(png(RED, (400, 100)), SQUARE, "1", "", False))
    assert near(middle(made, 0, 1), RED)
    assert near(middle(made, 0, 1, up=80), (24, 24, 24)), "above a wide picture is paper"


def test_transparency_is_seen_as_such() -> None:
    made = drawn(Panel(png((0, 0, 0, 0), (400, 400)), SQUARE, "1", "", False))
    colours = {middle(made, 0, 1, up) for up in range(0, 120, 10)}
    assert max(sum(one) for one in colours) - min(sum(one) for one in colours) > NEAR


def test_a_clip_has_the_sign_of_one() -> None:
    still = drawn(Panel(png(RED, (400, 400)), SQUARE, "1", "", False))
    clip = drawn(Panel(png(RED, (400, 400)), SQUARE, "1", "", True))
    assert near(middle(still, 0, 1), RED)
    assert near(middle(clip, 0, 1), (255, 255, 255))


def test_captions_are_written_and_cut() -> None:
    long = "a title that is far longer than a frame is wide, and then some more of it"
    plan = laid_out([SQUARE] * 2)
    made = drawn(Panel(png(RED), SQUARE, long, long, False), Panel(png(RED), SQUARE, "", "", False))
    first, second = (
        max(made.crop((box.left, box.top, box.right, box.bottom)).convert("L").tobytes())
        for box in map(plan.caption, (0, 1))
    )
    assert first > 200, "white letters"
    assert second < 60, "nothing runs into the next caption"


class House:
    """Files, and who draws them."""

    def __init__(self, blobs: ObjectBlobs) -> None:
        self.blobs, self.ledger = blobs, MemoryLedger(Memory(), SetClock())
        renditions = KeptRenditions(small_in_thread(blobs), blobs)
        self.strips = DrawnStrips(in_thread, blobs, renditions, self.ledger)

    async def frame(self, data: bytes) -> Frame:
        """A frame whose picture is stored."""
        sha256 = await self.blobs.put(data)
        return Frame(Asset(sha256, "image/png", len(data), 64, 48), "1 · edit")


async def test_what_was_drawn_is_kept_and_known() -> None:
    house = House(ObjectBlobs.in_memory())
    frame = await house.frame(png(RED))
    asset = await house.strips.drawn((frame, frame))
    assert asset is not None
    assert await house.ledger.asset(asset.sha256) == asset
    with Image.open(BytesIO(await house.blobs.get(asset.sha256))) as picture:
        assert (picture.width, picture.height) == (asset.width, asset.height)
    assert await house.strips.drawn((frame, frame)) == asset, "the same way is the same file"


@pytest.mark.parametrize("data", [b"", b"no picture"], ids=["gone", "damaged"])
async def test_what_cannot_be_drawn_is_not_there(data: bytes) -> None:
    house = House(ObjectBlobs.in_memory())
    missing = Asset("0" * 64, "image/png", 1, 64, 48)
    frame = await house.frame(data) if data else Frame(missing, "1")
    assert await house.strips.drawn((frame,)) is None


async def test_it_is_drawn_in_a_process_of_its_own(tmp_path: Path) -> None:
    process = StripProcess(str(tmp_path))
    try:
        data = await process.draw((Panel(png(RED), SQUARE, "1", "", False),))
    finally:
        process.close()
    assert data == strip((Panel(png(RED), SQUARE, "1", "", False),))
