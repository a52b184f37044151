"""A small Bot API server on 127.0.0.1: the calls that Easel makes, updates, files and faults.

It refuses what Telegram refuses (`refusals`), answers 429, 5xx, 403 and 400 on demand, and keeps
what it receives and answers for the schema test.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import aiohttp
from aiohttp import BodyPartReader, web

from tests.bots.on_telegram import refusals
from tests.bots.on_telegram.calls import Calls
from tests.bots.on_telegram.people import People, keyboard, labels
from tests.bots.on_telegram.refusals import Refused
from tests.bots.on_telegram.state import (
    ADA,
    ANONYMOUS,
    BOB,
    FORUM,
    GROUP,
    ME,
    NAMES,
    TOKEN,
    TOPIC,
    Call,
    Fault,
    Json,
    user,
)


@dataclass
class Telegram(People, Calls):
    """The server, and the people who are there."""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Keep a call, and answer it as Telegram does."""
        token, method = request.match_info["token"], request.match_info["method"]
        if token != TOKEN or self.revoked:
            return _reply(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        call = await _read(request, method)
        if method == "getUpdates":
            return await self._updates(call)
        self.calls.append(call)
        if self.held in method:
            await self.holds.wait()
        try:
            late = self._faulty(call)
            call.answer = self._answered(call)
            if late is not None:
                raise late
        except KeyError as error:
            call.refused = f"Bad Request: parameter {error} is missing"
            return _refused(Refused(call.refused))
        except Refused as error:
            call.refused = error.description
            return _refused(error)
        return _reply(200, {"ok": True, "result": call.answer})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file."""
        try:
            self._faulty(Call("file", {}))
        except Refused as error:
            return _refused(error)
        data = self.files.get(request.match_info["path"].removeprefix("photos/"))
        return web.Response(status=404) if data is None else web.Response(body=data)

    async def _updates(self, call: Call) -> web.StreamResponse:
        if self.webhook:
            return _refused(Refused("Conflict: can't use getUpdates while webhook is active", 409))
        offset = int(call.params.get("offset", 0))
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        self.polls += 1
        mine = self.polls
        self._arrived.set()  # of two who ask, the earlier is told to go
        self._arrived = asyncio.Event()
        if not self.updates:
            with suppress(TimeoutError):
                async with asyncio.timeout(float(call.params.get("timeout", 0))):
                    await self._arrived.wait()
        if mine != self.polls:
            told = "terminated by other getUpdates request; make sure that only one bot instance"
            return _refused(Refused(f"Conflict: {told} is running", 409))
        limit = int(call.params.get("limit", 100))
        return _reply(200, {"ok": True, "result": self.updates[:limit]})

    async def post_updates(self) -> None:
        """Send updates to the webhook while there is one, again until they are taken."""
        async with aiohttp.ClientSession() as session:
            while True:
                while not (self.webhook and self.updates):
                    await asyncio.sleep(0.01)
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
                async with session.post(
                    self.webhook, json=self.updates[0], headers=headers
                ) as taken:
                    if taken.status == 200:
                        self.updates.pop(0)


async def _read(request: web.Request, method: str) -> Call:
    params: dict[str, str] = {}
    files: dict[str, bytes] = {}
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.filename:
                files[f"{part.name}/{part.filename}"] = bytes(await part.read())
            else:
                params[part.name or ""] = await part.text()
    else:
        params = {name: str(value) for name, value in (await request.post()).items()}
    return Call(method, refusals.unpacked(params), files)


def _refused(error: Refused) -> web.Response:
    told = {"ok": False, "error_code": error.code, "description": error.description}
    return _reply(error.code, told | ({"parameters": error.parameters} if error.parameters else {}))


def _reply(status: int, data: Json) -> web.Response:
    return web.Response(body=json.dumps(data), status=status, content_type="application/json")


@asynccontextmanager
async def serving(telegram: Telegram) -> AsyncGenerator[str]:
    """Serve; gives the origin, "http://127.0.0.1:…"."""
    app = web.Application(client_max_size=128 * refusals.MEGABYTE)
    app.router.add_route("*", "/bot{token}/{method}", telegram.answer)
    app.router.add_get("/file/bot{token}/{path:.*}", telegram.file)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    posting = asyncio.create_task(telegram.post_updates())
    try:
        yield f"http://{host}:{port}"
    finally:
        posting.cancel()
        await runner.cleanup()


async def until(happened: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for something that must happen."""
    async with asyncio.timeout(seconds):
        while not happened():
            await asyncio.sleep(0.005)


__all__ = [
    "ADA",
    "ANONYMOUS",
    "BOB",
    "FORUM",
    "GROUP",
    "ME",
    "NAMES",
    "TOKEN",
    "TOPIC",
    "Call",
    "Fault",
    "Json",
    "Telegram",
    "keyboard",
    "labels",
    "serving",
    "until",
    "user",
]
