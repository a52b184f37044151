"""Pictures of 16 bits a channel as Pillow can hold them: their high and low bytes apart."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

import pillow_heif
from PIL import Image, ImageChops
from PIL.Image import Transpose
from PIL.PngImagePlugin import PngImageFile

# Of samples that are read as one byte each, the unpackers for the other order of bytes take the
# lower one. Grey with alpha has none; its four bytes a pixel are read as four channels.
_LOW: Mapping[str, str] = {"RGB;16B": "RGB;16L", "RGBA;16B": "RGBA;16L"}
_GREY_ALPHA = "LA;16B"
_BANDS = {2: "LA", 3: "RGB", 4: "RGBA"}
_COLOURED = {"L": "RGB", "LA": "RGBA", "RGB": "RGB", "RGBA": "RGBA"}
_STRIPE = 256  # rows rounded at once, which bounds the memory
_ROUND = 129  # of the low byte over the high one: v / 257 is nearer to the next number


class Planes(NamedTuple):
    """A picture of 16 bits a channel, or of 8; straight alpha."""

    high: Image.Image  # L, LA, RGB or RGBA
    low: Image.Image | None  # of the same mode and size; None where there are 8 bits

    @property
    def bits(self) -> int:
        """Of a channel."""
        return 8 if self.low is None else 16

    @property
    def clear(self) -> bool:
        """Whether it is transparent somewhere."""
        alpha = [plane.getchannel("A") for plane in self if plane and plane.mode.endswith("A")]
        return any(one.getextrema() != (255, 255) for one in alpha)

    def rounded(self) -> Image.Image:
        """Its nearest picture of 8 bits a channel."""
        if self.low is None:
            return self.high
        width, height = self.high.size
        image = Image.new(self.high.mode, self.high.size)
        for top in range(0, height, _STRIPE):
            strip = (0, top, width, min(top + _STRIPE, height))
            image.paste(_rounded(self.high.crop(strip), self.low.crop(strip)), strip)
        return image

    def upright(self, turn: Transpose) -> "Planes":
        """It, turned."""
        return self._each(lambda plane: plane.transpose(turn))

    def opaque(self) -> "Planes":
        """It without its alpha."""
        return self._each(lambda plane: plane.convert(plane.mode.removesuffix("A")))

    def coloured(self) -> "Planes":
        """It with red, green and blue, also where it is grey."""
        return self._each(lambda plane: plane.convert(_COLOURED[plane.mode]))

    def scaled(self, size: tuple[int, int]) -> "Planes":
        """It, of 16 bits and without alpha, in another size."""
        assert self.low is not None, "Pillow scales 8 bits by itself"
        assert not self.high.mode.endswith("A"), "colours of what is see-through would bleed"
        bands = [
            _resized(self.high.getchannel(band), self.low.getchannel(band), size)
            for band in self.high.getbands()
        ]
        high, low = zip(*bands, strict=True)
        return Planes(_merged(high), _merged(low))

    def _each(self, change: Callable[[Image.Image], Image.Image]) -> "Planes":
        return Planes(change(self.high), None if self.low is None else change(self.low))


def planes_of(image: Image.Image, essence: bytes) -> Planes:
    """The samples of a PNG of 16 bits a channel, exactly; a colour that is a key is transparent.

    `image` is what Pillow reads of it, which are its higher bytes.
    """
    key = image.info.get("transparency")
    if image.mode.startswith("I"):
        return _keyed(*_halves("L", image.size, image.tobytes("raw", "I;16B")), key)
    again = PngImageFile(BytesIO(essence))
    rawmode = str(again.tile[0].args)
    if rawmode == _GREY_ALPHA:
        grey, below, alpha, alpha_below = _read_as(again, "RGBA").split()
        return Planes(_merged((grey, alpha)), _merged((below, alpha_below)))
    return _keyed(image, _read_as(again, _LOW[rawmode]), key)


def planes_of_heic(essence: bytes, bits: int) -> Planes:
    """The samples of a HEIC of 10 or 12 bits a channel, spread over 16: white stays white."""
    heic = pillow_heif.open_heif(BytesIO(essence), convert_hdr_to_8bit=False)
    assert heic.mode.endswith(";16"), heic.mode
    data: Any = heic.data
    low, high = _halves(heic.mode.removesuffix(";16"), heic.size, data)
    # The decoder puts zeros below the sample, where its own highest bits belong.
    below = high.point([step >> (bits - 8) for step in range(256)] * len(high.getbands()))
    return Planes(high, ImageChops.add(low, below))


def _read_as(image: PngImageFile, rawmode: str) -> Image.Image:
    image.tile = [tile._replace(args=rawmode) for tile in image.tile]
    image.load()
    return image


def _halves(
    mode: str, size: tuple[int, int], data: bytes | memoryview
) -> tuple[Image.Image, Image.Image]:
    """The first and the second bytes of samples of two."""
    first, second = (Image.frombytes(mode, size, bytes(data[at::2])) for at in (0, 1))
    return first, second


def _rounded(high: Image.Image, low: Image.Image) -> Image.Image:
    table = [int(step >= _ROUND) for step in range(256)] * len(high.getbands())
    more = ImageChops.subtract(low, high).point(table)
    less = ImageChops.subtract(high, low).point(table)
    return ImageChops.subtract(ImageChops.add(high, more), less)


def _keyed(high: Image.Image, low: Image.Image, key: int | tuple[int, ...] | None) -> Planes:
    """Transparent where every sample is that of the key, PNG specification 11.3.1.1."""
    if key is None:
        return Planes(high, low)
    values = (key,) if isinstance(key, int) else key
    there = Image.new("L", high.size, 255)
    for plane, places in ((high, 8), (low, 0)):
        for band, value in zip(plane.split(), values, strict=True):
            wanted = value >> places & 255
            same = band.point([255 * (step == wanted) for step in range(256)])
            there = ImageChops.darker(there, same)
    alpha = ImageChops.invert(there)
    return Planes(*(_merged((*plane.split(), alpha)) for plane in (high, low)))


def _resized(
    high: Image.Image, low: Image.Image, size: tuple[int, int]
) -> tuple[Image.Image, Image.Image]:
    """The two bytes of a channel in another size, which Pillow resamples as one of 16 bits."""
    pairs = bytearray(2 * high.width * high.height)
    for at, half in enumerate((low, high)):
        pairs[at::2] = half.tobytes()
    whole = Image.frombytes("I;16", high.size, pairs).resize(size, Image.Resampling.LANCZOS)
    return _halves("L", size, whole.tobytes("raw", "I;16B"))


def _merged(bands: Sequence[Image.Image]) -> Image.Image:
    return bands[0] if len(bands) == 1 else Image.merge(_BANDS[len(bands)], bands)
