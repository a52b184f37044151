"""A language model that says vague requests more exactly, behind an API of OpenAI's shape.

It is asked once, waited for a moment, and never a reason to fail: whatever goes wrong is logged,
and the rules speak instead (`core/coaching.py`).
"""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Mapping
from time import monotonic
from typing import NamedTuple

import httpx
from openai import AsyncOpenAI, OpenAIError

log = logging.getLogger("easel.coach")

REST = 60.0  # s in which nobody is asked after one failed: else every vague request waited for it
MOST_BYTES = 64_000  # of an answer
MOST_LINES = 2
ASKED = (
    "Somebody asks for a picture and leaves much open, or contradicts themselves. Write two ways "
    "of asking for it more exactly: the subject, the place, the light, the kind of picture. Use "
    "their language, at most 20 words each. Answer with two lines, one for each, and nothing else."
)
_NO_KEY = "none"  # the client wants one; it never leaves this machine
# The client also reads variables of its own (OPENAI_ORG_ID, …) and tells of this machine.
_SENT = ("host", "accept", "content-type", "content-length", "transfer-encoding")
_MARK = re.compile(r"^(?:\d[.)]|[-*•])\s+")


class Unfit(Exception):
    """The answer is not what was asked for."""


class Where(NamedTuple):
    """Where a language model is."""

    url: str  # "https://api.example.org/v1"
    model: str  # what the service calls it
    key: str = ""  # empty where none is needed
    timeout: float = 1.5  # s for the whole answer


class LanguageModel:
    """The Advisor port on a service."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._rests = -REST  # when it failed last
        self._http = httpx.AsyncClient(
            timeout=where.timeout,
            event_hooks={"request": [self._stripped], "response": [_bounded]},
        )
        self._client = AsyncOpenAI(
            api_key=_NO_KEY, base_url=where.url, http_client=self._http, max_retries=0
        )

    async def versions(self, words: str) -> tuple[str, ...]:
        """What it answers to `words`; none where it failed, or failed a moment ago."""
        if monotonic() - self._rests < REST:
            return ()
        try:
            async with asyncio.timeout(self._where.timeout):  # also on an answer that trickles
                return _lines(await self._said(words))
        except (OpenAIError, httpx.HTTPError, TimeoutError, Unfit) as error:
            self._rests = monotonic()
            log.warning("the language model of the coach: %s", error or type(error).__name__)
            return ()

    async def close(self) -> None:
        """End its connections."""
        await self._client.close()

    async def _said(self, words: str) -> str:
        told = [{"role": "system", "content": ASKED}, {"role": "user", "content": words}]
        body = {"model": self._where.model, "messages": told, "max_tokens": 160}
        path = "/chat/completions"
        # What a stranger's service sends may be anything: it is read here, and not by the client.
        response = await self._client.post(path, cast_to=httpx.Response, body=body)
        try:
            answer = json.loads(response.content)
        except ValueError as error:
            raise Unfit("no JSON in its answer") from error
        match answer:
            case {"choices": [{"message": {"content": str(said)}}, *_]}:
                return said
            case _:
                raise Unfit("no text in its answer")

    async def _stripped(self, request: httpx.Request) -> None:
        """Only what a request needs goes out."""
        kept: Mapping[str, str] = {
            name: request.headers[name] for name in _SENT if name in request.headers
        }
        key = {"authorization": f"Bearer {self._where.key}"} if self._where.key else {}
        plain = {"user-agent": "easel", "accept-encoding": "identity"}
        request.headers = httpx.Headers({**kept, **key, **plain})


def _lines(said: str) -> tuple[str, ...]:
    """The lines of an answer; raises Unfit where it is more than was asked for."""
    lines = [_MARK.sub("", line.strip()).strip('"“”') for line in said.splitlines()]
    filled = [line for line in lines if line]
    if not 0 < len(filled) <= MOST_LINES:
        raise Unfit(f"{len(filled)} lines in its answer")
    return tuple(filled)


async def _bounded(response: httpx.Response) -> None:
    assert isinstance(response.stream, httpx.AsyncByteStream)
    response.stream = _Bounded(response.stream)


class _Bounded(httpx.AsyncByteStream):
    """A stream that ends with an error once it is longer than an answer may be."""

    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = MOST_BYTES
        async for piece in self._stream:
            left -= len(piece)
            if left < 0:
                raise Unfit(f"more than {MOST_BYTES} bytes in its answer")
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()
