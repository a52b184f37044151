"""Files over HTTP: whole, in parts, cached, refused."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import httpx
import pytest
from PIL import Image

from bots.on_web.app import build
from bots.on_web.links import Links
from core.jobs import Asset
from tests.bots.on_web.counting import CountingBlobs
from tests.bots.on_web.studio import SECRET, Studio
from tests.bots.on_web.test_links import NOON, SetClock

CLIP = bytes(range(256)) * 4


async def link(house: Studio, media_type: str = "video/mp4", name: str = "clip") -> str:
    """A link to a stored file."""
    sha256 = await house.parts.blobs.put(CLIP)
    return house.parts.links.url(Asset(sha256, media_type, len(CLIP), 4, 3), name)


async def test_a_file_comes_as_what_it_is(house: Studio, client: httpx.AsyncClient) -> None:
    answer = await client.get(await link(house))
    assert (answer.status_code, answer.content) == (200, CLIP)
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Disposition"].startswith('inline; filename="clip.mp4"')
    assert answer.headers["Cache-Control"].startswith("private, max-age=")
    assert answer.headers["Cache-Control"].endswith("immutable")


@pytest.mark.parametrize(
    ("asked", "status", "span", "told"),
    [
        ("bytes=0-", 206, slice(0, 1024), "bytes 0-1023/1024"),
        ("bytes=100-199", 206, slice(100, 200), "bytes 100-199/1024"),
        ("bytes=-24", 206, slice(1000, 1024), "bytes 1000-1023/1024"),
        ("bytes=2000-", 416, slice(0, 0), "bytes */1024"),
        ("bytes=0-1,4-5", 200, slice(0, 1024), None),
    ],
)
async def test_a_clip_can_be_sought(
    house: Studio,
    client: httpx.AsyncClient,
    asked: str,
    status: int,
    span: slice,
    told: str | None,
) -> None:
    answer = await client.get(await link(house), headers={"Range": asked})
    assert (answer.status_code, answer.content) == (status, CLIP[span])
    assert answer.headers.get("Content-Range") == told


@pytest.mark.parametrize(
    ("method", "asked", "count"),
    [
        pytest.param("GET", "bytes=900-", 124, id="a part"),
        pytest.param("GET", "", 1024, id="all"),
        pytest.param("HEAD", "", 0, id="only the headers"),
    ],
)
async def test_no_more_is_read_than_was_asked_for(
    house: Studio, method: str, asked: str, count: int
) -> None:
    url, blobs = await link(house), CountingBlobs(house.parts.blobs)
    transport = httpx.ASGITransport(build(replace(house.parts, blobs=blobs)))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.request(method, url, headers={"Range": asked} if asked else {})
    assert blobs.count == len(answer.content) == count
    assert answer.headers["Content-Length"] == str(count or len(CLIP))


async def test_a_browser_that_has_the_file_keeps_it(
    house: Studio, client: httpx.AsyncClient
) -> None:
    url = await link(house)
    seen = {"If-None-Match": (await client.get(url)).headers["ETag"]}
    answer = await client.get(url, headers=seen)
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("my cat", "attachment; filename=\"my-cat.mp4\"; filename*=UTF-8''my-cat.mp4"),
        ("père", "attachment; filename=\"p_re.mp4\"; filename*=UTF-8''p%C3%A8re.mp4"),
    ],
    ids=["plain", "letters"],
)
async def test_a_download_has_its_name(
    house: Studio, client: httpx.AsyncClient, name: str, told: str
) -> None:
    answer = await client.get(await link(house, name=name) + "&download=1")
    assert answer.headers["Content-Disposition"] == told


async def test_what_a_browser_might_run_is_only_saved(
    house: Studio, client: httpx.AsyncClient
) -> None:
    answer = await client.get(await link(house, media_type="text/html", name="page"))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


async def small_link(house: Studio, data: bytes, small: str) -> str:
    """A link to a small version of what is said to be a PNG."""
    sha256 = await house.parts.blobs.put(data)
    return house.parts.links.url(Asset(sha256, "image/png", len(data), 240, 160), "cat", small)


@pytest.mark.parametrize(
    ("small", "media_type", "name"),
    [
        ("chat-1600.jpg", "image/jpeg", "cat.jpg"),
        ("thumb-208.jpg", "image/jpeg", "cat.jpg"),
        ("thumb-208.webp", "image/webp", "cat.webp"),
    ],
)
async def test_a_small_version_comes_as_what_it_is(
    house: Studio, client: httpx.AsyncClient, photo: bytes, small: str, media_type: str, name: str
) -> None:
    url = await small_link(house, photo, small)
    answer = await client.get(url)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type)
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"].endswith("immutable")
    with Image.open(BytesIO(answer.content)) as made:
        assert made.get_format_mimetype() == media_type
    again = await client.get(url, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_where_no_small_version_can_be_made_the_picture_itself_comes(
    house: Studio, client: httpx.AsyncClient
) -> None:
    answer = await client.get(await small_link(house, b"no pixels", "chat-1600.jpg"))
    assert (answer.status_code, answer.content) == (200, b"no pixels")
    assert answer.headers["Content-Type"] == "image/png"
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("&v=thumb-208.jpg", ""),
        ("thumb-208", "chat-1600"),
        ("thumb-208", "thumb-9999"),
        ("cat.png", "dog.png"),
        ("&v=thumb-208.jpg", "&v=thumb-208.jpg&v=chat-1600.jpg"),
    ],
    ids=["the original", "larger", "huge", "another name", "one more"],
)
async def test_a_link_to_a_small_version_opens_nothing_else(
    house: Studio, client: httpx.AsyncClient, photo: bytes, part: str, other: str
) -> None:
    url = await small_link(house, photo, "thumb-208.jpg")
    assert part in url
    assert (await client.get(url.replace(part, other))).status_code == 403


async def test_a_size_that_nobody_makes_is_refused_even_under_a_seal(
    house: Studio, client: httpx.AsyncClient, photo: bytes
) -> None:
    assert (await client.get(await small_link(house, photo, "chat-99.jpg"))).status_code == 403


async def test_a_small_version_of_a_lost_picture_is_gone(
    house: Studio, client: httpx.AsyncClient
) -> None:
    lost = Asset(hashlib.sha256(b"lost").hexdigest(), "image/png", 4, 1, 1)
    url = house.parts.links.url(lost, "mine", "chat-1600.jpg")
    assert (await client.get(url)).status_code == 404


@pytest.mark.parametrize(
    ("days", "spoil", "status", "sentence"),
    [
        (0, "&s=AAAA", 403, "That link is not valid"),
        (-30, "", 410, "That link has expired"),
        (0, "", 404, "is gone"),
    ],
    ids=["forged", "stale", "lost"],
)
async def test_a_refusal_can_be_read(
    client: httpx.AsyncClient, days: int, spoil: str, status: int, sentence: str
) -> None:
    today = SetClock(NOON.now(NOON.tzinfo) + timedelta(days=days))
    lost = Asset(hashlib.sha256(b"lost").hexdigest(), "image/png", 4, 1, 1)
    url = Links(SECRET, today).url(lost, "mine")
    answer = await client.get(url.partition("&s=")[0] + spoil if spoil else url)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")
    assert sentence in answer.text
