"""What has more bits or wider colours than 8-bit sRGB is kept so, beside what is worked on."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from storage.intake import DeepPicture, Limits, accept
from tests.storage import strangers
from tests.storage.deep import Samples, filed, noise, profile_of, samples_of, slopes
from tests.storage.strangers import saved, scene

P3 = strangers.display_p3()
# From upright to how a camera stores it, by what EXIF then says.
LYING: dict[int, Callable[[Samples], Samples]] = {
    1: lambda samples: samples,
    2: lambda samples: samples[:, ::-1],
    3: lambda samples: samples[::-1, ::-1],
    4: lambda samples: samples[::-1],
    5: lambda samples: np.swapaxes(samples, 0, 1),
    6: lambda samples: np.rot90(samples),
    7: lambda samples: np.rot90(samples, 2).swapaxes(0, 1),
    8: lambda samples: np.rot90(samples, -1),
}
KINDS = {
    "16-bit rgb": (noise(32, 48, 3), b"", "your file is kept at 16 bits"),
    "16-bit grey": (noise(32, 48, 1), b"", "your file is kept at 16 bits"),
    "16-bit rgba": (noise(32, 48, 4), b"", "your file is kept at 16 bits"),
    "8-bit P3": (noise(32, 48, 3, 8), P3, "your file is kept in Display P3"),
    "8-bit P3 with alpha": (noise(32, 48, 4, 8), P3, "your file is kept in Display P3"),
    "16-bit P3": (noise(32, 48, 3), P3, "your file is kept at 16 bits in Display P3"),
}


def deep_of(file: bytes, limits: Limits | None = None) -> DeepPicture:
    picture = accept("photo", file, limits or Limits())
    assert picture.deep is not None
    found = samples_of(picture.deep.data)
    assert found.shape[:2] == (picture.height, picture.width)
    return picture.deep


@pytest.mark.parametrize("turned", LYING)
@pytest.mark.parametrize(("samples", "profile", "note"), KINDS.values(), ids=KINDS)
def test_every_sample_is_kept_upright(
    samples: Samples, profile: bytes, note: str, turned: int
) -> None:
    file = filed(LYING[turned](samples), profile, turned)
    deep = deep_of(file)
    assert np.array_equal(samples_of(deep.data), samples)
    assert profile_of(deep.data) == profile
    assert note in accept("photo", file).notes


@pytest.mark.parametrize(("samples", "profile", "note"), KINDS.values(), ids=KINDS)
def test_sent_again_it_is_the_same_picture(samples: Samples, profile: bytes, note: str) -> None:
    first = accept("photo", filed(samples, profile))
    assert first.deep is not None
    again = accept("photo", first.deep.data)
    assert again == first._replace(notes=again.notes)
    assert again.notes == (note,)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "HEIC", "AVIF"])
def test_wide_colours_of_every_format_are_kept(kind: str) -> None:
    file = saved(scene(), kind, quality=95, icc_profile=P3)
    deep = deep_of(file)
    assert (deep.bits, deep.colours, profile_of(deep.data)) == (8, "Display P3", P3)
    near = samples_of(deep.data)[8, 12].astype(int) - strangers.CORNERS[0]
    assert np.abs(near).max() < 12


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_16_bits_of_srgb_keep_its_profile() -> None:
    deep = deep_of(filed(slopes(), SRGB))
    assert (deep.bits, deep.colours, profile_of(deep.data)) == (16, "", SRGB)


def test_16_bits_with_a_profile_that_cannot_be_read_are_srgb() -> None:
    picture = accept("photo", filed(slopes(), b"rubbish" * 40))
    assert picture.deep is not None
    assert profile_of(picture.deep.data) == b""
    assert picture.notes == (
        "colour profile could not be read and was ignored",
        "your file is kept at 16 bits",
    )


GAMMA = strangers.with_chunk(filed(slopes()), b"gAMA", (100_000).to_bytes(4, "big"))


@pytest.mark.parametrize(
    ("file", "notes"),
    [
        pytest.param(saved(scene(), "PNG"), (), id="sRGB"),
        pytest.param(saved(scene(), "PNG", icc_profile=SRGB), (), id="sRGB by its profile"),
        pytest.param(
            saved(scene("CMYK"), "JPEG", icc_profile=strangers.press()),
            ("converted from Two-step press to sRGB",), id="ink",
        ),
        pytest.param(
            filed(noise(32, 48, 1), strangers.linear_grey()),
            ("converted from Linear grey to sRGB", "16-bit reduced to 8-bit"), id="grey of its own",
        ),
        pytest.param(
            GAMMA, ("brightness adapted from its gamma to sRGB", "16-bit reduced to 8-bit"),
            id="a gamma of its own",
        ),
    ],
)  # fmt: skip
def test_of_others_there_is_no_second_file(file: bytes, notes: tuple[str, ...]) -> None:
    picture = accept("photo", file)
    assert picture.deep is None
    assert picture.notes == notes


def test_alpha_that_hides_nothing_is_dropped() -> None:
    samples = noise(32, 48, 4)
    samples[..., 3] = 65535
    assert np.array_equal(samples_of(deep_of(filed(samples)).data), samples[..., :3])


def test_alpha_that_hides_less_than_8_bits_tell_stays() -> None:
    samples = noise(32, 48, 4)
    samples[..., 3] = 65535
    samples[3, 3, 3] = 65534
    picture = accept("photo", filed(samples))
    assert picture.deep is not None
    assert (picture.alpha, samples_of(picture.deep.data)[3, 3, 3]) == (False, 65534)


def test_grey_with_a_profile_of_colours_has_colours() -> None:
    samples = noise(32, 48, 1)
    found = samples_of(deep_of(filed(samples, P3)).data)
    assert np.array_equal(found, np.repeat(samples, 3, axis=2))


def test_what_is_too_large_is_scaled_in_its_depth() -> None:
    small = Limits(longest=80)
    deep = deep_of(filed(slopes(), P3), small)
    want = slopes().reshape(60, 2, 80, 2, 3).mean(axis=(1, 3))
    assert np.abs(samples_of(deep.data)[4:-4, 4:-4] - want[4:-4, 4:-4]).max() <= 2
    wide = saved(Image.new("RGB", (160, 120), (9, 99, 199)), "PNG", icc_profile=P3)
    assert samples_of(deep_of(wide, small).data)[5, 5].tolist() == [9, 99, 199]


def test_16_bits_of_what_is_see_through_are_reduced_where_it_is_scaled() -> None:
    picture = accept("photo", filed(noise(120, 160, 4)), Limits(longest=80))
    assert picture.deep is None
    assert "16-bit reduced to 8-bit" in picture.notes


def test_10_bits_of_a_heic_are_kept() -> None:
    deep = deep_of(strangers.heic_16(slopes().tobytes(), (160, 120)))
    found = samples_of(deep.data).astype(int)
    assert (deep.bits, len(np.unique(found[60, :, 0])) > 100) == (16, True)
    assert np.abs(found - slopes()).max() < 3 * 257


def test_nothing_but_pixels_and_colours_is_kept() -> None:
    file = strangers.with_chunk(filed(slopes(), P3), b"tEXt", b"Comment\0made by me")
    data = deep_of(strangers.with_chunk(file, b"eXIf", strangers.LOCATION[6:])).data
    assert b"made by me" not in data
    assert [Image.open(BytesIO(data)).info.keys()] == [{"icc_profile"}]
