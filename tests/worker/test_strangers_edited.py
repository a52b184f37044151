"""What a stranger's file means survives an edit: its colours, its upright, what is see-through."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from core.catalogue import Intent
from storage.intake import accept
from tests.storage import strangers
from tests.storage.strangers import saved
from tests.worker.engines.classical.requests import made
from worker.engine import Marks, Pixels
from worker.media.files import master, pixels_of

SIZE = (160, 120)


def scene() -> Pixels:
    """Smooth colours, each corner another, so that every turn and every profile shows."""
    down, across = np.mgrid[0:120, 0:160].astype(np.float32)
    planes = [60 + across, 200 - across, 40 + down]
    return np.clip(np.stack(planes, axis=2), 0, 255).astype(np.uint8)


def middle(pixels: Pixels) -> Marks:
    """Marks of the middle."""
    height, width = pixels.shape[:2]
    marks = np.zeros((height, width), np.uint8)
    marks[height // 3 : 2 * height // 3, width // 3 : 2 * width // 3] = 255
    return marks


def with_alpha(pixels: Pixels) -> Pixels:
    """Half of it half transparent."""
    alpha = np.full(pixels.shape[:2], 255, np.uint8)
    alpha[:, : pixels.shape[1] // 2] = 128
    return np.dstack([pixels, alpha])


def deep(pixels: Pixels) -> bytes:
    """A PNG of 16 bits a channel, with something in the lower eight."""
    rows = (pixels.astype(np.uint16) * 257 + 37).clip(0, 65535).astype(">u2")
    return strangers.png(SIZE, [row.tobytes() for row in rows], 16, 2)


def in_srgb(pixels: Pixels, profile: bytes) -> Pixels:
    """What a profile's numbers look like, by Little CMS."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    shown: Any = ImageCms.profileToProfile(
        Image.fromarray(pixels), source, ImageCms.createProfile("sRGB")
    )
    return np.asarray(shown)


def lying(pixels: Pixels) -> bytes:
    """A photo that a camera held upright stores on its side."""
    stored = Image.fromarray(np.rot90(pixels))
    return saved(stored, "PNG", exif=strangers.orientation(6))


P3 = strangers.display_p3()
FILES = {
    "16 bits": (deep(scene()), scene()),
    "a wide gamut": (saved(Image.fromarray(scene()), "PNG", icc_profile=P3), in_srgb(scene(), P3)),
    "on its side": (lying(scene()), scene()),
    "see-through": (saved(Image.fromarray(with_alpha(scene())), "PNG"), with_alpha(scene())),
}


@pytest.mark.parametrize(("file", "seen"), FILES.values(), ids=FILES)
def test_outside_the_edit_it_is_what_the_file_showed(file: bytes, seen: Pixels) -> None:
    kept = pixels_of(accept("strange.png", file).data)
    marks = middle(kept)
    stored = pixels_of(master(made(kept, "make it darker", Intent.EDIT, marks=marks).pixels))
    assert stored.shape == seen.shape
    outside = marks == 0
    assert np.abs(stored[outside].astype(int) - seen[outside]).max() <= 1
    assert np.array_equal(stored[outside], kept[outside])
    assert stored[marks > 0][:, :3].mean() < seen[marks > 0][:, :3].mean() - 5
    if seen.shape[2] == 4:
        assert np.array_equal(stored[..., 3], seen[..., 3])
