"""Pixels of any kind to 8-bit sRGB, keeping transparency."""

from typing import NamedTuple

from PIL import Image, ImageChops, ImageCms

from core.errors import UnsupportedPixels
from core.profiles import read_profile
from storage.untrusted_text import readable

_PROFILE_SPACE = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}  # mode to the profile that fits it
_SAME = 2  # of 255; a profile that changes no colour by more is sRGB under some name
IGNORED = "colour profile could not be read and was ignored"
_SRGB_GAMMA = 0.45455


class Changed(NamedTuple):
    """A picture after a step, and what the step did, as a short clause."""

    image: Image.Image
    note: str = ""  # empty where nothing was to do
    ignored: bool = False  # whether it has a profile that says nothing


class Colours(NamedTuple):
    """The colours that an ICC profile of RGB gives to numbers, where they can be kept."""

    profile: bytes  # empty for sRGB
    name: str
    wide: bool  # whether they are others than those of sRGB


SRGB = Colours(b"", "", False)


def colours_of(profile: bytes, gamma: float) -> Colours | None:
    """What a file's numbers for red, green and blue mean; None where that cannot be kept.

    A picture that has no profile, and no gamma of its own, is sRGB.
    """
    if not profile:
        return SRGB if _is_srgb(gamma) else None
    if read_profile(profile) is None:
        return None
    try:
        source = ImageCms.ImageCmsProfile(ImageCms.core.profile_frombytes(profile))
        wide = not _changes_nothing(_transform(source, "RGB"))
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        return None
    return Colours(profile, _name(source), wide)


def eight_bit(image: Image.Image, file: str) -> Image.Image:
    """The picture as L, LA, RGB, RGBA or CMYK; raises UnsupportedPixels, which names `file`."""
    if image.mode == "CMYK":
        return image
    if image.mode not in ("1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX"):
        raise UnsupportedPixels(file=file, mode=image.mode)
    clear = image.has_transparency_data
    if image.mode in ("1", "L", "LA", "La"):
        return image.convert("LA" if clear else "L")
    return image.convert("RGBA" if clear else "RGB")


def to_srgb(image: Image.Image, profile: bytes, gamma: float) -> Changed:
    """`image` (L, LA, RGB, RGBA, CMYK) in sRGB by its ICC profile, else by PNG's gamma.

    A profile that is damaged or made for other pixels is left out, and the note says so. Alpha
    that hides nothing is dropped.
    """
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    pixels = image.convert(image.mode.removesuffix("A")) if alpha else image
    if profile:
        converted = _through_profile(pixels, profile)
    elif not _is_srgb(gamma):
        converted = _through_gamma(pixels, gamma)
    else:
        note = "converted from CMYK to sRGB" if pixels.mode == "CMYK" else ""
        converted = Changed(pixels.convert("RGB"), note)
    if alpha is not None and alpha.getextrema() != (255, 255):
        converted.image.putalpha(alpha)
    return converted


def _through_profile(pixels: Image.Image, profile: bytes) -> Changed:
    try:
        opened = ImageCms.core.profile_frombytes(profile)
        source = ImageCms.ImageCmsProfile(opened)
        space = opened.xcolor_space.strip()
        if pixels.mode == "L" and space == "RGB":
            pixels = pixels.convert("RGB")
        if _PROFILE_SPACE[pixels.mode] != space:
            raise ValueError(space)
        transform = _transform(source, pixels.mode)
        name = _name(source)
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        return Changed(pixels.convert("RGB"), IGNORED, ignored=True)
    if pixels.mode == "RGB" and _changes_nothing(transform):
        return Changed(pixels, "")
    converted = transform.apply(pixels)
    return Changed(converted, f"converted from {name} to sRGB")


def _name(source: ImageCms.ImageCmsProfile) -> str:
    return readable(ImageCms.getProfileDescription(source), "its own colours", 40)


def _is_srgb(gamma: float) -> bool:
    """Whether a PNG's gamma, 0 where it says none, is that of sRGB."""
    return not gamma or abs(gamma - _SRGB_GAMMA) <= 0.02


def _transform(source: ImageCms.ImageCmsProfile, mode: str) -> ImageCms.ImageCmsTransform:
    """From `source` to sRGB as photographs want it: white stays white, black stays black."""
    return ImageCms.buildTransform(
        source,
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    """Whether a transform leaves a cube of 216 colours as it is: most profiles are sRGB's own."""
    steps = range(0, 256, 51)
    cube = bytes(value for r in steps for g in steps for b in steps for value in (r, g, b))
    before = Image.frombytes("RGB", (len(steps) ** 3, 1), cube)
    change = ImageChops.difference(before, transform.apply(before))
    return max(change.tobytes()) <= _SAME


def _through_gamma(pixels: Image.Image, gamma: float) -> Changed:
    """PNG specification, section 13.13, towards the sRGB curve of IEC 61966-2-1."""
    exponent = 1 / min(max(gamma, 0.1), 10.0)
    table = [round(255 * _srgb_curve((value / 255) ** exponent)) for value in range(256)]
    straight = pixels.convert("RGB")
    return Changed(straight.point(table * 3), "brightness adapted from its gamma to sRGB")


def _srgb_curve(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
