"""PNG files written by hand decode to exactly what went in."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from storage import png

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
