"""Clips: what files hold, what the camera shows, what stays rigid, what closes a loop."""

import io

import av
import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from core.motion import Motion
from tests.pictures.scenes import landscape, photograph
from tests.worker.engines.classical.requests import difference, made
from worker.engine import Clip, Pixels
from worker.engines.classical.motion.camera import camera_of
from worker.engines.classical.motion.direction import directed
from worker.engines.classical.motion.parallax import Footage, footage_of
from worker.engines.classical.motion.relief import Scenery, scenery_of
from worker.engines.classical.painting.chance import Draw
from worker.media.canvas import Canvas

SOURCE = landscape()
HOUSE = (slice(140, 190), slice(72, 150))
CLOUDS = (slice(20, 70), slice(200, 280))


def _clip(words: str, picture: Pixels = SOURCE, seed: int = 0) -> Clip:
    clip = made(picture, words, Intent.ANIMATE, seed=seed).clip
    assert clip is not None
    return clip


def _frames(clip: Clip) -> list[Pixels]:
    with av.open(io.BytesIO(clip.data), "r") as container:
        decoded = container.decode(video=0)
        return [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in decoded]


def _sound(clip: Clip) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    with av.open(io.BytesIO(clip.data), "r") as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
        return np.concatenate(blocks, axis=1).astype(np.float32)


def _footage(words: str, picture: Pixels = SOURCE, seed: int = 0) -> Footage:
    return footage_of(picture, directed(words), Draw(seed))


@pytest.mark.parametrize(
    ("words", "size", "expected", "seconds"),
    [
        ("", (200, 151), (200, 150), 3.5),
        ("pan left, 3 seconds", (37, 200), (36, 200), 3),
        ("up with snow, 3 s", (16, 16), (16, 16), 3),
        ("orbit, 3 s", (1600, 40), (1280, 32), 3),
    ],
    ids=["push in", "odd width", "tiny", "wide"],
)
def test_a_clip_decodes_with_its_size_and_length(
    words: str, size: tuple[int, int], expected: tuple[int, int], seconds: float
) -> None:
    clip = _clip(words, landscape(*size))
    frames = _frames(clip)
    assert (clip.width, clip.height, clip.seconds) == (*expected, seconds)
    assert {frame.shape for frame in frames} == {(expected[1], expected[0], 3)}
    assert len(frames) == seconds * 24


def test_a_clip_plays_everywhere() -> None:
    clip = _clip("3 s", landscape(64, 48))
    assert clip.data.index(b"moov") < clip.data.index(b"mdat")
    with av.open(io.BytesIO(clip.data)) as container:
        pictures, sound = container.streams.video[0], container.streams.audio[0]
        context = pictures.codec_context
        assert (context.name, context.pix_fmt, pictures.average_rate) == ("h264", "yuv420p", 24)
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)
        assert (sound.codec_context.name, sound.rate, sound.channels) == ("aac", 48_000, 2)


@pytest.mark.parametrize("words", ["rain", "sound of the sea", "embers", "night", "push in"])
def test_sound_is_there_and_not_clipped(words: str) -> None:
    sound = _sound(_clip(f"{words}, 3 s", landscape(32, 24)))
    assert sound.shape[1] / 48_000 == pytest.approx(3, abs=0.05)
    assert 0.05 < float(np.abs(sound).max()) < 0.99
    assert np.abs(sound[0] - sound[1]).max() > 0.01


@pytest.mark.parametrize("words", ["no sound", "silent, with snow"])
def test_a_silent_clip_has_no_track(words: str) -> None:
    variant = made(landscape(32, 24), f"{words}, 3 s", Intent.ANIMATE)
    assert variant.clip is not None
    with av.open(io.BytesIO(variant.clip.data)) as container:
        assert len(container.streams.audio) == 0
    assert "without sound; 3 s" in variant.did


@pytest.mark.parametrize(
    ("name", "words"),
    [("coffee", "push in with snow"), ("cat", "pan left"), ("coffee", "orbit with leaves")],
)
def test_a_clip_begins_with_the_source(name: str, words: str) -> None:
    source = cv2.resize(photograph(name), (210, 140), interpolation=cv2.INTER_AREA)
    picture = np.asarray(source, np.uint8)
    variant = made(picture, f"{words}, 3 s", Intent.ANIMATE)
    assert variant.clip is not None
    frames = _frames(variant.clip)
    assert difference(picture, variant.pixels) < 2.5
    assert difference(variant.pixels, frames[0]) < 4  # what H.264 loses
    assert difference(picture, frames[-1]) > 6


def test_a_pull_out_ends_with_the_source() -> None:
    footage = _footage("pull out")
    assert difference(SOURCE, footage.frame(1.0)) < 2.5
    assert difference(SOURCE, footage.frame(0.0)) > 6


@pytest.mark.parametrize("words", ["loop, pan left with snow", "looping orbit with embers"])
def test_a_loop_ends_where_it_began(words: str) -> None:
    footage = _footage(words)
    assert difference(footage.frame(0.0), footage.frame(1.0)) < 0.5
    frames = _frames(_clip(f"{words}, 3 s", landscape(160, 120)))
    middle = difference(frames[len(frames) // 2], frames[0])
    assert difference(frames[-1], frames[0]) < 0.4 * middle


def _astray(footage: Footage, place: tuple[slice, slice]) -> float:
    """How far what is at `place` has strayed at the end from how the house moves, in px.

    The house is taken to move affinely; the median of what its pixels and those at `place` differ
    from that is returned.
    """
    first, last = (cv2.cvtColor(footage.frame(share), cv2.COLOR_RGB2GRAY) for share in (0.0, 1.0))
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    flow = np.asarray(finder.calc(first, last, np.zeros((*first.shape, 2), np.float32)))
    fit, *_ = np.linalg.lstsq(_places(HOUSE), flow[HOUSE].reshape(-1, 2), rcond=None)
    apart = flow[place].reshape(-1, 2) - _places(place) @ fit
    return float(np.median(np.linalg.norm(apart, axis=1)))


def _places(place: tuple[slice, slice]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    rows, columns = np.mgrid[place]
    return np.stack([columns.ravel(), rows.ravel(), np.ones(rows.size)], axis=1).astype(np.float64)


@pytest.mark.parametrize("words", ["pan left", "push in", "tilt down", "orbit"])
def test_the_subject_is_rigid_and_what_is_far_moves_otherwise(words: str) -> None:
    footage = _footage(words)
    assert _astray(footage, HOUSE) < 0.5
    assert _astray(footage, CLOUDS) > 2


def _mast() -> Pixels:
    """The landscape with a thin magenta mast beside the house, from its sky down to its meadow."""
    picture = SOURCE.copy()
    picture[24:226, 251:254] = (255, 0, 255)
    return picture


def _bend(frame: Pixels) -> float:
    """How far the mast is from a straight line, in px, at most."""
    red, green, blue = np.moveaxis(frame.astype(np.float64), 2, 0)
    light = np.clip(np.minimum(red, blue) - green - 60, 0, None)[60:190, 180:]
    middles = (light * np.arange(light.shape[1])).sum(axis=1) / light.sum(axis=1)
    rows = np.arange(len(middles))
    return float(np.abs(middles - np.polyval(np.polyfit(rows, middles, 1), rows)).max())


@pytest.mark.parametrize("words", ["push in", "pan right", "orbit", "zoom out"])
def test_what_is_straight_stays_straight(words: str) -> None:
    footage = _footage(words, _mast())
    assert len(footage.scenery.flats) == 2
    assert max(_bend(footage.frame(share)) for share in (0.0, 0.5, 1.0)) < 0.5


@pytest.fixture(scope="module")
def scenery() -> Scenery:
    """The landscape in relief."""
    return scenery_of(SOURCE)


@pytest.mark.parametrize("strength", [0.8, 1.2])
@pytest.mark.parametrize(
    "words",
    [
        "fast push in",
        "pull out",
        "fast pan left",
        "pan right",
        "tilt up",
        "fast tilt down",
        "orbit",
    ],
)
def test_the_frame_is_always_full(scenery: Scenery, words: str, strength: float) -> None:
    camera = camera_of(directed(words), scenery, scenery.focus, strength)
    near = np.linspace(0, 1, 11)
    for share in np.linspace(0, 1, 9):
        view = camera.view(float(share), near)
        for focus, moved in zip(camera.focus, (view.across, view.down), strict=True):
            first = focus - focus / view.scale + moved
            last = focus + (1 - focus) / view.scale + moved
            assert (first.min(), 1 - last.max()) > (-1e-9, -1e-9)


def test_particles_fly_behind_and_before_the_subject() -> None:
    plain, snowing = _footage("still camera"), _footage("still camera with snow")
    changed = (plain.frame(0.6) != snowing.frame(0.6)).any(axis=2)
    assert 0.005 < changed.mean() < 0.5
    assert len(snowing.particles.behind) == 1
    assert len(snowing.particles.before) == 2
    behind = _footage("still camera with stars")
    assert (plain.frame(0.6) != behind.frame(0.6)).any(axis=2)[HOUSE].sum() == 0


def test_layers_of_a_poster_move_by_their_depth() -> None:
    sky = np.ones((120, 160, 4), np.float32) * (0.3, 0.5, 0.8, 1.0)
    bar = np.zeros((120, 160, 4), np.float32)
    bar[:, 78:82] = (1.0, 1.0, 1.0, 1.0)
    moved: list[float] = []
    for depth in (0.9, 0.2):
        layers = [(sky.astype(np.float32), 1.0), (bar, depth)]
        picture = np.full((120, 160, 3), 90, np.uint8)
        footage = footage_of(picture, directed("pan right"), Draw(0), layers)
        bright = footage.frame(1.0)[60, :, 0].astype(float) - 76
        moved.append(80 - float((bright * np.arange(160)).sum() / bright.sum()))
    assert moved[1] > moved[0] + 4 > 4


def test_the_same_seed_gives_the_same_clip_and_another_one_does_not() -> None:
    picture = landscape(80, 60)
    clips = [_clip("push in with snow, 3 s", picture, seed) for seed in (9, 9, 10)]
    assert clips[0] == clips[1]
    assert clips[0] != clips[2]


@pytest.mark.parametrize(
    ("words", "did"),
    [
        ("slow push in with falling snow", "push in, falling snow, wind; 3.5 s"),
        ("loop, rain", "push in, rain, a loop; 3.5 s"),
        ("pan left, 3 s, the cat walks", "pan left, wind; 3 s; could not: “the cat walks”; what"),
    ],
)
def test_what_was_done_is_said(words: str, did: str) -> None:
    assert made(landscape(32, 24), words, Intent.ANIMATE).did.startswith(did)


@pytest.mark.parametrize(
    ("shade", "words", "told"),
    [(250, "embers", True), (250, "dust", True), (250, "leaves", False), (120, "embers", False)],
)
def test_light_particles_before_white_are_owned_up_to(shade: int, words: str, told: bool) -> None:
    plain = np.full((90, 120, 3), shade, np.uint8)
    did = made(plain, f"still camera, {words}, without sound", Intent.ANIMATE).did
    assert ("hardly show on a picture this light" in did) == told


def test_a_clip_dissolves_into_the_picture_that_it_ends_on() -> None:
    other = photograph("cat")
    one = made(SOURCE, "pan left", Intent.ANIMATE, motion=Motion(seconds=2.0), onto=other)
    assert one.clip is not None
    assert one.last is not None
    assert one.did.endswith("dissolves into the other picture")
    height, width = one.last.shape[:2]
    assert np.array_equal(one.last, Canvas.filled(other, width, height).of(other))
    first, *_, last = _frames(one.clip)
    assert difference(last, one.last) < 3 < difference(first, last)


def test_a_clip_gives_the_frame_that_it_ends_with() -> None:
    one = made(SOURCE, "pan left, 2 s", Intent.ANIMATE)
    assert one.clip is not None
    assert one.last is not None
    assert difference(one.last, _frames(one.clip)[-1]) < 3


def test_a_loop_has_no_end_to_go_on_from() -> None:
    assert made(SOURCE, "pan left", Intent.ANIMATE, motion=Motion(loop=True)).last is None


def test_the_first_frame_of_a_move_is_the_picture() -> None:
    one = made(SOURCE, "orbit", Intent.ANIMATE, motion=Motion(seconds=2.0))
    height, width = one.pixels.shape[:2]
    assert np.array_equal(one.pixels, Canvas.filled(SOURCE, width, height).of(SOURCE))
