"""Colours go to a profile's numbers as Little CMS brings them there."""

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from core.profiles import read_profile
from tests.storage import strangers
from worker.engine import Pixels
from worker.media.colours import Colours

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
P3 = strangers.display_p3()
LINEAR = strangers.display_p3("Linear P3", strangers.gamma(1.0))


def colours(profile: bytes) -> Colours | None:
    found = read_profile(profile)
    assert found is not None
    return Colours.of(found)


def cube() -> Pixels:
    """Colours from everywhere, as a picture."""
    steps = np.arange(0, 256, 15, dtype=np.uint8)
    return np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 18, 3)


def by_little_cms(pixels: Pixels, profile: bytes) -> Pixels:
    target = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    shown = ImageCms.profileToProfile(
        Image.fromarray(pixels), ImageCms.createProfile("sRGB"), target,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )  # fmt: skip
    return np.asarray(shown)


@pytest.mark.parametrize("profile", [P3, LINEAR], ids=["gamma", "linear"])
def test_they_agree_with_little_cms(profile: bytes) -> None:
    way = colours(profile)
    assert way is not None
    numbers = way.to(np.divide(cube(), 255, dtype=np.float32)) * 255
    assert np.abs(numbers - by_little_cms(cube(), profile)).max() < 1.0


def test_srgb_under_another_name_needs_no_way() -> None:
    assert colours(SRGB) is None


def test_what_lies_between_the_steps_of_8_bits_is_told_apart() -> None:
    way = colours(P3)
    assert way is not None
    ramp = np.repeat(np.linspace(0, 1, 4096, dtype=np.float32)[:, None], 3, axis=1)
    assert (np.diff(way.to(ramp) * 65535, axis=0) > 1).all()
