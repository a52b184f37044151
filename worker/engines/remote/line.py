"""A line to a service: requests that are tried again where that helps, and bounded answers."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, Self, TypeVar

import httpx
from openai import APIError, AsyncOpenAI

from core.catalogue import ModelCard
from core.errors import EaselError
from worker.engines.remote.service import Service
from worker.engines.remote.trouble import (
    NotPlain,
    ServiceAnswer,
    ServiceBusy,
    ServiceSlow,
    TooMuch,
    Trouble,
    Whose,
    trouble,
)

log = logging.getLogger("easel.worker")

Answer = TypeVar("Answer")
Late = Callable[[Any], Awaitable[None]]  # gets what JSON answers
_CONNECT = 10.0  # s
_NO_KEY = "none"  # the client wants one; it never leaves this machine
# The client also reads variables of its own (OPENAI_ORG_ID, …) and tells of this machine.
_SENT = ("host", "accept", "content-type", "content-length", "transfer-encoding")


@dataclass(frozen=True, slots=True)
class Terms:
    """How often and how long a service is asked, and how much it may send."""

    tries: int = 4
    pause: float = 1.0  # s before the second try, doubled before each other
    longest: float = 60.0  # s that a service may ask to wait
    most: int = 200_000_000  # bytes of an answer
    beat: float = 0.25  # s between two looks at whether anybody still waits
    farewell: float = 3.0  # s for each request that takes back what nobody waits for any more


class Upload(NamedTuple):
    """A picture on its way to a service."""

    field: str
    data: bytes  # PNG


class Line:
    """An open connection to the service of a card. `tell` is called with what it waits for."""

    def __init__(
        self, card: ModelCard, service: Service, key: str, terms: Terms, tell: Callable[[str], None]
    ) -> None:
        self.whose = Whose(card.title, card.source, service.host, key, service.timeout)
        self._terms, self._tell = terms, tell
        self._base = httpx.URL(service.base_url.rstrip("/") + "/")
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(service.timeout, connect=_CONNECT),
            event_hooks={"request": [self._stripped], "response": [self._bounded]},
        )
        self._client = AsyncOpenAI(
            api_key=_NO_KEY, base_url=self._base, http_client=self._http, max_retries=0
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def post(
        self,
        path: str,
        body: Mapping[str, Any],
        files: Sequence[Upload] | None = None,
        late: Late | None = None,
    ) -> Any:
        """What JSON answers to JSON, or to a form where `files` are given, be they none.

        It may cost something: it is asked again only where nothing was done of it. An answer that
        nobody waits for any more goes to `late`, where it comes within the farewell.
        """
        options: Any = {}
        if files is not None:
            options = {"headers": {"Content-Type": "multipart/form-data"}}
        named = [
            (one.field, (f"picture-{number}.png", one.data, "image/png"))
            for number, one in enumerate(files or (), start=1)
        ]

        async def ask() -> httpx.Response:
            return await self._client.post(
                path, cast_to=httpx.Response, body=dict(body), files=named or None, options=options
            )

        heard = ask if late is None else partial(self._heard, ask, late)
        return self._read(await self._tried(heard, costs=True))

    async def get(self, path: str) -> Any:
        """What JSON is there."""
        return self._read(await self._tried(lambda: self._client.get(path, cast_to=httpx.Response)))

    async def content(self, path: str) -> bytes:
        """The file there."""
        response = await self._tried(lambda: self._client.get(path, cast_to=httpx.Response))
        return response.content

    async def delete(self, path: str) -> None:
        """Take away what is there."""
        await self._tried(lambda: self._client.delete(path, cast_to=httpx.Response))

    async def cancel(self, path: str) -> None:
        """Stop what goes on there."""
        await self._tried(lambda: self._client.post(path, cast_to=httpx.Response))

    async def fetch(self, url: str) -> bytes:
        """The file at a URL that the service gave: its own, or one over https."""
        try:
            where = self._base.join(url)
            # The host is read first, for only that finds what is no name of one (a ValueError).
            reachable = self._ours(where) or where.scheme == "https"
        except (httpx.InvalidURL, ValueError) as error:
            raise self.unusable("its address of a picture is none") from error
        if not reachable:
            raise self.unusable("its picture lies elsewhere, and not behind https")
        response = await self._tried(lambda: self._client.get(str(where), cast_to=httpx.Response))
        return response.content

    def unusable(self, detail: str) -> ServiceAnswer:
        """The error of an answer that is not what was asked for."""
        return ServiceAnswer(model=self.whose.model, detail=detail)

    def _read(self, response: httpx.Response) -> Any:
        try:
            return json.loads(response.content)
        except (ValueError, RecursionError) as error:
            raise self.unusable("no JSON") from error

    async def _heard(
        self, ask: Callable[[], Coroutine[Any, Any, httpx.Response]], late: Late
    ) -> httpx.Response:
        """The response. Whoever is cancelled meanwhile hears it out, for what it names costs
        something as long as nobody takes it back."""
        asking = asyncio.create_task(ask())
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            await self._bid_farewell(asking, late)
            raise

    async def _bid_farewell(self, asking: asyncio.Task[httpx.Response], late: Late) -> None:
        try:
            async with asyncio.timeout(self._terms.farewell):
                response = await asking
            await late(self._read(response))
        except (APIError, EaselError, TimeoutError) as error:
            log.warning(
                "%s may make what nobody waits for: %s", self.whose.host, type(error).__name__
            )

    async def _tried(self, ask: Callable[[], Awaitable[Answer]], *, costs: bool = False) -> Answer:
        for number in range(self._terms.tries - 1):
            try:
                return await self._in_time(ask)
            except APIError as error:
                met = trouble(error, self.whose)
                if costs and not met.undone:
                    raise met.error from error
                await self._wait(met, number, error)
        try:
            return await self._in_time(ask)
        except APIError as error:
            raise trouble(error, self.whose).error from error

    async def _in_time(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The client's own limit is on each piece of an answer, and so on none that trickles."""
        try:
            async with asyncio.timeout(self.whose.timeout):
                return await ask()
        except TimeoutError as error:
            raise ServiceSlow(model=self.whose.model, seconds=self.whose.timeout) from error

    async def _wait(self, met: Trouble, number: int, error: APIError) -> None:
        """Until the next try; raises what was met where none would help."""
        pause = max(met.wait, self._terms.pause * 2**number)
        if not met.again or pause > self._terms.longest:
            raise met.error from error
        busy = "is busy" if isinstance(met.error, ServiceBusy) else "does not answer"
        self._tell(f"{self.whose.host} {busy}, asking again in {pause:.0f} s")
        await asyncio.sleep(pause)

    def _ours(self, url: httpx.URL) -> bool:
        ours = self._base
        return (url.scheme, url.host, url.port) == (ours.scheme, ours.host, ours.port)

    async def _stripped(self, request: httpx.Request) -> None:
        """Only what a request needs goes out, and the key to its own service alone."""
        kept = {name: request.headers[name] for name in _SENT if name in request.headers}
        if self.whose.key and self._ours(request.url):
            kept["authorization"] = f"Bearer {self.whose.key}"
        request.headers = httpx.Headers(
            kept | {"user-agent": "easel", "accept-encoding": "identity"}
        )

    async def _bounded(self, response: httpx.Response) -> None:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise NotPlain("it is compressed, against what was asked")
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Bounded(response.stream, self._terms.most)


class _Bounded(httpx.AsyncByteStream):
    """A stream that ends with an error once it is longer than it may be."""

    def __init__(self, stream: httpx.AsyncByteStream, most: int) -> None:
        self._stream, self._most = stream, most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self._most
        async for piece in self._stream:
            left -= len(piece)
            if left < 0:
                raise TooMuch(f"more than {self._most / 1e6:g} MB")
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()
