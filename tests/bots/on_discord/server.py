"""A small Discord on 127.0.0.1: the gateway and the part of the HTTP API that Easel uses.

It refuses what Discord refuses of what SimCord lets pass: an acknowledgement after 3 s (10062), a
second one (40060), files above the limit (40005), a spent token (50027), and answers 429 or 5xx
on demand. It tells of its limits, as Discord does. What it receives is kept for the schema test.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, WSMsgType, web

from tests.bots.on_discord.limits import Limits

TOKEN = "a token of the tests"
ME, GUILD, CHANNEL, ADA, APPLICATION, DIRECT = 100, 200, 300, 400, 100, 500
LIMIT = 10 * 1024 * 1024  # bytes of a file
CUT = 0  # instead of a status: the connection is cut
EPOCH = 1_420_070_400_000  # ms from 1970 to the first moment of Discord's
LATEST = 3.0  # s in which an interaction must be acknowledged

Json = dict[str, Any]


@dataclass
class Request:
    """Something that the client asked for."""

    method: str
    path: str
    body: Json
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    content_type: str = ""
    listed: list[Json] = field(default_factory=list[Json])  # where the body is a list


@dataclass
class Given:
    """An interaction that was given to the client."""

    id: int
    token: str
    begun: float
    acknowledged: float | None = None
    spent: bool = False
    message: int = 0
    pressed: int = 0  # the message of the button


@dataclass
class Fault:
    """An answer instead of the real one, for as many requests as it says."""

    path: str  # what the path must contain
    status: int
    times: int
    body: Json = field(default_factory=dict[str, Any])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    done: bool = False  # whether what was asked is done all the same; status CUT says nothing of it


@dataclass
class Discord:
    """The server's state."""

    requests: list[Request] = field(default_factory=list[Request])
    messages: dict[int, Json] = field(default_factory=dict[int, Json])
    given: dict[str, Given] = field(default_factory=dict[str, Given])
    faults: list[Fault] = field(default_factory=list[Fault])
    sockets: list[web.WebSocketResponse] = field(default_factory=list[web.WebSocketResponse])
    shards: list[list[int]] = field(default_factory=list[list[int]])  # as they were identified
    address: str = ""  # of the gateway
    origin: str = ""  # of the HTTP server: "http://127.0.0.1:…"
    hangs_up: int = 0  # the code with which it ends a connection that identifies itself
    identified: asyncio.Event = field(default_factory=asyncio.Event)
    limit: int = LIMIT
    cdn: dict[str, bytes] = field(default_factory=dict[str, bytes])  # files by their paths
    limits: Limits = field(default_factory=Limits)
    _last: int = 0
    _sequence: int = 0

    def new_id(self) -> int:
        """The next snowflake, of this moment: its upper bits are ms since 2015."""
        self._last = max(self._last + 1, (time.time_ns() // 1_000_000 - EPOCH) << 22)
        return self._last

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event of the gateway."""
        self._sequence += 1
        for socket in self.sockets:
            await _send_event(socket, name, self._sequence, data)

    async def command(
        self, name: str, options: list[Json], resolved: Json | None = None, **more: Any
    ) -> Given:
        """Ada gives a slash command; `more` stands in the place of what an interaction has."""
        data: Json = {"id": "1", "name": name, "type": 1, "options": options}
        if resolved:
            data["resolved"] = resolved
        return await self.interaction(2, data, **more)

    async def typing(self, name: str, option: str, typed: str) -> Given:
        """Ada types the value of an option."""
        options = [{"name": option, "type": 3, "value": typed, "focused": True}]
        return await self.interaction(4, {"id": "1", "name": name, "type": 1, "options": options})

    async def press(self, message: int, custom_id: str, **more: Any) -> Given:
        """Ada presses a button; `more` stands in the place of what an interaction has."""
        data = {"component_type": 2, "custom_id": custom_id}
        return await self.interaction(3, data, message=self.messages[message], **more)

    async def answer_question(
        self, message: int, packed: str, words: Json, files: dict[str, tuple[str, bytes]]
    ) -> Given:
        """Ada fills the question in that a button asks."""
        fields: list[Json] = [
            {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
            for name, value in words.items()
        ]
        attachments: Json = {}
        for name, (called, data) in files.items():
            id = str(self.new_id())
            self.cdn[f"/cdn/{id}"] = data
            url = f"{self.origin}/cdn/{id}"
            attachments[id] = {
                "id": id,
                "filename": called,
                "size": len(data),
                "url": url,
                "proxy_url": url,
            }
            fields.append(
                {"type": 18, "component": {"type": 19, "custom_id": name, "values": [id]}}
            )
        data = {
            "custom_id": f"ask:{packed}",
            "components": fields,
            "resolved": {"attachments": attachments},
        }
        return await self.interaction(5, data, message=self.messages[message])

    async def submit(self, custom_id: str, words: str) -> Given:
        """Ada answers a question."""
        field = {"type": 4, "custom_id": "words", "value": words}
        label = {"type": 18, "component": field}
        return await self.interaction(5, {"custom_id": custom_id, "components": [label]})

    async def say(self, words: str, **more: Any) -> int:
        """Ada writes a message."""
        message = self.written(words, person(ADA, "ada"), **more)
        await self.dispatch("MESSAGE_CREATE", message)
        return int(message["id"])

    async def interaction(self, kind: int, data: Json, **more: Any) -> Given:
        """Ada does something; `more` stands in the place of what an interaction has."""
        given = Given(self.new_id(), f"token-{self._last}", time.monotonic())
        given.pressed = int(more["message"]["id"]) if "message" in more else 0
        self.given[given.token] = given
        await self.dispatch(
            "INTERACTION_CREATE",
            {
                "id": str(given.id),
                "application_id": str(APPLICATION),
                "type": kind,
                "token": given.token,
                "version": 1,
                "guild_id": str(GUILD),
                "channel_id": str(CHANNEL),
                "channel": channel(),
                "member": {**member(), "permissions": "2147483647", "user": person(ADA, "ada")},
                "data": data,
                "locale": "en-US",
                "guild_locale": "en-US",
                "entitlements": [],
                "app_permissions": "2147483647",
                "authorizing_integration_owners": {"0": str(GUILD)},
                "context": 0,
                "attachment_size_limit": self.limit,
                **more,
            },
        )
        return given

    def written(self, content: str, author: Json, **more: Any) -> Json:
        """A message that somebody wrote."""
        id = self.new_id()
        message = {
            "id": str(id),
            "channel_id": str(CHANNEL),
            "guild_id": str(GUILD),
            "author": author,
            "member": member(),
            "content": content,
            "timestamp": "2026-03-01T12:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "pinned": False,
            "type": 0,
            **more,
        }
        self.messages[id] = message
        return message

    # What the client asks for.

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Keep a request, and answer it as Discord does."""
        asked = await _read(request)
        self.requests.append(asked)
        answered = await self._answer(request, asked)
        answered.headers.update(self.limits.headers(asked.method, asked.path))
        return answered

    async def _answer(self, request: web.Request, asked: Request) -> web.StreamResponse:
        fault = next((one for one in self.faults if one.times and one.path in asked.path), None)
        if fault is not None:
            fault.times -= 1
            if fault.done:
                self._answered(asked)
            if fault.status == CUT:
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            return _json(fault.body, status=fault.status, headers=fault.headers)
        if any(len(data) > self.limit for data in asked.files.values()):
            return _refused(413, 40005, "Request entity too large")
        return self._answered(asked)

    def _answered(self, asked: Request) -> web.StreamResponse:
        parts = asked.path.strip("/").split("/")
        match parts:
            case ["users", "@me", *rest]:
                direct = {"id": str(DIRECT), "type": 1, "recipients": [person(ADA, "ada")]}
                return _json(direct if rest else person(ME, "easel", bot=True))
            case ["gateway", "bot"]:
                starts = {"total": 9, "remaining": 9, "reset_after": 0, "max_concurrency": 2}
                return _json({"url": self.address, "shards": 2, "session_start_limit": starts})
            case ["oauth2", "applications", "@me"]:
                return _json(_application())
            case ["applications", _, *_]:
                return _json([_command(one) for one in asked.listed])
            case ["interactions", id, token, "callback"]:
                return self._callback(int(id), token, asked)
            case ["webhooks", _, token, *rest]:
                return self._by_token(token, rest[-1] if rest else "", asked)
            case ["channels", _, "messages"]:
                return self._sent(asked)
            case ["channels", _, "messages", id]:
                return self._edited(int(id), asked)
            case ["channels", _, "typing"]:
                return web.Response(status=204)
            case _:
                return _refused(404, 0, f"no such route here: {asked.path}")

    def _callback(self, id: int, token: str, asked: Request) -> web.StreamResponse:
        given = self.given.get(token)
        if given is None or given.id != id or time.monotonic() - given.begun > LATEST:
            return _refused(404, 10062, "Unknown interaction")
        if given.acknowledged is not None:
            return _refused(400, 40060, "Interaction has already been acknowledged.")
        given.acknowledged = time.monotonic()
        if asked.body["type"] in (6, 7):
            given.message = given.pressed
        if asked.body["type"] in (4, 5):
            content = asked.body.get("data", {}).get("content", "")
            given.message = int(self.written(content, person(ME, "easel", bot=True))["id"])
        return _json(
            {
                "interaction": {"id": str(id), "type": 2},
                "resource": {
                    "type": asked.body["type"],
                    "message": self.messages.get(given.message),
                },
            }
        )

    def _by_token(self, token: str, id: str, asked: Request) -> web.StreamResponse:
        given = self.given.get(token)
        if given is None or given.spent:
            return _refused(401, 50027, "Invalid Webhook Token")
        if not id:
            return self._sent(asked)
        return self._edited(given.message if id == "@original" else int(id), asked)

    def _sent(self, asked: Request) -> web.StreamResponse:
        nonce = asked.body.get("nonce")
        known = [one for one in self.messages.values() if nonce and one.get("nonce") == nonce]
        if known and asked.body.get("enforce_nonce"):
            return _json(known[0])
        message = self.written(asked.body.get("content", ""), person(ME, "easel", bot=True))
        message["nonce"] = nonce
        self._show(message, asked)
        return _json(message)

    def _edited(self, id: int, asked: Request) -> web.StreamResponse:
        message = self.messages.get(id)
        if message is None:
            return _refused(404, 10008, "Unknown Message")
        if asked.method == "DELETE":
            del self.messages[id]
            return web.Response(status=204)
        if asked.method == "PATCH":
            message["content"] = asked.body.get("content", message["content"])
            self._show(message, asked)
        return _json(message)

    def _show(self, message: Json, asked: Request) -> None:
        message["components"] = asked.body.get("components", message["components"])
        if "attachments" in asked.body or asked.files:
            message["attachments"] = [
                {
                    "id": str(self.new_id()),
                    "filename": name,
                    "size": len(data),
                    "url": f"https://cdn.invalid/{name}",
                    "proxy_url": f"https://cdn.invalid/{name}",
                }
                for name, data in asked.files.items()
            ]

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file of the content network."""
        data = self.cdn.get(request.path)
        return web.Response(status=404) if data is None else web.Response(body=data)

    # The gateway.

    async def gateway(self, request: web.Request) -> web.StreamResponse:
        """Speak the gateway's protocol as far as a client needs it to be ready."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await _send(socket, 10, {"heartbeat_interval": 30_000})
        async for received in socket:
            if received.type is not WSMsgType.TEXT:
                continue
            data = json.loads(received.data)
            if data["op"] == 1:
                await _send(socket, 11, None)
            elif data["op"] == 2 and self.hangs_up:
                await socket.close(code=self.hangs_up)
            elif data["op"] == 2:
                await self._ready(socket, data["d"].get("shard", [0, 1]))
        if socket in self.sockets:
            self.sockets.remove(socket)
        return socket

    async def _ready(self, socket: web.WebSocketResponse, shard: list[int]) -> None:
        """The one guild, as all that is no guild's, belongs to the first shard."""
        self.shards.append(shard)
        first = shard[0] == 0
        ready = {
            "v": 10,
            "user": person(ME, "easel", bot=True),
            "guilds": [{"id": str(GUILD), "unavailable": True}] if first else [],
            "session_id": "session",
            "resume_gateway_url": str(socket._req.url.origin()),  # type: ignore[union-attr]
            "application": {"id": str(APPLICATION), "flags": 0},
            "shard": shard,
        }
        await _send_event(socket, "READY", 0, ready)
        if first:
            self.sockets.append(socket)
            await self.dispatch("GUILD_CREATE", guild())
        self.identified.set()


async def _send_event(socket: web.WebSocketResponse, name: str, sequence: int, data: Json) -> None:
    await socket.send_str(json.dumps({"op": 0, "t": name, "s": sequence, "d": data}))


async def _send(socket: web.WebSocketResponse, op: int, data: Any) -> None:
    await socket.send_str(json.dumps({"op": op, "d": data, "s": None, "t": None}))


async def _read(request: web.Request) -> Request:
    path = request.path.removeprefix("/api/v10")
    kind = request.content_type
    if kind != "multipart/form-data":
        text = await request.text()
        sent: Any = json.loads(text) if text else {}
        if isinstance(sent, list):
            return Request(request.method, path, {}, content_type=kind, listed=sent)
        return Request(request.method, path, sent, content_type=kind)
    body: Json = {}
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            body = json.loads(await part.text())
        else:
            files[part.filename or ""] = bytes(await part.read())
    return Request(request.method, path, body, files, kind)


def _json(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """discord.py reads JSON only where the type is exactly this."""
    kind = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=kind)


def _refused(status: int, code: int, message: str) -> web.Response:
    return _json({"code": code, "message": message}, status=status)


def person(id: int, name: str, bot: bool = False) -> Json:
    """A user."""
    return {
        "id": str(id),
        "username": name,
        "discriminator": "0",
        "global_name": name,
        "avatar": None,
        "bot": bot,
    }


def member() -> Json:
    """A member of the guild."""
    return {
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def channel() -> Json:
    """The one channel."""
    return {"id": str(CHANNEL), "type": 0, "name": "pictures", "guild_id": str(GUILD)}


def guild() -> Json:
    """The one guild."""
    everybody = {
        "id": str(GUILD),
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": "2147483647",
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": str(GUILD),
        "name": "Studio",
        "icon": None,
        "owner_id": str(ADA),
        "roles": [everybody],
        "channels": [{**channel(), "position": 0, "permission_overwrites": []}],
        "members": [{**member(), "user": person(ME, "easel", bot=True)}],
        "emojis": [],
        "features": [],
        "threads": [],
        "member_count": 2,
        "premium_tier": 0,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "system_channel_flags": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "afk_timeout": 300,
    }


def _application() -> Json:
    return {
        "id": str(APPLICATION),
        "name": "Easel",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": person(ADA, "ada"),
        "flags": 0,
        "verify_key": "",
    }


def _command(sent: Json) -> Json:
    return {
        "id": "1",
        "application_id": str(APPLICATION),
        "version": "1",
        "description": "",
        **sent,
    }


@asynccontextmanager
async def serving(discord: Discord) -> AsyncGenerator[str]:
    """Serve; gives the origin, "http://127.0.0.1:…"."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_get("/gateway", discord.gateway)
    app.router.add_get("/", discord.gateway)
    app.router.add_route("*", "/api/v10/{rest:.*}", discord.answer)
    app.router.add_get("/cdn/{rest:.*}", discord.file)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    discord.origin = f"http://{host}:{port}"
    discord.address = f"ws://{host}:{port}/gateway"
    try:
        yield discord.origin
    finally:
        await runner.cleanup()


async def until(happened: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something that must happen."""
    async with asyncio.timeout(seconds):
        while not happened():
            await asyncio.sleep(0.01)
