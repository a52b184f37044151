"""Samples of 16 bits are read to the last one, whatever a PNG calls them."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from PIL.Image import Transpose
from PIL.PngImagePlugin import PngImageFile

from storage.depth import Planes, planes_of, planes_of_heic
from tests.storage.deep import Samples, filed, noise
from tests.storage.strangers import heic_16


def read(file: bytes) -> Planes:
    image = PngImageFile(BytesIO(file))
    image.load()
    return planes_of(image, file)


def whole(planes: Planes) -> Samples:
    """High and low bytes together."""
    assert planes.low is not None
    high, low = (np.asarray(plane).astype(np.uint16) for plane in (planes.high, planes.low))
    both = high << 8 | low
    return both if both.ndim == 3 else both[..., None]


@pytest.mark.parametrize("channels", [1, 2, 3, 4], ids=["grey", "grey alpha", "rgb", "rgba"])
def test_every_bit_is_read(channels: int) -> None:
    samples = noise(23, 37, channels)
    assert np.array_equal(whole(read(filed(samples))), samples)


@pytest.mark.parametrize(("channels", "key"), [(1, b"\x12\x34"), (3, b"\x12\x34\x56\x78\x9a\xbc")])
def test_only_the_very_colour_of_the_key_is_transparent(channels: int, key: bytes) -> None:
    samples = np.tile(np.frombuffer(key, ">u2").astype(np.uint16), (16, 16, 1))
    samples[:, 8:, -1] += 1
    planes = read(filed(samples, key=key))
    assert whole(planes)[0, :, -1].tolist() == [0] * 8 + [65535] * 8
    assert planes.clear


def test_eight_bits_are_the_nearest() -> None:
    samples = np.arange(65536, dtype=np.uint16).reshape(256, 256, 1)
    nearest = np.asarray(read(filed(samples)).rounded())
    assert np.array_equal(nearest, np.rint(samples[..., 0] / 257))


@pytest.mark.parametrize("turn", list(Transpose))
def test_it_turns_as_a_picture_does(turn: Transpose) -> None:
    planes = read(filed(noise(23, 37, 3)))
    turned = planes.upright(turn)
    assert turned.rounded().tobytes() == planes.rounded().transpose(turn).tobytes()


def test_it_is_scaled_in_all_its_depth() -> None:
    across = np.linspace(1000, 1900, 400).astype(np.uint16)
    planes = read(filed(np.tile(across[None, :, None], (64, 1, 3))))
    small = whole(planes.scaled((200, 32)))[16, 8:-8, 1]
    assert len(set(small.tolist())) == len(small)
    assert np.abs(small - (across[16:-16:2] + across[17:-15:2]) / 2).max() <= 1


def test_white_of_a_heic_stays_white() -> None:
    data = np.full((64, 64, 3), 65535, np.uint16).tobytes()
    assert whole(planes_of_heic(heic_16(data, (64, 64)), 10)).min() == 65535


def test_of_eight_bits_there_is_nothing_to_round() -> None:
    image = Image.new("RGB", (4, 4), (1, 2, 3))
    assert Planes(image, None).rounded() is image
