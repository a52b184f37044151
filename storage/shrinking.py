"""Pixels of small versions: decoded with bounds, scaled, encoded for a chat."""

from io import BytesIO

from PIL import Image, ImageOps

from core.renditions import Fit, Rendition
from storage.limits import STANDARD

QUALITY = 86  # of both encodings


class Unshrinkable(Exception):
    """No small version can be made of a file."""


def shrink(data: bytes, rendition: Rendition) -> bytes:
    """The small version of a picture that Easel stored. Raises Unshrinkable.

    Busy for up to a second; needs three times the pixels of the picture, at most 600 MB.
    """
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF", "AVIF")) as opened:
            return _encoded(_scaled(_opened(opened, rendition), rendition), rendition)
    except Exception as error:  # decoders raise whatever damage leads them to
        raise Unshrinkable(f"{type(error).__name__}: {error}") from error


def _opened(opened: Image.Image, rendition: Rendition) -> Image.Image:
    if opened.width * opened.height > STANDARD.megapixels * 1_000_000:
        raise Unshrinkable(f"{opened.width} x {opened.height} px")
    # A JPEG is decoded at a half or a quarter where that is enough; of others nothing changes.
    opened.draft("RGB", (2 * rendition.side, 2 * rendition.side))
    mode = "RGBA" if rendition.alpha else "RGB"
    return opened if opened.mode == mode else opened.convert(mode)


def _scaled(picture: Image.Image, rendition: Rendition) -> Image.Image:
    side = (rendition.side, rendition.side)
    if rendition.fit is Fit.THUMB:
        return ImageOps.fit(picture, side, Image.Resampling.LANCZOS)
    picture.thumbnail(side, Image.Resampling.LANCZOS, reducing_gap=2.0)  # never larger than it is
    return picture


def _encoded(picture: Image.Image, rendition: Rendition) -> bytes:
    target = BytesIO()
    if rendition.alpha:
        picture.save(target, "WEBP", quality=QUALITY)
    else:
        picture.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return target.getvalue()
