"""Small versions that are made before anybody asks for them."""

import asyncio
from io import BytesIO

import pytest
from PIL import Image

from bots.ahead import Ahead
from core.jobs import Asset
from core.renditions import Version
from storage.blobs import ObjectBlobs
from storage.renditions import KeptRenditions, in_thread
from tests.values import asset


async def large(blobs: ObjectBlobs) -> Asset:
    """A stored picture that is shown smaller than it is."""
    target = BytesIO()
    Image.effect_noise((1800, 60), 90).save(target, "PNG")
    data = target.getvalue()
    return Asset(await blobs.put(data), "image/png", len(data), 1800, 60)


class Noting(KeptRenditions):
    """The real ones, which note what they made."""

    noted: str | None = None

    async def made(self, sha256: str, rendition: Version) -> str | None:
        self.noted = await super().made(sha256, rendition)
        return self.noted


async def test_it_is_there_before_it_is_asked_for() -> None:
    blobs = ObjectBlobs.in_memory()
    kept = Noting(in_thread(blobs), blobs)
    Ahead(kept).begin(await large(blobs))
    async with asyncio.timeout(20):
        while kept.noted is None:
            await asyncio.sleep(0.01)
    with Image.open(BytesIO(await blobs.get(kept.noted))) as small:
        assert small.width == 1600


async def test_a_picture_that_is_gone_is_no_trouble(caplog: pytest.LogCaptureFixture) -> None:
    blobs = ObjectBlobs.in_memory()
    gone = asset(width=4000, height=3000)
    with caplog.at_level("INFO", logger="easel.ahead"):
        Ahead(KeptRenditions(in_thread(blobs), blobs)).begin(gone)
        async with asyncio.timeout(20):
            while not caplog.messages:
                await asyncio.sleep(0.01)
    assert "was deleted before" in caplog.text
