"""Variants are stored in the depth and colours of the picture that they are changes of."""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest

from core.catalogue import Intent, Role
from core.jobs import Asset, Variant
from core.prompts import Prompt
from storage.limits import STANDARD
from storage.reception import take_in
from tests.pictures_made import as_png
from tests.storage.deep import Samples, filed, profile_of, samples_of, slopes
from tests.storage.strangers import display_p3
from tests.worker.test_rendering import Shop, shop
from worker.engine import Clip, Marks, Rendered, Report, Share, Task
from worker.engines.classical.engine import ClassicalEngine
from worker.media.files import pixels_of
from worker.results import FLAT

EDIT = {"intent": Intent.EDIT, "role": Role.EDIT, "count": 1}


def nudged(task: Task, report: Report) -> Iterator[Rendered]:
    """A corner of the source a little darker; as large as the words say."""
    after = task.inputs[-1].copy()
    after[:30, :40, :3] //= 2
    if "smaller" in task.spec.prompt.words:
        after = np.ascontiguousarray(after[:100])
    for index in range(1, task.spec.count + 1):
        yield Rendered(index, after, "nudged")


async def received(one: Shop, samples: Samples, profile: bytes = b"") -> Asset:
    """A picture after intake."""
    file = filed(samples, profile)
    return (await take_in("photo.png", file, STANDARD, one.blobs)).asset


async def edited(one: Shop, source: Asset, **more: object) -> Variant:
    """The first variant of an edit of a picture."""
    values = {**EDIT, "inputs": (source,), **more}
    done = await one.handled(await one.job(**values))
    assert done.failure is None, done.failure
    return done.variants[0]


async def test_a_change_of_a_deep_picture_is_deep() -> None:
    async with shop(nudged) as one:
        source = await received(one, slopes(), display_p3())
        made = (await edited(one, source)).asset
        assert made.deep is not None
        data = await one.blobs.get(made.deep.sha256)
    assert (made.deep.bits, made.deep.colours, made.deep.size) == (16, "Display P3", len(data))
    found = samples_of(data)
    assert np.array_equal(found[30:], slopes()[30:])
    assert np.array_equal(found[:, 40:], slopes()[:, 40:])
    assert (found[:30, :40] < slopes()[:30, :40]).all()


async def test_edits_of_edits_stay_deep() -> None:
    async with shop(nudged) as one:
        asset = await received(one, slopes())
        for _ in range(3):
            asset = (await edited(one, asset)).asset
        assert asset.deep is not None
        found = samples_of(await one.blobs.get(asset.deep.sha256))
    assert np.array_equal(found[30:], slopes()[30:])
    assert np.abs(found[:30, :40] - slopes()[:30, :40] / 8.0).max() < 2 * 257


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"prompt": Prompt("smaller")}, id="another size"),
        pytest.param({"intent": Intent.RESTYLE}, id="a look"),
        pytest.param({"intent": Intent.IMAGINE, "inputs": ()}, id="a new picture"),
    ],
)
async def test_others_have_no_second_file(more: dict[str, object]) -> None:
    def any_picture(task: Task, report: Report) -> Iterator[Rendered]:
        fallback = (np.zeros((120, 160, 3), np.uint8),)
        return nudged(replace(task, inputs=task.inputs or fallback), report)

    async with shop(any_picture) as one:
        source = await received(one, slopes())
        assert source.deep is not None
        assert (await edited(one, source, **more)).asset.deep is None


@pytest.mark.parametrize(
    ("more", "told"),
    [
        pytest.param({}, False, id="an edit keeps it"),
        pytest.param({"prompt": Prompt("smaller")}, True, id="another size"),
        pytest.param({"intent": Intent.RESTYLE}, True, id="a look"),
    ],
)
async def test_what_is_lost_of_a_deep_picture_is_told(more: dict[str, object], told: bool) -> None:
    async with shop(nudged) as one:
        source = await received(one, slopes(), display_p3())
        done = await one.handled(await one.job(**{**EDIT, "inputs": (source,), **more}))
    notes = [note for note in done.notes if "8-bit sRGB" in note]
    assert ["16 bits a channel, Display P3" in note for note in notes] == [True] * told


async def test_of_several_each_is_a_change_of_its_own() -> None:
    def each(task: Task, report: Report) -> Iterator[Rendered]:
        for index in (1, 2):
            yield Rendered(index, 255 - task.inputs[index - 1], "inverted")

    async with shop(each) as one:
        plain = replace(await received(one, slopes()), deep=None)
        source = await received(one, slopes())
        job = await one.job(**EDIT | {"count": 2}, inputs=(plain, source), each=True)
        first, second = (await one.handled(job)).variants
    assert first.asset.deep is None
    assert second.asset.deep is not None


def ball() -> Samples:
    """A red ball before a sky, at 16 bits."""
    samples = slopes(240, 360).clip(18000, 42000)
    disc = cv2.circle(np.zeros((240, 360), np.uint8), (220, 110), 30, 255, -1)
    samples[disc > 0] = (55000, 6000, 5000)
    return samples


def see_through(samples: Samples) -> Samples:
    """A stripe of it, nearly."""
    alpha = np.full(samples.shape[:2], 65535, np.uint16)
    alpha[200:220] = 12345
    return np.dstack([samples, alpha])


def classical(task: Task, report: Report) -> Iterator[Rendered]:
    """What the engine that every installation has makes of it."""
    share = Share(task, (1,), report)
    yield from (piece.rendered for piece in ClassicalEngine(inline=True).render((share,), 1))


P3 = display_p3()
KINDS = {
    "16-bit": (ball(), b""),
    "16-bit rgba": (see_through(ball()), b""),
    "8-bit P3": ((ball() >> 8).astype(np.uint8), P3),
    "16-bit P3": (ball(), P3),
    "16-bit grey": (ball()[..., :1], b""),
}


async def untouched(one: Shop, source: Asset, made: Asset) -> Marks:
    """Where the 8-bit picture is what it was."""
    before, after = [pixels_of(await one.blobs.get(each.sha256)) for each in (source, made)]
    return (before == after).all(axis=2)


async def file_of(one: Shop, made: Asset) -> bytes:
    """What a person gets as the file."""
    assert made.deep is not None
    return await one.blobs.get(made.whole.sha256)


@pytest.mark.parametrize(("samples", "profile"), [*KINDS.values()][:-1], ids=[*KINDS][:-1])
async def test_words_take_a_thing_out_of_it(samples: Samples, profile: bytes) -> None:
    async with shop(classical) as one:
        source = await received(one, samples, profile)
        made = (await edited(one, source, prompt=Prompt("remove the red ball"))).asset
        same, file = await untouched(one, source, made), await file_of(one, made)
    found = samples_of(file)
    assert 0.8 < same.mean() < 0.98
    assert np.array_equal(found[same], samples[same])
    assert profile_of(file) == profile
    ball_is = (slice(90, 130), slice(200, 240))
    assert (found[ball_is][..., 0] < 0.8 * samples[ball_is][..., 0]).all()


@pytest.mark.parametrize(("samples", "profile"), KINDS.values(), ids=KINDS)
async def test_outside_a_mask_every_sample_stays(samples: Samples, profile: bytes) -> None:
    marks = np.zeros((240, 360, 3), np.uint8)
    marks[140:200, 40:120] = 255
    async with shop(classical) as one:
        source = await received(one, samples, profile)
        mask = replace(source, sha256=await one.blobs.put(as_png(marks)), deep=None)
        made = (await edited(one, source, prompt=Prompt("much darker"), mask=mask)).asset
        file = await file_of(one, made)
    found, outside = samples_of(file), marks[..., 0] == 0
    assert np.array_equal(found[outside], samples[outside])
    assert profile_of(file) == profile
    inside = (slice(150, 190), slice(50, 110))
    assert found[inside][..., 0].mean() < 0.8 * samples[inside][..., 0].mean()


def filmed(task: Task, report: Report) -> Iterator[Rendered]:
    """A clip of two frames, or what stands for one: its file is not looked at."""
    first = task.inputs[0] if task.inputs else np.full((8, 8, 3), 9, np.uint8)
    last = first // 2
    yield Rendered(1, first, "", Clip(b"a clip", 8, 8, 2.0), last=last)


@pytest.mark.parametrize("pictured", [True, False], ids=["of a picture", "from words"])
async def test_a_clip_keeps_the_picture_that_it_begins_with_and_its_end(pictured: bool) -> None:
    async with shop(filmed) as one:
        source = await received(one, slopes())
        inputs = {"inputs": (source,)} if pictured else {"inputs": ()}
        variant = await edited(one, source, intent=Intent.ANIMATE, role=Role.ANIMATE, **inputs)
        assert variant.poster is not None
        assert variant.last is not None
        assert (variant.poster == source) is pictured
        poster = pixels_of(await one.blobs.get(variant.poster.sha256))
        last = pixels_of(await one.blobs.get(variant.last.sha256))
        assert np.array_equal(poster // 2, last)


def within(part: Samples, whole: Samples) -> bool:
    """Whether `part` is somewhere in `whole`, to the bit."""
    height, width = part.shape[:2]
    tops, lefts = range(whole.shape[0] - height + 1), range(whole.shape[1] - width + 1)
    every = (whole[top : top + height, left : left + width] for top in tops for left in lefts)
    return any(np.array_equal(part, one) for one in every)


@pytest.mark.parametrize(("samples", "profile"), KINDS.values(), ids=KINDS)
async def test_a_crop_keeps_its_part_to_the_bit(samples: Samples, profile: bytes) -> None:
    wish: dict[str, object] = {"intent": Intent.REFRAME, "prompt": Prompt("crop it to a square")}
    async with shop(classical) as one:
        made = (await edited(one, await received(one, samples, profile), **wish)).asset
        file = await file_of(one, made)
    assert (made.width, profile_of(file)) == (made.height, profile)
    assert within(samples_of(file), samples)


@pytest.mark.parametrize(("samples", "profile"), KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("words", ["add a 12 px white border", "add 20 px on the left"])
async def test_a_frame_keeps_its_picture_to_the_bit(
    samples: Samples, profile: bytes, words: str
) -> None:
    found = await framed(samples, profile, words)
    assert found.shape[1] > samples.shape[1]
    assert within(samples, found[..., : samples.shape[2]])  # a frame of grey may have colours


@pytest.mark.parametrize("kind", [one for one in KINDS if not one.endswith("rgba")])
async def test_a_ground_of_its_own_keeps_its_picture_to_the_bit(kind: str) -> None:
    samples, profile = KINDS[kind]
    found = await framed(samples, profile, "extend it to 3:1, keep all of it")
    assert found.shape[1] == 3 * samples.shape[0]
    assert within(samples, found[..., : samples.shape[2]])


async def framed(samples: Samples, profile: bytes, words: str) -> Samples:
    """The file that comes of a picture in another frame."""
    wish: dict[str, object] = {"intent": Intent.REFRAME, "prompt": Prompt(words)}
    async with shop(classical) as one:
        made = (await edited(one, await received(one, samples, profile), **wish)).asset
        file = await file_of(one, made)
    assert profile_of(file) == profile
    return samples_of(file)


@pytest.mark.parametrize("words", ["rotate it 3 degrees to the left", "mirror it"])
@pytest.mark.parametrize("intent", [Intent.REFRAME, Intent.EDIT])
async def test_a_turn_keeps_16_bits(words: str, intent: Intent) -> None:
    wish: dict[str, object] = {"intent": intent, "prompt": Prompt(words)}
    async with shop(classical) as one:
        made = (await edited(one, await received(one, slopes(), P3), **wish)).asset
        found = samples_of(await file_of(one, made))
    assert found.dtype == np.uint16
    assert len(np.unique(found)) > 10_000


async def test_a_cut_out_that_is_trimmed_keeps_its_part() -> None:
    wish: dict[str, object] = {"intent": Intent.FORMATS, "formats": ("transparent",)}
    async with shop(classical) as one:
        made = (await edited(one, await received(one, ball(), P3), **wish)).asset
        file = await file_of(one, made)
    found = samples_of(file)
    assert (found.shape[:2], profile_of(file)) == ((made.height, made.width), P3)
    assert found.shape[1] < 120
    middle = found[made.height // 2 - 5 :, made.width // 2 - 5 :][:10, :10, :3]
    assert within(middle, ball()[90:130, 200:240])


async def test_what_is_scaled_has_no_second_file() -> None:
    wish: dict[str, object] = {"intent": Intent.FORMATS, "formats": ("square",)}
    async with shop(classical) as one:
        assert (await edited(one, await received(one, ball()), **wish)).asset.deep is None


async def test_of_several_it_is_told_which_have_less() -> None:
    wish: dict[str, object] = {"intent": Intent.FORMATS, "formats": ("hero", "transparent")}
    async with shop(classical) as one:
        source = await received(one, ball(), P3)
        done = await one.handled(await one.job(**{**EDIT, "inputs": (source,), "count": 2, **wish}))
    assert [note for note in done.notes if "8-bit" in note] == [
        FLAT.format(which="number 1 is", deep="16 bits a channel, Display P3")
    ]
