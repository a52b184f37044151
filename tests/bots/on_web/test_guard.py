"""Who is turned away: foreign hosts and foreign pages."""

from dataclasses import replace

import httpx
import pytest

from bots.on_web.app import build
from tests.bots.on_web.studio import Studio


def visitor(house: Studio, address: str = "http://127.0.0.1:8765") -> httpx.AsyncClient:
    """A client that sends nothing of its own."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(build(house.parts)), base_url=address)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("127.0.0.1", 200),
        ("localhost:8765", 200),
        ("LOCALHOST", 200),
        ("[::1]:8765", 200),
        ("studio.example:8765", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("localhost@evil.example", 400),
        ("[::1", 400),
        ("", 400),
    ],
)
async def test_only_known_hosts(house: Studio, host: str, status: int) -> None:
    house.parts = replace(house.parts, hosts=("studio.example",))
    async with visitor(house) as client:
        for path in ("/", "/api/channels", "/static/main.js"):
            assert (await client.get(path, headers={"Host": host})).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Origin": "http://127.0.0.1:8765"}, 201),
        ({"X-Easel": "1"}, 201),
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site", "X-Easel": "1"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:8765"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "http://evil.example", "X-Easel": "1"}, 403),
        ({"Origin": "null"}, 403),
    ],
    ids=[
        "own fetch",
        "own origin",
        "program",
        "nothing",
        "cross-site",
        "same-site",
        "typed",
        "other port",
        "other origin",
        "sandbox",
    ],
)
async def test_only_the_page_changes_things(
    house: Studio, headers: dict[str, str], status: int
) -> None:
    async with visitor(house) as client:
        answer = await client.post("/api/channels", json={"title": "New"}, headers=headers)
        assert answer.status_code == status
    titles = [one.title for one in await house.parts.history.channels("web")]
    assert titles == (["New"] if status == 201 else [])


@pytest.mark.parametrize("path", ["/", "/api/channels", "/static/main.js", "/nowhere"])
async def test_every_answer_is_guarded(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_the_page_needs_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert "http" not in page.replace("http-equiv", "")
    assert "<script>" not in page
    assert " style=" not in page
    assert " onclick=" not in page


async def test_static_files_are_asked_for_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/static/main.js")
    assert first.headers["Cache-Control"] == "no-cache"
    again = await client.get("/static/main.js", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    ["/api/channels/%00/turns", "/api/channels/a/turns?before=%00", "/files/%00/a.png"],
    ids=["path", "query", "file"],
)
async def test_an_address_with_a_nul_is_refused(house: Studio, path: str) -> None:
    async with visitor(house) as client:
        answer = await client.get(path)
    assert answer.status_code == 400
    assert "reload" in answer.json()["sentence"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/paint/none", 200),
        ("/static/paint.js", 200),
        ("/files/none/none.png", 403),
        ("/", 400),
        ("/api/channels", 400),
        ("/static", 400),
        ("/paint", 400),
    ],
)
async def test_by_the_name_in_links_only_what_links_open_is_to_be_had(
    house: Studio, path: str, status: int
) -> None:
    house.parts = replace(house.parts, outside="easel.example")
    async with visitor(house) as client:
        answer = await client.get(path, headers={"Host": "easel.example"})
        assert answer.status_code == status
        assert (await client.get(path, headers={"Host": "evil.example"})).status_code == 400
        assert (await client.get("/")).status_code == 200


async def test_a_name_that_was_let_in_has_everything(house: Studio) -> None:
    house.parts = replace(house.parts, hosts=("easel.example",), outside="easel.example")
    async with visitor(house) as client:
        assert (await client.get("/", headers={"Host": "easel.example"})).status_code == 200
