"""`easel doctor`: how Easel is set up, where each setting came from, and what is missing."""

import os
import platform
import sys
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from typing import Any, NamedTuple

from bots.explaining import fleet, running
from bots.settings import BotSettings
from core.errors import EaselError
from storage.blobs import ObjectBlobs, open_store
from storage.database import Database
from storage.redis_server import RedisServer, find_binary
from storage.settings import load, make_home, sources_of

PARTS = {  # what must be installed for a part, and how to get it
    "studio page": (("starlette", "uvicorn", "multipart"), "pip install 'easel[web]'"),
    "classical engine": (("cv2", "scipy", "av"), "pip install 'easel[classical]'"),
    "diffusion models": (("torch", "diffusers", "transformers"), "pip install 'easel[worker]'"),
    "PostgreSQL": (("asyncpg",), "pip install 'easel[postgresql]'"),
}
NEEDED = ("studio page", "classical engine")


class Findings(NamedTuple):
    """What was found."""

    lines: list[str]
    healthy: bool


async def examine() -> Findings:
    """Look at the settings and try each thing that they name. Raises BadSettings."""
    settings = load(BotSettings)
    lines = [f"Easel on Python {platform.python_version()}, {sys.executable}", "", "Settings"]
    lines += _settings(settings)
    lines += ["", "Checks"]
    healthy = True
    for name, check in _checks(settings).items():
        try:
            lines.append(f"  ok       {name}: {await check()}")
        except (EaselError, OSError) as error:
            healthy = False
            lines.append(f"  missing  {name}: {error}")
    lines += ["", "Parts"]
    for name, (modules, how) in PARTS.items():
        there = all(find_spec(module) for module in modules)
        healthy = healthy and (there or name not in NEEDED)
        lines.append(f"  {'ok      ' if there else 'absent  '} {name}{'' if there else ': ' + how}")
    return Findings(lines, healthy)


def _settings(settings: BotSettings) -> list[str]:
    origins = sources_of(BotSettings)
    return [
        f"  {name} = {_shown(name, getattr(settings, name))} "
        f"({origins.get(name, 'default')}): {field.description}"
        for name, field in BotSettings.model_fields.items()
    ]


def _shown(name: str, value: Any) -> str:
    """A value without its password."""
    text = str(value)
    if name.endswith("url") and "@" in text:
        scheme, _, rest = text.partition("://")
        return f"{scheme}://…@{rest.rpartition('@')[2]}"
    return text or "empty"


def _checks(settings: BotSettings) -> dict[str, Callable[[], Awaitable[str]]]:
    async def home() -> str:
        make_home(settings.home)
        if not os.access(settings.home, os.W_OK):
            raise PermissionError(f"{settings.home} cannot be written")
        return str(settings.home)

    async def database() -> str:
        async with Database(settings.database):
            return "answers, and is up to date"

    async def blobs() -> str:
        await ObjectBlobs(open_store(settings.blob_store)).put(b"easel doctor was here")
        return "can be written"

    async def redis() -> str:
        if settings.redis_url:
            await fleet(settings)
            return "answers"
        server = RedisServer(settings.home)
        return "runs" if server.answers else f"none runs; {find_binary()} will be started"

    async def workers() -> str:
        models = await running(settings)
        return ", ".join(sorted(models)) or "none runs; `easel up` or `easel worker` starts one"

    return {
        "home": home,
        "database": database,
        "files": blobs,
        "Redis": redis,
        "models that run": workers,
    }
