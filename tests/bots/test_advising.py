"""The coach's language model, behind a server that answers as it is told."""

import asyncio
import json
import logging
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bots.advising import MOST_BYTES, LanguageModel, Where

TWO = "a green bottle in the rain\na milk bottle, 1950s advert"


@dataclass
class Service:
    """What a server says next, and what it was asked."""

    url: str = ""
    says: Any = TWO
    status: int = 200
    waits: threading.Event | None = None
    body: str = ""  # in place of a completion
    asked: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    async def answer(self, request: Request) -> Response:
        """A chat completion."""
        self.asked.append(json.loads(await request.body()))
        self.headers.append(dict(request.headers))
        if self.waits is not None:
            await asyncio.to_thread(self.waits.wait, 30.0)
        if self.body:
            return Response(self.body, self.status, media_type="text/html")
        message = {"role": "assistant", "content": self.says}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        body = {"id": "1", "object": "chat.completion", "created": 1, "model": "m"}
        return Response(
            json.dumps(body | {"choices": [choice]}), self.status, media_type="application/json"
        )


@contextmanager
def serving(service: Service) -> Generator[Service]:
    """The service on a port of its own; it ends with the test."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/v1/chat/completions", service.answer, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    service.url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    try:
        yield service
    finally:
        if service.waits is not None:
            service.waits.set()
        server.should_exit = True
        thread.join(10)
        listener.close()


async def told(service: Service, *words: str, key: str = "", patience: float = 10.0) -> list[Any]:
    """What is said to each of several requests."""
    model = LanguageModel(Where(service.url, "teller", key, patience))
    try:
        return [await model.versions(one) for one in words]
    finally:
        await model.close()


async def test_two_lines_are_two_versions() -> None:
    with serving(Service()) as service:
        assert await told(service, "a nice bottle", key="sk-test") == [tuple(TWO.splitlines())]
    (asked,), (headers,) = service.asked, service.headers
    assert (asked["model"], asked["messages"][1]["content"]) == ("teller", "a nice bottle")
    assert headers["authorization"] == "Bearer sk-test"
    assert not [name for name in headers if name.startswith("x-stainless")]


async def test_without_a_key_none_is_sent() -> None:
    with serving(Service(says="1. one\n2) “two”")) as service:
        assert await told(service, "something") == [("one", "two")]
    assert "authorization" not in service.headers[0]


@pytest.mark.parametrize(
    ("says", "status"),
    [
        pytest.param("a\nb\nc", 200, id="three lines"),
        pytest.param("", 200, id="nothing"),
        pytest.param(None, 200, id="no text"),
        pytest.param("x" * MOST_BYTES, 200, id="too much"),
        pytest.param(TWO, 500, id="broken"),
        pytest.param(TWO, 401, id="no such key"),
    ],
)
async def test_whatever_is_wrong_is_logged_and_asked_no_more_for_a_while(
    says: str | None, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(Service(says=says, status=status)) as service:
        assert await told(service, "something", "anything") == [(), ()]
    assert len(service.asked) == 1
    assert [one.levelno for one in caplog.records if one.name == "easel.coach"] == [logging.WARNING]


@pytest.mark.parametrize("body", ["<html>", "[]", '"a"', '{"choices": ["a"]}', "null"])
async def test_other_answers_are_none(body: str) -> None:
    with serving(Service(body=body)) as service:
        assert await told(service, "something") == [()]


async def test_who_does_not_answer_is_not_waited_for() -> None:
    with serving(Service(waits=threading.Event())) as service:
        assert await told(service, "something", patience=0.2) == [()]


async def test_nobody_there() -> None:
    gone = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{gone.getsockname()[1]}/v1"
    gone.close()
    assert await told(Service(url=url), "something") == [()]
