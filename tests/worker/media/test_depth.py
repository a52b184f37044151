"""What an edit does to 8-bit sRGB, it does to the picture in its own depth and colours."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from core.turning import Turn
from storage.intake import CleanPicture, accept
from tests.storage import strangers
from tests.storage.deep import Samples, filed, profile_of, samples_of, slopes
from worker.engine import Laying, Marks, Pixels, Warp
from worker.media.depth import deepened
from worker.media.files import pixels_of
from worker.media.laying import turned, warped

P3 = strangers.display_p3()
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def see_through(samples: Samples) -> Samples:
    """With an alpha of 16 bits that falls from left to right."""
    across = np.linspace(65000, 9000, samples.shape[1]).astype(np.uint16)
    return np.dstack([samples, np.tile(across, (samples.shape[0], 1))])


KINDS = {
    "16-bit": (slopes(), b""),
    "16-bit grey": (slopes()[..., :1], b""),
    "16-bit rgba": (see_through(slopes()), b""),
    "8-bit P3": ((slopes() >> 8).astype(np.uint8), P3),
    "16-bit P3": (slopes(), P3),
    "16-bit P3 rgba": (see_through(slopes()), P3),
    "16-bit sRGB by its profile": (slopes(), SRGB),
}
every_kind = pytest.mark.parametrize(("samples", "profile"), KINDS.values(), ids=KINDS)


def taken(samples: Samples, profile: bytes) -> tuple[CleanPicture, bytes]:
    """The picture as intake keeps it, and its deep file."""
    picture = accept("photo", filed(samples, profile))
    assert picture.deep is not None
    return picture, picture.deep.data


def share(middle: tuple[int, int] = (80, 60)) -> Marks:
    """A disc with a soft edge, 0 to 255."""
    disc = np.zeros((120, 160), np.float32)
    cv2.circle(disc, middle, 25, 255, -1)
    soft = cv2.GaussianBlur(disc, (0, 0), 4)
    return np.where(soft < 4, 0, soft).astype(np.uint8)


def painted(before: Pixels, colour: tuple[int, int, int], marks: Marks | None = None) -> Pixels:
    """A colour over a soft disc; what is see-through stays so."""
    part = (share() if marks is None else marks)[..., None].astype(np.float32) / 255
    after = before.copy()
    after[..., :3] = before[..., :3] * (1 - part) + np.array(colour) * part + 0.5
    return after


@every_kind
def test_what_does_not_differ_stays_to_the_bit(samples: Samples, profile: bytes) -> None:
    picture, deep = taken(samples, profile)
    before = pixels_of(picture.data)
    after = painted(before, (200, 60, 40))
    found = samples_of(deepened(deep, before, after))
    outside = (before == after).all(axis=2)
    assert 0.5 < outside.mean() < 0.9
    assert found.dtype == samples.dtype
    assert (found[outside][:, : samples.shape[2]] == samples[outside]).all()
    assert (found[~outside] != samples[~outside]).any(axis=-1).mean() > 0.99


@every_kind
def test_its_profile_stays(samples: Samples, profile: bytes) -> None:
    picture, deep = taken(samples, profile)
    before = pixels_of(picture.data)
    assert profile_of(deepened(deep, before, painted(before, (9, 99, 199)))) == profile


@every_kind
def test_nothing_done_is_nothing_changed(samples: Samples, profile: bytes) -> None:
    picture, deep = taken(samples, profile)
    before = pixels_of(picture.data)
    assert np.array_equal(samples_of(deepened(deep, before, before)), samples)


@every_kind
def test_shown_in_srgb_it_is_what_the_edit_gave(samples: Samples, profile: bytes) -> None:
    picture, deep = taken(samples, profile)
    before = pixels_of(picture.data)
    after = painted(before, (200, 60, 40))
    again = pixels_of(accept("again", deepened(deep, before, after)).data)
    assert np.abs(again.astype(int) - after).max() <= (2 if profile == P3 else 0)


@every_kind
@pytest.mark.parametrize("turn", [Turn(1), Turn(2), Turn(3), Turn(0, mirrored=True)])
def test_what_is_laid_anew_keeps_every_bit(samples: Samples, profile: bytes, turn: Turn) -> None:
    picture, deep = taken(samples, profile)
    before = pixels_of(picture.data)
    made = deepened(deep, before, turned(before, turn), Laying(turn))
    assert np.array_equal(samples_of(made), turned(samples_of(deep), turn))
    assert profile_of(made) == profile_of(deep)


@every_kind
def test_room_around_it_leaves_every_bit(samples: Samples, profile: bytes) -> None:
    picture, deep = taken(samples, profile)
    before = pixels_of(picture.data)
    room = ((7, 0), (10, 30), (0, 0))
    after = np.pad(before, room, constant_values=255)
    found = samples_of(deepened(deep, before, after, Laying(corner=(-10, -7))))
    assert found.shape[:2] == after.shape[:2]
    assert np.array_equal(found[7:, 10:-30], samples_of(deep))
    white = np.iinfo(found.dtype).max
    for edge in (found[:7], found[:, :10], found[:, -30:]):
        assert (white - edge <= white / 4000).all()  # sRGB's white is not quite that of P3


@every_kind
def test_what_is_turned_by_an_angle_is_turned_in_its_depth(
    samples: Samples, profile: bytes
) -> None:
    picture, deep = taken(samples, profile)
    before = pixels_of(picture.data)
    warp = Warp((0.995, 0.0998, 4.0), (-0.0998, 0.995, 9.0), (120, 90))
    found = samples_of(deepened(deep, before, warped(before, warp), Laying(warp=warp)))
    assert np.array_equal(found.squeeze(), warped(samples_of(deep), warp))


def test_inside_the_colours_are_those_of_the_profile() -> None:
    picture, deep = taken(slopes(), P3)
    before = pixels_of(picture.data)
    found = samples_of(deepened(deep, before, painted(before, (200, 60, 40))))
    plain = Image.new("RGB", (1, 1), (200, 60, 40))
    source = ImageCms.createProfile("sRGB")
    want = ImageCms.profileToProfile(plain, source, ImageCms.ImageCmsProfile(BytesIO(P3)))
    assert np.abs(found[60, 80] / 257 - np.asarray(want)[0, 0]).max() < 1.0


def test_no_seam_shows_at_16_bits() -> None:
    """A change that begins and ends slowly has no steps, although 8 bits have ten of them."""
    down, across = np.mgrid[0:300, 0:300]
    samples = np.stack([20000 + 11 * down, 40000 - 9 * across, 30000 + 7 * down], axis=2)
    picture, deep = taken(samples.astype(np.uint16), b"")
    before = pixels_of(picture.data)
    lighter = 10 * np.exp(-(np.hypot(down - 150, across - 150) ** 2) / 5000)[..., None]
    after = before + np.rint(lighter).astype(np.uint8)
    found = samples_of(deepened(deep, before, after)).astype(int)
    apart = np.abs(found - (samples + 257 * lighter))[70:-70, 70:-70] / 257
    assert apart.mean() < 0.16  # rounding alone has 0.25
    assert np.abs(np.diff(found, axis=0)).max() < 1.1 * 257


def test_wide_colours_that_are_painted_over_do_not_shine_through() -> None:
    """sRGB does not hold this red; what it lost of it must not come back."""
    samples = slopes()
    samples[40:80, 60:100] = (65535, 0, 0)
    picture, deep = taken(samples, P3)
    before = pixels_of(picture.data)
    after = before.copy()
    after[30:90, 50:110] = (120, 120, 120)
    found = samples_of(deepened(deep, before, after)).astype(int)
    assert np.ptp(found[30:90, 50:110], axis=(0, 1)).max() < 257


def test_a_new_alpha_has_its_depth_and_leaves_the_colours() -> None:
    picture, deep = taken(slopes(), P3)
    before = pixels_of(picture.data)
    found = samples_of(deepened(deep, before, np.dstack([before, share()])))
    assert np.array_equal(found[..., :3], slopes())
    assert np.array_equal(found[..., 3], share().astype(np.uint16) * 257)


@pytest.mark.parametrize(
    ("paint", "channels"),
    [((90, 90, 90), 1), ((200, 60, 40), 3)],
    ids=["grey stays grey", "colour makes it coloured"],
)
def test_grey(paint: tuple[int, int, int], channels: int) -> None:
    picture, deep = taken(slopes()[..., :1], b"")
    before = pixels_of(picture.data)
    assert samples_of(deepened(deep, before, painted(before, paint))).shape[2] == channels


@every_kind
def test_twenty_edits_chain(samples: Samples, profile: bytes) -> None:
    picture, deep = taken(samples, profile)
    first = now = pixels_of(picture.data)
    rng = np.random.default_rng(3)
    touched = np.zeros(first.shape[:2], bool)
    for _ in range(20):
        marks = share((int(rng.integers(20, 60)), int(rng.integers(20, 100))))
        after = painted(now, tuple(rng.integers(0, 256, 3).tolist()), marks)
        deep, touched, now = deepened(deep, now, after), touched | (marks > 0), after
    found = samples_of(deep)[..., : samples.shape[2]]
    assert 0.1 < touched.mean() < 0.6
    assert (found[~touched] == samples[~touched]).all()


def test_what_is_painted_on_a_slope_has_no_steps() -> None:
    """In strips, too, of which no trace is left."""
    down, across = np.mgrid[0:480, 0:160]
    samples = np.stack([20000 + 13 * down, 40000 - 9 * down, 30000 + 11 * across], axis=2)
    picture, deep = taken(samples.astype(np.uint16), b"")
    before = pixels_of(picture.data)
    found = samples_of(deepened(deep, before, 255 - before))[70:-70, 70:-70].astype(int)
    apart = np.abs(found - (65535 - samples[70:-70, 70:-70]))
    assert apart.max() < 0.2 * 257
    assert np.abs(np.diff(found, axis=0)).max() < 0.2 * 257
