"""What the page hands out is signed, in whole, in parts and small; it is made once."""

import io
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PIL import Image

from bots.on_web.app import build
from core.jobs import Asset, Job, State, Variant
from core.replies import Picture
from core.verifying import Standing
from storage.blobs import ObjectBlobs
from storage.provenance.reading import read
from storage.provenance.signing import Signer
from storage.provenance.who import Who
from storage.renditions import KeptRenditions, in_thread
from tests import values
from tests.bots.on_web.studio import Studio


@pytest.fixture
async def signing(house: Studio, tmp_path: Path) -> httpx.AsyncClient:
    """A program that talks to a studio which signs."""
    who, parts = Who(tmp_path), house.parts
    assert isinstance(parts.blobs, ObjectBlobs)
    parts = replace(
        parts,
        leaving=replace(parts.leaving, signing=Signer(who)),
        renditions=KeptRenditions(in_thread(parts.blobs, who), parts.blobs),
    )
    transport = httpx.ASGITransport(build(parts))
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


def large() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((2000, 1000), 60).convert("RGB").save(file, "PNG")
    return file.getvalue()


async def made(house: Studio) -> Job:
    """A job that made one large picture."""
    data = large()
    asset = Asset(await house.parts.blobs.put(data), "image/png", len(data), 2000, 1000)
    job = replace(values.job(model="tints"), state=State.DONE, variants=(Variant(1, 1, asset),))
    house.memory.jobs[job.id] = job
    return job


def link(house: Studio, job: Job, small: str = "") -> str:
    picture = Picture(job.variants[0].asset, "a", variant=1, job=job.id)
    return house.parts.links.of(picture, small)


@pytest.mark.parametrize(
    ("small", "kind"), [("", "image/png"), ("chat-1600.jpg", "image/jpeg")], ids=["whole", "small"]
)
async def test_a_file_is_signed(
    house: Studio, signing: httpx.AsyncClient, tmp_path: Path, small: str, kind: str
) -> None:
    answer = await signing.get(link(house, await made(house), small))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert read("a", answer.content, Who(tmp_path).identity()).standing is Standing.OURS


async def test_parts_are_of_the_file_that_was_signed_once(
    house: Studio, signing: httpx.AsyncClient
) -> None:
    url = link(house, await made(house))
    whole = await signing.get(url)
    part = await signing.get(url, headers={"Range": "bytes=-100"})
    assert part.content == whole.content[-100:]
    assert part.headers["Content-Range"].endswith(f"/{len(whole.content)}")
    assert part.headers["ETag"] == whole.headers["ETag"]
    again = await signing.get(url, headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304


async def test_one_file_of_two_jobs_says_what_the_link_is_of(
    house: Studio, signing: httpx.AsyncClient
) -> None:
    first = await made(house)
    second = replace(
        first, id=values.SetClock(count=9).new_id(), spec=replace(first.spec, inputs=())
    )
    house.memory.jobs[second.id] = second
    one, two = [(await signing.get(link(house, job))).content for job in (first, second)]
    assert read("a", one).sources
    assert not read("a", two).sources


async def test_what_cannot_be_signed_is_handed_out_for_now(
    house: Studio, signing: httpx.AsyncClient
) -> None:
    asset = Asset(await house.parts.blobs.put(b"no clip"), "video/mp4", 7, 4, 3, 1.0)
    job = replace(values.job(model="tints"), variants=(Variant(1, 1, asset),))
    house.memory.jobs[job.id] = job
    answer = await signing.get(link(house, job))
    assert answer.content == b"no clip"
    assert answer.headers["Cache-Control"] == "private, max-age=60"


async def test_what_was_stored_stays_as_it_was(house: Studio, signing: httpx.AsyncClient) -> None:
    job = await made(house)
    before = await house.parts.blobs.get(job.variants[0].asset.sha256)
    await signing.get(link(house, job))
    assert await house.parts.blobs.get(job.variants[0].asset.sha256) == before
