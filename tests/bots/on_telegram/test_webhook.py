"""The webhook: updates that Telegram brings are answered, those of others are not."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx
import pytest

from bots.on_telegram.hooks import HEADER, MOST_BYTES, hook_up, hooks
from bots.on_web.serving import listen, serve
from tests.bots.on_telegram.chat import Chat, chat, words
from tests.bots.on_telegram.server import until

SECRET = "a-secret_of-the-tests"


@asynccontextmanager
async def hooked() -> AsyncGenerator[tuple[Chat, str]]:
    """Easel with a webhook, and its address."""
    async with chat() as easel:
        easel.server.local = True
        easel.running.polling.cancel()
        await asyncio.gather(easel.running.polling, return_exceptions=True)
        listener = listen("127.0.0.1", 0)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/telegram"
        bot, receiving = easel.running.bot, easel.running.receiving
        serving = asyncio.create_task(serve(hooks(receiving, bot, SECRET), lambda: None, listener))
        await hook_up(bot, url, SECRET)
        yield easel, url
        easel.server.webhook = ""
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def test_an_update_that_is_brought_is_answered() -> None:
    async with hooked() as (easel, _):
        (call,) = easel.server.of("setWebhook")
        assert call.params["allowed_updates"][0] == "message"
        await easel.say("a lighthouse")
        assert words(easel.last).startswith("Drawing: “a lighthouse”")


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        pytest.param({}, b"{}", 403, id="no secret"),
        pytest.param({HEADER: "another"}, b"{}", 403, id="another secret"),
        pytest.param({HEADER: SECRET}, b"nonsense", 400, id="no JSON"),
        pytest.param({HEADER: SECRET}, b"[1]", 400, id="no update"),
        pytest.param({HEADER: SECRET}, b'{"update_id": "x"}', 400, id="no number"),
        pytest.param({HEADER: SECRET}, b"[" * 200_000, 400, id="nested too deep"),
        pytest.param({HEADER: SECRET}, b" " * (MOST_BYTES + 1), 413, id="too large"),
    ],
)
async def test_what_is_no_update_of_telegrams_is_refused(
    headers: dict[str, str], body: bytes, status: int
) -> None:
    async with hooked() as (easel, url), httpx.AsyncClient() as client:
        answer = await client.post(url, content=body, headers=headers)
        assert answer.status_code == status
        assert easel.home.memory.updates == {}


async def test_what_is_brought_twice_is_answered_once() -> None:
    async with hooked() as (easel, url), httpx.AsyncClient() as client:
        await easel.say("a lighthouse")
        (update,) = easel.server.given
        headers = {HEADER: SECRET}
        answer = await client.post(url, content=json.dumps(update), headers=headers)
        assert answer.status_code == 200
        await until(lambda: all(one is None for one in easel.home.memory.updates.values()))
        assert len(easel.texts()) == 1
