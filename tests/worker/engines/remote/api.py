"""A server that speaks the API of pictures and clips, and refuses what the real ones refuse."""

import asyncio
import hashlib
import io
import json
import socket
import threading
from base64 import b64encode
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.clips_made import clip

KEY = "sk-a-key-of-tests"
MODEL = "painter-1"
BLOCKED = "forbidden"  # a word that its rules do not allow
_MOST_PICTURES = 16


class Refusal(Exception):
    """What the server will not do."""

    def __init__(self, status: int, message: str, code: str = "invalid_value") -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass
class Asked:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]
    fields: dict[str, str] = field(default_factory=dict[str, str])
    files: list[tuple[str, np.ndarray]] = field(default_factory=list[tuple[str, np.ndarray]])

    def named(self, name: str) -> list[np.ndarray]:
        """The pictures of a field."""
        return [pixels for field, pixels in self.files if field == name]


Fault = Callable[["Api", Request], Awaitable[Response]]


@dataclass
class Api:
    """What the server allows, what it was asked, and how it fails next."""

    address: str = ""
    certificate: Path | None = None  # with its key; of https
    key: str = KEY
    sizes: tuple[str, ...] = ("64x64", "96x64", "64x96")
    most: int = 4
    fields: tuple[str, ...] = ()  # that it knows beside the usual
    by_url: bool = False
    looks: int = 2  # at a clip until it is done
    silent: bool = False  # as long as it is so, about the ids of clips that were begun
    unstoppable: Fault | None = None  # what a cancel is answered with
    # One for each request that comes next; None stands for one that goes well.
    faults: list[Fault | None] = field(default_factory=list[Any])
    asked: list[Asked] = field(default_factory=list[Asked])
    left: list[str] = field(default_factory=list[str])  # paths that nobody waited for
    clips: dict[str, int] = field(default_factory=dict[str, int])  # id → looks so far
    ended: list[str] = field(default_factory=list[str])  # "cancel clip-1", "delete clip-1"
    film: bytes = b""
    failure: Mapping[str, str] | None = None  # what clips fail with
    pictures: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [one.path for one in self.asked]


def drawn(prompt: str, seed: str, number: int, size: str) -> np.ndarray:
    """The picture of some words: one colour with a frame of another."""
    width, height = map(int, size.split("x"))
    digest = hashlib.sha256(f"{prompt}/{seed}/{number}".encode()).digest()
    pixels = np.full((height, width, 3), tuple(digest[:3]), np.uint8)
    pixels[:4] = pixels[-4:] = 255 - pixels[0, 0]
    return pixels


def _png(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


async def _read(request: Request, asked: Asked, form: bool) -> None:
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data" if form else "application/json"):
        raise Refusal(415, f"unexpected content type {kind}")
    if not form:
        found = json.loads(await request.body())
        asked.fields |= {name: str(value) for name, value in found.items()}
        return
    async with request.form() as found:
        for name, value in found.multi_items():
            if isinstance(value, UploadFile):
                with Image.open(io.BytesIO(await value.read()), formats=("PNG",)) as image:
                    asked.files.append((name, np.asarray(image)))
            elif name in asked.fields:
                raise Refusal(400, f"{name} is given twice")
            else:
                asked.fields[name] = value


def _checked(api: Api, fields: Mapping[str, str], known: tuple[str, ...]) -> None:
    """What every request must have, and must not have."""
    for name in fields:
        if name not in (*known, *api.fields):
            raise Refusal(400, f"Unknown parameter: '{name}'.", "unknown_parameter")
    for name in ("model", "prompt"):
        if not fields.get(name):
            raise Refusal(400, f"Missing required parameter: '{name}'.", "missing_parameter")
    if fields["model"] != MODEL:
        raise Refusal(404, f"The model {fields['model']} does not exist", "model_not_found")
    if "size" in fields and api.sizes and fields["size"] not in api.sizes:
        raise Refusal(400, f"Invalid size {fields['size']}", "invalid_size")
    if not 1 <= int(fields.get("n", "1")) <= api.most:
        raise Refusal(400, f"n is {fields['n']}, at most {api.most}", "invalid_n")
    if BLOCKED in fields["prompt"]:
        raise Refusal(400, "Your request was rejected by the safety system", "moderation_blocked")


def _answer(api: Api, asked: Asked) -> Response:
    fields = asked.fields
    size, seed = fields.get("size", "64x64"), fields.get("seed", "")
    found = [_png(drawn(fields["prompt"], seed, n, size)) for n in range(int(fields.get("n", "1")))]
    if not api.by_url:
        data = [{"b64_json": b64encode(one).decode()} for one in found]
        return JSONResponse({"created": 1, "data": data})
    names = [f"{len(api.pictures) + n}.png" for n in range(len(found))]
    api.pictures |= dict(zip(names, found, strict=True))
    return JSONResponse({"created": 1, "data": [{"url": f"/files/{name}"} for name in names]})


async def _generations(api: Api, request: Request, asked: Asked) -> Response:
    await _read(request, asked, form=False)
    _checked(api, asked.fields, ("model", "prompt", "n", "size"))
    return _answer(api, asked)


async def _edits(api: Api, request: Request, asked: Asked) -> Response:
    await _read(request, asked, form=True)
    _checked(api, asked.fields, ("model", "prompt", "n", "size"))
    pictures = asked.named("image") + asked.named("image[]")
    if not 1 <= len(pictures) <= _MOST_PICTURES:
        raise Refusal(400, f"{len(pictures)} pictures", "missing_image")
    if len(pictures) > 1 and asked.named("image"):
        raise Refusal(400, "several pictures are image[]")
    for mask in asked.named("mask"):
        if mask.shape[:2] != pictures[0].shape[:2]:
            raise Refusal(400, "the mask has not the size of the picture", "invalid_mask")
        if mask.ndim != 3 or mask.shape[2] != 4 or mask[..., 3].min() == 255:
            raise Refusal(400, "the mask has no transparent part", "invalid_mask")
    return _answer(api, asked)


async def _create(api: Api, request: Request, asked: Asked) -> Response:
    await _read(request, asked, form=True)
    _checked(api, asked.fields, ("model", "prompt", "seconds", "size"))
    size = asked.fields.get("size", "64x64")
    for picture in asked.named("input_reference"):
        if f"{picture.shape[1]}x{picture.shape[0]}" != size:
            raise Refusal(400, "the picture must have the size of the clip", "invalid_reference")
    id = f"clip-{len(api.clips) + 1}"
    api.clips[id] = 0
    while api.silent:
        await asyncio.sleep(0.01)
    return JSONResponse({"id": id, "object": "video", "status": "queued", "progress": 0})


async def _look(api: Api, request: Request, _: Asked) -> Response:
    id = request.path_params["id"]
    if id not in api.clips:
        raise Refusal(404, "no such clip", "not_found")
    if request.method == "DELETE":
        del api.clips[id]
        api.ended.append(f"delete {id}")
        return JSONResponse({"id": id, "object": "video.deleted", "deleted": True})
    api.clips[id] += 1
    if api.failure is not None:
        return JSONResponse({"id": id, "status": "failed", "error": dict(api.failure)})
    if api.clips[id] > api.looks:
        return JSONResponse({"id": id, "status": "completed", "progress": 100})
    progress = 100 * api.clips[id] // (api.looks + 1)
    return JSONResponse({"id": id, "status": "in_progress", "progress": progress})


async def _content(api: Api, request: Request, _: Asked) -> Response:
    if api.clips.get(request.path_params["id"], 0) <= api.looks:
        raise Refusal(404, "the clip is not done", "not_found")
    api.film = api.film or clip(1.0, (64, 64))
    return Response(api.film, media_type="video/mp4")


async def _cancel(api: Api, request: Request, _: Asked) -> Response:
    if api.unstoppable is not None:
        return await api.unstoppable(api, request)
    api.ended.append(f"cancel {request.path_params['id']}")
    return JSONResponse({"status": "cancelled"})


async def _models(api: Api, _: Request, __: Asked) -> Response:
    return JSONResponse({"object": "list", "data": [{"id": MODEL, "object": "model"}]})


async def _file(api: Api, request: Request, _: Asked) -> Response:
    return Response(api.pictures[request.path_params["name"]], media_type="image/png")


Handler = Callable[[Api, Request, Asked], Awaitable[Response]]
_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "/v1/images/generations", _generations),
    ("POST", "/v1/images/edits", _edits),
    ("POST", "/v1/videos", _create),
    ("POST", "/v1/videos/{id}/cancel", _cancel),
    ("GET", "/v1/videos/{id}/content", _content),
    ("GET", "/v1/videos/{id}", _look),
    ("DELETE", "/v1/videos/{id}", _look),
    ("GET", "/v1/models", _models),
    ("GET", "/files/{name}", _file),
)


def _served(api: Api, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        asked = Asked(f"{request.method} {request.url.path}", dict(request.headers))
        api.asked.append(asked)
        try:
            if api.key and asked.headers.get("authorization") != f"Bearer {api.key}":
                given = asked.headers.get("authorization", "nothing")
                raise Refusal(401, f"Incorrect API key provided: {given}", "invalid_api_key")
            if api.faults:
                fault = api.faults.pop(0)
                if fault is not None:
                    return await fault(api, request)
            return await handler(api, request, asked)
        except Refusal as refusal:
            error = {"message": str(refusal), "type": "x", "code": refusal.code}
            return JSONResponse({"error": error}, refusal.status)

    return serve


@contextmanager
def api(**settings: Any) -> Generator[Api]:
    """A server on a free port of this machine, until the block ends."""
    state = Api(**settings)
    routes = [
        Route(path, _served(state, handler), methods=[method]) for method, path, handler in _ROUTES
    ]
    config = uvicorn.Config(
        Starlette(routes=routes),
        log_config=None,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=1,
        ssl_certfile=state.certificate,
    )
    server = uvicorn.Server(config)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        scheme = "https" if state.certificate else "http"
        state.address = f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/v1"
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.should_exit = True
            thread.join(10)
