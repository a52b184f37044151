"""Whatever leaves is signed last of all, in every front end, and still has room."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bots.file_types import Fitted
from bots.leaving import SLACK, Leaving
from bots.on_discord.shaping import shaped as for_discord
from bots.on_telegram.shaping import shaped as for_telegram
from bots.result_files import write
from core.answers import answer, original
from core.catalogue import Catalogue
from core.jobs import Asset, Extra, Job, State, Variant
from core.replies import Reply
from core.verifying import Credentials, Standing
from storage.provenance.reading import read
from storage.provenance.signing import Signer
from storage.provenance.who import Who
from tests import values
from tests.bots.house import House, house
from tests.clips_made import clip

CHAT = 10_000_000  # bytes


@pytest.fixture
async def home(tmp_path: Path) -> House:
    """A house that signs."""
    home = await house()
    leaving = replace(home.parts.leaving, signing=Signer(Who(tmp_path)))
    return replace(home, parts=replace(home.parts, leaving=leaving))


@pytest.fixture
def said(tmp_path: Path) -> Callable[[str, bytes], Credentials]:
    """What a file says."""
    return lambda name, data: read(name, data, Who(tmp_path).identity())


def noise(seed: int, kind: str = "PNG") -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (300, 400, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind)
    return file.getvalue()


async def kept(home: House, data: bytes, media_type: str = "image/png") -> Asset:
    seconds = 2.0 if media_type.startswith("video/") else 0.0
    sha256 = await home.parts.blobs.put(data)
    return Asset(sha256, media_type, len(data), 400, 300, seconds)


async def done(home: House, *assets: Asset, grid: Asset | None = None, **more: object) -> Job:
    """A job that made these."""
    made = values.job(values.SetClock().new_id(), model="tints", count=len(assets), **more)
    variants = tuple(Variant(n, n, asset) for n, asset in enumerate(assets, 1))
    made = replace(made, state=State.DONE, variants=variants, grid=grid)
    home.memory.jobs[made.id] = made
    return made


def shown(home: House, job: Job) -> Reply:
    return answer(job, home.parts.catalogue)


@pytest.mark.parametrize("shape", [for_discord, for_telegram], ids=["discord", "telegram"])
@pytest.mark.parametrize(
    ("limit", "kind"),
    [
        pytest.param(CHAT, "png", id="as it is"),
        pytest.param(150_000, "jpg", id="encoded anew"),
        pytest.param(40_000, "jpg", id="smaller"),
    ],
)
async def test_a_picture_is_signed_in_every_form_and_fits(
    home: House,
    said: Callable[[str, bytes], Credentials],
    shape: Callable[..., object],
    limit: int,
    kind: str,
) -> None:
    job = await done(home, await kept(home, noise(1)))
    made = await (for_discord if shape is for_discord else for_telegram)(
        shown(home, job), home.parts, limit
    )
    (file,) = made.enclosed
    assert file.name.endswith(kind)
    assert len(file.data) <= limit
    assert said(file.name, file.data).standing is Standing.OURS


async def test_an_original_and_a_grid_are_signed(
    home: House, said: Callable[[str, bytes], Credentials]
) -> None:
    one, grid = await kept(home, noise(1)), await kept(home, noise(2, "JPEG"), "image/jpeg")
    job = await done(home, one, await kept(home, noise(3)), grid=grid)
    for reply in (shown(home, job), original(job, job.variants[0])):
        (file,) = (await for_discord(reply, home.parts, CHAT)).enclosed
        assert said(file.name, file.data).standing is Standing.OURS


async def test_a_clip_is_signed_also_when_it_is_made_smaller(
    home: House, said: Callable[[str, bytes], Credentials]
) -> None:
    data = clip()
    job = await done(home, await kept(home, data, "video/mp4"))
    for limit in (CHAT, 260_000):
        (file,) = (await for_telegram(shown(home, job), home.parts, limit)).enclosed
        assert len(file.data) <= limit
        assert said(file.name, file.data).sources == (
            f"picture 1, sha256 {job.spec.inputs[0].sha256}",
        )


async def test_pictures_of_an_archive_are_signed(
    home: House, said: Callable[[str, bytes], Credentials]
) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        zipped.writestr("a.png", noise(4))
    archive = await kept(home, held.getvalue(), "application/zip")
    job = await done(home, await kept(home, noise(1)), formats=("square",))
    job = replace(job, extras=(Extra(archive, "all.zip"),))
    home.memory.jobs[job.id] = job
    files = {
        one.name: one for one in (await for_discord(shown(home, job), home.parts, CHAT)).enclosed
    }
    with zipfile.ZipFile(io.BytesIO(files["all.zip"].data)) as opened:
        assert said("a.png", opened.read("a.png")).standing is Standing.OURS


async def test_the_same_file_is_sent_once(home: House) -> None:
    job = await done(home, await kept(home, noise(1)), formats=("square",))
    assert len((await for_discord(shown(home, job), home.parts, CHAT)).enclosed) == 1


async def test_what_is_stored_stays_as_it_was(home: House) -> None:
    job = await done(home, await kept(home, noise(1)))
    await for_discord(shown(home, job), home.parts, CHAT)
    assert await home.parts.blobs.get(job.variants[0].asset.sha256) == noise(1)


async def test_files_of_the_command_line_are_signed(
    home: House, tmp_path: Path, said: Callable[[str, bytes], Credentials]
) -> None:
    grid = await kept(home, noise(2, "JPEG"), "image/jpeg")
    job = await done(home, await kept(home, noise(1)), await kept(home, noise(3)), grid=grid)
    await write(tmp_path, home.parts.blobs, shown(home, job), job, home.parts.leaving)
    for name in ("grid.jpg", "1.png", "2.png"):
        assert said(name, (tmp_path / name).read_bytes()).standing is Standing.OURS
    reply = json.loads((tmp_path / "reply.json").read_text())
    assert reply["variants"][0]["sha256"] == job.variants[0].asset.sha256


async def test_what_would_be_too_large_signed_is_made_smaller_once_more(home: House) -> None:
    job, asked = await done(home, await kept(home, noise(1))), list[int]()

    async def make(most: int) -> Fitted | None:
        asked.append(most)
        return Fitted(noise(1, "JPEG"), "jpg") if most > 50_000 else None

    picture = shown(home, job).shown[0]
    limit = len(noise(1, "JPEG")) + 10
    made = await home.parts.leaving.fitted(picture, limit, make)
    assert made is not None
    assert asked[0] == limit
    assert limit - 20_000 < asked[1] < limit - SLACK


async def test_a_file_that_nobody_knows_leaves_as_it_is(home: House) -> None:
    leaving = Leaving(home.parts.ledger, Catalogue(()), home.parts.leaving.signing)
    assert await leaving.signed(noise(1), "image/png", "nothing", 1) == noise(1)
