"""The page reaches nothing of the chats, whatever one knows of it, and forgets who asks it to."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from starlette.requests import Request

from bots.on_web.app import build
from bots.on_web.events import Event, stream
from bots.on_web.visitors import COOKIE, Visitors
from core.actions import Action, Verb
from core.incoming import Incoming
from core.jobs import Job
from core.replies import Turn
from tests.bots.on_web.conftest import HEADERS
from tests.bots.on_web.studio import Studio
from tests.bots.on_web.test_api import say


async def private(house: Studio) -> tuple[str, Job]:
    """The channel of a private chat in Telegram, and what Ada made there."""
    history = house.parts.history
    channel = await history.channel("telegram", "42", "our chat, Ada")
    ada = await history.person("telegram", "42", "Ada")
    incoming = Incoming("k", channel.id, ada, "telegram", "a secret lighthouse", private=True)
    turn = await house.parts.conversation.receive(incoming)
    assert turn.job is not None
    await house.painter.handle(turn.job.id)
    job = await house.parts.ledger.job(turn.job.id)
    assert job is not None
    return channel.id, job


@pytest.mark.parametrize(
    "path", ["/api/channels/{channel}/turns", "/api/events?channel={channel}", "/api/turns/{job}"]
)
async def test_no_address_opens_a_chat(house: Studio, client: httpx.AsyncClient, path: str) -> None:
    channel, job = await private(house)
    answer = await client.get(path.format(channel=channel, job=job.id))
    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_nothing_is_said_into_a_chat(house: Studio, client: httpx.AsyncClient) -> None:
    channel, _ = await private(house)
    assert (await say(client, channel, "hello")).status_code == 404


@pytest.mark.parametrize("verb", [Verb.OPEN, Verb.DETAILS, Verb.DELETE, Verb.MORE, Verb.PAINT])
async def test_a_button_of_a_chat_does_nothing_here(
    house: Studio, client: httpx.AsyncClient, channel: str, verb: Verb
) -> None:
    _, job = await private(house)
    answer = await say(client, channel, "", action=Action(verb, job.id, 1).pack())
    assert answer.json()["reply"]["text"].startswith("That belongs to another channel")
    assert await house.parts.ledger.job(job.id) == job


@pytest.mark.parametrize("words", ["make it darker", "undo the lighthouse", "delete it"])
async def test_a_reply_to_a_result_of_a_chat_finds_it_gone(
    house: Studio, client: httpx.AsyncClient, channel: str, words: str
) -> None:
    _, job = await private(house)
    answer = await say(client, channel, words, reply_to=job.id)
    assert "secret" not in answer.text
    assert job.variants[0].asset.sha256 not in answer.text
    assert answer.json()["reply"]["kind"] == "error"


async def test_a_link_to_one_file_opens_no_other(
    house: Studio, client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    _, job = await private(house)
    turn = (await say(client, channel, files=(photo,))).json()
    url = turn["pictures"][0]["url"]
    hers = job.variants[0].asset.sha256
    mine = url.split("/")[2]
    assert (await client.get(url)).status_code == 200
    assert (await client.get(url.replace(mine, hers))).status_code == 403
    assert (await client.get(f"/files/{hers}/a.png")).status_code == 403


async def forgotten(client: httpx.AsyncClient, channel: str) -> Any:
    """Whoever it is asks to be forgotten, and says yes."""
    asked = (await say(client, channel, "/forget me", key=str(uuid4()))).json()
    ((button,),) = asked["reply"]["rows"]
    return (await say(client, channel, "", key=str(uuid4()), action=button["action"])).json()


async def test_who_was_forgotten_begins_anew(
    house: Studio, client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    await say(client, channel, "a secret watercolour", files=(photo,))
    told = await forgotten(client, channel)
    assert told["reply"]["text"].startswith("You are forgotten.")
    left = (await client.get(f"/api/channels/{channel}/turns")).json()["turns"]
    assert [turn["id"] for turn in left] == [told["id"]]
    assert "secret" not in repr(house.memory)
    again = await say(client, channel, "a fox", key=str(uuid4()))
    assert again.json()["job"]


async def test_open_pages_fetch_anew_what_they_show(
    house: Studio, client: httpx.AsyncClient, channel: str
) -> None:
    with house.parts.hub.listening(channel) as mailbox:
        await forgotten(client, channel)
        assert mailbox.overflowed


@asynccontextmanager
async def somebody_else(house: Studio) -> AsyncGenerator[httpx.AsyncClient]:
    """Another browser, which has its cookie."""
    transport = httpx.ASGITransport(build(house.parts))
    address = "http://127.0.0.1:8765"
    async with httpx.AsyncClient(transport=transport, base_url=address, headers=HEADERS) as other:
        await other.get("/")
        yield other


@pytest.mark.parametrize("words", ["forget me", "/forget me"])
async def test_the_question_whether_to_forget_is_seen_by_nobody_else(
    house: Studio, client: httpx.AsyncClient, channel: str, words: str
) -> None:
    await say(client, channel, "a lighthouse")
    asked = (await say(client, channel, words, key=str(uuid4()))).json()
    path = f"/api/channels/{channel}/turns"
    mine = (await client.get(path)).json()["turns"]
    assert asked["id"] in [one["id"] for one in mine]
    async with somebody_else(house) as other:
        theirs = (await other.get(path)).json()["turns"]
        assert [one["id"] for one in theirs] == [one["id"] for one in mine if one["job"]]
        alone = (await other.get(f"{path}?limit=1")).json()["turns"]
        assert [one["job"] for one in alone] == [mine[0]["job"]]


async def test_a_page_of_somebody_else_is_not_told_of_it(
    house: Studio, client: httpx.AsyncClient, channel: str
) -> None:
    await say(client, channel, "forget me")
    (turn,) = (await house.parts.history.page(channel)).turns

    async def sees(event: Event) -> bool:
        async with somebody_else(house) as other:
            visitors = Visitors(house.parts.links.seal, house.parts.history, house.parts.clock)
            cookies = [(b"cookie", f"{COOKIE}={other.cookies[COOKIE]}".encode())]
            his = Request({"type": "http", "headers": cookies})
            return not isinstance(event, Turn) or await visitors.sees(his, event)

    told = stream(house.parts.hub, channel, lambda event: repr(event), sees)
    assert "hello" in await anext(told)
    house.parts.hub.publish(turn)
    house.parts.hub.publish(replace(turn, id="another", reply=None))
    assert "another" in await anext(told)


async def test_somebody_else_s_press_is_told_why_it_forgets_nobody(
    house: Studio, client: httpx.AsyncClient, channel: str
) -> None:
    asked = (await say(client, channel, "forget me")).json()
    ((button,),) = asked["reply"]["rows"]
    async with somebody_else(house) as other:
        told = (await say(other, channel, "", key=str(uuid4()), action=button["action"])).json()
    assert told["reply"]["error"] == "NotTheAsker"
    assert told["reply"]["text"].startswith("Only the one who asked to be forgotten can press that")
