"""The page over a real connection: its stream of events, and how it ends."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bots.on_web import events
from bots.on_web.serving import listen
from core.replies import Progress
from tests.bots.on_web.conftest import HEADERS
from tests.bots.on_web.studio import Studio, running
from tests.bots.on_web.test_api import say

Event = tuple[str, dict[str, Any]]


async def heard(stream: httpx.Response) -> AsyncIterator[Event]:
    """Events of a stream; a comment counts as an event called `comment`."""
    kind = ""
    async for line in stream.aiter_lines():
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, json.loads(line.removeprefix("data: "))
        elif line.startswith(":"):
            yield "comment", {}


async def test_a_page_hears_a_job_from_its_beginning_to_its_end(house: Studio) -> None:
    seen: list[str] = []
    async with (
        running(house) as address,
        httpx.AsyncClient(base_url=address, headers=HEADERS) as client,
    ):
        channel = (await client.get("/api/channels")).json()["channels"][0]["id"]
        path = f"/api/events?channel={channel}"
        async with client.stream("GET", path) as stream, asyncio.timeout(10):
            assert stream.headers["Content-Type"].startswith("text/event-stream")
            async for kind, data in heard(stream):
                seen.append(data.get("state") or kind)
                if kind == "hello":
                    await say(client, channel, words="a cat --count 2")
                if kind == "progress":
                    assert data["preview"].startswith("data:image/jpeg;base64,")
                if data.get("state") == "done":
                    break
    assert seen[:2] == ["hello", "queued"]
    assert "progress" in seen
    assert seen[-1] == "done"


async def test_a_silent_stream_is_kept_alive(
    house: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "KEEP_ALIVE", 0.02)
    async with (
        running(house) as address,
        httpx.AsyncClient(base_url=address, headers=HEADERS) as client,
    ):
        channel = (await client.get("/api/channels")).json()["channels"][0]["id"]
        async with client.stream("GET", f"/api/events?channel={channel}") as stream:
            kinds = heard(stream)
            seen = [(await asyncio.wait_for(anext(kinds), 5))[0] for _ in range(3)]
    assert seen == ["hello", "comment", "comment"]


async def test_a_page_that_leaves_is_forgotten(house: Studio) -> None:
    async with (
        running(house) as address,
        httpx.AsyncClient(base_url=address, headers=HEADERS) as client,
    ):
        channel = (await client.get("/api/channels")).json()["channels"][0]["id"]
        async with client.stream("GET", f"/api/events?channel={channel}") as stream:
            await anext(heard(stream))
            assert house.parts.hub.listeners == 1
        async with asyncio.timeout(5):
            while house.parts.hub.listeners:
                await asyncio.sleep(0.01)
        house.parts.hub.progress(channel, Progress("job", 0.5, "nobody hears it"))


async def test_stopping_ends_open_streams_at_once(house: Studio) -> None:
    began = asyncio.get_running_loop().time()
    async with httpx.AsyncClient(headers=HEADERS) as client:
        async with running(house) as address:
            channel = (await client.get(f"{address}/api/channels")).json()["channels"][0]["id"]
            request = client.build_request("GET", f"{address}/api/events?channel={channel}")
            stream = await client.send(request, stream=True)
            kinds = heard(stream)
            assert (await anext(kinds))[0] == "hello"
        assert [kind async for kind in kinds] == []
        await stream.aclose()
    assert asyncio.get_running_loop().time() - began < 2.5


async def test_a_taken_port_is_said() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", first.getsockname()[1])
