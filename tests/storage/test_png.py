"""PNG files written by hand decode to exactly what went in."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from storage import png
from tests.storage.deep import noise, profile_of, samples_of

MODES = {"L": 1, "RGB": 3, "RGBA": 4}


@given(st.sampled_from(list(MODES)), st.integers(1, 9), st.integers(1, 9), st.data())
def test_pixels_survive(mode: str, width: int, height: int, data: st.DataObject) -> None:
    length = width * height * MODES[mode]
    raw = data.draw(st.binary(min_size=length, max_size=length))
    image = Image.frombytes(mode, (width, height), raw)
    again = Image.open(BytesIO(png.encode(image)))
    assert (again.mode, again.size, again.tobytes()) == (mode, (width, height), raw)


@pytest.mark.parametrize("height", [255, 256, 257, 512, 700])
def test_pixels_survive_across_stripes(height: int) -> None:
    noise = Image.effect_noise((40, height), 90)
    again = Image.open(BytesIO(png.encode(noise)))
    assert again.tobytes() == noise.tobytes()


@pytest.mark.parametrize("channels", [1, 2, 3, 4], ids=["grey", "grey alpha", "rgb", "rgba"])
def test_16_bits_survive_across_stripes(channels: int) -> None:
    samples = noise(300, 17, channels)
    mode = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[channels]
    high, low = (
        Image.frombytes(mode, (17, 300), (samples >> places).astype("uint8").tobytes())
        for places in (8, 0)
    )
    found = samples_of(png.encode(high, low, b"a profile"))
    assert np.array_equal(found[..., :: 3 if channels == 2 else 1], samples)


def test_a_profile_is_written_as_it_is() -> None:
    assert profile_of(png.encode(Image.new("RGB", (4, 4)), profile=b"a profile")) == b"a profile"
